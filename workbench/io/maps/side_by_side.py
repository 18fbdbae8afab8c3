"""Two to four scenarios as maps beside each other, what differs as the last one, on one page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path as DrawnPath
from numpy.typing import NDArray

from workbench.io.maps.areas import draw_areas, draw_borders, frame
from workbench.io.maps.colours import HATCH, ONE, SAME, SEVERAL, token, unassigned
from workbench.io.maps.draw import PRINT_SETTINGS, picture_kind, save_figure
from workbench.io.maps.fonts import legible, one_line, shortened, text_width
from workbench.io.maps.furniture import add_foot, add_scale_and_north, made_line
from workbench.io.maps.labels import draw_labels, place_labels
from workbench.io.maps.lettering import page_points, write
from workbench.io.maps.page_grid import draw_grid
from workbench.io.maps.paper import USUAL_SHEET, Sheet
from workbench.io.maps.paths import polygon_paths
from workbench.metrics.comparison import Comparison
from workbench.metrics.scorecard import Column
from workbench.models.project import Project, StudyArea

LETTERS = "ABCD"
_TOP, _BOTTOM, _SIDE = 0.9, 0.085, 0.03
_HEAD = 34.0
"""Points above a map for its two lines."""
_LINE, _NAME_ROOM = 10.0, 125.0
"""Points of a line in the list of localities, and of the narrowest column of it."""


@dataclass(frozen=True)
class _Ground:
    """What all maps of the page share."""

    figure: Figure
    area: StudyArea
    paths: list[DrawnPath]


def draw_side_by_side(
    path: Path,
    *,
    project: Project,
    columns: Sequence[Column],
    comparisons: Sequence[Comparison],
    now: datetime,
    sheet: Sheet = USUAL_SHEET,
) -> None:
    """Draw the maps into a .png, .pdf or .svg file, written beside its place and put there when whole.

    Raises:
        ExportError: the ending is another one, or the file cannot be written.
    """
    kind = picture_kind(path)
    with mpl.rc_context(PRINT_SETTINGS):
        figure = side_by_side_figure(project, columns, comparisons, now=now, sheet=sheet)
        save_figure(figure, path, kind, title=_title(columns), now=now, dpi=sheet.dpi)


def side_by_side_figure(
    project: Project,
    columns: Sequence[Column],
    comparisons: Sequence[Comparison],
    *,
    now: datetime,
    sheet: Sheet = USUAL_SHEET,
    foot: str = "",
) -> Figure:
    """The page: a map for each of ``columns``, one of what differs from the first, and the key.

    Localities of the others have the colour of the one of the first that they overlap most.
    """
    figure = Figure(figsize=sheet.size_inches, dpi=100, facecolor="white")
    FigureCanvasAgg(figure)
    ground = _Ground(figure, project.area, polygon_paths(project.area.units.geometry))
    boxes = _boxes(len(columns) + 2)
    for place, (box, column) in enumerate(zip(boxes, columns, strict=False)):
        axes = _axes(ground, box, *_heads(place, column))
        _draw_plan(ground, axes, column, _colours(columns, comparisons, place))
    times = _times(project.area, comparisons)
    axes = _axes(ground, boxes[-2], "What differs", _moved_words(project.area, times))
    grounds = np.array((SAME, ONE, SEVERAL))[np.minimum(times, 2)].tolist()
    draw_areas(axes, ground.paths, grounds, np.flatnonzero(times == 1), hairline=0.2, hatch="//////")
    draw_borders(axes, project.area.topology, columns[0].scenario.plan.labels, width=0.8)
    _key(figure, boxes[-1], columns, axes)
    width, height = page_points(figure)
    title = shortened(legible(_title(columns), "semibold"), width * (1 - 2 * _SIDE) - 130, 17, "semibold")
    write(figure, (_SIDE * width, 0.942 * height - 6), title, 17, weight="semibold")
    add_foot(figure, project, foot or made_line(project, columns[0].scenario, now))
    return figure


def _title(columns: Sequence[Column]) -> str:
    head = columns[0].scenario.head
    return f"Scenarios side by side: {one_line(head.name, 50)} ({head.status}) and {len(columns) - 1} more"


def _boxes(cells: int) -> list[tuple[float, float, float, float]]:
    """Left, bottom, width and height of even cells in parts of the page, row by row."""
    across = 2 if cells <= 4 else 3
    wide, high = (1 - 2 * _SIDE) / across, (_TOP - _BOTTOM) / 2
    gap = 0.012
    return [
        (_SIDE + (i % across) * wide, _TOP - (i // across + 1) * high + gap, wide - gap, high - gap)
        for i in range(2 * across)
    ][:cells]


def _axes(ground: _Ground, box: tuple[float, float, float, float], head: str, under: str) -> Axes:
    """Axes below two lines of words."""
    width, height = page_points(ground.figure)
    left, bottom, wide, high = box
    x, y = left * width, (bottom + high) * height
    head = shortened(legible(head, "semibold"), wide * width, 10, "semibold")
    write(ground.figure, (x, y - 12), head, 10, weight="semibold")
    under = shortened(under, wide * width, 8)
    write(ground.figure, (x, y - 24), under, 8, colour=token("text2"))
    axes = ground.figure.add_axes((left, bottom, wide, high - _HEAD / height))
    axes.set_axis_off()
    frame(axes, ground.area)
    return axes


def _heads(place: int, column: Column) -> tuple[str, str]:
    """Letter, name and status; localities and how many of them are in the band."""
    totals, head = column.figures.totals, column.scenario.head
    outside = totals.below + totals.above
    words = f"{totals.localities:,} localities, {totals.in_band:,} in the band, {outside:,} outside"
    if totals.unassigned_units:
        words += f"; {totals.unassigned_units:,} areas unassigned"
    return f"{LETTERS[place]}: {one_line(head.name, 40)} ({head.status})", words


def _colours(columns: Sequence[Column], comparisons: Sequence[Comparison], place: int) -> dict[str, str]:
    """Colours of a scenario's localities by code."""
    plan = columns[place].scenario.plan
    colours = {locality.code: locality.colour for locality in plan}
    if place:
        first = columns[0].scenario.plan
        for before, after in comparisons[place - 1].matched:
            locality = first.get(before)
            if locality is not None:
                colours[after] = locality.colour
    return colours


