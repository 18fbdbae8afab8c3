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
        y = topology.xy[:, 1]
        begin, end = topology.edge_vertex, topology.edge_vertex + 1
        southward = y[end] < y[begin]
        northward = y[end] > y[begin]
        border = southward | (northward & (topology.edge_other < 0))
        inner = northward & (topology.edge_other >= 0)
        # first the edges a picture of all units needs, then those that matter only beside units left out
        order = np.concatenate([_by_unit(topology, border), _by_unit(topology, inner)])
        self._whole = slice(0, int(border.sum()))
        southward = southward[order]
        begin, end = begin[order], end[order]
        self._xy = topology.xy
        # vertices by their place: coordinates of all edges would need four times the memory
        self._upper = np.where(southward, begin, end).astype(np.int32)
        self._lower = np.where(southward, end, begin).astype(np.int32)
        self._middle = float(y.mean()) if len(y) else 0.0
        self._span = float(np.ptp(y)) if len(y) else 0.0
        self._rough_y = (y[self._upper[self._whole]] - self._middle).astype(np.float32)
        self._rough_y_end = (y[self._lower[self._whole]] - self._middle).astype(np.float32)
        self._buffers = np.empty_like(self._rough_y), np.empty_like(self._rough_y)
        self._other = topology.edge_other[order]
        self._tag = (topology.edge_unit[order] + 1 + np.where(southward, 0, _LEAVING)).astype(np.int32)
        self._border_start = _starts(topology, border)
        self._inner_start = _starts(topology, inner) + int(border.sum())

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
        edge, first, after = self._crossing(self._edges_of(units), top, scale, height)
        rows = after - first
        row = np.arange(rows.sum()) + np.repeat(first - (np.cumsum(rows) - rows), rows)
        upper, lower = self._xy[self._upper[edge]], self._xy[self._lower[edge]]
        slope = (lower[:, 0] - upper[:, 0]) / (lower[:, 1] - upper[:, 1])
        at_top = upper[:, 0] + (top - 0.5 / scale - upper[:, 1]) * slope
        column = np.repeat((at_top - left) * scale, rows)
        column -= row * np.repeat(slope, rows)
        np.clip(column, 1 - _REACH, width + 1, out=column)
        column += _REACH
        column *= _FRACTION
        key = column.astype(np.int64)
        key <<= _COLUMN_SHIFT
        row <<= _ROW_SHIFT
        key |= row
        key |= np.repeat(self._tag[edge], rows)
        return _runs(key, width, height)

    def _crossing(
        self, edge: slice | NDArray[np.int64], top: float, scale: float, height: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Give the edges that cross the centre line of a row, their first row and the row after the last.

        A map that spans few pixels is looked through in single precision, which is off by less than a
        thousandth of a pixel and twice as fast; a vertex has the same row in all its edges either way.
        """
        if isinstance(edge, slice) and self._span * scale < _SINGLE_PIXELS:
            offset = np.float32((top - self._middle) * scale - 0.5)
            first, after = self._buffers
            for rough, row in ((self._rough_y, first), (self._rough_y_end, after)):
                np.multiply(rough, np.float32(-scale), out=row)
                np.add(row, offset, out=row)
                np.ceil(row, out=row)
            crossing = np.flatnonzero(after > first)
            first, after = first[crossing], after[crossing]
        else:
            y = self._xy[:, 1]
            exact_first = np.ceil((top - y[self._upper[edge]]) * scale - 0.5)
            exact_after = np.ceil((top - y[self._lower[edge]]) * scale - 0.5)
            crossing = np.flatnonzero(exact_after > exact_first)
            first, after = exact_first[crossing], exact_after[crossing]
            crossing = crossing if isinstance(edge, slice) else edge[crossing]
        first_row = np.clip(first, 0, height).astype(np.int64)
        after_row = np.clip(after, 0, height).astype(np.int64)
        seen = after_row > first_row
        return (
            (crossing, first_row, after_row)
            if seen.all()
            else (crossing[seen], first_row[seen], after_row[seen])
        )

    def _edges_of(self, units: NDArray[np.int64] | None) -> slice | NDArray[np.int64]:
        """Give the edges of the named units, or all where picking them would cost more than it saves.

        Where a unit borders on one that is left out, its run must end with its own edge.
        """
        count = len(self._border_start) - 1
        if units is None or len(units) > 0.6 * count:
            return self._whole
        named = np.zeros(count, dtype=bool)
        named[units] = True
        inner = _picked(self._inner_start, units)
        return np.concatenate([_picked(self._border_start, units), inner[~named[self._other[inner]]]])


def _by_unit(topology: Topology, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give the chosen edges, sorted by their unit."""
    edges = np.flatnonzero(chosen)
    return edges[np.argsort(topology.edge_unit[edges], kind="stable")]


def _starts(topology: Topology, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give where the chosen edges of each unit start when sorted by unit, and the end."""
    counts = np.bincount(topology.edge_unit[chosen], minlength=topology.unit_count)
    return np.concatenate(([0], np.cumsum(counts)))


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
