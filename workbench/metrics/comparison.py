"""Two plans side by side: which localities are the same ones, and what moves between them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.models.plan import Plan
from workbench.models.practices import UNASSIGNED_PRACTICE, PracticeAssignment
from workbench.models.project import StudyArea
from workbench.models.scenario import Scenario


@dataclass(frozen=True)
class UnitMove:
    """An area that lies in another locality; ``before`` and ``after`` are codes, None is unassigned.

    ``people`` are its residents, NaN where they are not known.
    """

    unit: str
    name: str
    before: str | None
    after: str | None
    people: float


@dataclass(frozen=True)
class PracticeMove:
    """A practice that belongs elsewhere; ``before`` and ``after`` hold codes with shares.

    ``people`` is the part of its list that changes locality, NaN where the list is not known: half the
    list where a practice of one locality is split evenly between that one and another.
    """

    practice: str
    name: str
    before: tuple[tuple[str, float], ...]
    after: tuple[tuple[str, float], ...]
    people: float


@dataclass(frozen=True, eq=False)
class Comparison:
    """What differs between a scenario ``before`` and one ``after``.

    ``matched`` pairs the codes of localities that are taken for the same one. ``people_moved`` and
    ``registered_moved`` are NaN where a moving area or practice has no known people; ``people_moved_known``
    adds up the others. ``people_stayed`` and ``people_moved`` add up to the residents of the study area.
    """

    before: str
    after: str
    matched: tuple[tuple[str, str], ...]
    units: tuple[UnitMove, ...]
    practices: tuple[PracticeMove, ...]
    people_stayed: float

    @cached_property
    def partner(self) -> dict[str, str]:
        """Code after by code before."""
        return dict(self.matched)

    @property
    def people_moved(self) -> float:
        """Residents of the areas that move."""
        return sum((move.people for move in self.units), 0.0)

    @property
    def people_moved_known(self) -> float:
        """Residents of the areas that move, as far as they are known."""
        return sum((move.people for move in self.units if math.isfinite(move.people)), 0.0)

    @property
    def registered_moved(self) -> float:
        """Registered patients of the practices that move."""
        return sum((move.people for move in self.practices), 0.0)


def compare(area: StudyArea, before: Scenario, after: Scenario) -> Comparison:
    """Compare two scenarios of one study area; the same plan under other names has no moves."""
    matched = match_localities(area, before, after)
    partner = dict(matched)
    moves = units_that_move(before.plan, after.plan, partner)
    resident = area.units.resident
    units = tuple(
        UnitMove(
            unit=str(area.units.codes[row]),
            name=str(area.units.names[row]),
            before=before.plan.code_of_unit(row),
            after=after.plan.code_of_unit(row),
            people=float(resident[row]),
        )
        for row in np.flatnonzero(moves).tolist()
    )
    return Comparison(
        before=before.name,
        after=after.name,
        matched=matched,
        units=units,
        practices=_practice_moves(area, before.practices, after.practices, partner),
        people_stayed=float(resident[~moves].sum()),
    )


def units_that_move(before: Plan, after: Plan, partner: Mapping[str, str]) -> NDArray[np.bool_]:
    """For each unit whether it lies in another locality; ``partner`` is code after by code before."""
    moves: NDArray[np.bool_] = _partner_slots(before, after, partner)[before.labels] != after.labels
    return moves


def match_localities(area: StudyArea, before: Scenario, after: Scenario) -> tuple[tuple[str, str], ...]:
    """Which localities of two scenarios are the same ones: those that overlap most, each with one.

    The sum of people in common is the largest there is (Kuhn and Munkres' assignment, by scipy); where
    people decide nothing the number of common areas does. What is left is matched by the patients of the
    practices in common, so that a practice does not move because its locality lost its last area; then
    localities without areas are matched by their code. Those with nothing in common are not matched.

    A has 40,000 people, 30,000 of them in X and 10,000 in Y; B has 25,000, all of them in X. A with X would
    have 30,000 in common; B with X and A with Y have 25,000 + 10,000, so these are matched.
    """
    from scipy.optimize import (
        linear_sum_assignment,
    )  # half a second that the window's start does not wait for

    first, second = before.plan, after.plan
    both = (first.labels >= 0) & (second.labels >= 0)
    place = first.labels[both].astype(np.int64) * max(second.slots, 1) + second.labels[both]
    shape = (first.slots, second.slots)
    people = np.bincount(
        place, np.nan_to_num(area.units.resident[both]), minlength=first.slots * second.slots
    )
    count = np.bincount(place, minlength=first.slots * second.slots)
    in_common = people.reshape(shape) + count.reshape(shape) / (len(area.units) + 1)
    rows, columns = linear_sum_assignment(in_common, maximize=True)
    pairs = {(int(a), int(b)) for a, b in zip(rows, columns, strict=True) if in_common[a, b] > 0}
    found = {(first.slot_codes[a], second.slot_codes[b]) for a, b in pairs}
    found |= _matched_by_practices(area, before, after, found)
    left = {x.code for x in first} - {a for a, _ in found}
    right = {x.code for x in second} - {b for _, b in found}
    empty = {
        code
        for code in left & right
        if not len(first.units_of(first.slot(code))) and not len(second.units_of(second.slot(code)))
    }
    return tuple(sorted(found | {(code, code) for code in empty}))


def _matched_by_practices(
    area: StudyArea, before: Scenario, after: Scenario, found: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Localities that are not matched yet, paired so that most patients stay with their locality."""
    from scipy.optimize import linear_sum_assignment

    left = sorted({x.code for x in before.plan} - {a for a, _ in found})
    right = sorted({x.code for x in after.plan} - {b for _, b in found})
    if not left or not right:
        return set()
    row = {code: number for number, code in enumerate(left)}
    column = {code: number for number, code in enumerate(right)}
    in_common = np.zeros((len(left), len(right)))
    # a list that is not known counts for a patient: less than any other, more than no practice
    lists = np.maximum(np.nan_to_num(area.practices.list_size), 1.0)
    for code, patients in zip(area.practices.codes.tolist(), lists.tolist(), strict=True):
        now = after.practices.get(code, UNASSIGNED_PRACTICE).shares
        for old, old_share in before.practices.get(code, UNASSIGNED_PRACTICE).shares:
            for new, new_share in now:
                if old in row and new in column:
                    in_common[row[old], column[new]] += patients * min(old_share, new_share)
    pairs = zip(*linear_sum_assignment(in_common, maximize=True), strict=True)
    return {(left[a], right[b]) for a, b in pairs if in_common[a, b] > 0}


def _partner_slots(first: Plan, second: Plan, partner: Mapping[str, str]) -> NDArray[np.int32]:
    """Slot after by slot before; -2 where a locality has no partner. The last entry is that of -1."""
    table = np.full(first.slots + 1, -2, dtype=np.int32)
    table[-1] = -1
    for code_before, code_after in partner.items():
        table[first.slot(code_before)] = second.slot(code_after)
    return table


def _practice_moves(
    area: StudyArea,
    before: Mapping[str, PracticeAssignment],
    after: Mapping[str, PracticeAssignment],
    partner: Mapping[str, str],
) -> tuple[PracticeMove, ...]:
    moves = []
    practices = area.practices
    for row, code in enumerate(practices.codes.tolist()):
        old = before.get(code, UNASSIGNED_PRACTICE).shares
        new = after.get(code, UNASSIGNED_PRACTICE).shares
        now = dict(new)
        # without a partner a locality is told apart by a mark that no code of the other plan can have
        kept = sum(min(share, now.get(partner.get(locality, ""), 0.0)) for locality, share in old)
        gone = max(sum(share for _, share in old), sum(now.values())) - kept
        if gone > 1e-9:
            people = float(practices.list_size[row]) * gone
            moves.append(PracticeMove(code, str(practices.names[row]), old, new, people))
    return tuple(moves)
