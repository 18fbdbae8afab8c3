"""What an edit has changed, so that each view can decide what to draw again."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workbench.models.scope import CellKey


def _no_units() -> NDArray[np.int64]:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Changes:
    """The units (rows), localities and practices (codes) of one scenario that an edit has touched.

    ``rules``, ``head`` and ``scenarios`` tell that the rules, the name or the list of scenarios
    changed; ``cells`` are keys of the service-scope matrix and ``registers`` names of registers
    (an empty ``scenario``: those of the project); ``initiator`` is whoever applied the edit and need
    not be told.
    """

    scenario: str
    units: NDArray[np.int64] = field(default_factory=_no_units)
    localities: frozenset[str] = frozenset()
    practices: frozenset[str] = frozenset()
    rules: bool = False
    head: bool = False
    scenarios: bool = False
    cells: frozenset[CellKey] = frozenset()
    registers: frozenset[str] = frozenset()
    initiator: object | None = None

    def joined(self, other: Changes) -> Changes:
        """Both changes as one."""
        return Changes(
            scenario=self.scenario or other.scenario,
            units=np.union1d(self.units, other.units).astype(np.int64),
            localities=self.localities | other.localities,
            practices=self.practices | other.practices,
            rules=self.rules or other.rules,
            head=self.head or other.head,
            scenarios=self.scenarios or other.scenarios,
            cells=self.cells | other.cells,
            registers=self.registers | other.registers,
            initiator=self.initiator or other.initiator,
        )
