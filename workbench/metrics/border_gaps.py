"""Gaps of clipped water: areas close to each other that share no border, where a link may be missing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from workbench.models.adjacency import Adjacency
from workbench.models.project import StudyArea
from workbench.progress import NoProgress, Progress

WIDEST_M = 50.0
"""Metres up to which a gap is proposed as a link."""
CHUNK = 500
"""Areas asked about at once, so that a search over all of England hears that it should stop."""


@dataclass(frozen=True)
class BorderGap:
    """Two areas (rows) without a border, the metres between them, and the middle of the gap (EPSG:27700).

    ``apart`` where no way over land leads from one to the other.
    """

    unit: int
    other: int
    metres: float
    x: float
    y: float
    apart: bool


def border_gaps(
    area: StudyArea, *, widest_m: float = WIDEST_M, progress: Progress | None = None
) -> list[BorderGap]:
    """Gaps of at most ``widest_m`` metres, those between parts of the area that nothing joins first.

    A gap counts where the middle of the shortest line across it lies in no area, so that it is water and not
    a strip of another area, and where no third area has a border with both sides, which would be a way round.

    Raises:
        Cancelled: the search was stopped.
    """
    progress = progress or NoProgress()
    shapes = area.units.geometry
    tree = shapely.STRtree(shapes)
    pairs = _close_pairs(tree, shapes, widest_m, progress)
    pairs = pairs[~_meet(area.adjacency, pairs)]
    left, right = shapes[pairs[:, 0]], shapes[pairs[:, 1]]
    metres = shapely.distance(left, right)
    middle = shapely.line_interpolate_point(shapely.shortest_line(left, right), 0.5, normalized=True)
    open_water = np.ones(len(pairs), dtype=bool)
    open_water[tree.query(middle, predicate="intersects")[0]] = False
    progress.report(0.95, "Looking for ways round")
    _, part = area.adjacency.components()
    found = []
    for place in np.flatnonzero(open_water & (metres > 0)).tolist():
        unit, other = pairs[place].tolist()
        apart = bool(part[unit] != part[other])
        if apart or not np.intersect1d(area.adjacency.of(unit), area.adjacency.of(other)).size:
            x, y = shapely.get_x(middle[place]), shapely.get_y(middle[place])
            found.append(BorderGap(unit, other, float(metres[place]), float(x), float(y), apart))
    progress.report(1.0)
    return sorted(found, key=lambda gap: (not gap.apart, gap.metres, gap.unit, gap.other))


def _close_pairs(
    tree: shapely.STRtree, shapes: NDArray[np.object_], widest_m: float, progress: Progress
) -> NDArray[np.int64]:
    """Pairs of rows, the smaller first, no further apart than ``widest_m``; shape (k, 2)."""
    found = [np.empty((0, 2), dtype=np.int64)]
    for start in range(0, len(shapes), CHUNK):
        progress.report(0.9 * start / len(shapes), "Measuring between areas")
        asked, met = tree.query(shapes[start : start + CHUNK], predicate="dwithin", distance=widest_m)
        asked = asked + start
        found.append(np.column_stack([asked, met])[asked < met])
    return np.concatenate(found)


def _meet(adjacency: Adjacency, pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which pairs share a border."""
    count = adjacency.n
    known = np.sort(adjacency.pairs.astype(np.int64), axis=1)
    return np.isin(pairs[:, 0] * count + pairs[:, 1], known[:, 0] * count + known[:, 1])
