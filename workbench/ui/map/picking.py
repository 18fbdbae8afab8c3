"""Find units under a point, a disc, a stroke, a box or an outline by their true geometry. No Qt here.

Pixels are never asked: zoomed out to a whole country a fifth of the units own no pixel at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

Point = tuple[float, float]


class UnitPicker:
    """A spatial index over the units' polygons and representative points, all in metres."""

    def __init__(self, geometry: NDArray[np.object_], points: NDArray[np.float64]) -> None:
        """Index the polygons; `points` holds one representative point (x, y) per unit."""
        self._tree = shapely.STRtree(geometry)
        self._points = points

    def unit_at(self, x: float, y: float) -> int:
        """Give the unit holding the point, -1 outside; on a common border the one with the smaller index."""
        found = self._tree.query(shapely.Point(x, y), predicate="intersects")
        return int(found.min()) if len(found) else -1

    def units_in_disc(self, x: float, y: float, radius_m: float) -> NDArray[np.int64]:
        """Give the units that come within `radius_m` of the point, sorted."""
        return self._near(shapely.Point(x, y), radius_m)

    def units_along(self, segment: tuple[Point, Point], radius_m: float) -> NDArray[np.int64]:
        """Give the units that come within `radius_m` of the straight line between two points, sorted."""
        start, end = segment
        return self._near(shapely.Point(start) if start == end else shapely.LineString(segment), radius_m)

    def units_in_box(self, west: float, south: float, east: float, north: float) -> NDArray[np.int64]:
        """Give the units whose representative point lies in the box."""
        x, y = self._points[:, 0], self._points[:, 1]
        return np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))

    def units_in_polygon(self, outline: NDArray[np.float64]) -> NDArray[np.int64]:
        """Give the units whose representative point lies inside the closed outline of (p, 2) points."""
        if len(outline) < 3:
            return np.zeros(0, dtype=np.int64)
        polygon = shapely.make_valid(shapely.Polygon(outline))
        shapely.prepare(polygon)
        return np.flatnonzero(shapely.contains_xy(polygon, self._points[:, 0], self._points[:, 1]))

    def _near(self, shape: shapely.Geometry, radius_m: float) -> NDArray[np.int64]:
        """Give the units within a distance of a point or a line, sorted."""
        if radius_m <= 0:
            found = self._tree.query(shape, predicate="intersects")
        else:
            found = self._tree.query(shape, predicate="dwithin", distance=radius_m)
        return np.sort(found).astype(np.int64)