def _draw_plan(ground: _Ground, axes: Axes, column: Column, colours: dict[str, str]) -> None:
    plan = column.scenario.plan
    table = {slot: colours[x.code] for slot in range(plan.slots) if (x := plan.locality(slot)) is not None}
    fills = [table.get(int(label), unassigned()) for label in plan.labels]
    draw_areas(axes, ground.paths, fills, np.flatnonzero(plan.labels < 0), hairline=0.2)
    draw_borders(axes, ground.area.topology, plan.labels, width=0.9)
    rows = [row for row in column.figures.localities if row.units]
    if not rows:
        return
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    width, height = page_points(ground.figure)
    box = axes.get_position()
    grid = draw_grid(
        ground.paths,
        plan.labels,
        view=(west, south, east, north),
        box=(box.x0 * width, box.y0 * height, box.x1 * width, box.y1 * height),
        dots=np.empty((0, 3)),
    )
    slots = [plan.slot(row.code) for row in rows]
    draw_labels(ground.figure, grid, place_labels(grid, rows, slots, names=False))


# -- what differs
def _times(area: StudyArea, comparisons: Sequence[Comparison]) -> NDArray[np.int64]:
    """In how many of the others an area lies in another locality than in the first."""
    times = np.zeros(len(area.units), dtype=np.int64)
    for compared in comparisons:
        times[[area.units.index_of[move.unit] for move in compared.units]] += 1
    return times


def _moved_words(area: StudyArea, times: NDArray[np.int64]) -> str:
    moved = times > 0
    if not moved.any():
        return "No area lies in another locality than in A"
    number, people = int(moved.sum()), float(area.units.resident[moved].sum())
    told = "people not known" if np.isnan(people) else f"{people:,.0f} people"
    areas = "1 area" if number == 1 else f"{number:,} areas"
    return f"{areas} with {told} in another locality than in A"


# -- the key
def _key(
    figure: Figure, box: tuple[float, float, float, float], columns: Sequence[Column], axes: Axes
) -> None:
    width, height = page_points(figure)
    left, right = box[0] * width, (box[0] + box[2]) * width
    y = (box[1] + box[3]) * height - 12
    write(figure, (left, y), "What differs from A", 9, weight="semibold")
    grounds = [(SAME, "In the same locality", ""), (ONE, "In another one in one scenario", "//////")]
    if len(columns) > 2:
        grounds.append((SEVERAL, "In another one in several scenarios", ""))
    for colour, words, hatch in grounds:
        y -= 13
        chip = Rectangle(
            (left / width, (y - 2) / height), 16 / width, 9 / height, transform=figure.transFigure,
            facecolor=colour, edgecolor=HATCH, linewidth=0.5, hatch=hatch or None,
        )  # fmt: skip
        figure.add_artist(chip)
        write(figure, (left + 22, y), words, 8)
    y -= 20
    write(figure, (left, y), "Localities of A", 9, weight="semibold")
    add_scale_and_north(figure, axes, at=(box[0], box[1]), longest=0.45 * box[2])
    _list_localities(figure, columns[0], (left, y - 12, right, box[1] * height + 46))


def _list_localities(figure: Figure, column: Column, box: tuple[float, float, float, float]) -> None:
    """Numbers and names of the first scenario, as many as there is room for."""
    left, top, right, bottom = box
    rows = column.figures.localities
    deep = max(1, int((top - bottom) / _LINE))
    beside = min(max(1, int((right - left) / _NAME_ROOM)), math.ceil(len(rows) / deep) or 1)
    shown = rows if len(rows) <= beside * deep else rows[: beside * deep - 1]
    wide = (right - left) / beside
    most = max((text_width(str(row.number), 7.5) for row in shown), default=0.0) + 5
    for at, row in enumerate(shown):
        x, y = left + (at // deep) * wide, top - (at % deep) * _LINE
        write(figure, (x + most - 5, y), str(row.number), 7.5, weight="semibold", align="right")
        write(figure, (x + most, y), shortened(legible(row.name), wide - most - 6, 7.5), 7.5)
    if len(shown) < len(rows):
        y = top - (deep - 1) * _LINE
        write(figure, (right - wide, y), f"and {len(rows) - len(shown):,} more", 7.5, colour=token("text2"))
