"""A plan: which locality each unit belongs to, as one integer array."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EditError
from workbench.models.localities import Locality

UNASSIGNED = -1
"""The label of a unit without a locality."""


class Plan:
    """Units to localities.

    ``labels`` holds for each unit the *slot* of its locality, or -1. A slot belongs to one locality
    code for as long as the plan lives; a deleted locality leaves its slot empty, so that undoing the
    deletion brings back the same slot and no array needs to be renumbered.
    """

    def __init__(self, units: int) -> None:
        self.labels: NDArray[np.int32] = np.full(units, UNASSIGNED, dtype=np.int32)
        self._slot_of: dict[str, int] = {}
        self._localities: list[Locality | None] = []
        self._in_order: tuple[Locality, ...] | None = None

    # -- localities
    @property
    def slots(self) -> int:
        """Number of slots, empty ones included."""
        return len(self._localities)

    def __iter__(self) -> Iterator[Locality]:
        """Localities in order of their number, then code."""
        if self._in_order is None:
            there = (x for x in self._localities if x is not None)
            self._in_order = tuple(sorted(there, key=lambda x: (x.number, x.code)))
        return iter(self._in_order)

    def __len__(self) -> int:
        return sum(1 for locality in self._localities if locality is not None)

    def locality(self, slot: int) -> Locality | None:
        """The locality of a slot; None for an empty slot or for -1."""
        return self._localities[slot] if 0 <= slot < len(self._localities) else None

    def slot(self, code: str) -> int:
        """The slot of a locality.

        Raises:
            EditError: the plan has no locality of this code.
        """
        slot = self._slot_of.get(code, -1)
        if slot < 0 or self._localities[slot] is None:
            raise EditError(f"There is no locality {code}.", remedy="Choose one of the plan's localities.")
        return slot

    def get(self, code: str) -> Locality | None:
        """The locality of a code, None where there is none."""
        slot = self._slot_of.get(code)
        return None if slot is None else self._localities[slot]

    def named(self, name: str) -> Locality | None:
        """The locality of a name, compared without case and outer spaces."""
        wanted = name.strip().casefold()
        return next((locality for locality in self if locality.name.casefold() == wanted), None)

    @property
    def codes(self) -> set[str]:
        """Codes of all localities, past ones included, so that a code is never used twice."""
        return set(self._slot_of)

    @property
    def slot_codes(self) -> tuple[str, ...]:
        """Code of each slot, empty slots included."""
        return tuple(self._slot_of)

    def put(self, locality: Locality) -> int:
        """Add a locality or replace the one of the same code; returns its slot."""
        self._in_order = None
        slot = self._slot_of.setdefault(locality.code, len(self._localities))
        if slot == len(self._localities):
            self._localities.append(locality)
        else:
            self._localities[slot] = locality
        return slot

    def remove(self, code: str) -> int:
        """Take a locality without units out; its slot stays empty.

        Raises:
            EditError: there is no such locality, or it still has units.
        """
        slot = self.slot(code)
        if (self.labels == slot).any():
            raise EditError(f"Locality {code} still has areas.", remedy="Clear its areas first.")
        self._localities[slot] = None
        self._in_order = None
        return slot

    # -- units
    def code_of_unit(self, unit: int) -> str | None:
        """Code of the unit's locality."""
        locality = self.locality(int(self.labels[unit]))
        return None if locality is None else locality.code

    def slots_of(self, codes: Iterable[str | None]) -> NDArray[np.int32]:
        """Slots of locality codes; None gives -1."""
        return np.array([UNASSIGNED if c is None else self.slot(c) for c in codes], dtype=np.int32)

    def codes_of(self, slots: NDArray[np.int32]) -> tuple[str | None, ...]:
        """Locality codes of slots; -1 gives None."""
        table = [None if x is None else x.code for x in self._localities] + [None]
        return tuple(table[int(slot)] for slot in slots)

    def units_of(self, slot: int) -> NDArray[np.int64]:
        """Units of a slot, in project order; -1 gives the unassigned ones."""
        return np.flatnonzero(self.labels == slot)

    def copy(self) -> Plan:
        """An independent plan with the same slots."""
        twin = Plan(len(self.labels))
        twin.labels = self.labels.copy()
        twin._slot_of = dict(self._slot_of)
        twin._localities = list(self._localities)
        return twin
