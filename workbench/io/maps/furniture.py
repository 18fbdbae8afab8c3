"""What stands around the map: title, scale bar, north, sources, foot."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

import workbench
from workbench.io.maps.colours import token
from workbench.io.maps.fonts import Weight, legible, one_line, shortened, text_width, wrapped
from workbench.io.maps.legend import LEFT, RIGHT
from workbench.io.maps.lettering import Align, page_points, write
from workbench.io.workbooks.facts import population_date
from workbench.metrics.figures import ScenarioFigures
from workbench.models.project import Project
from workbench.models.rules import NO_BAND, Band
from workbench.models.scenario import Scenario

_MARGIN = 0.03
STATUS_ROOM = 130.0
"""Points at the right of the title that a status in a frame may take."""


def _tell(
    figure: Figure,
    at: tuple[float, float],
    words: str,
    size: float,
    *,
    weight: Weight = "regular",
    quiet: bool = False,
    align: Align = "left",
    less: float = 0.0,
) -> None:
    """Write a line with its middle at a place in parts of the page; one too long for the page is cut.

    ``less`` points on the right stay free.
    """
    width, height = page_points(figure)
    line = shortened(legible(words, weight), (RIGHT - _MARGIN) * width - less, size, weight)
    place = (at[0] * width, at[1] * height - 0.36 * size)
    write(figure, place, line, size, weight=weight, colour=token("text2" if quiet else "text"), align=align)


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
    width, _ = page_points(figure)
    words, status = (
        legible(title or f"Hub localities: {scenario.name}", "semibold"),
        f" ({scenario.head.status})",
    )
    room = (RIGHT - _MARGIN) * width - text_width(status, 17, "semibold") - STATUS_ROOM
    _tell(figure, (_MARGIN, 0.942), shortened(words, room, 17, "semibold") + status, 17, weight="semibold")
    basis = f"{figures.basis.words}, {population_date(project, figures.basis) or 'date not recorded'}"
    date = f"{now.day} {now:%B %Y}"
    parts = [basis, band_words(figures.rules.band), scenario.name if title else "", project.name, date]
    words = "  |  ".join(one_line(part) for part in parts if part)
    _tell(figure, (_MARGIN, 0.906), words, 9, quiet=True)


def band_words(band: Band) -> str:
    """The limits and the target of a band."""
    if band.high == NO_BAND.high:
        return "no band"
    return f"band {band.low:,} to {band.high:,}, target {band.target:,}"


def made_line(project: Project, scenario: Scenario, now: datetime) -> str:
    """Project, scenario, status, program, version and time: what every page says of itself at its foot."""
    made = f"Made with Locality Workbench {workbench.__version__}, {now:%Y-%m-%d %H:%M}"
    return "  |  ".join((one_line(project.name), one_line(scenario.name), scenario.head.status, made))


def add_foot(figure: Figure, project: Project, foot: str) -> None:
    """Attribution on up to two lines (publishers and licences, else the files), and ``foot`` below it."""
    told = dict.fromkeys(
        ", ".join(part for part in (s.publisher or s.file, s.release, s.licence) if part)
        for s in project.area.sources
    )
    words = legible("Sources: " + ("; ".join(told) if told else "not recorded"))
    lines = wrapped(words, (RIGHT - _MARGIN) * page_points(figure)[0], 7)
    height = page_points(figure)[1]
    for at, line in enumerate(reversed(lines)):
        _tell(figure, (_MARGIN, (27 + 9 * at) / height), line, 7, quiet=True)
    _tell(figure, (_MARGIN, 16.7 / height), foot, 7.5, quiet=True, less=90)


def add_scale_and_north(
    figure: Figure, axes: Axes, *, at: tuple[float, float] = (LEFT, 0.062), longest: float = 0.16
) -> None:
    """A scale bar of a round length and an arrow to grid north, at a place where they hide nothing.

    ``at`` is their lower left corner and ``longest`` the room for the bar, in parts of the page.
    """
    (west, east) = axes.get_xlim()
    per_metre = axes.get_position().width / (east - west)
    length = _round_length(longest / per_metre)
    x, y, wide = at[0] + 0.03, at[1], length * per_metre
    for part, colour in ((0, token("map_line")), (1, "white")):
        look: dict[str, Any] = {"facecolor": colour, "edgecolor": token("map_line"), "linewidth": 0.8}
        figure.add_artist(Rectangle((x + part * wide / 2, y), wide / 2, 0.007, **look))
    unit, divisor = ("km", 1000.0) if length >= 1000 else ("m", 1.0)
    _tell(figure, (x, y + 0.022), "0", 8, align="center")
    _tell(figure, (x + wide, y + 0.022), f"{length / divisor:g} {unit}", 8, align="center")
    tip, half = (at[0] + 0.006, y + 0.034), 0.007
    arrow = [(0.0, 0.0), (half, -0.034), (0.0, -0.026), (-half, -0.034)]
    figure.add_artist(Polygon([(tip[0] + dx, tip[1] + dy) for dx, dy in arrow], facecolor=token("map_line")))
    _tell(figure, (tip[0], tip[1] + 0.014), "N", 9, weight="semibold", align="center")


def _round_length(metres: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is not longer."""
    power = 10.0 ** math.floor(math.log10(metres))
    return max(step * power for step in (1, 2, 5) if step * power <= metres)
