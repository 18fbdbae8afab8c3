"""Who moves between two scenarios: people and patients by from and to, and how far their hub is (R75)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.alignment import main_parents, numbered
from workbench.metrics.comparison import Comparison, PracticeMove, UnitMove
from workbench.metrics.services.hub_distance import mean_km, place_of, straight_km
from workbench.metrics.threshold import Threshold
from workbench.models.practices import main_of
from workbench.models.project import StudyArea
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn


@dataclass(frozen=True)
class MoveRow:
    """Everything that goes from one locality to another; None is unassigned.

    ``people`` are residents of ``units`` areas and ``registered`` patients of ``practices`` practices (the
    part of a list that moves). ``km_before`` and ``km_after`` are the mean straight-line distances of these
    residents to the hub site of their locality; NaN is not known. ``unit_codes`` are the areas themselves.
    """

    before: str | None
    after: str | None
    units: int
    people: float
    practices: int
    registered: float
    km_before: float
    km_after: float
    unit_codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class WhoMoves:
    """The rows of all moves, most people first, and what they add up to.

    ``share`` is people moved of all residents, 0 to 1; ``people`` and ``stayed`` add up to ``total``, all
    residents of the study area. ``other_main`` pairs the title of a kind of larger
    area with the people whose locality has another main one of that kind afterwards: their council may
    be the same, the council that most of their locality belongs to is not.
    """

    rows: tuple[MoveRow, ...]
    units: int
    people: float
    practices: int
    registered: float
    share: float
    other_main: tuple[tuple[str, float], ...]
    stayed: float = math.nan
    total: float = math.nan

    def needs_consultation(self, threshold: Threshold) -> bool:
        """Whether the people who move reach a threshold.

        Not known counts as reached: nobody can say that it is not.
        """
        measured = self.share if threshold.of_all else self.people
        return self.units > 0 and not measured < threshold.value


def who_moves(
    area: StudyArea,
    before: Scenario,
    after: Scenario,
    comparison: Comparison,
    parents: Iterable[ParentColumn] = (),
) -> WhoMoves:
    """Add up the moves of a comparison of ``before`` and ``after`` by from and to."""
    unit_groups: dict[tuple[str | None, str | None], list[UnitMove]] = {}
    for unit in comparison.units:
        unit_groups.setdefault((unit.before, unit.after), []).append(unit)
    practice_groups: dict[tuple[str | None, str | None], list[PracticeMove]] = {}
    for practice in comparison.practices:
        key = (main_of(practice.before), main_of(practice.after))
        practice_groups.setdefault(key, []).append(practice)
    rows = [
        _row(area, before, after, key, unit_groups.get(key, []), practice_groups.get(key, []))
        for key in {**unit_groups, **practice_groups}
    ]
    total = float(area.units.resident.sum())
    people = comparison.people_moved
    return WhoMoves(
        rows=tuple(
            sorted(rows, key=lambda r: (-np.nan_to_num(r.people), -r.units, str(r.before), str(r.after)))
        ),
        units=len(comparison.units),
        people=people,
        practices=len(comparison.practices),
        registered=comparison.registered_moved,
        share=people / total if total > 0 else math.nan,
        other_main=tuple((column.title, _other_main(area, before, after, column)) for column in parents),
        stayed=comparison.people_stayed,
        total=total,
    )


def _row(
    area: StudyArea,
    before: Scenario,
    after: Scenario,
    key: tuple[str | None, str | None],
    units: list[UnitMove],
    practices: list[PracticeMove],
) -> MoveRow:
    rows = np.array([area.units.index_of[move.unit] for move in units], dtype=np.int64)
    return MoveRow(
        before=key[0],
        after=key[1],
        units=len(units),
        people=sum((move.people for move in units), 0.0),
        practices=len(practices),
        registered=sum((move.people for move in practices), 0.0),
        km_before=_mean_km(area, before, key[0], rows),
        km_after=_mean_km(area, after, key[1], rows),
        unit_codes=tuple(move.unit for move in units),
    )


def _mean_km(area: StudyArea, scenario: Scenario, code: str | None, rows: NDArray[np.int64]) -> float:
    """Mean distance of the residents of ``rows`` to a locality's hub; NaN without hub or residents."""
    locality = scenario.plan.get(code) if code else None
    place = None if locality is None else place_of(area, locality.hub_site)
    if place is None:
        return math.nan
    return mean_km(straight_km(area.units.points[rows], place), area.units.resident[rows])


def _other_main(area: StudyArea, before: Scenario, after: Scenario, column: ParentColumn) -> float:
    """Residents whose locality has another main larger area; those unassigned in either plan do not count."""
    codes, number = numbered(column)
    mains = []
    for scenario in (before, after):
        plan = scenario.plan
        main = main_parents(plan.labels, plan.slots, number, len(codes), area.units.resident)
        mains.append(np.append(main, -1)[plan.labels])
    both = (before.plan.labels >= 0) & (after.plan.labels >= 0)
    return float(area.units.resident[both & (mains[0] != mains[1])].sum())
