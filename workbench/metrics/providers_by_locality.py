"""Provider sites and organisations by locality, sectors that are missing, and what makes a hub complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.metrics.linked_providers import linked_providers
from workbench.metrics.merging import counted_twice
from workbench.metrics.organisations import Organisations
from workbench.metrics.site_sectors import sectors_by_kind, site_organisation, site_sector
from workbench.models.project import StudyArea
from workbench.models.providers import Sector
from workbench.models.registers import Registers, SiteService
from workbench.models.scenario import Scenario

SITE_SERVICES = "site_service"
NEEDED_SECTORS: tuple[tuple[str, frozenset[Sector]], ...] = (
    ("community provider", frozenset({Sector.COMMUNITY})),
    ("mental health provider", frozenset({Sector.MENTAL_HEALTH})),
    ("social care provider", frozenset({Sector.ADULT_SOCIAL_CARE, Sector.CHILDREN_SOCIAL_CARE})),
)
"""What a complete locality links beside a GP practice (R61), any sector of each."""
SECTORS: tuple[Sector, ...] = tuple(sector for sector in Sector if sector is not Sector.UNKNOWN)
"""Sectors that a locality can miss (R5)."""


@dataclass(frozen=True)
class SiteInUse:
    """A provider site: its organisation, its sector and the localities (codes) that it serves.

    ``by_choice`` tells a person's choice from the place of the site, ``by_rule`` a sector that the
    table of sectors gave. ``stale`` sites serve nobody's count.
    """

    row: int
    code: str
    name: str
    organisation: str
    sector: Sector
    localities: tuple[str, ...]
    by_choice: bool
    by_rule: bool
    stale: bool


@dataclass(frozen=True)
class LocalityProviders:
    """Who serves one locality. ``sites`` holds stale ones too; all counts are without them.

    A provider is an organisation: several sites of one count once (R58). ``missing`` and
    ``missing_sectors`` also know the providers that deliver a service in scope or employ a team there.
    """

    code: str
    name: str
    sites: tuple[SiteInUse, ...]
    providers: int
    sites_counted: int
    stale_sites: int
    providers_of_sector: Mapping[Sector, int]
    sites_of_sector: Mapping[Sector, int]
    missing_sectors: tuple[Sector, ...]
    practices: int
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether it links a GP practice, community, mental health and social care provider (R61)."""
        return not self.missing

    @property
    def says(self) -> str:
        """In words: "Complete", or what is missing."""
        return "Complete" if self.complete else f"No {', no '.join(self.missing)}"


@dataclass(frozen=True)
class SystemProviders:
    """Each site and organisation once, wherever and however often it serves (R43).

    ``serving_nowhere`` are current sites that serve no locality.
    """

    providers: int
    sites: int
    stale_sites: int
    shared_sites: int
    providers_of_sector: Mapping[Sector, int]
    sites_of_sector: Mapping[Sector, int]
    serving_nowhere: tuple[SiteInUse, ...]


@dataclass(frozen=True)
class ProvidersByLocality:
    """All sites in file order, every locality in order of its number, and the system."""

    sites: tuple[SiteInUse, ...]
    localities: tuple[LocalityProviders, ...]
    system: SystemProviders

    @property
    def incomplete(self) -> tuple[LocalityProviders, ...]:
        """Localities that miss something."""
        return tuple(x for x in self.localities if not x.complete)


