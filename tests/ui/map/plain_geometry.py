"""What plain geometry says of North Staffordshire on the bench: units in shapes, on lines, over borders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPoint

from tests.ui.map.tool_driving import ToolBench
from workbench.session import plan_edits

Mask = NDArray[np.bool_]


def shapes(bench: ToolBench) -> NDArray[np.object_]:
    geometry: NDArray[np.object_] = bench.bridge.project.area.units.geometry
    return geometry


def inside(bench: ToolBench, ring: tuple[tuple[int, int], ...]) -> Mask:
    polygon = shapely.Polygon([bench.metres(QPoint(*place)) for place in ring])
    found: Mask = shapely.contains(polygon, shapely.point_on_surface(shapes(bench)))
    return found


def passed(bench: ToolBench, start: QPoint, end: QPoint) -> Mask:
    line = shapely.LineString([bench.metres(start), bench.metres(end)])
    found: Mask = shapely.length(shapely.intersection(shapes(bench), line)) > 0
    return found


def people(bench: ToolBench, mask: Mask) -> float:
    return float(bench.bridge.project.area.units.resident[mask].sum())


@dataclass
class Way:
    """A straight way that crosses one border once: it starts on it, and goes deep into a second locality."""

    pushing: int
    giving: int
    start: QPoint
    half: QPoint
    end: QPoint
    behind: QPoint
    """As far on the side that pushes."""


FOUND: list[Way] = []
"""The way found once for all tests: the plan and the view are always the same."""


def way_over_border(bench: ToolBench) -> Way:
    """A way straight over the border of two localities."""
    if not FOUND:
        FOUND.append(find_way(bench))
    return FOUND[0]


def find_way(bench: ToolBench) -> Way:
    whole = [shapely.union_all(shapes(bench)[bench.plan.labels == slot]) for slot in range(3)]
    for pushing, giving in ((0, 1), (0, 2), (1, 2)):
        border = shapely.intersection(shapely.buffer(whole[pushing], 1), whole[giving].boundary)
        if border.length < 1000:
            continue
        for share in np.linspace(0.1, 0.9, 33):
            x, y = shapely.get_coordinates(
                shapely.line_interpolate_point(_longest(border), share, normalized=True)
            )[0]
            start = bench.place(x, y)
            for angle in np.arange(24) * np.pi / 12:
                step = np.array([np.cos(angle), np.sin(angle)]) * 120
                end = start + QPoint(round(step[0]), round(step[1]))
                behind = start - QPoint(round(step[0]), round(step[1]))
                out = shapely.LineString([bench.metres(start), bench.metres(end)])
                back = shapely.LineString([bench.metres(start), bench.metres(behind)])
                there, here = (
                    shapely.intersection(whole[giving], out),
                    shapely.intersection(whole[pushing], back),
                )
                ends = (
                    shapely.contains_xy(whole[giving], *bench.metres(end)),
                    shapely.contains_xy(whole[pushing], *bench.metres(behind)),
                )
                straight = all(ends) and min(there.length / out.length, here.length / back.length) > 0.97
                clean = there.geom_type == here.geom_type == "LineString"
                if straight and clean and passed(bench, start, end).sum() > 3:
                    half = start + (end - start) / 2
                    return Way(pushing, giving, start, half, end, behind)
    raise AssertionError("no straight way over a border")


def _longest(border: shapely.Geometry) -> shapely.Geometry:
    lines = shapely.get_parts(shapely.line_merge(border))
    return max((one for one in lines if one.geom_type == "LineString"), key=lambda one: one.length)


def pushed(bench: ToolBench) -> NDArray[np.int32]:
    way = way_over_border(bench)
    labels = bench.labels
    labels[passed(bench, way.start, way.end) & (labels == way.giving)] = way.pushing
    return labels


def lock_unit(bench: ToolBench, unit: int) -> None:
    project, scenario = bench.bridge.project, bench.bridge.scenario
    bench.bridge.apply(plan_edits.lock_units(project, scenario, np.array([unit]), locked=True))


def neighbours_of(geometry: NDArray[np.object_]) -> dict[int, set[int]]:
    """Who shares a border line with whom, from the outlines alone."""
    one, other = shapely.STRtree(geometry).query(geometry, predicate="intersects")
    line = shapely.length(shapely.intersection(geometry[one], geometry[other])) > 0
    found: dict[int, set[int]] = {unit: set() for unit in range(len(geometry))}
    for first, second in zip(one[line].tolist(), other[line].tolist(), strict=True):
        if first != second:
            found[first].add(second)
    return found
