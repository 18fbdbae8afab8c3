"""The rows of the provider tables: sites, organisations, and what each locality links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.metrics.organisations import Organisations
from workbench.metrics.providers_by_locality import ProvidersByLocality, SiteInUse, providers_by_locality
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.ui.tables.site_columns import LinkRow, OrganisationRow, SiteRow


@dataclass(frozen=True)
class ProviderRows:
    """Everything that the tab shows."""

    sites: list[SiteRow]
    organisations: list[OrganisationRow]
    links: list[LinkRow]


def provider_rows(project: Project, scenario: Scenario) -> ProviderRows:
    """All rows, sites and organisations in project order, localities by number."""
    found = providers_by_locality(project.area, scenario, project.registers)
    return ProviderRows(
        [_site_row(project, scenario, site) for site in found.sites],
        _organisation_rows(project, scenario, found),
        _link_rows(scenario, found),
    )


def _site_row(project: Project, scenario: Scenario, site: SiteInUse) -> SiteRow:
    sites, plan = project.area.sites, scenario.plan
    first = plan.get(site.localities[0]) if site.localities else None
    return SiteRow(
        code=site.code,
        name=site.name,
        kind=str(sites.kinds[site.row]).replace("_", " ").capitalize(),
        sector=str(site.sector),
        organisation=str(sites.parent_names[site.row]) or str(sites.parent_codes[site.row]),
        postcode=str(sites.postcodes[site.row]),
        number="" if first is None else str(first.number),
        hue=None if first is None else first.colour,
        serves=_numbers(scenario, site.localities),
        by_choice=site.by_choice,
        stale=site.stale,
    )


def _organisation_rows(
    project: Project, scenario: Scenario, found: ProvidersByLocality
) -> list[OrganisationRow]:
    known = Organisations(project.area, scenario, project.registers)
    by_organisation: dict[str, list[SiteInUse]] = {}
    for site in found.sites:
        by_organisation.setdefault(site.organisation, []).append(site)
    return [
        OrganisationRow(
            code=code,
            name=known.name(code),
            sector=str(known.sector(code)),
            sites=sum(not site.stale for site in sites),
            stale_sites=sum(site.stale for site in sites),
            serves=_numbers(scenario, {key for site in sites if not site.stale for key in site.localities}),
        )
        for code, sites in by_organisation.items()
    ]


def _link_rows(scenario: Scenario, found: ProvidersByLocality) -> list[LinkRow]:
    rows = []
    for one in found.localities:
        locality = scenario.plan.get(one.code)
        if locality is not None:
            rows.append(
                LinkRow(
                    code=one.code, name=one.name, number=str(locality.number), hue=locality.colour,
                    complete=one.complete, says=one.says, missing=len(one.missing), providers=one.providers,
                    sites=one.sites_counted, stale_sites=one.stale_sites,
                    sectors=tuple(str(sector) for sector in one.missing_sectors),
                )
            )  # fmt: skip
    return rows


def _numbers(scenario: Scenario, codes: Iterable[str]) -> str:
    found = (scenario.plan.get(code) for code in codes)
    return ", ".join(str(number) for number in sorted(one.number for one in found if one is not None))
