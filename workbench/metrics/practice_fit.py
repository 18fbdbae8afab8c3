"""Where the patients of each practice live, by locality."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.models.registrations import PatientMatrix


class PatientsByLocality:
    """Patients of listed practices by the locality they live in, at one moment.

    ``of(practice)`` gives people by slot; patients in unassigned units, outside the study area and
    those missing from the registrations are not among them.
    """

    def __init__(self, patients: PatientMatrix, labels: NDArray[np.int32]) -> None:
        both = np.flatnonzero((patients.unit >= 0) & (patients.practice >= 0))
        slot = labels[patients.unit[both]]
        assigned = slot >= 0
        practice, slot = patients.practice[both][assigned], slot[assigned]
        # One key a practice and slot keeps the table sparse at the size of England.
        width = int(slot.max(initial=0)) + 1
        key, place = np.unique(practice.astype(np.int64) * width + slot, return_inverse=True)
        people = np.bincount(place, patients.patients[both][assigned], minlength=len(key))
        self._people = people.astype(np.float64)
        self._slot = (key % width).astype(np.int32)
        self._start = np.searchsorted(key // width, np.arange(patients.practices + 1))

    def of(self, practice: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Slots and people of one practice, most people first."""
        run = slice(int(self._start[practice]), int(self._start[practice + 1]))
        order = np.argsort(-self._people[run], kind="stable")
        return self._slot[run][order], self._people[run][order]
