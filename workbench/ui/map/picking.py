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

    def units_in_box(
        self, west: float, south: float, east: float, north: float, *, touching: bool = False
    ) -> NDArray[np.int64]:
        """Give the units whose representative point lies in the box; with ``touching`` all that meet it."""
        x, y = self._points[:, 0], self._points[:, 1]
        inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
        if touching:
            box = shapely.box(west, south, east, north) if west < east and south < north else None
            line = shapely.LineString([(west, south), (east, north)])
            self._add_touching(inside, line if box is None else box)
        return np.flatnonzero(inside)

    def units_in_polygon(self, outline: NDArray[np.float64], *, touching: bool = False) -> NDArray[np.int64]:
        """Give the units whose representative point lies inside the closed outline of (p, 2) points.

        What the line goes round is inside, however often it crosses itself. With ``touching`` all units
        that share a place with that are given.
        """
        polygon = enclosed_by_line(outline)
        shapely.prepare(polygon)
        inside = shapely.contains_xy(polygon, self._points[:, 0], self._points[:, 1])
        if touching:
            self._add_touching(inside, polygon)
        return np.flatnonzero(inside)

    def units_in_order(self, start: Point, end: Point) -> list[int]:
        """Give the units that a straight line passes through, in order; twice where it comes back."""
        if start == end:
            unit = self.unit_at(*start)
            return [unit] if unit >= 0 else []
        line = shapely.LineString((start, end))
        found = self._near(line, 0)
        pieces, of = shapely.get_parts(
            shapely.intersection(self._tree.geometries[found], line), return_index=True
        )
        inside = shapely.length(pieces) > 0
        middle = shapely.line_interpolate_point(pieces[inside], 0.5, normalized=True)
        order = np.argsort(shapely.line_locate_point(line, middle), kind="stable")
        return [int(unit) for unit in found[of[inside][order]]]

    def nearest(self, x: float, y: float, among: NDArray[np.int64]) -> int:
        """Give the unit of ``among`` (at least one) that comes nearest to a point."""
        away = shapely.distance(self._tree.geometries[among], shapely.Point(x, y))
        return int(among[np.argmin(away)])

    def bounds_of(self, units: NDArray[np.int64]) -> tuple[float, float, float, float]:
        """Give the box around some units: west, south, east, north; all 0 around none."""
        west, south, east, north = (
            shapely.total_bounds(self._tree.geometries[units]) if len(units) else (0.0,) * 4
        )
        return float(west), float(south), float(east), float(north)

    def _add_touching(self, inside: NDArray[np.bool_], shape: shapely.Geometry) -> None:
        """Add the units that meet a shape; of those with the inner point inside no border is looked at."""
        near = self._tree.query(shape)
        near = near[~inside[near]]
        shapely.prepare(shape)
        inside[near[shapely.intersects(shape, self._tree.geometries[near])]] = True

    def _near(self, shape: shapely.Geometry, radius_m: float) -> NDArray[np.int64]:
        """Give the units within a distance of a point or a line, sorted."""
        if radius_m <= 0:
            found = self._tree.query(shape, predicate="intersects")
        else:
            found = self._tree.query(shape, predicate="dwithin", distance=radius_m)
        return np.sort(found).astype(np.int64)


def enclosed_by_line(line: NDArray[np.float64]) -> shapely.Geometry:
    """Give everything that a closed line of (p, 2) points goes round: loops and overlaps belong to it."""
    if len(line) < 3:
        return shapely.Polygon()
    polygon = shapely.Polygon(line)
    if shapely.is_valid(polygon):
        return polygon
    noded = shapely.union_all(shapely.LineString([*line, line[0]]))
    return shapely.union_all(shapely.polygonize([noded]))
