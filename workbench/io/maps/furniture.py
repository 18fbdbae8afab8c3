"""What stands around the map: title, legend, scale bar, north, sources."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from workbench.io.maps.fonts import font, legible
from workbench.io.workbooks.facts import population_date
from workbench.metrics.figures import LocalityFigures, ScenarioFigures
from workbench.models.plan import Plan
from workbench.models.project import Project
from workbench.models.rules import NO_BAND, BandStatus
from workbench.models.scenario import Scenario

Align = Literal["left", "center", "right"]
INK, QUIET, EDGE = "#15181D", "#474F5C", "#20242B"
_LEFT, _LEGEND, _PEOPLE, _RIGHT = 0.03, 0.735, 0.93, 0.975
_NAME_WIDTH = 24
_MOST_ROWS = 48
_LONG_TITLE = 78


def status_words(row: LocalityFigures) -> str:
    """The status of a locality as its label says it."""
    return "unknown" if row.status is BandStatus.UNKNOWN else f"{row.status} band"


def people_words(row: LocalityFigures) -> str:
    """The people of a locality in words."""
    return "people not known" if math.isnan(row.people) else f"{row.people:,.0f} people"


def write(
    on: Figure | Axes,
    at: tuple[float, float],
    words: str,
    size: float,
    *,
    bold: bool = False,
    quiet: bool = False,
    ha: Align = "left",
    zorder: float = 3,
) -> None:
    """Write a text as it is: a dollar sign in a name is no formula."""
    on.text(
        *at, legible(words, bold=bold), fontproperties=font(size, bold=bold), parse_math=False,
        color=QUIET if quiet else INK, ha=ha, va="center", zorder=zorder,
    )  # fmt: skip


def wrapped(name: str, width: int) -> list[str]:
    """A name in lines of about ``width`` characters, two at most; what is longer ends in an ellipsis."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    lines = [line if len(line) <= width + 3 else line[: width + 2] + "…" for line in lines]
    return lines if len(lines) <= 2 else [lines[0], lines[1].rstrip("…") + "…"]


def add_title(
    figure: Figure,
    *,
    project: Project,
    scenario: Scenario,
    figures: ScenarioFigures,
    title: str,
    now: datetime,
) -> None:
    """Title with scenario and status, and the line with basis, its date, band and date of the map (R40)."""
    words = title or f"Hub localities: {scenario.name}"
    if len(words) > _LONG_TITLE:
        words = words[: _LONG_TITLE - 1].rstrip() + "…"
    write(figure, (_LEFT, 0.953), f"{words} ({scenario.head.status})", 17, bold=True)
    band = figures.rules.band
    limits = (
        "no band"
        if band.high == NO_BAND.high
        else f"band {band.low:,} to {band.high:,}, target {band.target:,}"
    )
    basis = f"{figures.basis.words}, {population_date(project, figures.basis) or 'date not recorded'}"
    date = f"{now.day} {now:%B %Y}"
    parts = [basis, limits, scenario.name if title else "", project.name, date]
    write(figure, (_LEFT, 0.914), "  |  ".join(part[:70] for part in parts if part), 9, quiet=True)


def add_legend(figure: Figure, *, plan: Plan, figures: ScenarioFigures) -> float:
    """The localities with people and status, and the unassigned; gives the height that it ends at."""
    rows = figures.localities[:_MOST_ROWS]
    names = [wrapped(f"{row.number} {row.name}", _NAME_WIDTH) for row in rows]
    lines = sum(map(len, names))
    step = min(0.017, 0.64 / max(len(rows) + lines + 2, 1))
    size = min(8.5, step * 460)
    y = 0.872
    write(figure, (_LEGEND, y), "Localities", 10, bold=True)
    write(figure, (_PEOPLE, y), "People", size, quiet=True, ha="right")
    write(figure, (_RIGHT, y), "Band", size, quiet=True, ha="right")
    y -= 0.4 * step
    for row, name in zip(rows, names, strict=True):
        middle = y - step * (len(name) + 1) / 2
        locality = plan.get(row.code)
        figure.add_artist(_swatch(middle, 2 * step, "#FFFFFF" if locality is None else locality.colour))
        for index, line in enumerate(name):
            write(figure, (_LEGEND + 0.022, middle + step * ((len(name) - 1) / 2 - index)), line, size)
        people = "not known" if math.isnan(row.people) else f"{row.people:,.0f}"
        write(figure, (_PEOPLE, middle), people, size, ha="right")
        write(figure, (_RIGHT, middle), str(row.status), size, ha="right")
        y -= step * (len(name) + 1)
    step *= 2
    y += step / 2
    if len(figures.localities) > len(rows):
        y -= step
        write(figure, (_LEGEND, y), f"and {len(figures.localities) - len(rows)} more", size, quiet=True)
    totals = figures.totals
    if totals.unassigned_units:
        y -= step
        figure.add_artist(_swatch(y, step, "#DDDDDD", hatch="//////"))
        count = f"{totals.unassigned_units:,} area{'' if totals.unassigned_units == 1 else 's'}"
        write(figure, (_LEGEND + 0.022, y), "Unassigned", size)
        write(figure, (_RIGHT, y), count, size, ha="right")
    if not figures.localities:
        y -= step
        write(figure, (_LEGEND, y), "No localities yet", size, quiet=True)
    return y - step


