"""The legend: number, name, people and status of the localities in even rows, and the practices' key."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.transforms import Affine2D

from workbench.io.maps.colours import HATCH, status_colour, token, unassigned
from workbench.io.maps.fonts import legible, shortened, text_width, wrapped
from workbench.io.maps.hatches import INK
from workbench.io.maps.lettering import MARK, draw_status, page_points, write
from workbench.io.maps.wordings import exception_words
from workbench.metrics.figures import LocalityFigures, ScenarioFigures
from workbench.models.plan import Plan
from workbench.models.rules import BandStatus

LEFT, RIGHT = 0.708, 0.978
"""Edges of the column beside the map as parts of the page's width."""
_TOP, _LOWEST = 0.862, 0.205
_LEFT_OF_MANY = 0.48
_LEAST_ROW = 8.7
"""Points of the lowest rows: letters of 7 points and a little air."""
_SIZE, _ROW, _TALL_ROW = 8.0, 16.5, 24.0
_CHIP = 18.0
_GAP = 6.0
_HEAD = 15.0
_SMALLER = 0.88
_TITLE_SIZE, _HEAD_SIZE = 10.0, 8.0
_CAP = 0.36
"""From the baseline to the middle of capitals as part of the size."""


def legend_left(figure: Figure, plan: Plan) -> float:
    """Where the column beside the map begins, as part of the page's width: wider for very many localities."""
    return LEFT if sum(1 for _ in plan) + 2 <= _deepest(figure) else _LEFT_OF_MANY


def _deepest(figure: Figure) -> int:
    """Rows that stand below each other in letters that can be read in print."""
    return int(((_TOP - _LOWEST) * page_points(figure)[1] - _HEAD) / _LEAST_ROW)


