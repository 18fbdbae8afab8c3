"""Draw the localities of a scenario as one A4 page: PDF and SVG as vectors, PNG as a picture."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path as DrawnPath
from numpy.typing import NDArray

from workbench.errors import ExportError
from workbench.io.maps.colours import HATCH, token, unassigned
from workbench.io.maps.fonts import legible
from workbench.io.maps.furniture import add_scale_and_north, add_sources, add_title
from workbench.io.maps.labels import draw_labels, place_labels
from workbench.io.maps.legend import add_legend, add_practice_key
from workbench.io.maps.lettering import page_points
from workbench.io.maps.page_grid import draw_grid
from workbench.io.maps.paths import border_lines, polygon_paths
from workbench.io.replacing import replacing
from workbench.metrics.figures import ScenarioFigures
from workbench.models.plan import Plan
from workbench.models.project import Project, StudyArea
from workbench.models.scenario import Scenario
from workbench.models.topology import Topology

A4_LANDSCAPE_MM = (297.0, 210.0)
PRINT_SETTINGS: dict[Any, Any] = {
    # Inter is an OpenType font with PostScript outlines; PDF's Type 42 holds TrueType outlines only.
    "pdf.fonttype": 3,
    "text.hinting": "none",
    "svg.fonttype": "path",
    "svg.hashsalt": "locality-workbench",
    "hatch.linewidth": 0.6,
    "path.simplify": False,
}
_DATE_KEYS = {".pdf": "CreationDate", ".svg": "Date"}
_KEY_SIZES = (2000.0, 10000.0, 20000.0)


def draw_map(
    path: Path,
    *,
    project: Project,
    scenario: Scenario,
    figures: ScenarioFigures,
    now: datetime,
    title: str = "",
    size_mm: tuple[float, float] = A4_LANDSCAPE_MM,
    dpi: int = 200,
) -> None:
    """Draw the map into a .png, .pdf or .svg file, written beside its place and put there when whole.

    Raises:
        ExportError: the ending is another one, or the file cannot be written.
    """
    kind = path.suffix.casefold()
    if kind not in {".png", ".pdf", ".svg"}:
        raise ExportError(
            f"{path.name} cannot be drawn.",
            why=f"“{path.suffix}” is no kind of picture that a map is drawn as.",
            remedy="Use the ending .pdf, .svg or .png.",
        )
    with mpl.rc_context(PRINT_SETTINGS):
        figure = map_figure(project, scenario, figures, now=now, title=title, size_mm=size_mm)
        metadata: dict[str, object] = {"Title": legible(title or scenario.name)}
        if kind in _DATE_KEYS:
            metadata[_DATE_KEYS[kind]] = now
        with replacing(path) as beside:
            figure.savefig(beside, format=kind[1:], dpi=dpi, metadata=metadata)


def map_figure(
    project: Project,
    scenario: Scenario,
    figures: ScenarioFigures,
    *,
    now: datetime,
    title: str = "",
    size_mm: tuple[float, float] = A4_LANDSCAPE_MM,
) -> Figure:
    """The whole page as a figure of its own; no global drawing state is used."""
    figure = Figure(figsize=(size_mm[0] / 25.4, size_mm[1] / 25.4), dpi=100, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.02, 0.055, 0.678, 0.835))
    axes.set_axis_off()
    _frame(axes, project.area)
    paths = polygon_paths(project.area.units.geometry)
    _draw_units(axes, paths, project.area.topology, scenario.plan)
    dots = _practice_dots(axes, project.area)
    add_title(figure, project=project, scenario=scenario, figures=figures, title=title, now=now)
    bottom = add_legend(figure, plan=scenario.plan, figures=figures)
    if len(dots):
        _draw_practices(axes, dots)
        add_practice_key(figure, top=bottom, sizes=[(size, _diameter(size)) for size in _KEY_SIZES])
    add_sources(figure, project)
    add_scale_and_north(figure, axes)
    _draw_labels(figure, axes, paths, scenario, figures, dots)
    return figure


def _frame(axes: Axes, area: StudyArea) -> None:
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


def _draw_units(axes: Axes, paths: list[DrawnPath], topology: Topology, plan: Plan) -> None:
    """Fills by locality, hatched where unassigned, hairlines between units and dark locality borders."""
    colours = {slot: x.colour for slot in range(plan.slots) if (x := plan.locality(slot)) is not None}
    fills = [colours.get(int(label), unassigned()) for label in plan.labels]
    axes.add_collection(
        PathCollection(paths, facecolors=fills, edgecolors=(1, 1, 1, 0.62), linewidths=0.5, zorder=1),
        autolim=False,
    )
    free = [paths[i] for i in np.flatnonzero(plan.labels < 0)]
    if free:
        hatched = PathCollection(
            free, facecolors="none", edgecolors=HATCH, linewidths=0, hatch="////", zorder=2
        )
        axes.add_collection(hatched, autolim=False)
    borders = border_lines(topology, plan.labels)
    lines = LineCollection(borders, colors=token("map_line"), linewidths=1.2, zorder=3, capstyle="round")
    axes.add_collection(lines, autolim=False)


def _practice_dots(axes: Axes, area: StudyArea) -> NDArray[np.float64]:
    """Easting, northing and diameter in points of the practices whose dot lies within the frame."""
    practices = area.practices
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    people = np.nan_to_num(practices.list_size, nan=0.0)
    across = np.array([_diameter(size) for size in people])
    edge = 0.01 * (east - west)
    shown = practices.placed & (practices.easting > west + edge) & (practices.easting < east - edge)
    shown &= (practices.northing > south + edge) & (practices.northing < north - edge)
    return np.stack([practices.easting, practices.northing, across], axis=1)[shown]


def _draw_practices(axes: Axes, dots: NDArray[np.float64]) -> None:
    """Practices as dots, area by list size."""
    axes.scatter(
        dots[:, 0],
        dots[:, 1],
        s=dots[:, 2] ** 2,
        facecolors=token("map_line"),
        edgecolors="white",
        linewidths=0.6,
        zorder=5,
    )


def _diameter(people: float) -> float:
    """Points across the dot of a list: 10,000 patients are 5.5 points."""
    return max(2.2, 5.5 * math.sqrt(people / 10_000))


def _draw_labels(
    figure: Figure,
    axes: Axes,
    paths: list[DrawnPath],
    scenario: Scenario,
    figures: ScenarioFigures,
    dots: NDArray[np.float64],
) -> None:
    """Number, name, people and exceptions of each locality that has areas."""
    rows = [row for row in figures.localities if row.units]
    if not rows:
        return
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    width, height = page_points(figure)
    box = axes.get_position()
    grid = draw_grid(
        paths,
        scenario.plan.labels,
        view=(west, south, east, north),
        box=(box.x0 * width, box.y0 * height, box.x1 * width, box.y1 * height),
        dots=dots,
    )
    draw_labels(figure, grid, place_labels(grid, rows, [scenario.plan.slot(row.code) for row in rows]))