def providers_by_locality(area: StudyArea, scenario: Scenario, registers: Registers) -> ProvidersByLocality:
    """Sites by the localities that they serve; ``registers`` are the project's, with the sector rules.

    A site serves the localities that a person chose for it (none, where that choice is empty), else the
    locality in whose areas it lies. Its sector is the one of the source, else that of its kind in the
    table of sectors, else Unknown.
    """
    sites = sites_in_use(area, scenario, registers)
    linked = linked_providers(scenario, Organisations(area, scenario, registers))
    practices = practices_of_localities(area, scenario)
    localities = tuple(
        _of_locality(
            locality.code,
            locality.name,
            tuple(site for site in sites if locality.code in site.localities),
            practices.get(locality.code, 0),
            frozenset(linked[locality.code]),
        )
        for locality in scenario.plan
    )
    current = tuple(site for site in sites if not site.stale)
    return ProvidersByLocality(
        sites=sites,
        localities=localities,
        system=SystemProviders(
            providers=len({site.organisation for site in current}),
            sites=len(current),
            stale_sites=len(sites) - len(current),
            shared_sites=sum(len(site.localities) > 1 for site in current),
            providers_of_sector=_providers_of_sector(current),
            sites_of_sector=_sites_of_sector(current),
            serving_nowhere=tuple(site for site in current if not site.localities),
        ),
    )


def sites_in_use(area: StudyArea, scenario: Scenario, registers: Registers) -> tuple[SiteInUse, ...]:
    """Every site of the project, in file order, with its sector and the localities that it serves."""
    rules = sectors_by_kind(registers)
    chosen = {choice.site: choice.localities for choice in scenario.registers.of(SITE_SERVICES, SiteService)}
    return tuple(_site(area, scenario, rules, chosen, row) for row in range(len(area.sites)))


def _site(
    area: StudyArea,
    scenario: Scenario,
    rules: Mapping[str, Sector],
    chosen: Mapping[str, tuple[str, ...]],
    row: int,
) -> SiteInUse:
    sites, plan = area.sites, scenario.plan
    code, unit = str(sites.codes[row]), int(sites.site_unit[row])
    sector, by_rule = site_sector(sites, row, rules)
    if code in chosen:
        serves = tuple(x for x in dict.fromkeys(chosen[code]) if plan.get(x) is not None)
    else:
        here = plan.code_of_unit(unit) if unit >= 0 else None
        serves = () if here is None else (here,)
    return SiteInUse(
        row=row,
        code=code,
        name=str(sites.names[row]),
        organisation=site_organisation(sites, row),
        sector=sector,
        localities=serves,
        by_choice=code in chosen,
        by_rule=by_rule,
        stale=bool(sites.stale[row]),
    )


def _of_locality(
    code: str, name: str, sites: tuple[SiteInUse, ...], practices: int, linked: frozenset[Sector]
) -> LocalityProviders:
    current = tuple(site for site in sites if not site.stale)
    there = {site.sector for site in current} | linked
    if practices:
        there.add(Sector.PRIMARY_CARE)
    missing = ["GP practice"] if not practices else []
    missing += [words for words, sectors in NEEDED_SECTORS if not sectors & there]
    return LocalityProviders(
        code=code,
        name=name,
        sites=sites,
        providers=len({site.organisation for site in current}),
        sites_counted=len(current),
        stale_sites=len(sites) - len(current),
        providers_of_sector=_providers_of_sector(current),
        sites_of_sector=_sites_of_sector(current),
        missing_sectors=tuple(sector for sector in SECTORS if sector not in there),
        practices=practices,
        missing=tuple(missing),
    )


def practices_of_localities(area: StudyArea, scenario: Scenario) -> dict[str, int]:
    """Practices by locality, a split one in each of its own, merged ones as one."""
    found: dict[str, int] = {}
    for code, assignment in scenario.practices.items():
        if code in area.practices.index_of:
            for locality, _ in assignment.shares:
                found[locality] = found.get(locality, 0) + 1
    for locality, twice in counted_twice(scenario.registers, scenario.practices).items():
        found[locality] = found.get(locality, 0) - twice
    return found


def _providers_of_sector(sites: tuple[SiteInUse, ...]) -> dict[Sector, int]:
    return {sector: len({site.organisation for site in sites if site.sector is sector}) for sector in Sector}


def _sites_of_sector(sites: tuple[SiteInUse, ...]) -> dict[Sector, int]:
    return {sector: sum(site.sector is sector for site in sites) for sector in Sector}
