"""Turn polygons into an array of unit ids, one per device pixel, by a vectorised scanline. No Qt here.

Every pixel belongs to the unit under its centre. For each pixel row the edges that cross the row's centre line are
sorted from left to right; an edge running south has its unit to the east of it, so from there on the unit owns the
pixels until the next such edge. Only the outer border needs the edges running north, which end a run.
"""

from __future__ import annotations

import numpy as np
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
MAXIMUM_ROWS = 1 << 13
MAXIMUM_UNITS = _ID_MASK - 1


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
        ending = (y[end] > y[begin]) & (topology.edge_other < 0)
        order = np.flatnonzero(southward | ending)
        order = order[np.argsort(topology.edge_unit[order], kind="stable")]
        southward = southward[order]
        begin, end = begin[order], end[order]
        upper = topology.xy[np.where(southward, begin, end)]
        lower = topology.xy[np.where(southward, end, begin)]
        self._x = np.ascontiguousarray(upper[:, 0])
        self._y = np.ascontiguousarray(upper[:, 1])
        self._y_end = np.ascontiguousarray(lower[:, 1])
        self._slope = (lower[:, 0] - upper[:, 0]) / (lower[:, 1] - upper[:, 1])
        unit = topology.edge_unit[order]
        self._tag = unit.astype(np.int64) + 1 + np.where(southward, 0, _LEAVING)
        self._unit_start = np.concatenate(([0], np.cumsum(np.bincount(unit, minlength=topology.unit_count))))

    def render(
        self,
        *,
        left: float,
        top: float,
        scale: float,
        width: int,
        height: int,
        units: NDArray[np.int64] | None = None,
    ) -> NDArray[np.int32]:
        """Give (height, width) ids: 0 for the ground, u + 1 for unit u.

        `left` and `top` are the map coordinates of the outer corner of the first pixel, `scale` is in pixels per
        metre; `units` may name those whose bounds meet the window (all others are left out then).
        """
        if height > MAXIMUM_ROWS or width >= _REACH:
            msg = f"the window of {width} x {height} pixels is too large for the sort key"
            raise ValueError(msg)
        edge = self._edges_of(units)
        y, y_end = self._y[edge], self._y_end[edge]
        first = np.clip(np.ceil((top - y) * scale - 0.5), 0, height)
        after = np.clip(np.ceil((top - y_end) * scale - 0.5), 0, height)
        crossing = np.flatnonzero(after > first)
        first_row = first[crossing].astype(np.int64)
        rows = after[crossing].astype(np.int64) - first_row
        edge = crossing if isinstance(edge, slice) else edge[crossing]
        repeated = np.repeat(np.arange(len(edge)), rows)
        row = np.arange(len(repeated)) + np.repeat(first_row - (np.cumsum(rows) - rows), rows)
        edge = edge[repeated]
        y_row = top - (row + 0.5) / scale
        column = (self._x[edge] + (y_row - self._y[edge]) * self._slope[edge] - left) * scale
        np.clip(column, 1 - _REACH, width + 1, out=column)
        key = (row << _ROW_SHIFT) | (((column + _REACH) * _FRACTION).astype(np.int64) << _COLUMN_SHIFT)
        key |= self._tag[edge]
        return _fill(key, width, height)

    def _edges_of(self, units: NDArray[np.int64] | None) -> slice | NDArray[np.int64]:
        """Give the edges of the named units, or all where picking them would cost more than it saves."""
        if units is None or len(units) > 0.6 * (len(self._unit_start) - 1):
            return slice(None)
        start = self._unit_start[units]
        size = self._unit_start[units + 1] - start
        before = np.cumsum(size) - size
        picked: NDArray[np.int64] = np.repeat(start - before, size) + np.arange(size.sum())
        return picked


def _fill(key: NDArray[np.int64], width: int, height: int) -> NDArray[np.int32]:
    """Sort the crossings and give every pixel the id of the last crossing left of its centre."""
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
    run = np.diff(row * width + column, append=height * width)
    return np.repeat(ident.astype(np.int32), run).reshape(height, width)
