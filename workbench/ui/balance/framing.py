"""Which part of the map the preview shows at first: where the changes are, or where the people live."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.models.project import StudyArea
from workbench.ui.map.view import Bounds

EDGE = 0.04
"""Share of the people who live beyond each side of the crowded part."""
PAD = 0.08
"""Added on each side, as a share of the part."""
WIDE = 0.75
"""Changes spread over more than this share of the whole are shown where most people are."""
MOST = 0.8
"""Share of the changes that must lie there for that."""


def part_to_show(area: StudyArea, moved: NDArray[np.int64]) -> Bounds:
    """The part that holds the units that move (rows), or most people where none or many move.

    The whole area would be small beside another map: most of its land holds few people and no change.
    """
    crowded = _padded(_crowded(area))
    if not len(moved):
        return crowded
    changes = _padded(_around(area.units.bounds[moved]), 2 * PAD)
    x, y = area.units.points[moved].T
    west, south, east, north = crowded
    inside = float(((x >= west) & (x <= east) & (y >= south) & (y <= north)).mean())
    spread = _longer(changes) > WIDE * _longer(_around(area.units.bounds))
    return crowded if spread and inside >= MOST else changes


def _crowded(area: StudyArea) -> Bounds:
    """The part beyond whose sides few people live; people who are not known count as none."""
    people = np.nan_to_num(area.units.resident)
    if people.sum() <= 0:
        return _around(area.units.bounds)
    sides = []
    for values in area.units.points.T:
        order = np.argsort(values)
        share = np.cumsum(people[order]) / people.sum()
        first, last = np.searchsorted(share, (EDGE, 1 - EDGE))
        sides.append((values[order[first]], values[order[min(last, len(order) - 1)]]))
    (west, east), (south, north) = sides
    x, y = area.units.points.T
    within = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    return _around(area.units.bounds[within]) if within.any() else _around(area.units.bounds)


def _around(boxes: NDArray[np.float64]) -> Bounds:
    west, south = boxes[:, :2].min(axis=0)
    east, north = boxes[:, 2:].max(axis=0)
    return float(west), float(south), float(east), float(north)


def _padded(part: Bounds, share: float = PAD) -> Bounds:
    pad = share * _longer(part)
    return part[0] - pad, part[1] - pad, part[2] + pad, part[3] + pad


def _longer(part: Bounds) -> float:
    return max(part[2] - part[0], part[3] - part[1])
