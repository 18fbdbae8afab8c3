"""Find the place of a locality label: inside the locality, in its roomy middle, clear of symbols and panels.

The view is sampled on a coarse grid. For one locality an integral image (a two-dimensional running
sum) of "this sample is mine" tells for every position of the label box at once how much of the box
lies inside, and another one how much of it would cover symbols; the cheapest position wins. No Qt here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in cells of the grid."""

_OUTSIDE = 30.0
_COVERED = 24.0
_CRAMPED = 6.0
_OVERLAP = 20.0
_FAR = 8.0
_ROOM = 1.9
"""How much larger than the label the surroundings are that count as room."""
ENOUGH_INSIDE = 0.64
"""Share of a label that must lie inside its locality."""

_NOWHERE = (np.inf, np.inf, -np.inf, -np.inf)
_RINGS = np.repeat((1.0, 1.6, 2.4), 16)
"""Distances of the places beside a small locality, sixteen directions each, in units of the first."""
_ANGLES = np.tile(np.arange(16) * (np.pi / 8), 3)
_COSINES, _SINES = np.cos(_ANGLES), np.sin(_ANGLES)


@dataclass(frozen=True)
class Place:
    """Left and top of a label box in cells, the share of it inside its locality, and its cost."""

    left: float
    top: float
    inside: float
    cost: float


