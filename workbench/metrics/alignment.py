"""How localities lie to larger areas: councils, PCNs, places, systems, any column of parents (R20, R51)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.models.plan import Plan
from workbench.models.units import ParentColumn, UnitTable


@dataclass(frozen=True)
class PeopleIn:
    """Residents of one part; NaN where those of an area in it are not known."""

    code: str
    name: str
    units: int
    people: float


@dataclass(frozen=True)
class LocalityParents:
    """The larger areas that a locality lies in, the one with most people first.

    ``nowhere`` is the part of the locality whose areas name no larger area, None without any.
    """

    code: str
    name: str
    people: float
    parents: tuple[PeopleIn, ...]
    nowhere: PeopleIn | None

    @property
    def main(self) -> PeopleIn | None:
        """The larger area that holds most of the locality's people."""
        return self.parents[0] if self.parents else None

    @property
    def main_share(self) -> float:
        """Share of the locality's people in its main larger area, 0 to 1."""
        return self.main.people / self.people if self.main and self.people > 0 else math.nan

    @property
    def straddles(self) -> bool:
        """Whether it lies in more than one larger area."""
        return len(self.parents) > 1


@dataclass(frozen=True)
class ParentLocalities:
    """One larger area and the localities that hold parts of it, the one with most people first.

    ``free`` is the part whose areas are unassigned, None without any.
    """

    code: str
    name: str
    people: float
    localities: tuple[PeopleIn, ...]
    free: PeopleIn | None

    @property
    def split(self) -> bool:
        """Whether more than one locality holds a part of it."""
        return len(self.localities) > 1


@dataclass(frozen=True)
class Alignment:
    """All localities against one kind of larger area."""

    kind: str
    title: str
    localities: tuple[LocalityParents, ...]
    parents: tuple[ParentLocalities, ...]

    @property
    def main_share(self) -> float:
        """Share of all localities' people who live in the main larger area of their locality, 0 to 1."""
        people = sum(row.people for row in self.localities)
        held = sum(row.main.people for row in self.localities if row.main)
        return held / people if people > 0 else math.nan

    @property
    def straddling(self) -> tuple[LocalityParents, ...]:
        """Localities in more than one larger area."""
        return tuple(row for row in self.localities if row.straddles)

    @property
    def splits(self) -> tuple[ParentLocalities, ...]:
        """Larger areas that more than one locality shares."""
        return tuple(row for row in self.parents if row.split)


def alignment(units: UnitTable, plan: Plan, column: ParentColumn) -> Alignment:
    """Residents of every locality by larger area, and of every larger area by locality.

    A locality of 60,000 people in Eastshire and 40,000 in Westshire: main share 0.6, two councils.
    """
    codes, parent = np.unique(column.codes.astype(str), return_inverse=True)
    names = column.name_of
    slots = plan.slots + 1  # the last one is that of unassigned areas, label -1
    place = (plan.labels.astype(np.int64) % slots) * len(codes) + parent
    shape = (slots, len(codes))
    count = np.bincount(place, minlength=slots * len(codes)).reshape(shape)
    people = _people(units.resident, place, shape)
    localities = [(plan.slot(x.code), x.code, x.name) for x in plan]
    known = [column_row for column_row, code in enumerate(codes.tolist()) if code]
    nameless = [column_row for column_row, code in enumerate(codes.tolist()) if not code]
    shared = count > 0  # most pairs of a locality and a larger area have nothing in common

    def part(slot: int, row: int, code: str, name: str) -> PeopleIn:
        return PeopleIn(code, name, int(count[slot, row]), float(people[slot, row]))

    by_locality = []
    for slot, code, name in localities:
        mine = [row for row in known if shared[slot, row]]
        parts = [part(slot, row, codes[row], names.get(codes[row], codes[row])) for row in mine]
        blank = [part(slot, row, "", "") for row in nameless]
        by_locality.append(
            LocalityParents(code, name, float(people[slot].sum()), _largest_first(parts), _if_any(blank))
        )
    by_parent = []
    for row in known:
        parts = [part(slot, row, code, name) for slot, code, name in localities if shared[slot, row]]
        free = [part(slots - 1, row, "", "")]
        name = names.get(codes[row], codes[row])
        total = float(people[:, row].sum())
        by_parent.append(ParentLocalities(codes[row], name, total, _largest_first(parts), _if_any(free)))
    return Alignment(column.kind, column.title, tuple(by_locality), tuple(by_parent))


def main_parents(
    labels: NDArray[np.int32], slots: int, parent: NDArray[np.int64], count: int, people: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The main larger area of each locality: the one with most of its people, in a tie with most areas.

    ``labels`` are the slots of units (-1 unassigned), ``parent`` the numbers of their larger areas, -1 where
    they name none, ``count`` how many there are, and ``people`` what a unit counts for; not known counts as
    nobody. The answer has one entry a slot, -1 where none of its units names a larger area; of equals it is
    the one with the smallest number.
    """
    held = (labels >= 0) & (parent >= 0)
    place = labels[held].astype(np.int64) * count + parent[held]
    size = max(slots, 1) * count
    areas = np.bincount(place, minlength=size).reshape(-1, count)
    weight = np.bincount(place, np.nan_to_num(people[held]), minlength=size).reshape(-1, count)
    most = weight.max(axis=1, keepdims=True, initial=0.0)
    best = np.where((weight == most) & (areas > 0), areas, 0)
    return np.asarray(np.where(best.any(axis=1), best.argmax(axis=1), -1), dtype=np.int64)


def numbered(column: ParentColumn) -> tuple[NDArray[np.str_], NDArray[np.int64]]:
    """The codes of a column in order, and the place among them of each unit's; -1 where it names none."""
    codes, number = np.unique(column.codes.astype(str), return_inverse=True)
    number = number.reshape(-1).astype(np.int64)
    return (codes[1:], number - 1) if len(codes) and codes[0] == "" else (codes, number)


def _people(
    resident: NDArray[np.float64], place: NDArray[np.int64], shape: tuple[int, int]
) -> NDArray[np.float64]:
    """Residents by locality and larger area; NaN where one area's are not known."""
    return np.bincount(place, resident, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)


def _largest_first(parts: list[PeopleIn]) -> tuple[PeopleIn, ...]:
    held = [part for part in parts if part.units]
    return tuple(sorted(held, key=lambda part: (-np.nan_to_num(part.people), -part.units, part.code)))


def _if_any(parts: list[PeopleIn]) -> PeopleIn | None:
    return parts[0] if parts and parts[0].units else None
