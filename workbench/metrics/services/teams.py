"""Integrated teams: staff by locality, and staff for 10,000 people (R14, R43)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from workbench.metrics.services.matrix import Matrix
from workbench.models.registers import Team
from workbench.models.scenario import Scenario


@dataclass(frozen=True)
class TeamShare:
    """A team's time in a locality; ``share`` in per cent, ``wte`` whole-time equivalents, NaN not known."""

    team: Team
    locality: str
    share: float
    wte: float
    per_10_000: float


def wte_for_10_000(wte: float, people: float) -> float:
    """Whole-time equivalents for 10,000 people; NaN without people.

    12 for 40,000 people: 12 x 10,000 / 40,000 = 3.
    """
    return wte * 10_000 / people if people > 0 else math.nan


def team_shares(matrix: Matrix, scenario: Scenario) -> tuple[TeamShare, ...]:
    """Every team in every locality that it serves, each locality once."""
    found = []
    for team in scenario.registers.of("team", Team):
        whole = math.nan if team.wte is None else team.wte
        for code, per_cent in team.localities:
            wte = whole * per_cent / 100
            people = matrix.people.get(code, math.nan)
            found.append(TeamShare(team, code, per_cent, wte, wte_for_10_000(wte, people)))
    return tuple(found)


@dataclass(frozen=True)
class LocalityStaff:
    """Teams of a locality, their whole-time equivalents there, and those for 10,000 people."""

    locality: str
    teams: int
    wte: float
    per_10_000: float


def staff_by_locality(matrix: Matrix, scenario: Scenario) -> tuple[LocalityStaff, ...]:
    """Staff of each locality; NaN where the staff of one of its teams is not known."""
    shares = team_shares(matrix, scenario)
    found = []
    for locality in matrix.localities:
        here = [share for share in shares if share.locality == locality.code]
        wte = math.fsum(share.wte for share in here)
        found.append(
            LocalityStaff(locality.code, len(here), wte, wte_for_10_000(wte, matrix.people[locality.code]))
        )
    return tuple(found)


def staff_in_total(scenario: Scenario) -> float:
    """Whole-time equivalents of all teams, each team once however many localities share it (R43)."""
    return math.fsum(
        math.nan if team.wte is None else team.wte for team in scenario.registers.of("team", Team)
    )
