"""Find room for labels on the grid of the page: inside a locality, or close by where nothing is hidden.

An integral image (a running sum in two directions) of a mask tells for every position of a box at once how
many of its cells are marked, so that all positions of a label are tried.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from workbench.io.maps.page_grid import CELL, PageGrid
from workbench.io.maps.wordings import Wording

Mask = NDArray[np.bool_]
Cell = tuple[float, float]
"""A place in rows and columns of cells."""

INSIDE = 0.9
"""Part of a label's lines that lies in its locality when it counts as inside."""
LONGEST_LEADER = 71.0
"""Points that a leader line has at most: 25 mm."""
_SHORTEST_LEADER = 6.0
_LINE_INSIDE = 0.96
"""The same for its worst line, as part of what holds for the whole label."""
_FAR, _OUTSIDE, _COVERED, _CRAMPED = 6.0, 20.0, 0.3, 6.0
_LATER = 1.0
"""What a wording costs more than the one before it."""
_ROOM = 12.0
"""Cells from the border that are as good as more."""
_MARGIN, _MARGIN_BESIDE = 2, 5
"""Cells that stay free above, below and on both sides of labels; lines next to each other read as one."""


@dataclass(frozen=True)
class Place:
    """A wording with the lower left cell of its box and what the position costs."""

    wording: Wording
    row: int
    column: int
    cost: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """South, west, north, east of the wording in cells."""
        wording = self.wording
        return self.row, self.column, self.row + wording.height / CELL, self.column + wording.width / CELL


@dataclass(frozen=True)
class Leader:
    """A label beside its locality and the two ends of the line to it, in cells."""

    place: Place
    start: Cell
    end: Cell


@dataclass(frozen=True, eq=False)
class Patch:
    """Connected cells of one locality: ``mask`` over a window of the grid, and their roomy middle."""

    row: int
    column: int
    mask: Mask
    depth: NDArray[np.float64]
    cells: int
    middle: Cell

    @staticmethod
    def of(grid: PageGrid, slot: int) -> list[Patch]:
        """The parts of a locality as they look on the page, the largest first."""
        rows, columns = np.nonzero(grid.slots == slot)
        if not len(rows):
            return []
        border = 6
        row, column = max(0, rows.min() - border), max(0, columns.min() - border)
        window = grid.slots[row : rows.max() + border + 1, column : columns.max() + border + 1] == slot
        parts, count = ndimage.label(window, structure=np.ones((3, 3)))
        sizes = np.bincount(parts.ravel())[1:]
        order = sorted(range(count), key=lambda i: -int(sizes[i]))
        return [_patch(int(row), int(column), parts == i + 1) for i in order]


def _patch(row: int, column: int, mask: Mask) -> Patch:
    depth = np.asarray(ndimage.distance_transform_edt(np.pad(mask, 1)), dtype=np.float64)[1:-1, 1:-1]
    rows, columns = np.nonzero(mask)
    weight = depth[rows, columns]
    middle = (
        row + float(np.average(rows, weights=weight)),
        column + float(np.average(columns, weights=weight)),
    )
    return Patch(row, column, mask, depth, len(rows), middle)