def integral(mask: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Running sum over rows and columns with a border of zeros: entry (r, c) counts mask[:r, :c]."""
    total = np.zeros((mask.shape[0] + 1, mask.shape[1] + 1), dtype=np.int32)
    np.cumsum(np.cumsum(mask, axis=0, dtype=np.int32), axis=1, out=total[1:, 1:])
    return total


def box_counts(total: NDArray[np.int32], height: int, width: int) -> NDArray[np.int32]:
    """Marked cells under a box of ``height`` x ``width`` cells at every position where it fits."""
    return (
        total[height:, width:] - total[:-height, width:] - total[height:, :-width] + total[:-height, :-width]
    )


class PlaceFinder:
    """The grid of one view: the slot of every cell and what must not be covered."""

    def __init__(self, slots: NDArray[np.int32], obstacles: Sequence[Box]) -> None:
        """``slots`` (rows, columns): slot by cell, -1 unassigned or ground; boxes are kept clear."""
        covered = np.zeros(slots.shape, dtype=bool)
        for box in obstacles:
            left, top, right, bottom = _cells(box, slots.shape)
            covered[top:bottom, left:right] = True
        self._covered = integral(covered)
        self._taken = np.zeros((0, 4))
        self.use(slots)

    def use(self, slots: NDArray[np.int32]) -> None:
        """Take the slots of the cells after a change of the plan; taken boxes stay."""
        self.slots = slots
        rows, columns = np.nonzero(slots >= 0)
        owner = slots[rows, columns]
        self._count = np.bincount(owner)
        size = len(self._count)
        share = 1 / np.maximum(self._count, 1)
        self._mean_row = np.bincount(owner, rows, size) * share
        self._mean_column = np.bincount(owner, columns, size) * share
        # of several values written to one place the last one stays, and cells come row by row
        self._spans = np.zeros((size, 4), dtype=np.int64)
        self._spans[owner[::-1], 1] = rows[::-1]
        self._spans[owner, 3] = rows + 1
        columns, rows = np.nonzero(slots.T >= 0)
        owner = slots[rows, columns]
        self._spans[owner[::-1], 0] = columns[::-1]
        self._spans[owner, 2] = columns + 1
        if len(self._taken) < size:
            more = np.tile(_NOWHERE, (size - len(self._taken), 1))
            self._taken = np.concatenate((self._taken, more))

    def count(self, slot: int) -> int:
        """How many cells a locality has in view."""
        return int(self._count[slot]) if slot < len(self._count) else 0

    def release(self, slot: int) -> None:
        """Forget the place of a slot."""
        if slot < len(self._taken):
            self._taken[slot] = _NOWHERE

    def take(self, slot: int, box: Box) -> None:
        """Keep other labels clear of the box of a slot."""
        if slot >= len(self._taken):
            more = np.tile(_NOWHERE, (slot + 1 - len(self._taken), 1))
            self._taken = np.concatenate((self._taken, more))
        self._taken[slot] = box

    def inside_share(self, slot: int, box: Box) -> float:
        """Share of a box that lies inside the locality, 0 to 1."""
        left, top, right, bottom = _cells(box, self.slots.shape)
        part = self.slots[top:bottom, left:right]
        whole = max(1.0, (box[2] - box[0]) * (box[3] - box[1]))
        return float((part == slot).sum() / whole)

    def middle(self, slot: int) -> tuple[float, float] | None:
        """A cell of the locality near its centre (x, y); None where it is not in view."""
        if not self.count(slot):
            return None
        left, top, right, bottom = self._spans[slot].tolist()
        rows, columns = np.nonzero(self.slots[top:bottom, left:right] == slot)
        across = columns - (self._mean_column[slot] - left)
        down = rows - (self._mean_row[slot] - top)
        nearest = int(np.argmin(across * across + down * down))
        return left + float(columns[nearest]) + 0.5, top + float(rows[nearest]) + 0.5

    def place(self, slot: int, width: float, height: float) -> Place | None:
        """The best place of a box of ``width`` x ``height`` cells, None where there is no room.

        Only positions are looked at that can have enough of the box inside the locality. There is no room
        where too little of the box would be inside, or where it would meet the label of another locality.
        """
        wide, high = max(1, round(width)), max(1, round(height))
        if self.count(slot) < ENOUGH_INSIDE * wide * high:
            return None
        span = self._spans[slot].tolist()
        slack_x, slack_y = math.ceil(wide * (1 - ENOUGH_INSIDE)), math.ceil(high * (1 - ENOUGH_INSIDE))
        left, top = max(0, span[0] - slack_x), max(0, span[1] - slack_y)
        right = min(self.slots.shape[1], span[2] + slack_x)
        bottom = min(self.slots.shape[0], span[3] + slack_y)
        if right - left < wide or bottom - top < high:
            return None
        inside, around = self._own_cells(slot, (left, top, right, bottom), wide, high)
        hits = box_counts(self._covered[top : bottom + 1, left : right + 1], high, wide)
        cells = high * wide
        cost = np.multiply(inside, -_OUTSIDE / cells, dtype=np.float32)
        cost += np.multiply(hits, _COVERED / cells, dtype=np.float32)
        cost -= np.multiply(around, _CRAMPED / (cells * _ROOM * _ROOM), dtype=np.float32)
        spread = max(1.0, math.hypot(span[3] - span[1], span[2] - span[0]))
        ys = np.arange(len(cost), dtype=np.float32) - (self._mean_row[slot] - top - high / 2)
        xs = np.arange(cost.shape[1], dtype=np.float32) - (self._mean_column[slot] - left - wide / 2)
        cost += (_FAR / (spread * spread)) * ((ys * ys)[:, None] + (xs * xs)[None, :])
        self._add_overlaps(cost, slot, left, top, wide, high)
        row, column = divmod(int(np.argmin(cost)), cost.shape[1])
        share = float(inside[row, column]) / cells
        box = (left + column, top + row, left + column + wide, top + row + high)
        if share < ENOUGH_INSIDE or self._meeting(slot, *box).any():
            return None
        return Place(left + column, top + row, share, float(cost[row, column]))

    def _meeting(self, slot: int, left: float, top: float, right: float, bottom: float) -> NDArray[np.bool_]:
        """Which slots have a label that meets a box."""
        taken = self._taken
        meets = (taken[:, 0] < right) & (left < taken[:, 2]) & (taken[:, 1] < bottom) & (top < taken[:, 3])
        meets[slot : slot + 1] = False
        return meets

    def _own_cells(
        self, slot: int, window: tuple[int, int, int, int], wide: int, high: int
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """For every position of a box in a window: the locality's cells inside it and around it."""
        left, top, right, bottom = window
        extra_x, extra_y = (round(wide * _ROOM) - wide) // 2, (round(high * _ROOM) - high) // 2
        mine = np.zeros((bottom - top + 2 * extra_y, right - left + 2 * extra_x), dtype=bool)
        x0, x1 = max(0, left - extra_x), min(self.slots.shape[1], right + extra_x)
        y0, y1 = max(0, top - extra_y), min(self.slots.shape[0], bottom + extra_y)
        at_x, at_y = x0 - left + extra_x, y0 - top + extra_y
        np.equal(self.slots[y0:y1, x0:x1], slot, out=mine[at_y : at_y + y1 - y0, at_x : at_x + x1 - x0])
        total = integral(mine)
        core = total[extra_y : total.shape[0] - extra_y, extra_x : total.shape[1] - extra_x]
        around = box_counts(total, high + 2 * extra_y, wide + 2 * extra_x)
        return box_counts(core, high, wide), around

    def place_beside(
        self, slot: int, middle: tuple[float, float], size: tuple[float, float], reach: float
    ) -> Place | None:
        """A place next to a locality too small for its number, from which a leader line goes to it.

        ``middle`` and ``size`` (width, height) are in cells. None where every place meets other labels.
        """
        wide, high = max(1, round(size[0])), max(1, round(size[1]))
        away = reach * _RINGS
        left = middle[0] + _COSINES * (away + wide / 2) - wide / 2
        top = middle[1] + _SINES * (away + high / 2) - high / 2
        rows, columns = self.slots.shape
        x0 = np.clip(np.floor(left), 0, columns).astype(np.int64)
        y0 = np.clip(np.floor(top), 0, rows).astype(np.int64)
        x1 = np.maximum(x0, np.clip(np.ceil(left + wide), 0, columns).astype(np.int64))
        y1 = np.maximum(y0, np.clip(np.ceil(top + high), 0, rows).astype(np.int64))
        total = self._covered
        hits = total[y1, x1] - total[y0, x1] - total[y1, x0] + total[y0, x0]
        seen = np.minimum(1.0, (x1 - x0) * (y1 - y0) / (wide * high))
        cost = _COVERED * hits / (wide * high) + _OUTSIDE * (1 - seen) + _RINGS
        x, y, taken = left[:, None], top[:, None], self._taken
        meets = (x < taken[:, 2]) & (taken[:, 0] < x + wide) & (y < taken[:, 3]) & (taken[:, 1] < y + high)
        meets[:, slot : slot + 1] = False
        cost[meets.any(axis=1)] += _OVERLAP
        best = int(np.argmin(np.round(cost, 9)))
        if cost[best] >= _OVERLAP:
            return None
        return Place(float(left[best]), float(top[best]), 0.0, float(cost[best]))

    def _add_overlaps(
        self, cost: NDArray[np.float32], slot: int, left: int, top: int, wide: int, high: int
    ) -> None:
        """Make positions dear whose box would meet the label of another locality."""
        right, bottom = left + cost.shape[1] + wide, top + cost.shape[0] + high
        meets = self._meeting(slot, left, top, right, bottom)
        for x0, y0, x1, y1 in self._taken[meets].tolist():
            first_column, last_column = math.floor(x0) - wide - left + 1, math.ceil(x1) - left
            first_row, last_row = math.floor(y0) - high - top + 1, math.ceil(y1) - top
            cost[max(0, first_row) : max(0, last_row), max(0, first_column) : max(0, last_column)] += _OVERLAP


def _cells(box: Box, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    rows, columns = shape[0], shape[1]
    left, right = max(0, math.floor(box[0])), min(columns, math.ceil(box[2]))
    top, bottom = max(0, math.floor(box[1])), min(rows, math.ceil(box[3]))
    return left, top, max(left, right), max(top, bottom)
