"""Integration: averages by locality (R37) and scores of three pairs of sectors (R73)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workbench.metrics.services.matrix import Matrix, MatrixRow
from workbench.models.providers import Sector
from workbench.models.scope import INTEGRATION_LEVELS

HIGHEST_LEVEL = len(INTEGRATION_LEVELS) - 1


@dataclass(frozen=True)
class IntegrationAverage:
    """Mean integration levels, 0 to 4, over cells in scope that record one; NaN where none does."""

    now: float
    planned: float
    cells_now: int
    cells_planned: int


def integration_of(rows: Iterable[MatrixRow]) -> IntegrationAverage:
    """The averages over some rows; rows that are Out or n.a. are left out."""
    rows = [row for row in rows if row.offered]
    now = [row.cell.integration_now for row in rows if row.cell.integration_now is not None]
    planned = [row.cell.integration_planned for row in rows if row.cell.integration_planned is not None]
    return IntegrationAverage(_mean(now), _mean(planned), len(now), len(planned))


def integration_by_locality(matrix: Matrix) -> dict[str, IntegrationAverage]:
    """The averages of each locality, as AVERAGEIFS gives them with scope neither Out nor n.a. (R37)."""
    return {code: integration_of(rows) for code, rows in matrix.by_locality.items()}


class SectorPair(StrEnum):
    """The three pairs that integration is asked for."""

    PRIMARY_ACUTE = "Primary and acute care"
    PHYSICAL_MENTAL = "Physical and mental health"
    HEALTH_SOCIAL = "Health and social care"


_HEALTH = frozenset(
    {Sector.PRIMARY_CARE, Sector.COMMUNITY, Sector.ACUTE, Sector.AMBULANCE, Sector.MENTAL_HEALTH}
)
SIDES: dict[SectorPair, tuple[frozenset[Sector], frozenset[Sector]]] = {
    SectorPair.PRIMARY_ACUTE: (frozenset({Sector.PRIMARY_CARE}), frozenset({Sector.ACUTE})),
    SectorPair.PHYSICAL_MENTAL: (_HEALTH - {Sector.MENTAL_HEALTH}, frozenset({Sector.MENTAL_HEALTH})),
    SectorPair.HEALTH_SOCIAL: (
        _HEALTH,
        frozenset({Sector.ADULT_SOCIAL_CARE, Sector.CHILDREN_SOCIAL_CARE}),
    ),
}
"""Sectors of the two sides of each pair."""


@dataclass(frozen=True)
class IntegrationScore:
    """How integrated the two sides of a pair are, 0 to 1; NaN where a side records nothing."""

    pair: SectorPair
    now: float
    planned: float


def integration_scores(matrix: Matrix) -> tuple[IntegrationScore, ...]:
    """The three scores (R73).

    A service is on a side where one of its usual sectors belongs to it; a service usual on both sides
    counts on both. A side's level is the mean integration level of its cells in scope that record one.
    The score is the mean of the two sides' levels divided by 4, so that the side with more services
    does not outweigh the other.

    Hand example: primary care cells at 1 and 3 (mean 2), acute cells at 1, 1 and 1 (mean 1): the score
    is (2 + 1) / 2 / 4 = 0.375.
    """
    now: dict[str, list[int]] = {service.id: [] for service in matrix.services}
    planned: dict[str, list[int]] = {service.id: [] for service in matrix.services}
    for row in matrix.offered:
        if row.cell.integration_now is not None:
            now[row.key.service].append(row.cell.integration_now)
        if row.cell.integration_planned is not None:
            planned[row.key.service].append(row.cell.integration_planned)
    sides = [(pair, [_members(matrix, sectors) for sectors in both]) for pair, both in SIDES.items()]
    return tuple(IntegrationScore(pair, _score(now, both), _score(planned, both)) for pair, both in sides)


def _members(matrix: Matrix, sectors: frozenset[Sector]) -> list[str]:
    return [service.id for service in matrix.services if not sectors.isdisjoint(service.sectors)]


def _score(levels: dict[str, list[int]], sides: list[list[str]]) -> float:
    means = [_mean([level for service in side for level in levels[service]]) for side in sides]
    return sum(means) / len(means) / HIGHEST_LEVEL


def _mean(levels: list[int]) -> float:
    return sum(levels) / len(levels) if levels else math.nan
