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
from matplotlib.figure import Figure
from matplotlib.path import Path as DrawnPath
from numpy.typing import NDArray

from workbench.errors import ExportError
from workbench.io.maps.areas import MANY_AREAS, draw_areas, draw_borders, frame, plan_fills
from workbench.io.maps.colours import token
from workbench.io.maps.fonts import legible
from workbench.io.maps.furniture import add_foot, add_scale_and_north, add_title, made_line
from workbench.io.maps.hatches import draw_hatches, in_greys, printed_hatches
from workbench.io.maps.labels import draw_labels, place_labels
from workbench.io.maps.legend import add_legend, add_practice_key, legend_left
from workbench.io.maps.lettering import page_points
from workbench.io.maps.page_grid import draw_grid
from workbench.io.maps.paper import USUAL_SHEET, Sheet
from workbench.io.maps.paths import polygon_paths
from workbench.io.replacing import replacing
from workbench.metrics.figures import ScenarioFigures
from workbench.models.project import Project, StudyArea
from workbench.models.scenario import Scenario

PRINT_SETTINGS: dict[Any, Any] = {
    "pdf.fonttype": 42,  # TrueType: letters stay letters for screen readers, editors and printers
    "text.hinting": "none",
    "svg.fonttype": "path",
    "svg.hashsalt": "locality-workbench",
    "hatch.linewidth": 0.6,
    "path.simplify": False,
}
_DATE_KEYS = {".pdf": "CreationDate", ".svg": "Date"}
_MANY_LOCALITIES = 100
"""From more of them on, borders are thin: in cities they would cover the ground."""
_KEY_SIZES = (2000.0, 10000.0, 20000.0)


def draw_map(
    path: Path,
    *,
    project: Project,
    scenario: Scenario,
    figures: ScenarioFigures,
    now: datetime,
    title: str = "",
    sheet: Sheet = USUAL_SHEET,
    grey: bool = False,
) -> None:
    """Draw the map into a .png, .pdf or .svg file, written beside its place and put there when whole.

    ``grey`` draws localities in greys, hatched so that neighbours differ, for a printer without colours.

    Raises:
        ExportError: the ending is another one, or the file cannot be written.
    """
    kind = picture_kind(path)
    with mpl.rc_context(PRINT_SETTINGS):
        figure = map_figure(project, scenario, figures, now=now, title=title, sheet=sheet, grey=grey)
        save_figure(figure, path, kind, title=title or scenario.name, now=now, dpi=sheet.dpi)


def picture_kind(path: Path) -> str:
    """The ending that says how a map is drawn.

    Raises:
        ExportError: it is another one than .pdf, .svg and .png.
    """
    kind = path.suffix.casefold()
    if kind not in {".png", ".pdf", ".svg"}:
        raise ExportError(
            f"{path.name} cannot be drawn.",
            why=f"“{path.suffix}” is no kind of picture that a map is drawn as.",
            remedy="Use the ending .pdf, .svg or .png.",
        )
    return kind


def save_figure(figure: Figure, path: Path, kind: str, *, title: str, now: datetime, dpi: int) -> None:
    """Save a page within ``PRINT_SETTINGS``; two files of the same differ in their date alone."""
    metadata: dict[str, object] = {"Title": legible(title)}
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
    foot: str = "",
    sheet: Sheet = USUAL_SHEET,
    grey: bool = False,
) -> Figure:
    """The whole page as a figure of its own; no global drawing state is used.

    ``foot`` is the lowest line of a page that is one of many; ``grey`` as of ``draw_map``.
    """
    figure = Figure(figsize=sheet.size_inches, dpi=100, facecolor="white")
    FigureCanvasAgg(figure)
    left = legend_left(figure, scenario.plan)
    axes = figure.add_axes((0.02, 0.072, left - 0.03, 0.818))
    axes.set_axis_off()
    frame(axes, project.area)
    paths = polygon_paths(project.area.units.geometry)
    plan = in_greys(scenario.plan) if grey else scenario.plan
    draw_areas(axes, paths, plan_fills(plan), np.flatnonzero(plan.labels < 0))
    signs = printed_hatches(project.area.adjacency, plan, all_of_them=grey)
    draw_hatches(axes, paths, plan, signs, rasterized=len(paths) > MANY_AREAS)
    width = 1.2 if len(figures.localities) <= _MANY_LOCALITIES else 0.5
    draw_borders(axes, project.area.topology, plan.labels, width=width)
    dots = _practice_dots(axes, project.area)
    add_title(figure, project=project, scenario=scenario, figures=figures, title=title, now=now)
    bottom = add_legend(figure, plan=plan, figures=figures, hatches=signs)
    if len(dots):
        _draw_practices(axes, dots)
        add_practice_key(
            figure, top=bottom, sizes=[(size, _diameter(size)) for size in _KEY_SIZES], left=left
        )
    add_foot(figure, project, foot or made_line(project, scenario, now))
    add_scale_and_north(figure, axes, at=(left, 0.062))
    _draw_labels(figure, axes, paths, scenario, figures, dots)
    return figure


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
