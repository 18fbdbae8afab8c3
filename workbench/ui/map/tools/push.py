"""Follow a pointer that pushes the border of two localities, forwards and back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from workbench.ui.map.tools.base import NO_UNITS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.ui.map.picking import Point, UnitPicker
    from workbench.ui.map.tools.base import Units

STEP = 8.0
"""Logical pixels from one step of the way to the next, however fast the pointer is."""
SLACK = 5.0
"""So many pixels from the border the pointer is still at it, and nothing is passed over yet."""
BACK, AGO = 14.0, 20.0
"""Within so many pixels of a place where the way has been, so many pixels of way ago, it goes back."""


class Border:
    """The border of the localities of two slots (-1: unassigned areas), as polylines in metres."""

    def __init__(self, sides: frozenset[int], lines: list[NDArray[np.float64]]) -> None:
        """Keep the lines, at least one, for drawing and for measuring."""
        self.sides = sides
        self.xy = np.concatenate(lines)
        self.offsets = np.concatenate(([0], np.cumsum([len(line) for line in lines])))
        self._shape = shapely.MultiLineString(lines)

    def distance(self, point: Point) -> float:
        """Give the metres from a place to the border."""
        return float(shapely.distance(self._shape, shapely.Point(point)))


@dataclass(frozen=True)
class Step:
    """A place on the way: the units entered on the way there, and where it lies.

    ``side`` is the slot of the locality there where that is away from the border, None at the border and
    in third localities.
    """

    at: Point
    entered: tuple[int, ...]
    side: int | None


class Push:
    """The way of the pointer from the press on. Going back along it undoes it."""

    def __init__(
        self, border: Border, labels: NDArray[np.int32], picker: UnitPicker, pixel_m: float, start: Point
    ) -> None:
        """Start at a place near the border; ``pixel_m`` metres are one logical pixel."""
        self.border, self.labels = border, labels
        self._picker, self._pixel_m = picker, pixel_m
        self._steps = [Step(start, tuple(picker.units_in_order(start, start)), None)]

    def go(self, point: Point) -> None:
        """Follow the pointer straight to a place."""
        start = self._steps[-1].at
        count = math.ceil(math.dist(start, point) / (STEP * self._pixel_m))
        for at in range(1, count + 1):
            share = at / count
            self._step((start[0] + (point[0] - start[0]) * share, start[1] + (point[1] - start[1]) * share))

    def result(self) -> tuple[int | None, Units]:
        """Give the slot that gives units, and those passed over since the pointer was last deep in the other.

        No slot while the pointer has not left the border.
        """
        giving = next((step.side for step in reversed(self._steps) if step.side is not None), None)
        if giving is None:
            return None, NO_UNITS
        found: set[int] = set()
        for step in reversed(self._steps):
            if step.side not in (None, giving):
                break
            found |= {unit for unit in step.entered if int(self.labels[unit]) == giving}
        return giving, np.array(sorted(found), dtype=np.int64)

    def _step(self, point: Point) -> None:
        """Take one step of the way; one back to where it has been takes what came after that off it."""
        places = np.array([step.at for step in self._steps])
        away = np.hypot(*(places - point).T) / self._pixel_m
        ago = np.hypot(*np.diff(places, axis=0).T)[::-1].cumsum()[::-1] / self._pixel_m
        been = np.flatnonzero((away[:-1] <= BACK) & (ago > AGO))
        if len(been):
            del self._steps[int(been[np.argmin(away[been])]) + 1 :]
        entered = tuple(self._picker.units_in_order(self._steps[-1].at, point))
        self._steps.append(Step(point, entered, self._side(point)))

    def _side(self, point: Point) -> int | None:
        """Give the locality of a place away from the border."""
        unit = self._picker.unit_at(*point)
        slot = int(self.labels[unit]) if unit >= 0 else None
        far = self.border.distance(point) > SLACK * self._pixel_m
        return slot if slot in self.border.sides and far else None
