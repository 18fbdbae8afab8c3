"""One practice, or several taken as one: where its patients live, and what share of each unit it holds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.models.plan import Plan
from workbench.models.practices import PracticeAssignment
from workbench.models.project import StudyArea


@dataclass(frozen=True, eq=False)
class PracticeHomes:
    """Where the patients of a practice live, in people.

    ``by_locality`` pairs locality codes with patients, most first; ``units`` (rows of the project) stand
    beside ``unit_patients``. ``not_in_file`` is list size less the patients in the registrations, NaN
    where the list is not known. ``residents`` and ``registered_residents`` are those of the localities
    that the practice belongs to, for the comparison with ``list_size``.
    """

    list_size: float
    in_file: float
    by_locality: tuple[tuple[str, float], ...]
    unassigned_areas: float
    outside: float
    unplaced: float
    not_in_file: float
    own: float
    residents: float
    registered_residents: float
    units: NDArray[np.int64]
    unit_patients: NDArray[np.float64]

    @property
    def in_area(self) -> float:
        """Patients who live in the study area."""
        return float(self.unit_patients.sum())

    def share(self, people: float) -> float:
        """Share of the list, of the patients in the file where the list is not known; NaN for none."""
        whole = self.list_size if math.isfinite(self.list_size) else self.in_file
        return people / whole if whole > 0 else math.nan


def practice_homes(
    area: StudyArea, plan: Plan, assignment: PracticeAssignment, rows: Sequence[int]
) -> PracticeHomes:
    """Where the patients of practices ``rows``, taken as one, live under a plan.

    ``own`` are patients who live in the practice's own locality, over the localities of a split
    practice by share, as in the own-residents share.
    """
    patients = area.patients
    mine = np.isin(patients.practice, np.asarray(rows, dtype=np.int32))
    unit, people, pseudo = patients.unit[mine], patients.patients[mine], patients.pseudo[mine]
    inside = unit >= 0
    by_unit = np.bincount(unit[inside], people[inside], minlength=len(area.units)).astype(np.float64)
    units = np.flatnonzero(by_unit)
    by_place = np.bincount(plan.labels[units] + 1, by_unit[units], minlength=plan.slots + 1)
    held = [(x.code, float(by_place[plan.slot(x.code) + 1])) for x in plan]
    list_size = float(area.practices.list_size[list(rows)].sum())
    own_slots = [plan.slot(code) for code, _ in assignment.shares]
    of_own = np.isin(plan.labels, own_slots)
    return PracticeHomes(
        list_size=list_size,
        in_file=float(people.sum()),
        by_locality=tuple(sorted((x for x in held if x[1]), key=lambda x: (-x[1], x[0]))),
        unassigned_areas=float(by_place[0]),
        outside=float(people[~inside & ~pseudo].sum()),
        unplaced=float(people[~inside & pseudo].sum()),
        not_in_file=list_size - float(people.sum()),
        own=sum(share * dict(held)[code] for code, share in assignment.shares),
        residents=float(area.units.resident[of_own].sum()) if own_slots else math.nan,
        registered_residents=float(patients.by_unit[of_own].sum()) if own_slots else math.nan,
        units=units,
        unit_patients=by_unit[units],
    )


def share_of_units(area: StudyArea, rows: Sequence[int]) -> NDArray[np.float64]:
    """Share of each unit's registered patients at practices ``rows``, 0 to 1; NaN without registrations."""
    patients = area.patients
    mine = np.isin(patients.practice, np.asarray(rows, dtype=np.int32)) & (patients.unit >= 0)
    held = np.bincount(patients.unit[mine], patients.patients[mine], minlength=len(area.units))
    share = np.full(len(area.units), math.nan)
    np.divide(held, patients.by_unit, out=share, where=patients.by_unit > 0)
    return share