class PlaceFinder:
    """The grid of a page and which of its cells labels and leader lines have taken."""

    def __init__(self, grid: PageGrid) -> None:
        self.grid = grid
        self._taken = np.zeros(grid.slots.shape, dtype=bool)
        self._land = ndimage.binary_dilation(grid.slots >= -1, iterations=_MARGIN)
        self._land |= ndimage.binary_dilation(grid.covered, iterations=_MARGIN)

    def inside(self, patch: Patch, wordings: Sequence[Wording], *, least: float = INSIDE) -> Place | None:
        """The best place of the wordings in a part of a locality, earlier ones first where they do well.

        None where none of them has room.
        """
        found = [(self._best_inside(patch, wording, least), i) for i, wording in enumerate(wordings)]
        costs = [(place.cost + _LATER * i, i, place) for place, i in found if place is not None]
        return min(costs)[2] if costs else None

    def _best_inside(self, patch: Patch, wording: Wording, least: float) -> Place | None:
        high, wide = math.ceil(wording.height / CELL), math.ceil(wording.width / CELL)
        rows, columns = patch.mask.shape[0] - high + 1, patch.mask.shape[1] - wide + 1
        if rows < 1 or columns < 1:
            return None
        window = np.s_[
            patch.row : patch.row + patch.mask.shape[0], patch.column : patch.column + patch.mask.shape[1]
        ]
        own, taken, covered = (
            _integral(mask) for mask in (patch.mask, self._taken[window], self.grid.covered[window])
        )
        shape = (rows, columns)
        mine, busy, hidden, cells = np.zeros(shape), np.zeros(shape), np.zeros(shape), 0
        worst = np.ones(shape)
        for box in _line_boxes(wording):
            inside = _counts(own, box, shape)
            np.minimum(worst, inside / (box[2] * box[3]), out=worst)
            mine += inside
            busy += _counts(taken, box, shape)
            hidden += _counts(covered, box, shape)
            cells += box[2] * box[3]
        share = mine / cells
        free = (share >= least) & (worst >= _LINE_INSIDE * least) & (busy == 0)
        if not free.any():
            return None
        room = _counts(_integral(np.minimum(patch.depth, _ROOM)), (0, 0, high, wide), shape)
        row = np.arange(rows)[:, None] + high / 2 + patch.row - patch.middle[0]
        column = np.arange(columns) + wide / 2 + patch.column - patch.middle[1]
        cost = _FAR * np.hypot(row, column) / math.sqrt(patch.cells)
        cost += _OUTSIDE * (1 - share) + _COVERED * hidden + _CRAMPED * (1 - room / (high * wide * _ROOM))
        cost[~free] = np.inf
        at = np.unravel_index(int(np.argmin(cost)), cost.shape)
        return Place(wording, patch.row + int(at[0]), patch.column + int(at[1]), float(cost[at]))

    def beside(self, start: Place, wordings: Sequence[Wording]) -> Leader | None:
        """The nearest place off the land, with a line from ``start`` that is short and crosses nothing."""
        found = (self._best_beside(start, wording) for wording in wordings)
        return min((x for x in found if x is not None), key=lambda x: x.place.cost, default=None)

    def _best_beside(self, start: Place, wording: Wording) -> Leader | None:
        high, wide = math.ceil(wording.height / CELL), math.ceil(wording.width / CELL)
        shape = (self._land.shape[0] - high + 1, self._land.shape[1] - wide + 1)
        if min(shape) < 1:
            return None
        blocked = _counts(_integral(self._land | self._taken), (0, 0, high, wide), shape)
        rows, columns = np.nonzero(blocked == 0)
        south, west, north, east = start.box
        gap_y = np.maximum(np.maximum(rows - north, south - rows - high), 0)
        gap_x = np.maximum(np.maximum(columns - east, west - columns - wide), 0)
        length = np.hypot(gap_y, gap_x) * CELL
        near = np.flatnonzero((length >= _SHORTEST_LEADER) & (length <= LONGEST_LEADER))
        middle_y, middle_x = (south + north) / 2, (west + east) / 2
        slant = np.abs(rows + high / 2 - middle_y) + 0.4 * np.abs(columns + wide / 2 - middle_x)
        cost = length + 0.3 * slant * CELL
        for i in near[np.argsort(cost[near], kind="stable")]:
            row, column = int(rows[i]), int(columns[i])
            inner = (row + 0.3 * high, row + 0.7 * high, column + 0.2 * wide, column + 0.8 * wide)
            end = _towards((middle_y, middle_x), inner, (row, column, row + high, column + wide))
            begin = _towards(end, (middle_y, middle_y, middle_x, middle_x), start.box)
            if self._clear(begin, end, start):
                return Leader(Place(wording, row, column, float(cost[i])), begin, end)
        return None

    def _clear(self, begin: Cell, end: Cell, start: Place) -> bool:
        """Whether a line crosses no label but its own number, and no other line."""
        rows, columns = _along(begin, end)
        south, west, north, east = start.box
        own = (rows >= south - _MARGIN) & (rows <= north + _MARGIN)
        own &= (columns >= west - _MARGIN_BESIDE) & (columns <= east + _MARGIN_BESIDE)
        return not bool((self._taken[rows, columns] & ~own).any())

    def take(self, place: Place) -> None:
        """Keep the cells of a label free from others."""
        for down, left, high, wide in _line_boxes(place.wording):
            row, column = place.row + down, place.column + left
            self._taken[
                max(0, row - _MARGIN) : row + high + _MARGIN,
                max(0, column - _MARGIN) : column + wide + _MARGIN,
            ] = True

    def take_leader(self, leader: Leader) -> None:
        """Keep the cells of a label beside its locality, and those of its line."""
        self.take(leader.place)
        rows, columns = _along(leader.start, leader.end)
        line = np.zeros_like(self._taken)
        line[rows, columns] = True
        self._taken |= ndimage.binary_dilation(line, iterations=_MARGIN)


def _towards(
    target: Cell, inner: tuple[float, float, float, float], box: tuple[float, float, float, float]
) -> Cell:
    """Where a line from ``target`` into ``inner`` (two rows, two columns) meets the edge of ``box``."""
    south, west, north, east = box
    aim = (min(max(target[0], inner[0]), inner[1]), min(max(target[1], inner[2]), inner[3]))
    up, along = target[0] - aim[0], target[1] - aim[1]
    reach = [1.0]
    if up:
        reach.append(((north if up > 0 else south) - aim[0]) / up)
    if along:
        reach.append(((east if along > 0 else west) - aim[1]) / along)
    return aim[0] + min(reach) * up, aim[1] + min(reach) * along


def _along(begin: Cell, end: Cell) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The cells that a line runs through."""
    steps = max(2, math.ceil(2 * math.dist(begin, end)))
    rows = np.linspace(begin[0], end[0], steps).astype(np.int64)
    columns = np.linspace(begin[1], end[1], steps).astype(np.int64)
    return rows, columns


def _line_boxes(wording: Wording) -> Iterator[tuple[int, int, int, int]]:
    """Row, column, height and width of each line in cells, seen from the lower left of the label."""
    for line, left, down in wording.boxes():
        row, column = max(0, math.floor(down / CELL)), max(0, math.floor(left / CELL))
        high = math.ceil((down + line.size) / CELL) - row
        yield row, column, high, math.ceil((left + line.width) / CELL) - column


def _integral(mask: NDArray[np.bool_] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Running sum with a border of zeros: entry (r, c) is the sum of mask[:r, :c]."""
    total = np.zeros((mask.shape[0] + 1, mask.shape[1] + 1))
    np.cumsum(np.cumsum(mask, axis=0, dtype=np.float64), axis=1, out=total[1:, 1:])
    return total


def _counts(
    total: NDArray[np.float64], box: tuple[int, int, int, int], shape: tuple[int, int]
) -> NDArray[np.float64]:
    """Sums of a mask under a box of a label, for each position of the label."""
    row, column, high, wide = box
    rows, columns = shape
    south, north = np.s_[row : row + rows], np.s_[row + high : row + high + rows]
    west, east = np.s_[column : column + columns], np.s_[column + wide : column + wide + columns]
    counts: NDArray[np.float64] = (
        total[north, east] - total[south, east] - total[north, west] + total[south, west]
    )
    return counts
