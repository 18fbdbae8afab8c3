"""Bars of the people in each locality against the band, a panel a scenario."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from workbench.io.charts.look import Chart, Place, bare, label_axis, lettered, tick_words
from workbench.io.maps.colours import token
from workbench.io.maps.fonts import legible, shortened, text_width
from workbench.metrics.figures import LocalityFigures
from workbench.metrics.scorecard import Column
from workbench.models.rules import NO_BAND, BandStatus

_STATUS_WORDS = {BandStatus.BELOW: "below", BandStatus.ABOVE: "above"}
_NUMBER_SIZE = 7.5
_NAMES, _MOST_NAMES = 0.36, 190.0
"""Part of a panel's width for names, and the points that are always enough."""
_GAP = 8.0
_BEFORE, _AFTER = 26.0, 32.0
"""Points of a panel above its bars (the scenario's name) and below them (the axis)."""
ROW = 12.0
"""Points of a bar and its gap in print."""


@dataclass(frozen=True)
class _Panel:
    """Some localities of a scenario; ``part`` says which, where there are too many for one panel."""

    column: Column
    rows: tuple[LocalityFigures, ...]
    part: str


def people_chart(columns: Sequence[Column]) -> Chart:
    """All scenarios beside each other, each with all its localities."""
    panels = [_Panel(column, column.figures.localities, "") for column in columns]
    return _chart(panels, columns, len(panels))


def printed_people_charts(columns: Sequence[Column], most: int) -> Iterator[tuple[Chart, float]]:
    """Two panels beside each other with at most ``most`` localities each, with the points they are high."""
    panels = [panel for column in columns for panel in _panels(column, most)]
    for start in range(0, len(panels), 2):
        beside = panels[start : start + 2]
        rows = max(len(panel.rows) for panel in beside)
        yield _chart(beside, columns, 2), _BEFORE + _AFTER + ROW * max(rows, 1)


def _panels(column: Column, most: int) -> list[_Panel]:
    rows = column.figures.localities
    if len(rows) <= most:
        return [_Panel(column, rows, "")]
    count = math.ceil(len(rows) / most)
    each = math.ceil(len(rows) / count)
    return [
        _Panel(column, rows[at * each : (at + 1) * each], f" ({at + 1} of {count})") for at in range(count)
    ]


def _chart(panels: Sequence[_Panel], columns: Sequence[Column], beside: int) -> Chart:
    # the same scale in every panel of every chart, so that bars can be compared
    most = max((row.people for c in columns for row in c.figures.localities if row.people > 0), default=1.0)
    limits = [c.figures.rules.band.high for c in columns if c.figures.rules.band.high < NO_BAND.high]
    reach = 1.02 * max(most, *limits, 1.0) if limits else 1.02 * max(most, 1.0)

    # and as many rows, so that the same locality stands at the same height
    places = max((len(panel.rows) for panel in panels), default=0)

    def draw(at: Place) -> None:
        for place, panel in enumerate(panels):
            _draw_panel(at, panel, place / beside, 1 / beside, reach, max(places, 1))

    return Chart("people", "People per locality against the band", _alt(columns), draw)


def _draw_panel(at: Place, panel: _Panel, left: float, width: float, reach: float, places: int) -> None:
    rows, band = panel.rows, panel.column.figures.rules.band
    wide = width * at.points_wide
    names = min(_NAMES * wide, _MOST_NAMES)
    told = [_number_words(row) for row in rows]
    numbers = max((text_width(words, _NUMBER_SIZE, "semibold") for words in told), default=0.0)
    bars = max(wide - names - numbers - 3 * _GAP, 0.2 * wide)
    high = at.points_high
    before, after = min(_BEFORE, 0.2 * high), min(_AFTER, 0.3 * high)
    axes = at.axes(
        left + (names + _GAP) / at.points_wide, after / high, bars / at.points_wide,
        (high - before - after) / high,
    )  # fmt: skip
    bare(axes)
    if band.high < NO_BAND.high:
        axes.axvspan(band.low, band.high, color=token("accent_soft"), zorder=0)
        for edge in (band.low, band.high):
            axes.axvline(edge, color=token("accent"), linewidth=0.9, zorder=4)
    for place, (row, words) in enumerate(zip(rows, told, strict=True)):
        _bar(axes, place, row, words)
    axes.set_xlim(0, reach)
    axes.set_ylim(places - 0.4, -0.6)
    axes.set_yticks(range(len(rows)))
    tick_words(axes, [f"{row.number} {row.name}" for row in rows], room=names - 4)
    room = bars + numbers - text_width(panel.part, 9, "semibold")
    name = shortened(legible(panel.column.scenario.name, "semibold"), room, 9, "semibold") + panel.part
    title = axes.set_title(name, loc="left", fontproperties=lettered(9, "semibold"))
    title.set_parse_math(False)
    if not rows:
        axes.text(0.02, 0, "No localities yet", va="center", fontproperties=lettered(8))
    label_axis(axes, f"{panel.column.figures.basis.words}, thousands", thousands=True)


def _bar(axes: Axes, place: int, row: LocalityFigures, words: str) -> None:
    """A bar, hatched where it is outside the band, and its people in a column at the right."""
    outside = row.status in _STATUS_WORDS
    if not math.isnan(row.people):
        axes.barh(
            place, row.people, height=0.62, color=token("over" if outside else "text3"), zorder=2,
            hatch="////" if outside else None, edgecolor="white" if outside else None, linewidth=0,
        )  # fmt: skip
    axes.annotate(
        words, (1.0, place), xycoords=axes.get_yaxis_transform(), xytext=(_GAP, 0),
        textcoords="offset points", va="center_baseline", annotation_clip=False,
        fontproperties=lettered(_NUMBER_SIZE, "semibold" if outside else "regular"), color=token("text"),
    )  # fmt: skip


def _number_words(row: LocalityFigures) -> str:
    if math.isnan(row.people):
        return "Not known"
    return f"{row.people:,.0f} {_STATUS_WORDS.get(row.status, '')}".strip()


def _alt(columns: Sequence[Column]) -> str:
    parts = []
    for column in columns:
        totals, band = column.figures.totals, column.figures.rules.band
        limits = "no band" if band.high == NO_BAND.high else f"{band.low:,} to {band.high:,}"
        inside = f"{totals.in_band} of {totals.localities} localities in the band ({limits})"
        parts.append(f"{column.scenario.name}: {inside}")
    return "Bars of the people in each locality. " + ". ".join(parts) + "."
