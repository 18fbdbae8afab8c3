"""Draw a line across the locality in hand; the smaller side becomes a locality of its own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely
from typing_extensions import override

from workbench.ui.map.tools.base import HOW_TO_CHOOSE, NO_UNITS, StrokeHost, Units
from workbench.ui.map.tools.trail import TrailTool

if TYPE_CHECKING:
    from numpy.typing import NDArray

FAR = 4.0
"""How far the line goes on at both ends and to the side, in diagonals of the locality."""
BEYOND = 0.05
"""How far the line is drawn beyond the locality, in diagonals of it."""


class SplitTool(TrailTool):
    """The line goes on straight at both ends. Units change whose inner point lies on the smaller side."""

    name = "split_line"
    into_words = "Split"

    @property
    @override
    def foretells(self) -> bool:
        return False

    def __init__(self, host: StrokeHost) -> None:
        """Start without a line."""
        super().__init__(host)
        self._slot = -1
        self._reach = 0.0
        self._around = (0.0, 0.0, 0.0, 0.0)

    @override
    def may_begin(self) -> bool:
        slot = self.host.target_slot()
        if slot is None:
            self.host.message("Choose a locality to split", remedy=HOW_TO_CHOOSE)
            return False
        if not self.host.shapes.may_change(slot):
            return False
        self._slot = slot
        own = np.flatnonzero(self.host.labels() == slot)
        west, south, east, north = self._around = self.surface.picker.bounds_of(own)
        self._reach = FAR * math.hypot(east - west, north - south)
        return True

    @override
    def units_of(self, trail: NDArray[np.float64]) -> Units:
        line = self._prolonged(trail)
        if len(trail) < 2 or not self._reach:
            return NO_UNITS
        along = line[-1] - line[0]
        aside = np.array([-along[1], along[0]])
        left = np.concatenate([line, line[[-1]] + aside, line[[0]] + aside])
        beside = self.surface.picker.units_in_polygon(left)
        parted = self.host.shapes.smaller_part(self._slot, beside)
        return self.host.allowed(parted, self.host.shapes.spare_slot()) if len(parted) else parted

    @override
    def new_name(self) -> str:
        return self.host.shapes.fresh_name(self._slot)

    @override
    def done(self) -> None:
        self.host.shapes.commit_new(self._taken, self.new_name(), split=self._slot)
        self.forget()

    @override
    def corners(self) -> NDArray[np.float64]:
        """Give the line with its ends as far as the locality goes."""
        trail = super().corners()
        line = self._prolonged(trail)
        if len(line) == len(trail):
            return trail
        west, south, east, north = self._around
        room = BEYOND * math.hypot(east - west, north - south)
        box = shapely.box(west - room, south - room, east + room, north + room)
        ends = []
        for start, far in ((line[1], line[0]), (line[-2], line[-1])):
            seen = shapely.get_coordinates(shapely.intersection(shapely.LineString([start, far]), box))
            away = np.hypot(*(seen - start).T) if len(seen) else np.zeros(0)
            ends.append(seen[[np.argmax(away)]] if len(seen) else start[None])
        return np.concatenate([ends[0], trail, ends[1]])

    def _prolonged(self, trail: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the line with a straight end on both sides, in the direction from its start to its end."""
        along = trail[-1] - trail[0]
        length = float(np.hypot(*along))
        if length == 0:
            return trail
        step = along / length * (self._reach + length)
        return np.concatenate([trail[[0]] - step, trail, trail[[-1]] + step])
