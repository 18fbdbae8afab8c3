"""The flow table: where registered people live, by the locality in which they are registered."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import StudyArea

UNASSIGNED_AREAS = "unassigned_areas"
OUTSIDE = "outside"
UNPLACED = "unplaced"
NOT_IN_FILE = "not_in_file"
PRACTICES_OUTSIDE = "practices_outside"
PRACTICES_NOT_ASSIGNED = "practices_not_assigned"
OTHER_PRACTICES = "other_practices"
RESIDENCE_TITLES: dict[str, str] = {
    UNASSIGNED_AREAS: "Unassigned areas",
    OUTSIDE: "Outside the study area",
    UNPLACED: "Unplaced",
    NOT_IN_FILE: "Not in the registrations file",
}
"""Rows behind those of the localities."""
REGISTRATION_TITLES: dict[str, str] = {
    PRACTICES_OUTSIDE: "Practices outside",
    PRACTICES_NOT_ASSIGNED: "Practices not assigned",
    OTHER_PRACTICES: "Other practices",
}
"""Columns behind those of the localities."""


@dataclass(frozen=True)
class FlowEnd:
    """A row or column of the table: a locality, or one of the places in the titles above."""

    key: str
    title: str
    locality: Locality | None = None


@dataclass(frozen=True, eq=False)
class FlowTable:
    """Patients by place of residence (rows) and locality of registration (columns).

    ``people`` has shape (rows, columns). Its last row is *Not in the registrations file*: list sizes
    less the patients whom the file has at these practices, so that a column adds up to the lists of its
    practices. It is NaN where a list is not known, and for practices that the project does not list; it
    is negative where the file holds more patients than a list. All other cells are patients of the file,
    each of them in exactly one cell.
    """

    rows: tuple[FlowEnd, ...]
    columns: tuple[FlowEnd, ...]
    people: NDArray[np.float64]

    @property
    def localities(self) -> int:
        """Number of localities; they are the first rows and the first columns."""
        return sum(end.locality is not None for end in self.rows)

    @property
    def in_file(self) -> NDArray[np.float64]:
        """The table without its last row: the patients of the file."""
        return self.people[:-1]

    @property
    def total_in_file(self) -> float:
        """Patients of the file."""
        return float(self.in_file.sum())

    @property
    def row_totals(self) -> NDArray[np.float64]:
        """Patients of each row; the last one over the practices that the project lists."""
        totals = self.people.sum(axis=1)
        totals[-1] = self.people[-1, :-1].sum()
        return totals

    @property
    def column_totals_in_file(self) -> NDArray[np.float64]:
        """Patients of the file in each column."""
        return self.in_file.sum(axis=0)

    @property
    def column_totals(self) -> NDArray[np.float64]:
        """List sizes of each column's practices, split ones by share; NaN where one is not known."""
        return self.people.sum(axis=0)

    @property
    def living_in_area(self) -> float:
        """Patients of the file who live in an area of the project, assigned or not."""
        return float(self.people[: self.localities + 1].sum())

    @property
    def own_residents_share(self) -> NDArray[np.float64]:
        """Of each locality's registered residents, the share registered in it; NaN for none."""
        count = self.localities
        own, registered = np.diagonal(self.people)[:count], self.people[:count].sum(axis=1)
        share = np.full(count, math.nan)
        np.divide(own, registered, out=share, where=registered > 0)
        return share

    def of(self, residence: str, registration: str) -> float:
        """One cell, by the keys of its row and column (a locality's code)."""
        row = next(i for i, end in enumerate(self.rows) if end.key == residence)
        column = next(i for i, end in enumerate(self.columns) if end.key == registration)
        return float(self.people[row, column])


def flow_table(area: StudyArea, plan: Plan, assignments: Mapping[str, PracticeAssignment]) -> FlowTable:
    """The flow table of a plan, in people.

    Practices that are not split stay whole numbers. The patients of a split practice who live in one
    place are dealt to its localities in whole people by largest remainder; what rounding gave or took
    is carried to the next place, so that a column stays close to list size times share.
    """
    localities = tuple(plan)
    slots = [plan.slot(locality.code) for locality in localities]
    count = len(localities)
    place_of_slot = np.full(plan.slots + 1, count, dtype=np.int64)  # the last entry serves slot -1
    place_of_slot[slots] = np.arange(count)
    patients = area.patients
    columns = count + len(REGISTRATION_TITLES)
    file_rows = count + len(RESIDENCE_TITLES) - 1

    column_of, split = _columns_of_practices(area, plan, assignments, place_of_slot)
    wide = columns + len(split)
    row = place_of_slot[plan.labels][patients.unit]
    away = patients.unit < 0
    row[away] = np.where(patients.pseudo[away], count + 2, count + 1)
    key = row * wide + column_of[patients.practice]
    in_file = np.bincount(key, patients.patients, minlength=file_rows * wide).reshape(file_rows, wide)
    listed = patients.practice >= 0
    of_practice = np.bincount(
        patients.practice[listed], patients.patients[listed], minlength=len(area.practices)
    )
    missing = np.bincount(column_of[:-1], area.practices.list_size - of_practice, minlength=wide).astype(
        float
    )
    missing[columns - 1] = math.nan
    people = np.vstack([in_file, missing])
    for place, (targets, shares) in enumerate(split, start=columns):
        people[:, targets] += _dealt(people[:, place], shares)
    ends = [FlowEnd(x.code, x.name, x) for x in localities]
    return FlowTable(
        rows=(*ends, *(FlowEnd(key, title) for key, title in RESIDENCE_TITLES.items())),
        columns=(*ends, *(FlowEnd(key, title) for key, title in REGISTRATION_TITLES.items())),
        people=people[:, :columns].copy(),
    )


def _columns_of_practices(
    area: StudyArea,
    plan: Plan,
    assignments: Mapping[str, PracticeAssignment],
    place_of_slot: NDArray[np.int64],
) -> tuple[NDArray[np.int64], list[tuple[NDArray[np.int64], NDArray[np.float64]]]]:
    """Column of each practice, the last entry for practices not listed; and columns and shares of split ones.

    A split practice gets a column of its own behind the table's, to be dealt out afterwards.
    """
    localities = len(plan)
    outside, not_assigned, other = localities, localities + 1, localities + 2
    column = np.full(len(area.practices) + 1, not_assigned, dtype=np.int64)
    column[-1] = other
    split: list[tuple[NDArray[np.int64], NDArray[np.float64]]] = []
    for code, assignment in assignments.items():
        practice = area.practices.index_of.get(code)
        if practice is None:
            continue
        targets = place_of_slot[[plan.slot(locality) for locality, _ in assignment.shares]]
        if len(targets) > 1:
            column[practice] = other + 1 + len(split)
            split.append((targets, np.array([share for _, share in assignment.shares])))
        elif len(targets):
            column[practice] = targets[0]
        elif assignment.how is AssignedHow.OUTSIDE:
            column[practice] = outside
    return column, split


def _dealt(people: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Deal the people of each row by shares, shape (rows, shares): whole people, each row's sum kept.

    Largest remainder; what a share was owed or given too much is carried to the next row. Rows that are
    not whole numbers are dealt exactly, NaN stays NaN.
    """
    dealt = people[:, None] * shares
    owed = np.zeros(len(shares))
    for row in np.flatnonzero(people == np.floor(people)):
        fair = dealt[row].copy()
        least = np.floor(fair)
        left = round(float(people[row] - least.sum()))
        owed += fair
        first = np.argsort(-(owed - least), kind="stable")[:left]
        least[first] += 1
        owed -= least
        dealt[row] = least
    return dealt
