"""Which sectors each locality links, by practices, sites, services and teams; complete hubs (R5, R61)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from workbench.metrics.services.matrix import Matrix
from workbench.metrics.services.organisations import Organisations
from workbench.models.project import Project
from workbench.models.providers import Sector
from workbench.models.registers import SiteService, Team
from workbench.models.scenario import Scenario

SOCIAL_CARE = frozenset({Sector.ADULT_SOCIAL_CARE, Sector.CHILDREN_SOCIAL_CARE})
NEEDED: tuple[tuple[str, frozenset[Sector]], ...] = (
    ("community provider", frozenset({Sector.COMMUNITY})),
    ("mental health provider", frozenset({Sector.MENTAL_HEALTH})),
    ("social care provider", SOCIAL_CARE),
)
"""What a complete locality links besides a GP practice (R61)."""


@dataclass(frozen=True)
class LocalityLinks:
    """Sectors of a locality and how many providers of each it links, each organisation once."""

    locality: str
    practices: int
    providers: dict[Sector, frozenset[str]]

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing for a complete locality (R61); empty where it is complete."""
        lacking = [words for words, sectors in NEEDED if not any(self.providers.get(s) for s in sectors)]
        return (*(() if self.practices else ("GP practice",)), *lacking)

    @property
    def complete(self) -> bool:
        """Whether practices, community, mental health and social care are all there."""
        return not self.missing

    def links(self, sector: Sector) -> bool:
        """Whether any provider of a sector is linked; practices are primary care."""
        return bool(self.providers.get(sector)) or (sector is Sector.PRIMARY_CARE and self.practices > 0)


def locality_links(
    project: Project, scenario: Scenario, matrix: Matrix, organisations: Organisations
) -> tuple[LocalityLinks, ...]:
    """What every locality links.

    A provider is linked by a current site in the locality (or one that a person says serves it), by
    delivering a service that is in scope there, or by employing a team that works there. Stale sites do
    not count, nor does a team's employer with a share of 0.
    """
    found: dict[str, dict[Sector, set[str]]] = {locality.code: {} for locality in matrix.localities}
    for locality, code in _named(scenario, matrix):
        if locality in found:
            who = organisations.organisation(code)
            found[locality].setdefault(organisations.sector(code), set()).add(who)
    for locality, site, sector in _sites_by_locality(project, scenario, organisations):
        if locality in found:
            found[locality].setdefault(sector, set()).add(organisations.organisation(site))
    practices = Counter(
        locality
        for assignment in scenario.practices.values()
        for locality, share in assignment.shares
        if share > 0
    )
    return tuple(
        LocalityLinks(code, practices[code], {s: frozenset(who) for s, who in sorted(sectors.items())})
        for code, sectors in found.items()
    )


def _named(scenario: Scenario, matrix: Matrix) -> set[tuple[str, str]]:
    """Locality and code of everyone who delivers a service in scope there or employs a team there."""
    named = {(row.key.locality, code) for row in matrix.offered for code in row.cell.delivered_by}
    for team in scenario.registers.of("team", Team):
        employers = [code for code, share in team.employers if share > 0]
        places = [code for code, share in team.localities if share > 0]
        named.update((place, employer) for place in places for employer in employers)
    return named


def _sites_by_locality(
    project: Project, scenario: Scenario, organisations: Organisations
) -> list[tuple[str, str, Sector]]:
    """Locality, site and sector of every current site: by a person's choice, else by where it stands."""
    sites, labels = project.area.sites, scenario.plan.labels
    chosen = {record.site: record.localities for record in scenario.registers.of("site_service", SiteService)}
    rows = np.flatnonzero(~sites.stale)
    pairs: list[tuple[str, str, Sector]] = []
    for row in rows.tolist():
        code = str(sites.codes[row])
        if chosen.get(code):
            pairs += [(locality, code, organisations.site_sectors[row]) for locality in chosen[code]]
            continue
        unit = int(sites.site_unit[row])
        locality = scenario.plan.locality(int(labels[unit])) if unit >= 0 else None
        if locality is not None:
            pairs.append((locality.code, code, organisations.site_sectors[row]))
    return pairs
