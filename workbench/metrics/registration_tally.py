"""Running sums that practices and their patients bring to the localities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.models.project import StudyArea

_BY_SLOT = (
    "registered", "registered_unknown", "weighted", "weighted_unknown", "practices", "residents_registered",
    "own",
)  # fmt: skip
_KEPT = (*_BY_SLOT, "own_of_practice", "_slot", "_share")


class RegistrationTally:
    """Lists by locality of practice, registrations by locality of residence, and where both agree.

    By slot: ``registered`` and ``weighted`` (list sizes of its practices, split ones by share),
    ``*_unknown`` (practices whose list is not known), ``practices`` (practices with a share),
    ``residents_registered`` (registrations of its residents at any practice, listed or not) and
    ``own`` (those of them held by its own practices). By practice: ``own_of_practice`` (its patients
    who live in its locality, split practices by share). All in people.
    """

    def __init__(self, area: StudyArea) -> None:
        self._patients = area.patients
        practices = area.practices
        count = len(practices)
        nothing = np.full(count, np.nan)
        self._list = practices.list_size
        self._weighted_list = nothing if practices.weighted_list is None else practices.weighted_list
        self._slot = np.full((count, 1), -1, dtype=np.int32)
        self._share = np.zeros((count, 1))
        self.own_of_practice = np.zeros(count)
        self.registered = np.zeros(0)
        self.registered_unknown = np.zeros(0)
        self.weighted = np.zeros(0)
        self.weighted_unknown = np.zeros(0)
        self.practices = np.zeros(0, dtype=np.int64)
        self.residents_registered = np.zeros(0)
        self.own = np.zeros(0)

    def ensure_slots(self, count: int) -> None:
        """Make room for new slots."""
        missing = count - len(self.own)
        if missing > 0:
            for name in _BY_SLOT:
                setattr(self, name, np.pad(getattr(self, name), (0, missing)))

    def kept(self) -> tuple[NDArray[np.float64] | NDArray[np.int64] | NDArray[np.int32], ...]:
        """Everything as it is, for ``put_back``: sums of shares round, so that subtracting is not exact."""
        return tuple(getattr(self, name).copy() for name in _KEPT)

    def put_back(self, kept: tuple[NDArray[np.float64] | NDArray[np.int64] | NDArray[np.int32], ...]) -> None:
        """Be as it was, to the last bit."""
        for name, values in zip(_KEPT, kept, strict=True):
            setattr(self, name, values)

    def move(self, units: NDArray[np.int64], before: NDArray[np.int32], after: NDArray[np.int32]) -> None:
        """Residents move with their unit: only these units' registrations are touched."""
        by_unit = self._patients.by_unit[units]
        for slots, sign in ((before, -1.0), (after, 1.0)):
            assigned = slots >= 0
            np.add.at(self.residents_registered, slots[assigned], sign * by_unit[assigned])
        start = self._patients.unit_indptr[units]
        count = self._patients.unit_indptr[units + 1] - start
        offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        row = np.repeat(start, count) + offset
        practice, people = self._patients.unit_practice[row], self._patients.unit_patients[row]
        self._count_own(practice, people, np.repeat(before, count), -1.0)
        self._count_own(practice, people, np.repeat(after, count), 1.0)

    def _count_own(
        self,
        practice: NDArray[np.int32],
        people: NDArray[np.float64],
        home: NDArray[np.int32],
        sign: float,
    ) -> None:
        for column in range(self._slot.shape[1]):
            agree = (self._slot[practice, column] == home) & (home >= 0)
            held = sign * people[agree] * self._share[practice[agree], column]
            np.add.at(self.own, home[agree], held)
            np.add.at(self.own_of_practice, practice[agree], held)

    def assign(
        self, row: int, slots: NDArray[np.int32], shares: NDArray[np.float64], labels: NDArray[np.int32]
    ) -> None:
        """Give practice ``row`` to ``slots`` by ``shares``; ``labels`` are those of all units."""
        missing = len(slots) - self._slot.shape[1]
        if missing > 0:
            self._slot = np.pad(self._slot, ((0, 0), (0, missing)), constant_values=-1)
            self._share = np.pad(self._share, ((0, 0), (0, missing)))
        self._count_practice(row, labels, -1.0)
        self._slot[row], self._share[row] = -1, 0.0
        self._slot[row, : len(slots)], self._share[row, : len(slots)] = slots, shares
        self._count_practice(row, labels, 1.0)

    def _count_practice(self, row: int, labels: NDArray[np.int32], sign: float) -> None:
        used = self._slot[row] >= 0
        slots, shares = self._slot[row][used], self._share[row][used]
        self.practices[slots] += int(sign)
        for people, total, unknown in (
            (self._list[row], self.registered, self.registered_unknown),
            (self._weighted_list[row], self.weighted, self.weighted_unknown),
        ):
            if np.isfinite(people):
                total[slots] += sign * people * shares
            else:
                unknown[slots] += sign
        units, people_of_unit = self._patients.practice_rows(row)
        practice = np.full(len(units), row, dtype=np.int32)
        self._count_own(practice, people_of_unit, labels[units], sign)
