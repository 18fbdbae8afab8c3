"""Draw the localities of a scenario as one A4 page: PDF and SVG as vectors, PNG as a picture."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.transforms import IdentityTransform

from workbench.errors import ExportError
from workbench.io.maps.fonts import font, legible
from workbench.io.maps.furniture import (
    EDGE,
    INK,
    QUIET,
    add_legend,
    add_practice_key,
    add_scale_and_north,
    add_sources,
    add_title,
    people_words,
    status_words,
    wrapped,
)
from workbench.io.maps.labels import Spot, Wish, deepest_point, place_labels
from workbench.io.maps.paths import border_lines, polygon_paths
from workbench.io.replacing import replacing
from workbench.metrics.figures import LocalityFigures, ScenarioFigures
from workbench.models.project import Project, StudyArea
from workbench.models.scenario import Scenario

A4_LANDSCAPE_MM = (297.0, 210.0)
_SETTINGS: dict[Any, Any] = {
    # Inter is an OpenType font with PostScript outlines; PDF's Type 42 holds TrueType outlines only.
    "pdf.fonttype": 3,
    "svg.fonttype": "path",
    "svg.hashsalt": "locality-workbench",
    "hatch.linewidth": 0.6,
    "path.simplify": False,
}
_DATE_KEYS = {".pdf": "CreationDate", ".svg": "Date"}
_MANY_LABELS = 30


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
    with mpl.rc_context(_SETTINGS):
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
    axes = figure.add_axes((0.025, 0.055, 0.705, 0.835))
    axes.set_axis_off()
    _frame(axes, project.area)
    _draw_units(axes, project.area, scenario)
    sizes = _draw_practices(axes, project.area)
    add_title(figure, project=project, scenario=scenario, figures=figures, title=title, now=now)
    bottom = add_legend(figure, plan=scenario.plan, figures=figures)
    if sizes:
        add_practice_key(figure, top=bottom, sizes=sizes)
    add_sources(figure, project)
    add_scale_and_north(figure, axes)
    _draw_labels(figure, axes, project.area, scenario, figures)
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


def _draw_units(axes: Axes, area: StudyArea, scenario: Scenario) -> None:
    """Fills by locality, hatched where unassigned, hairlines between units and dark locality borders."""
    plan = scenario.plan
    paths = polygon_paths(area.units.geometry)
    colours = {slot: x.colour for slot in range(plan.slots) if (x := plan.locality(slot)) is not None}
    fills = [colours.get(int(label), "#DDDDDD") for label in plan.labels]
    axes.add_collection(
        PathCollection(paths, facecolors=fills, edgecolors=(1, 1, 1, 0.62), linewidths=0.5, zorder=1),
        autolim=False,
    )
    free = [paths[i] for i in np.flatnonzero(plan.labels < 0)]
    if free:
        hatched = PathCollection(
            free, facecolors="none", edgecolors="#6B7280", linewidths=0, hatch="////", zorder=2
        )
        axes.add_collection(hatched, autolim=False)
    borders = border_lines(area.topology, plan.labels)
    lines = LineCollection(borders, colors=EDGE, linewidths=1.2, zorder=3, capstyle="round")
    axes.add_collection(lines, autolim=False)


def _draw_practices(axes: Axes, area: StudyArea) -> tuple[tuple[float, float], ...]:
    """Practices within the frame as dots, area by list size; gives sizes and diameters for the key."""
    practices = area.practices
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    shown = practices.placed & (practices.easting > west) & (practices.easting < east)
    shown &= (practices.northing > south) & (practices.northing < north)
    if not shown.any():
        return ()
    people = np.nan_to_num(practices.list_size[shown], nan=0.0)
    axes.scatter(
        practices.easting[shown],
        practices.northing[shown],
        s=[_diameter(size) ** 2 for size in people],
        facecolors=EDGE,
        edgecolors="white",
        linewidths=0.6,
        zorder=5,
    )
    return tuple((size, _diameter(size)) for size in (2000.0, 10000.0, 20000.0))


def _diameter(people: float) -> float:
    """Points across the dot of a list: 10,000 patients are 5.5 points."""
    return max(2.2, 5.5 * math.sqrt(people / 10_000))


def _draw_labels(
    figure: Figure, axes: Axes, area: StudyArea, scenario: Scenario, figures: ScenarioFigures
) -> None:
    """Number, name, people and status of each locality that has areas; just the number where all is full."""
    rows = [row for row in figures.localities if row.units]
    if not rows:
        return
    compact = len(rows) > _MANY_LABELS
    words = [_label_words(row, compact=compact) for row in rows]
    size = 6.5 if compact else 7.5
    wishes = [
        _wish(figure, axes, area, scenario, row, text, size) for row, text in zip(rows, words, strict=True)
    ]
    box = axes.get_window_extent()
    frame = (box.x0, box.y0, box.x1, box.y1)
    land = shapely.union_all([wish.shape for wish in wishes])
    spots = place_labels(wishes, frame=frame, land=land)
    for row, text, wish, spot in zip(rows, words, wishes, spots, strict=True):
        if spot is None:
            _write_label(axes, Spot(*wish.anchor, leader=False), wish, str(row.number), size)
        else:
            _write_label(axes, spot, wish, text, size)


def _wish(
    figure: Figure,
    axes: Axes,
    area: StudyArea,
    scenario: Scenario,
    row: LocalityFigures,
    words: str,
    size: float,
) -> Wish:
    units = scenario.plan.units_of(scenario.plan.slot(row.code))
    shape = shapely.union_all(area.units.geometry[units])
    anchor = axes.transData.transform(deepest_point(shape))
    in_pixels = shapely.simplify(shapely.transform(shape, axes.transData.transform), 0.7)
    trial = figure.text(
        0, 0, words, fontproperties=font(size, bold=True), parse_math=False, linespacing=1.15,
        transform=IdentityTransform(),
    )  # fmt: skip
    box = trial.get_window_extent()
    trial.remove()
    return Wish((float(anchor[0]), float(anchor[1])), in_pixels, box.width + 8, box.height + 7)


def _write_label(axes: Axes, spot: Spot, wish: Wish, words: str, size: float) -> None:
    to_data = axes.transData.inverted()
    x, y = to_data.transform((spot.x, spot.y))
    if spot.leader:
        end_x, end_y = to_data.transform(wish.anchor)
        axes.plot([x, end_x], [y, end_y], color=INK, linewidth=0.8, zorder=6)
        axes.plot([end_x], [end_y], marker="o", markersize=2.5, color=INK, zorder=6)
    box = {"boxstyle": "round,pad=0.22", "facecolor": (1, 1, 1, 0.86), "edgecolor": QUIET, "linewidth": 0.4}
    axes.text(
        x, y, words, fontproperties=font(size, bold=True), parse_math=False, linespacing=1.15, ha="center",
        va="center", color=INK, zorder=7, bbox=box,
    )  # fmt: skip


def _label_words(row: LocalityFigures, *, compact: bool) -> str:
    """The lines of a label; a long name is broken once and shortened after that."""
    if compact:
        return f"{row.number}\n{people_words(row).removesuffix(' people')}"
    lines = wrapped(legible(f"{row.number} {row.name}", bold=True), 24)
    return "\n".join([*lines, people_words(row), status_words(row)])
