"""Providers that a locality links by what is planned for it: services in scope and teams."""

from __future__ import annotations

from workbench.metrics.organisations import Organisations
from workbench.models.providers import Sector
from workbench.models.registers import Team
from workbench.models.scenario import Scenario
from workbench.models.scope import Scope


def linked_providers(
    scenario: Scenario, organisations: Organisations
) -> dict[str, dict[Sector, frozenset[str]]]:
    """Organisations by locality and sector, each once; every locality is named.

    An organisation is linked by delivering a service that is In or Partial there, or by employing a
    team that works there; a share of 0 is no link.
    """
    found: dict[str, dict[Sector, set[str]]] = {locality.code: {} for locality in scenario.plan}
    for locality, code in _named(scenario):
        if locality in found:
            who = organisations.organisation(code)
            found[locality].setdefault(organisations.sector(code), set()).add(who)
    return {
        locality: {sector: frozenset(who) for sector, who in sectors.items()}
        for locality, sectors in found.items()
    }


def _named(scenario: Scenario) -> set[tuple[str, str]]:
    """Locality and code of everyone who delivers a service in scope there or employs a team there."""
    named = {
        (key.locality, code)
        for key, cell in scenario.scope.items()
        if cell.delivered_by and cell.scope in {Scope.IN, Scope.PARTIAL}
        for code in cell.delivered_by
    }
    for team in scenario.registers.of("team", Team):
        employers = [code for code, share in team.employers if share > 0]
        places = [code for code, share in team.localities if share > 0]
        named.update((place, employer) for place in places for employer in employers)
    return named
