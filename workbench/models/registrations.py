"""Patients by practice and unit of residence, every one of them accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.models.practices import PracticeTable
from workbench.models.units import UnitTable

PSEUDO_UNIT_CODES = frozenset({"NO2011", "NO2021", "CLOSED", "EMPTY"})
"""Codes that the publications use where a patient's address has no area."""


@dataclass(frozen=True, eq=False)
class Registrations:
    """One row a practice and unit, as in the file, in file order: nothing is dropped.

    ``patients`` are people. Rows of units outside the study area, of pseudo codes and of practices
    that the project does not list stay in the table and are counted apart.
    """

    practice_codes: NDArray[np.object_]
    unit_codes: NDArray[np.object_]
    patients: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.patients)

    @staticmethod
    def empty() -> Registrations:
        """A table without rows."""
        return Registrations(np.empty(0, object), np.empty(0, object), np.empty(0, np.float64))

    def link(self, units: UnitTable, practices: PracticeTable) -> PatientMatrix:
        """Find the rows of units and practices."""
        unit_of, practice_of = units.index_of, practices.index_of
        unit = np.array([unit_of.get(code, -1) for code in self.unit_codes], dtype=np.int32)
        practice = np.array([practice_of.get(code, -1) for code in self.practice_codes], dtype=np.int32)
        pseudo = np.isin(self.unit_codes.astype(str), sorted(PSEUDO_UNIT_CODES)) if len(self) else unit > 0
        return PatientMatrix(
            units=len(units), practices=len(practices), unit=unit, practice=practice,
            patients=self.patients, pseudo=np.asarray(pseudo, dtype=bool),
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class PatientMatrix:
    """Registrations with rows instead of codes: -1 is a unit outside or a practice not listed."""

    units: int
    practices: int
    unit: NDArray[np.int32]
    practice: NDArray[np.int32]
    patients: NDArray[np.float64]
    pseudo: NDArray[np.bool_]

    @property
    def total(self) -> float:
        """Patients of all rows."""
        return float(self.patients.sum())

    @property
    def of_units_outside(self) -> float:
        """Patients of real units that are not in the study area."""
        return float(self.patients[(self.unit < 0) & ~self.pseudo].sum())

    @property
    def unplaced(self) -> float:
        """Patients of pseudo codes, whose address has no area."""
        return float(self.patients[(self.unit < 0) & self.pseudo].sum())

    @property
    def of_other_practices(self) -> float:
        """Patients in the study area registered at practices that the project does not list."""
        return float(self.patients[(self.practice < 0) & (self.unit >= 0)].sum())

    @cached_property
    def by_unit(self) -> NDArray[np.float64]:
        """Registered patients who live in each unit, at any practice, shape (units,)."""
        inside = self.unit >= 0
        return np.bincount(self.unit[inside], self.patients[inside], minlength=self.units).astype(np.float64)

    @cached_property
    def in_area_by_practice(self) -> NDArray[np.float64]:
        """Patients of each listed practice who live in the study area, shape (practices,)."""
        both = (self.unit >= 0) & (self.practice >= 0)
        people = np.bincount(self.practice[both], self.patients[both], minlength=self.practices)
        return people.astype(np.float64)

    @cached_property
    def _both_sorted(self) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
        both = np.flatnonzero((self.unit >= 0) & (self.practice >= 0))
        order = both[np.argsort(self.unit[both], kind="stable")]
        count = np.bincount(self.unit[order], minlength=self.units)
        return (
            np.concatenate([[0], np.cumsum(count)]).astype(np.int64),
            self.practice[order],
            self.patients[order],
        )

    @property
    def unit_indptr(self) -> NDArray[np.int64]:
        """Start of each unit's run in ``unit_practice`` and ``unit_patients``, shape (units + 1,)."""
        return self._both_sorted[0]

    @property
    def unit_practice(self) -> NDArray[np.int32]:
        """Listed practices of the residents, one run a unit."""
        return self._both_sorted[1]

    @property
    def unit_patients(self) -> NDArray[np.float64]:
        """Patients beside ``unit_practice``."""
        return self._both_sorted[2]

    def practice_rows(self, practice: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Units in the area and patients of one listed practice."""
        start, unit, patients = self._by_practice
        run = slice(int(start[practice]), int(start[practice + 1]))
        return unit[run], patients[run]

    @cached_property
    def _by_practice(self) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
        both = np.flatnonzero((self.unit >= 0) & (self.practice >= 0))
        order = both[np.argsort(self.practice[both], kind="stable")]
        count = np.bincount(self.practice[order], minlength=self.practices)
        start = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
        return start, self.unit[order], self.patients[order]
