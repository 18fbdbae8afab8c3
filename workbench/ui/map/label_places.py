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
        self.slots = slots
        self._covered = np.zeros(slots.shape, dtype=bool)
        for box in obstacles:
            left, top, right, bottom = _cells(box, slots.shape)
            self._covered[top:bottom, left:right] = True
        self._taken: dict[int, Box] = {}

    def release(self, slot: int) -> None:
        """Forget the place of a slot."""
        self._taken.pop(slot, None)

    def take(self, slot: int, box: Box) -> None:
        """Keep other labels clear of the box of a slot."""
        self._taken[slot] = box

    def inside_share(self, slot: int, box: Box) -> float:
        """Share of a box that lies inside the locality, 0 to 1."""
        left, top, right, bottom = _cells(box, self.slots.shape)
        part = self.slots[top:bottom, left:right]
        whole = max(1.0, (box[2] - box[0]) * (box[3] - box[1]))
        return float((part == slot).sum() / whole)

    def middle(self, slot: int) -> tuple[float, float] | None:
        """A cell of the locality near its centre (x, y); None where it is not in view."""
        rows, columns = np.nonzero(self.slots == slot)
        if not len(rows):
            return None
        nearest = int(np.argmin((rows - rows.mean()) ** 2 + (columns - columns.mean()) ** 2))
        return float(columns[nearest]) + 0.5, float(rows[nearest]) + 0.5

    def place(self, slot: int, width: float, height: float) -> Place | None:
        """The best place of a box of ``width`` x ``height`` cells, None where the locality is not in view."""
        mine = self.slots == slot
        rows, columns = np.flatnonzero(mine.any(axis=1)), np.flatnonzero(mine.any(axis=0))
        if not len(rows):
            return None
        wide, high = max(1, round(width)), max(1, round(height))
        room_wide, room_high = round(wide * _ROOM), round(high * _ROOM)
        extra_x, extra_y = (room_wide - wide) // 2, (room_high - high) // 2
        top, bottom = int(rows[0]) - high, int(rows[-1]) + high + 1
        left, right = int(columns[0]) - wide, int(columns[-1]) + wide + 1
        inner = _window(mine, top - extra_y, bottom + extra_y, left - extra_x, right + extra_x, fill=False)
        covered = _window(self._covered, top, bottom, left, right, fill=True)
        total = integral(inner)
        core = total[extra_y : total.shape[0] - extra_y, extra_x : total.shape[1] - extra_x]
        inside = box_counts(core, high, wide)
        around = box_counts(total, high + 2 * extra_y, wide + 2 * extra_x)
        hits = box_counts(integral(covered), high, wide)
        cells = high * wide
        cost = np.multiply(inside, -_OUTSIDE / cells, dtype=np.float32)
        cost += np.multiply(hits, _COVERED / cells, dtype=np.float32)
        cost -= np.multiply(around, _CRAMPED / (cells * _ROOM * _ROOM), dtype=np.float32)
        spread = max(1.0, math.hypot(rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1))
        ys = np.arange(cost.shape[0], dtype=np.float32) - (float(rows.mean()) - top - high / 2)
        xs = np.arange(cost.shape[1], dtype=np.float32) - (float(columns.mean()) - left - wide / 2)
        cost += _FAR * ((ys * ys)[:, None] + (xs * xs)[None, :]) / (spread * spread)
        self._add_overlaps(cost, slot, left, top, wide, high)
        best = int(np.argmin(cost))
        row, column = divmod(best, cost.shape[1])
        return Place(left + column, top + row, float(inside[row, column]) / cells, float(cost[row, column]))

    def place_beside(
        self, slot: int, middle: tuple[float, float], size: tuple[float, float], reach: float
    ) -> Place | None:
        """A place next to a locality too small for its number, from which a leader line goes to it.

        ``middle`` and ``size`` (width, height) are in cells. None where every place meets other labels.
        """
        width, height = size
        wide, high = max(1, round(width)), max(1, round(height))
        best: Place | None = None
        for distance in (reach, reach * 1.6, reach * 2.4):
            for angle in np.arange(16) * (np.pi / 8):
                left = middle[0] + np.cos(angle) * (distance + wide / 2) - wide / 2
                top = middle[1] + np.sin(angle) * (distance + high / 2) - high / 2
                box = (left, top, left + wide, top + high)
                x0, y0, x1, y1 = _cells(box, self.slots.shape)
                seen = (x1 - x0) * (y1 - y0) / (wide * high)
                hits = float(self._covered[y0:y1, x0:x1].sum()) / (wide * high)
                cost = _COVERED * hits + _OUTSIDE * (1 - seen) + distance / reach
                cost += sum(
                    _OVERLAP for key, taken in self._taken.items() if key != slot and _meet(box, taken)
                )
                if best is None or cost < best.cost - 1e-9:
                    best = Place(float(left), float(top), 0.0, float(cost))
        return best if best is not None and best.cost < _OVERLAP else None

    def _add_overlaps(
        self, cost: NDArray[np.float32], slot: int, left: int, top: int, wide: int, high: int
    ) -> None:
        """Make positions dear whose box would meet the label of another locality."""
        for other, (x0, y0, x1, y1) in self._taken.items():
            if other != slot:
                first_column, last_column = int(np.floor(x0)) - wide - left + 1, int(np.ceil(x1)) - left
                first_row, last_row = int(np.floor(y0)) - high - top + 1, int(np.ceil(y1)) - top
                cost[max(0, first_row) : max(0, last_row), max(0, first_column) : max(0, last_column)] += (
                    _OVERLAP
                )


def _cells(box: Box, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    rows, columns = shape[0], shape[1]
    left, right = max(0, math.floor(box[0])), min(columns, math.ceil(box[2]))
    top, bottom = max(0, math.floor(box[1])), min(rows, math.ceil(box[3]))
    return left, top, max(left, right), max(top, bottom)


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _window(
    mask: NDArray[np.bool_], top: int, bottom: int, left: int, right: int, *, fill: bool
) -> NDArray[np.bool_]:
    """A part of a mask that may reach beyond its edges, where it holds ``fill``."""
    rows, columns = mask.shape
    part = np.full((bottom - top, right - left), fill, dtype=bool)
    y0, y1, x0, x1 = max(0, top), min(rows, bottom), max(0, left), min(columns, right)
    if y0 < y1 and x0 < x1:
        part[y0 - top : y1 - top, x0 - left : x1 - left] = mask[y0:y1, x0:x1]
    return part
