"""A plan of North Staffordshire for tests of tools, and what plain geometry says of it.

Each local authority is a locality, a round hole in the middle of Stoke-on-Trent is unassigned, and one more
locality is empty, to be painted into.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from tests.ui.map.tool_driving import ToolBench

if TYPE_CHECKING:
    from workbench.models.project import StudyArea

TARGET = 3
HOLE_M = 1_800
RADIUS_M = 350.0
Mask = NDArray[np.bool_]


def start_labels(area: StudyArea) -> NDArray[np.int32]:
    """Each local authority a locality, with a hole in the one that has the most areas."""
    lad = area.units.parents["lad"].codes.astype(str)
    codes, slots = np.unique(lad, return_inverse=True)
    labels: NDArray[np.int32] = slots.astype(np.int32)
    points = area.units.points
    middle = points[labels == np.bincount(labels).argmax()].mean(axis=0)
    labels[np.hypot(*(points - middle).T) < HOLE_M] = -1
    assert len(codes) == TARGET
    return labels


def shapes(bench: ToolBench) -> NDArray[np.object_]:
    geometry: NDArray[np.object_] = bench.bridge.project.area.units.geometry
    return geometry


def inner_points(bench: ToolBench) -> NDArray[np.object_]:
    return shapely.point_on_surface(shapes(bench))


def hole(bench: ToolBench) -> Mask:
    """The unassigned area that hangs together around the middle of the hole."""
    free = bench.plan.labels == -1
    parts = shapely.get_parts(shapely.union_all(shapes(bench)[free]))
    here = max(parts, key=lambda part: part.area)
    return shapely.contains(here.buffer(1), inner_points(bench))