def add_legend(
    figure: Figure, *, plan: Plan, figures: ScenarioFigures, hatches: Mapping[str, str] | None = None
) -> float:
    """Write the localities and the unassigned below each other; gives the point that it ends at.

    ``hatches`` has the sign of the localities that are hatched on the map.
    What is too much for one column in letters of 7 points goes on in a second one.
    """
    width, height = page_points(figure)
    begin = legend_left(figure, plan)
    beside = 1 if begin == LEFT else 2
    free = bool(figures.totals.unassigned_units)
    most = beside * _deepest(figure) - free
    count = len(figures.localities)
    rows = figures.localities[: most if count <= most else most - 1]
    further = count > len(rows)
    top = _TOP * height
    room = top - _LOWEST * height - _HEAD
    deep = max(math.ceil((len(rows) + free + further) / beside), 1)
    row_height = min(_TALL_ROW, room / deep)
    size = min(_SIZE, row_height * 0.82)
    part = (RIGHT - begin) * width / beside
    edges = [(begin * width + at * part, begin * width + (at + 1) * part) for at in range(beside)]
    columns = [
        _Columns.of(
            rows, left=left, right=right - (10 if at < beside - 1 else 0), size=size, row_height=row_height
        )
        for at, (left, right) in enumerate(edges)
    ]
    names = [_name_lines(row, columns[0], size, row_height) for row in rows]
    if all(len(lines) == 1 for lines, _ in names):
        row_height = min(row_height, _ROW)
    for at, place in enumerate(columns):
        _add_heads(figure, place, top - _TITLE_SIZE * _CAP, "" if at else "Localities", told=bool(rows))
    start = top - _HEAD - row_height / 2
    at = 0
    for at, (row, name) in enumerate(zip(rows, names, strict=True), start=1):
        y = start - ((at - 1) % deep) * row_height
        locality = plan.get(row.code)
        colour = "#FFFFFF" if locality is None else locality.colour
        ground = (colour, (hatches or {}).get(row.code, ""))
        _add_row(figure, row, name, ground, y, columns[(at - 1) // deep], size)
    if further:
        y, place = start - (at % deep) * row_height, columns[at // deep]
        more = f"and {count - len(rows)} more"
        write(figure, (place.name, y - size * _CAP), more, size, colour=token("text2"))
        at += 1
    if free:
        y = start - (at % deep) * row_height
        _add_unassigned(figure, figures.totals.unassigned_units, y, columns[at // deep], size)
        at += 1
    if not count:
        y = start - at * row_height
        write(figure, (begin * width, y), "No localities yet", size, colour=token("text2"))
        at += 1
    return start + row_height / 2 - min(at, deep) * row_height


@dataclass(frozen=True)
class _Columns:
    """Where the columns of the legend stand, in points: as wide as what they hold; the name has the rest.

    ``people`` is the right edge of the people, ``room`` the width of names, ``chip`` the height of chips.
    """

    left: float
    name: float
    people: float
    status: float
    room: float
    chip: float

    @staticmethod
    def of(
        rows: tuple[LocalityFigures, ...], *, left: float, right: float, size: float, row_height: float
    ) -> _Columns:
        """Columns between two edges in points."""
        told = [exception_words(row) for row in rows]
        widths = [(MARK + 0.4) * size + text_width(words, size, "medium") for words in told if words]
        status = right - max([*widths, text_width("in band", size), text_width("Band", _HEAD_SIZE)])
        people = status - _GAP
        counts = [text_width(_people(row), size) for row in rows]
        name = left + _CHIP + 6
        room = people - max([*counts, text_width("People", _HEAD_SIZE)]) - _GAP - name
        return _Columns(left, name, people, status, room, min(size * 1.45, row_height * 0.84))


def _add_heads(figure: Figure, columns: _Columns, y: float, title: str, *, told: bool) -> None:
    write(figure, (columns.left, y), title, _TITLE_SIZE, weight="semibold")
    if told:
        quiet = token("text2")
        write(figure, (columns.people, y), "People", _HEAD_SIZE, align="right", colour=quiet)
        write(figure, (columns.status, y), "Band", _HEAD_SIZE, colour=quiet)


def _name_lines(
    row: LocalityFigures, columns: _Columns, size: float, row_height: float
) -> tuple[list[str], float]:
    """The name and its size: on two lines where the rows are high enough, smaller where it is long."""
    name, small = legible(row.name), size * _SMALLER
    if row_height < 2.35 * size:
        return [shortened(name, columns.room, size)], size
    lines = wrapped(name, columns.room, size)
    return (wrapped(name, columns.room, small), small) if lines[-1].endswith("…") else (lines, size)


def _people(row: LocalityFigures) -> str:
    return "" if math.isnan(row.people) else f"{row.people:,.0f}"


def _add_row(
    figure: Figure,
    row: LocalityFigures,
    name: tuple[list[str], float],
    ground: tuple[str, str],
    y: float,
    columns: _Columns,
    size: float,
) -> None:
    """A row with its middle at ``y``; ``ground`` is the hue of its chip and the sign of its hatch."""
    baseline = y - size * _CAP
    _add_chip(figure, columns.left, y, columns.chip, *ground)
    middle = columns.left + _CHIP / 2
    write(
        figure,
        (middle, baseline),
        str(row.number),
        size,
        weight="semibold",
        align="center",
        colour=token("map_ink"),
    )
    lines, name_size = name
    for index, words in enumerate(lines):
        line = y + name_size * (1.15 * ((len(lines) - 1) / 2 - index) - _CAP)
        write(figure, (columns.name, line), words, name_size)
    write(figure, (columns.people, baseline), _people(row), size, align="right")
    if row.status is BandStatus.IN:
        write(figure, (columns.status, baseline), "in band", size, colour=token("text3"))
        return
    draw_status(figure, (columns.status + size * MARK / 2, y), row.status, size)
    at = (columns.status + size * (MARK + 0.35), baseline)
    write(figure, at, exception_words(row), size, weight="medium", colour=status_colour(row.status))


def _add_chip(figure: Figure, left: float, y: float, high: float, colour: str, hatch: str = "") -> None:
    """A rounded box in the locality's hue, as the window shows it in its lists."""
    width, height = page_points(figure)
    to_page = Affine2D().scale(1 / width, 1 / height) + figure.transFigure
    pad = min(1.5, high / 4)
    chip = FancyBboxPatch(
        (left + pad, y - high / 2 + pad), _CHIP - 2 * pad, high - 2 * pad,
        boxstyle=f"round,pad={pad},rounding_size={1.5 * pad}",
        facecolor=colour, edgecolor=token("map_line"), linewidth=0.5, zorder=3, transform=to_page,
    )  # fmt: skip
    figure.add_artist(chip)
    if not hatch:
        return
    strokes = FancyBboxPatch(
        (left + pad, y - high / 2 + pad), _CHIP - 2 * pad, high - 2 * pad,
        boxstyle=f"round,pad={pad},rounding_size={1.5 * pad}",
        facecolor="none", edgecolor=INK, linewidth=0, hatch=2 * hatch, zorder=3, transform=to_page,
    )  # fmt: skip
    figure.add_artist(strokes)
    number = Rectangle(
        (left + 0.26 * _CHIP, y - 0.34 * high), 0.48 * _CHIP, 0.68 * high,
        facecolor=colour, linewidth=0, zorder=3, transform=to_page,
    )  # fmt: skip
    figure.add_artist(number)


def _add_unassigned(figure: Figure, units: int, y: float, columns: _Columns, size: float) -> None:
    width, height = page_points(figure)
    high = min(12.0, size * 1.4)
    look: dict[str, Any] = {
        "facecolor": unassigned(),
        "edgecolor": HATCH,
        "linewidth": 0.5,
        "hatch": "//////",
    }
    corner = (columns.left / width, (y - high / 2) / height)
    figure.add_artist(Rectangle(corner, _CHIP / width, high / height, **look))
    count = f"{units:,} area{'' if units == 1 else 's'}"
    write(figure, (columns.name, y - size * _CAP), "Unassigned", size)
    write(figure, (columns.people, y - size * _CAP), count, size, align="right")


def add_practice_key(
    figure: Figure, *, top: float, sizes: Sequence[tuple[float, float]], left: float = LEFT
) -> None:
    """What the dots mean: pairs of list size and diameter in points, below the point ``top``.

    ``left`` is where it begins as part of the page's width.
    """
    width, height = page_points(figure)
    y = max(top - 20, 0.165 * height)
    write(figure, (left * width, y), "GP practices by list size", 8.5, weight="semibold")
    x, y = left * width + _CHIP / 2, y - 16
    for people, diameter in sizes:
        look: dict[str, Any] = {
            "color": token("map_line"),
            "markeredgecolor": "white",
            "markeredgewidth": 0.6,
        }
        figure.add_artist(Line2D([x / width], [y / height], marker="o", markersize=diameter, **look))
        write(figure, (x + 10, y - 8 * _CAP), f"{people:,.0f}", 8)
        x += 58
