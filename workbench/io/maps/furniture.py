"""What stands around the map: title, scale bar, north, sources."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from workbench.io.maps.colours import token
from workbench.io.maps.fonts import Weight, legible, shortened, text_width
from workbench.io.maps.legend import LEFT, RIGHT
from workbench.io.maps.lettering import Align, page_points, write
from workbench.io.workbooks.facts import population_date
from workbench.metrics.figures import ScenarioFigures
from workbench.models.project import Project
from workbench.models.rules import NO_BAND
from workbench.models.scenario import Scenario

_MARGIN = 0.03


def _tell(
    figure: Figure,
    at: tuple[float, float],
    words: str,
    size: float,
    *,
    weight: Weight = "regular",
    quiet: bool = False,
    align: Align = "left",
) -> None:
    """Write a line with its middle at a place in parts of the page; one too long for the page is cut."""
    width, height = page_points(figure)
    line = shortened(legible(words, weight), (RIGHT - _MARGIN) * width, size, weight)
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
    room = (RIGHT - _MARGIN) * width - text_width(status, 17, "semibold")
    _tell(figure, (_MARGIN, 0.953), shortened(words, room, 17, "semibold") + status, 17, weight="semibold")
    band = figures.rules.band
    limits = (
        "no band"
        if band.high == NO_BAND.high
        else f"band {band.low:,} to {band.high:,}, target {band.target:,}"
    )
    basis = f"{figures.basis.words}, {population_date(project, figures.basis) or 'date not recorded'}"
    date = f"{now.day} {now:%B %Y}"
    parts = [basis, limits, scenario.name if title else "", project.name, date]
    _tell(figure, (_MARGIN, 0.914), "  |  ".join(part[:70] for part in parts if part), 9, quiet=True)


def add_sources(figure: Figure, project: Project) -> None:
    """Attribution: publishers and licences where they are recorded, the files otherwise."""
    told = dict.fromkeys(
        ", ".join(part for part in (s.publisher or s.file, s.release, s.licence) if part)
        for s in project.area.sources
    )
    words = "Sources: " + ("; ".join(told) if told else "not recorded") + ". Made with Locality Workbench."
    _tell(figure, (_MARGIN, 0.028), words, 7, quiet=True)


def add_scale_and_north(figure: Figure, axes: Axes) -> None:
    """A scale bar of a round length and an arrow to grid north, below the legend where they hide nothing."""
    (west, east) = axes.get_xlim()
    per_metre = axes.get_position().width / (east - west)
    length = _round_length(0.16 / per_metre)
    x, y, wide = LEFT + 0.03, 0.062, length * per_metre
    for part, colour in ((0, token("map_line")), (1, "white")):
        look: dict[str, Any] = {"facecolor": colour, "edgecolor": token("map_line"), "linewidth": 0.8}
        figure.add_artist(Rectangle((x + part * wide / 2, y), wide / 2, 0.007, **look))
    unit, divisor = ("km", 1000.0) if length >= 1000 else ("m", 1.0)
    _tell(figure, (x, y + 0.022), "0", 8, align="center")
    _tell(figure, (x + wide, y + 0.022), f"{length / divisor:g} {unit}", 8, align="center")
    tip, half = (LEFT + 0.006, y + 0.034), 0.007
    arrow = [(0.0, 0.0), (half, -0.034), (0.0, -0.026), (-half, -0.034)]
    figure.add_artist(Polygon([(tip[0] + dx, tip[1] + dy) for dx, dy in arrow], facecolor=token("map_line")))
    _tell(figure, (tip[0], tip[1] + 0.014), "N", 9, weight="semibold", align="center")


def _round_length(metres: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is not longer."""
    power = 10.0 ** math.floor(math.log10(metres))
    return max(step * power for step in (1, 2, 5) if step * power <= metres)
