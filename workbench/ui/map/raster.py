"""Turn polygons into an array of unit ids, one per device pixel, by a vectorised scanline. No Qt here.

Every pixel belongs to the unit under its centre. For each pixel row the edges that cross the row's centre
line are sorted from left to right; an edge running south has its unit to the east of it, so from there on the
unit owns the pixels until the next such edge. Only the outer border needs the edges running north, which end
a run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.models.topology import Topology

GROUND = 0
"""Id of the ground: unit u has the id u + 1."""

_REACH = 1 << 20  # crossings farther left than this many pixels lose their order, which no map here reaches
_FRACTION_BITS = 9
_FRACTION = 1 << _FRACTION_BITS
_ROW_SHIFT = 50  # sort key: row 13 bits, column 30 bits (21 whole, 9 fraction), leaving 1 bit, id 19 bits
_COLUMN_SHIFT = 20
_LEAVING = 1 << 19
_ID_MASK = _LEAVING - 1
_COLUMN_MASK = (1 << 30) - 1
_SINGLE_PIXELS = 1 << 14
MAXIMUM_ROWS = 1 << 13
MAXIMUM_UNITS = _ID_MASK - 1


@dataclass(frozen=True, eq=False)
class Runs:
    """A picture of ids as runs along the rows, which are colours sooner than pixels are."""

    ident: NDArray[np.int32]
    length: NDArray[np.int64]
    width: int
    height: int

    def ids(self) -> NDArray[np.int32]:
        """Give the (height, width) array of ids."""
        return np.repeat(self.ident, self.length).reshape(self.height, self.width)

    def coloured(self, colour_of: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Give the (height, width) array of colours, from a table by id."""
        return np.repeat(colour_of[self.ident], self.length).reshape(self.height, self.width)


