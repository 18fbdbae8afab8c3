"""Which sectors each locality links, by practices, sites, services and teams; complete hubs (R5, R61)."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.metrics.linked_providers import linked_providers
from workbench.metrics.organisations import Organisations
from workbench.metrics.providers_by_locality import NEEDED_SECTORS, practices_of_localities, sites_in_use
from workbench.models.project import Project
from workbench.models.providers import Sector
from workbench.models.scenario import Scenario


@dataclass(frozen=True)
class LocalityLinks:
    """Sectors of a locality and how many providers of each it links, each organisation once."""

    locality: str
    practices: int
    providers: dict[Sector, frozenset[str]]

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing for a complete locality (R61); empty where it is complete."""
        lacking = [words for words, sectors in NEEDED_SECTORS if not sectors & self.providers.keys()]
        return (*(() if self.practices else ("GP practice",)), *lacking)

    @property
    def complete(self) -> bool:
        """Whether practices, community, mental health and social care are all there."""
        return not self.missing

    def links(self, sector: Sector) -> bool:
        """Whether any provider of a sector is linked; practices are primary care."""
        return sector in self.providers or (sector is Sector.PRIMARY_CARE and self.practices > 0)


def locality_links(
    project: Project, scenario: Scenario, organisations: Organisations
) -> tuple[LocalityLinks, ...]:
    """What every locality links.

    A provider is linked by a current site in the locality (or one that a person says serves it), by
    delivering a service that is in scope there, or by employing a team that works there. Stale sites do
    not count.
    """
    linked = {
        code: {sector: set(who) for sector, who in sectors.items()}
        for code, sectors in linked_providers(scenario, organisations).items()
    }
    for site in sites_in_use(project.area, scenario, project.registers):
        if not site.stale:
            for code in site.localities:
                linked[code].setdefault(site.sector, set()).add(site.organisation)
    practices = practices_of_localities(project.area, scenario)
    return tuple(
        LocalityLinks(code, practices.get(code, 0), {s: frozenset(who) for s, who in sorted(sectors.items())})
        for code, sectors in linked.items()
    )
