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
_BLOCK = 1 << 16
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


@dataclass(frozen=True, eq=False)
class _Edges:
    """Edges by their place in the topology: both ends of each, and whether it runs north."""

    index: NDArray[np.integer]
    north_x: NDArray[np.float64]
    north_y: NDArray[np.float64]
    south_x: NDArray[np.float64]
    south_y: NDArray[np.float64]
    northward: NDArray[np.bool_]

    def picked(self, which: NDArray[np.int64] | NDArray[np.bool_]) -> _Edges:
        """Give some of them."""
        return _Edges(
            self.index[which], self.north_x[which], self.north_y[which],
            self.south_x[which], self.south_y[which], self.northward[which],
        )  # fmt: skip


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
        edges, first, after = self._crossing(self._edges_of(units), top, scale, height)
        rows = after - first
        row = np.arange(rows.sum()) + np.repeat(first - (np.cumsum(rows) - rows), rows)
        tag = self._topology.edge_unit[edges.index] + np.where(edges.northward, 1 + _LEAVING, 1).astype(
            np.int32
        )
        slope = (edges.south_x - edges.north_x) / (edges.south_y - edges.north_y)
        at_top = edges.north_x + (top - 0.5 / scale - edges.north_y) * slope
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
    ) -> tuple[_Edges, NDArray[np.int64], NDArray[np.int64]]:
        """Give the edges that cross the centre line of a row, and their rows.

        The rows are the first that is crossed and the one after the last; None looks through the borders of
        all units. A map that spans few pixels is looked through in single precision, which is off by less
        than a thousandth of a pixel and twice as fast; a vertex has the same row in all its edges either way.
        """
        if edge is None and self._span * scale < _SINGLE_PIXELS:
            crossing, first, after = self._roughly_crossing(top, scale)
            crossed = self._ends(self._border[crossing])
        else:
            asked = self._ends(self._border if edge is None else edge)
            exact_first = np.ceil((top - asked.north_y) * scale - 0.5)
            exact_after = np.ceil((top - asked.south_y) * scale - 0.5)
            crossing = np.flatnonzero(exact_after > exact_first)
            first, after = exact_first[crossing], exact_after[crossing]
            crossed = asked.picked(crossing)
        first_row = np.clip(first, 0, height).astype(np.int64)
        after_row = np.clip(after, 0, height).astype(np.int64)
        seen = after_row > first_row
        if seen.all():
            return crossed, first_row, after_row
        return crossed.picked(seen), first_row[seen], after_row[seen]

    def _roughly_crossing(
        self, top: float, scale: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
        """Give the borders that cross the centre line of a row and their rows, a block of them at a time.

        A block stays in the processor's cache; buffers for all of them would keep 8 MB.
        """
        offset = np.float32((top - self._middle) * scale - 0.5)
        found: list[NDArray[np.int64]] = []
        rows: list[tuple[NDArray[np.float32], ...]] = []
        for start in range(0, max(len(self._border), 1), _BLOCK):
            block = slice(start, start + _BLOCK)
            first, after = (
                np.ceil(rough[block] * np.float32(-scale) + offset)
                for rough in (self._rough_y, self._rough_y_end)
            )
            crossing = np.flatnonzero(after > first)
            found.append(crossing + start)
            rows.append((first[crossing], after[crossing]))
        firsts, afters = zip(*rows, strict=True)
        return np.concatenate(found), np.concatenate(firsts), np.concatenate(afters)

    def _ends(self, index: NDArray[np.integer]) -> _Edges:
        """Look up edges: kept for all of them, their ends would fill 60 MB."""
        flat, at = self._topology.xy.ravel(), 2 * self._topology.edge_vertex[index].astype(np.int64)
        # four times as quick as picking rows of two
        x, y, next_x, next_y = (flat.take(at + place) for place in range(4))
        northward = next_y > y
        return _Edges(
            index,
            np.where(northward, next_x, x), np.where(northward, next_y, y),
            np.where(northward, x, next_x), np.where(northward, y, next_y),
            northward,
        )  # fmt: skip

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
