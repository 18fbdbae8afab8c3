"""Keep the arcs of the shared borders ready to be drawn: find those in view, scale and thin them. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.models.topology import Topology
from workbench.ui.map.view import MapView

THINNING = 1.34
"""Cells per device pixel: consecutive vertices in one cell are drawn as one."""


@dataclass(frozen=True, eq=False)
class Lines:
    """Polylines in device pixels, one after the other."""

    xy: NDArray[np.float64]
    """(v, 2) vertices."""
    offsets: NDArray[np.int64]
    """(l + 1,) start of each polyline."""


class ArcStore:
    """The arcs of a topology as one flat array with the bounds of each."""

    def __init__(self, topology: Topology) -> None:
        """Copy the vertices of all arcs next to each other."""
        self.left = topology.arc_left
        self.right = topology.arc_right
        self.size = topology.arc_last - topology.arc_first + 1
        self._start = np.concatenate(([0], np.cumsum(self.size))).astype(np.int64)
        self._xy = topology.xy[_spread(topology.arc_first, self.size)]
        if len(self.size):
            self._low = np.minimum.reduceat(self._xy, self._start[:-1])
            self._high = np.maximum.reduceat(self._xy, self._start[:-1])
        else:
            self._low = self._high = np.zeros((0, 2))
        self.inner = np.flatnonzero(self.right >= 0)

    def in_box(
        self, bounds: tuple[float, float, float, float], among: NDArray[np.int64] | None = None
    ) -> NDArray[np.int64]:
        """Give the arcs (all, or of those named) whose bounds meet the box west, south, east, north."""
        low, high = (self._low, self._high) if among is None else (self._low[among], self._high[among])
        west, south, east, north = bounds
        meets = (high[:, 0] >= west) & (low[:, 0] <= east) & (high[:, 1] >= south) & (low[:, 1] <= north)
        found = np.flatnonzero(meets)
        return found if among is None else among[found]

    def sides(
        self, arcs: NDArray[np.int64], value: NDArray[np.int32], outside: int
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Give a value per unit on the left and on the right of each arc."""
        right = self.right[arcs]
        return value[self.left[arcs]], np.where(right < 0, np.int32(outside), value[right])

    def lines(self, arcs: NDArray[np.int64], view: MapView) -> Lines:
        """Scale arcs to device pixels and leave out vertices that would fall on the one before."""
        size = self.size[arcs]
        offsets = np.concatenate(([0], np.cumsum(size))).astype(np.int64)
        xy = self._xy[_spread(self._start[arcs], size)]
        device = np.empty_like(xy)
        device[:, 0] = (xy[:, 0] - view.left) * view.scale
        device[:, 1] = (view.top - xy[:, 1]) * view.scale
        cell = np.floor(device * THINNING).astype(np.int32)
        keep = np.ones(len(device), dtype=bool)
        keep[1:] = (cell[1:] != cell[:-1]).any(axis=1)
        keep[offsets[:-1]] = True
        keep[offsets[1:] - 1] = True
        before = np.concatenate(([0], np.cumsum(keep)))
        return Lines(device[keep], before[offsets])


def _spread(start: NDArray[np.int64], size: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the indices start, start + 1, ... of every run, one run after the other."""
    before = np.cumsum(size) - size
    spread: NDArray[np.int64] = np.repeat(start - before, size) + np.arange(size.sum())
    return spread