class Rasteriser:
    """Keeps the edges of all units ready for scan conversion at any scale."""

    def __init__(self, topology: Topology) -> None:
        """Sort out which edges start and which end a run of pixels."""
        if topology.unit_count > MAXIMUM_UNITS:
            msg = f"at most {MAXIMUM_UNITS} units fit into the sort key"
            raise ValueError(msg)
        self._topology = topology
        y = topology.xy[:, 1]
        begin, end = topology.edge_vertex, topology.edge_vertex + 1
        border = (y[end] < y[begin]) | ((y[end] > y[begin]) & (topology.edge_other < 0))
        # those that a picture of all units needs; the others matter only beside units left out
        self._border = np.flatnonzero(border).astype(np.int32)
        del border, end
        begin = begin[self._border]
        self._middle = float(y.mean()) if len(y) else 0.0
        self._span = float(np.ptp(y)) if len(y) else 0.0
        self._rough_y = (y[begin] - self._middle).astype(np.float32)
        self._rough_y_end = (y[begin + 1] - self._middle).astype(np.float32)
        _sort_pairs(self._rough_y, self._rough_y_end)
        self._buffers = np.empty_like(self._rough_y), np.empty_like(self._rough_y)
        units = np.arange(topology.unit_count + 1)
        self._start = np.searchsorted(topology.edge_unit, units)
        self._border_start = np.searchsorted(topology.edge_unit[self._border], units)

    def render(
        self,
        *,
        left: float,
        top: float,
        scale: float,
        width: int,
        height: int,
        units: NDArray[np.int64] | None = None,
    ) -> Runs:
        """Give the (height, width) ids as runs: 0 for the ground, u + 1 for unit u.

        `left` and `top` are the map coordinates of the outer corner of the first pixel, `scale` is in pixels
        per metre; `units` may name those whose bounds meet the window (all others are left out then).
        """
        if height > MAXIMUM_ROWS or width >= _REACH:
            msg = f"the window of {width} x {height} pixels is too large for the sort key"
            raise ValueError(msg)
        edge, upper, lower, first, after = self._crossing(self._edges_of(units), top, scale, height)
        rows = after - first
        row = np.arange(rows.sum()) + np.repeat(first - (np.cumsum(rows) - rows), rows)
        tag = self._topology.edge_unit[edge] + np.where(upper < lower, 1, 1 + _LEAVING).astype(np.int32)
        north, south = self._topology.xy[upper], self._topology.xy[lower]
        slope = (south[:, 0] - north[:, 0]) / (south[:, 1] - north[:, 1])
        at_top = north[:, 0] + (top - 0.5 / scale - north[:, 1]) * slope
        column = np.repeat((at_top - left) * scale, rows)
        column -= row * np.repeat(slope, rows)
        np.clip(column, 1 - _REACH, width + 1, out=column)
        column += _REACH
        column *= _FRACTION
        key = column.astype(np.int64)
        key <<= _COLUMN_SHIFT
        row <<= _ROW_SHIFT
        key |= row
        key |= np.repeat(tag, rows)
        return _runs(key, width, height)

    def _crossing(
        self, edge: NDArray[np.int64] | None, top: float, scale: float, height: int
    ) -> tuple[NDArray[np.int64], ...]:
        """Give the edges that cross the centre line of a row, their upper and lower vertices and rows.

        The rows are the first that is crossed and the one after the last; None looks through the borders of
        all units. A map that spans few pixels is looked through in single precision, which is off by less
        than a thousandth of a pixel and twice as fast; a vertex has the same row in all its edges either way.
        """
        y = self._topology.xy[:, 1]
        if edge is None and self._span * scale < _SINGLE_PIXELS:
            offset = np.float32((top - self._middle) * scale - 0.5)
            first, after = self._buffers
            for rough, row in ((self._rough_y, first), (self._rough_y_end, after)):
                np.multiply(rough, np.float32(-scale), out=row)
                np.add(row, offset, out=row)
                np.ceil(row, out=row)
            crossing = np.flatnonzero(after > first)
            first, after = first[crossing], after[crossing]
            crossed = self._border[crossing].astype(np.int64)
            upper, lower = self._ends(crossed)
        else:
            asked = self._border.astype(np.int64) if edge is None else edge
            upper, lower = self._ends(asked)
            exact_first = np.ceil((top - y[upper]) * scale - 0.5)
            exact_after = np.ceil((top - y[lower]) * scale - 0.5)
            crossing = np.flatnonzero(exact_after > exact_first)
            first, after = exact_first[crossing], exact_after[crossing]
            crossed, upper, lower = asked[crossing], upper[crossing], lower[crossing]
        first_row = np.clip(first, 0, height).astype(np.int64)
        after_row = np.clip(after, 0, height).astype(np.int64)
        seen = after_row > first_row
        found = crossed, upper, lower, first_row, after_row
        return found if seen.all() else tuple(part[seen] for part in found)

    def _ends(self, edge: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the upper and the lower vertex of edges; kept for all of them they would fill 30 MB."""
        begin = self._topology.edge_vertex[edge].astype(np.int64)
        y = self._topology.xy[:, 1]
        northward = y[begin + 1] > y[begin]
        return begin + northward, begin + ~northward

    def _edges_of(self, units: NDArray[np.int64] | None) -> NDArray[np.int64] | None:
        """Give the edges of the named units, or None for all where picking would cost more than it saves.

        Where a unit borders on one that is left out, its run must end with its own edge.
        """
        topology = self._topology
        if units is None or len(units) > 0.6 * topology.unit_count:
            return None
        named = np.zeros(topology.unit_count + 1, dtype=bool)
        named[units] = True
        named[-1] = True  # the outside, whose edges are among the borders
        edges = _picked(self._start, units)
        beyond = edges[~named[topology.edge_other[edges]]]
        y, begin = topology.xy[:, 1], topology.edge_vertex[beyond]
        return np.concatenate(
            [self._border[_picked(self._border_start, units)], beyond[y[begin + 1] > y[begin]]]
        )


def _sort_pairs(one: NDArray[np.float32], other: NDArray[np.float32]) -> None:
    """Swap in place where needed so that the first of each pair is the larger, which lies north."""
    larger = np.maximum(one, other)
    np.minimum(one, other, out=other)
    one[:] = larger


def _picked(start: NDArray[np.int64], units: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the indices from the start of each unit to the start of the next."""
    size = start[units + 1] - start[units]
    before = np.cumsum(size) - size
    picked: NDArray[np.int64] = np.repeat(start[units] - before, size) + np.arange(size.sum())
    return picked


def _runs(key: NDArray[np.int64], width: int, height: int) -> Runs:
    """Sort the crossings; every pixel has the id of the last crossing left of its centre."""
    key = np.concatenate(
        [key, np.arange(height, dtype=np.int64) << _ROW_SHIFT]
    )  # each row starts on the ground
    key.sort()
    row = key >> _ROW_SHIFT
    position = (key >> _COLUMN_SHIFT) & _COLUMN_MASK
    ident = key & _ID_MASK
    leaving = (key & _LEAVING) != 0
    entered = np.maximum.accumulate(np.where(leaving, 0, np.arange(len(key))))
    stray = leaving & (ident[entered] != ident)  # a run ends only for the unit that was entered last
    ident[leaving] = GROUND
    if stray.any():
        row, position, ident = row[~stray], position[~stray], ident[~stray]
    column = (position - _REACH * _FRACTION - _FRACTION // 2 + _FRACTION - 1) >> _FRACTION_BITS
    np.clip(column, 0, width, out=column)
    length = np.diff(row * width + column, append=height * width)
    return Runs(ident.astype(np.int32), length, width, height)
