"""The next area in a direction: by neighbour, over a gap where there is none. No Qt here.

Every step goes strictly forward along its direction, so that repeated presses of one key never go back and
forth between two areas.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.models.adjacency import Adjacency

Points = NDArray[np.float64]

WIDE = math.radians(60)
"""Neighbours up to this far off the direction count as lying in it."""
QUADRANT = math.radians(45)
"""Where no neighbour does, the nearest area of the whole map within this angle is taken."""


@dataclass(frozen=True)
class Way:
    """A direction on the map, x to the east and y to the north."""

    x: int
    y: int

    def split(self, offsets: Points) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Parts of (n, 2) offsets along the direction and, signed, across it."""
        along = offsets[:, 0] * self.x + offsets[:, 1] * self.y
        across = offsets[:, 0] * self.y + offsets[:, 1] * self.x
        return along, across


LEFT, RIGHT, UP, DOWN = Way(-1, 0), Way(1, 0), Way(0, 1), Way(0, -1)


def next_unit(points: Points, near: NDArray[np.int64], unit: int, way: Way, line: float | None = None) -> int:
    """The area that a press of an arrow leads to from ``unit``; ``unit`` itself where there is none.

    Of the neighbours in the direction the one with the least distance times (1 + angle) is taken: by the
    angle alone, 10 of the 298 areas of North Staffordshire were never reached.

    Args:
        points: A representative point an area, (n, 2), metres.
        near: Neighbours of the area, linked ones included.
        unit: Where the cursor is.
        way: The direction.
        line: Where a run of presses began, as the coordinate across the direction: of several neighbours
            in the direction the one nearest to that line is taken, so that the run does not drift away.
    """
    here = points[unit]
    along, across = way.split(points[near] - here)
    ahead = along > 0
    angle = np.arctan2(np.abs(across), along)
    fits = np.flatnonzero(ahead & (angle <= WIDE))
    if len(fits):
        start = float(here[0] * way.y + here[1] * way.x)
        off_line = across[fits] + start - (start if line is None else line)
        turn = np.arctan2(np.abs(off_line), along[fits])
        return int(near[fits[np.argmin(np.hypot(along[fits], off_line) * (1 + turn))]])
    every_along, every_across = way.split(points - here)
    within = np.flatnonzero((every_along > 0) & (np.arctan2(np.abs(every_across), every_along) <= QUADRANT))
    if len(within):
        return int(within[np.argmin(np.hypot(every_along[within], every_across[within]))])
    if ahead.any():
        return int(near[np.argmin(np.where(ahead, angle, np.inf))])
    return unit


def line_of(points: Points, unit: int, way: Way) -> float:
    """The coordinate across a direction at which a run of presses begins."""
    return float(points[unit, 0] * way.y + points[unit, 1] * way.x)


def neighbours_with_links(adjacency: Adjacency, links: NDArray[np.int32], unit: int) -> NDArray[np.int64]:
    """Neighbours of an area and the areas that a link joins to it; ``links`` has shape (k, 2)."""
    linked = np.concatenate([links[links[:, 0] == unit, 1], links[links[:, 1] == unit, 0]])
    return np.union1d(adjacency.of(unit), linked).astype(np.int64)
