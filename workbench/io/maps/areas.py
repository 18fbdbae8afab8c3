"""The ground of a map: the study area in its frame, fills of areas and the borders between localities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.path import Path as DrawnPath
from numpy.typing import NDArray

from workbench.io.maps.colours import HATCH, token, unassigned
from workbench.io.maps.paths import border_lines, joined_paths
from workbench.models.plan import Plan
from workbench.models.project import StudyArea
from workbench.models.topology import Topology

MANY_AREAS = 4_000
"""Areas from which fills are a picture within the page and hairlines are left out: they would be a grey mist,
and the file would have a hundred megabytes."""


def frame(axes: Axes, area: StudyArea) -> None:
    """Show the whole study area with a little room around it, at one scale both ways."""
    bounds = area.units.bounds
    west, south = np.nanmin(bounds[:, :2], axis=0)
    east, north = np.nanmax(bounds[:, 2:], axis=0)
    box = axes.get_window_extent()
    per_pixel = 1.06 * max((east - west) / box.width, (north - south) / box.height, 1e-6)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    half_x, half_y = per_pixel * box.width / 2, per_pixel * box.height / 2
    axes.set_xlim(middle_x - half_x, middle_x + half_x)
    axes.set_ylim(middle_y - half_y, middle_y + half_y)


def plan_fills(plan: Plan) -> list[str]:
    """The colour of each area's locality."""
    colours = {slot: x.colour for slot in range(plan.slots) if (x := plan.locality(slot)) is not None}
    return [colours.get(int(label), unassigned()) for label in plan.labels]


def draw_areas(
    axes: Axes,
    paths: Sequence[DrawnPath],
    fills: Sequence[str],
    hatched: NDArray[np.int64],
    *,
    hairline: float = 0.5,
    hatch: str = "////",
) -> None:
    """Fill the areas, ``hatched`` ones with strokes over their ground, hairlines between them."""
    many = len(paths) > MANY_AREAS
    # a thin edge in the colour of the fill closes the gaps that smoothing leaves between neighbours
    edges: object = "face" if many else (1, 1, 1, 0.62)
    ground = PathCollection(
        paths, facecolors=fills, edgecolors=edges, linewidths=0.2 if many else hairline, zorder=1,
        rasterized=many,
    )  # fmt: skip
    axes.add_collection(ground, autolim=False)
    if len(hatched):
        if many:
            free = [DrawnPath.make_compound_path(*(paths[i] for i in hatched if np.size(paths[i].vertices)))]
        else:
            free = [paths[i] for i in hatched]
        strokes = PathCollection(
            free, facecolors="none", edgecolors=HATCH, linewidths=0, hatch=hatch, zorder=2, rasterized=many
        )
        axes.add_collection(strokes, autolim=False)


def draw_borders(
    axes: Axes, topology: Topology, labels: NDArray[np.int32], *, width: float = 1.2, colour: str = ""
) -> None:
    """The borders between localities and to the outside; shapes finer than print shows are straightened."""
    lines = border_lines(topology, labels, tolerance=_print_tolerance(axes))
    drawn = PathCollection(
        joined_paths(lines), facecolors="none", edgecolors=colour or token("map_line"), linewidths=width,
        zorder=3, capstyle="round", joinstyle="round",
    )  # fmt: skip
    axes.add_collection(drawn, autolim=False)


def _print_tolerance(axes: Axes) -> float:
    """Metres on the ground of a 30th of a millimetre on paper."""
    (west, east) = axes.get_xlim()
    inches = axes.get_window_extent().width / 100  # figures are made with 100 dots to the inch
    return (east - west) / (inches * 25.4) / 30