def _swatch(y: float, step: float, colour: str, *, hatch: str = "") -> Rectangle:
    height = min(0.02, step * 0.7)
    look: dict[str, Any] = {"facecolor": colour, "edgecolor": "#6B7280" if hatch else EDGE, "linewidth": 0.6}
    return Rectangle((_LEGEND, y - height / 2), 0.016, height, hatch=hatch or None, **look)


def add_practice_key(figure: Figure, *, top: float, sizes: tuple[tuple[float, float], ...]) -> None:
    """What the dots mean: pairs of list size and diameter in points."""
    y = max(top - 0.02, 0.17)
    write(figure, (_LEGEND, y), "GP practices by list size", 8.5, bold=True)
    x = _LEGEND + 0.01
    for people, diameter in sizes:
        look: dict[str, Any] = {"color": EDGE, "markeredgecolor": "white", "markeredgewidth": 0.6}
        figure.add_artist(Line2D([x], [y - 0.036], marker="o", markersize=diameter, **look))
        write(figure, (x + 0.013, y - 0.036), f"{people:,.0f}", 8)
        x += 0.073


def add_sources(figure: Figure, project: Project) -> None:
    """Attribution: publishers and licences where they are recorded, the files otherwise."""
    told = dict.fromkeys(
        ", ".join(part for part in (s.publisher or s.file, s.release, s.licence) if part)
        for s in project.area.sources
    )
    words = "Sources: " + ("; ".join(told) if told else "not recorded") + ". Made with Locality Workbench."
    write(figure, (_LEFT, 0.028), words if len(words) <= 200 else words[:199] + "…", 7, quiet=True)


def add_scale_and_north(figure: Figure, axes: Axes) -> None:
    """A scale bar of a round length and an arrow to grid north, below the legend where they hide nothing."""
    (west, east) = axes.get_xlim()
    per_metre = axes.get_position().width / (east - west)
    length = _round_length(0.16 / per_metre)
    x, y, wide = _LEGEND + 0.03, 0.062, length * per_metre
    for part, colour in ((0, EDGE), (1, "white")):
        look: dict[str, Any] = {"facecolor": colour, "edgecolor": EDGE, "linewidth": 0.8}
        figure.add_artist(Rectangle((x + part * wide / 2, y), wide / 2, 0.007, **look))
    unit, divisor = ("km", 1000.0) if length >= 1000 else ("m", 1.0)
    write(figure, (x, y + 0.022), "0", 8, ha="center")
    write(figure, (x + wide, y + 0.022), f"{length / divisor:g} {unit}", 8, ha="center")
    tip, half = (_LEGEND + 0.006, y + 0.034), 0.007
    arrow = [(0.0, 0.0), (half, -0.034), (0.0, -0.026), (-half, -0.034)]
    figure.add_artist(Polygon([(tip[0] + dx, tip[1] + dy) for dx, dy in arrow], facecolor=EDGE))
    write(figure, (tip[0], tip[1] + 0.014), "N", 9, bold=True, ha="center")


def _round_length(metres: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is not longer."""
    power = 10.0 ** math.floor(math.log10(metres))
    return max(step * power for step in (1, 2, 5) if step * power <= metres)
