"""Keep the arcs of the shared borders ready to be drawn: find, scale and thin them. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.ui.map.arc_index import ArcIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from workbench.models.topology import Topology
    from workbench.ui.map.view import Bounds, MapView

THINNING = 1.34
"""Cells per device pixel: consecutive vertices in one cell are drawn as one."""


@dataclass(frozen=True, eq=False)
class Lines:
    """Polylines one after the other, in device pixels unless said otherwise."""

    xy: NDArray[np.float64]
    """(v, 2) vertices."""
    offsets: NDArray[np.int64]
    """(l + 1,) start of each polyline."""


class ArcStore:
    """The arcs of a topology with the bounds of each."""

    def __init__(self, topology: Topology) -> None:
        """Find the bounds; the vertices stay where they are."""
        self.left = topology.arc_left
        self.right = topology.arc_right
        self.size = topology.arc_last - topology.arc_first + 1
        self._start = topology.arc_first
        self.xy = topology.xy
        self.across_m = float(np.sqrt(np.prod(np.ptp(self.xy, axis=0)))) if len(self.xy) else 0.0
        """Side of a square as large as the box around all arcs."""
        low = high = np.zeros((2, 0))
        if len(self.size):
            arcs = topology.xy[spread(topology.arc_first, self.size)]
            start = np.cumsum(self.size) - self.size
            low, high = np.minimum.reduceat(arcs, start).T, np.maximum.reduceat(arcs, start).T
        self._index = ArcIndex(low, high)
        self.inner = np.flatnonzero(self.right >= 0)

    def in_box(self, bounds: Bounds) -> NDArray[np.int64]:
        """Give the arcs whose bounds meet the box west, south, east, north."""
        return self._index.in_box(bounds)

    def sides(
        self, arcs: NDArray[np.int64], value: NDArray[np.int32], outside: int
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Give a value per unit on the left and on the right of each arc."""
        right = self.right[arcs]
        return value[self.left[arcs]], np.where(right < 0, np.int32(outside), value[right])

    def bounds_of(self, arcs: NDArray[np.int64]) -> Bounds:
        """Give the box around some arcs: west, south, east, north."""
        xy = self.raw(arcs).xy
        (west, south), (east, north) = xy.min(axis=0).tolist(), xy.max(axis=0).tolist()
        return west, south, east, north

    def slices(self, arcs: NDArray[np.int64], points: int) -> Iterator[NDArray[np.int64]]:
        """Cut a list of arcs into runs of about `points` vertices."""
        if not len(arcs):
            return
        part = self.size[arcs].cumsum() // points
        if part[-1] == part[0]:
            yield arcs
        else:
            yield from np.split(arcs, np.flatnonzero(np.diff(part)) + 1)

    def raw(self, arcs: NDArray[np.int64]) -> Lines:
        """Give arcs as they are, in metres."""
        size = self.size[arcs]
        offsets = np.concatenate(([0], np.cumsum(size))).astype(np.int64)
        return Lines(self.xy[spread(self._start[arcs], size)], offsets)

    def lines(self, arcs: NDArray[np.int64], view: MapView) -> Lines:
        """Scale arcs to device pixels and leave out vertices that would fall on the one before."""
        raw = self.raw(arcs)
        offsets = raw.offsets
        device = (raw.xy - (view.left, view.top)) * (view.scale, -view.scale)
        cell = (device * THINNING).astype(np.int32).view(np.int64).ravel()  # column and row as one number
        keep = np.empty(len(device), dtype=bool)
        np.not_equal(cell[1:], cell[:-1], out=keep[1:])
        keep[offsets[:-1]] = True
        keep[offsets[1:] - 1] = True
        before = np.concatenate(([0], np.cumsum(keep)))
        return Lines(device[keep], before[offsets])


def spread(start: NDArray[np.int64], size: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the indices start, start + 1, ... of every run, one run after the other."""
    before = np.cumsum(size) - size
    spread: NDArray[np.int64] = np.repeat(start - before, size) + np.arange(size.sum())
    return spread
