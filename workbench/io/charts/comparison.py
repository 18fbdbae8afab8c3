"""Charts of scenarios side by side: people against the band, and how localities spread on each measure."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from workbench.io.charts.look import Place, bare, label_axis, lettered, tick_words
from workbench.io.maps.colours import token
from workbench.io.maps.fonts import legible, shortened
from workbench.metrics.figures import LocalityFigures
from workbench.metrics.scorecard import Column
from workbench.models.rules import NO_BAND, BandStatus

_STATUS_WORDS = {BandStatus.BELOW: "below", BandStatus.ABOVE: "above", BandStatus.UNKNOWN: "not known"}
_NUMBER_POINTS = 74.0
"""Room for "50,642 above" behind a bar."""
_GAP_POINTS = 10.0


@dataclass(frozen=True)
class Chart:
    """One chart: ``alt`` says in words what it shows, for those who do not see it."""

    id: str
    title: str
    alt: str
    draw: Callable[[Place], None]


def comparison_charts(columns: Sequence[Column]) -> tuple[Chart, ...]:
    """All charts of some scenarios, in the order of the board pack."""
    return (
        Chart(
            "people",
            "People per locality against the band",
            _people_alt(columns),
            lambda f: _people(f, columns),
        ),
        _spread(
            columns, "deviation", "Distance from target", "%", lambda row: row.deviation * 100, zero=True
        ),
        _spread(columns, "own", "Patients in own locality", "%", lambda row: row.own_residents_share * 100),
        _spread(columns, "aged", "People aged 65 and over", "%", lambda row: row.aged_65_plus_share * 100),
        _spread(columns, "imd", "Deprivation, mean IMD score", "", lambda row: row.imd_score),
        _parity(columns),
    )


def chart_png(chart: Chart, *, width_px: int, height_px: int, scale: float = 1.0) -> bytes:
    """A chart as a PNG picture of so many pixels; ``scale`` is pixels a point of the screen."""
    dpi = 96 * scale
    figure = Figure(figsize=(width_px / dpi, height_px / dpi), dpi=dpi, facecolor="white")
    FigureCanvasAgg(figure)
    with mpl.rc_context({"path.simplify": False}):
        chart.draw(Place(figure))
        target = io.BytesIO()
        figure.savefig(target, format="png", dpi=dpi)
    return target.getvalue()


# -- people against the band
def _people(at: Place, columns: Sequence[Column]) -> None:
    """Bars of every locality, a panel a scenario, the band behind them; outside it is hatched and said."""
    most = max((row.people for c in columns for row in c.figures.localities if row.people > 0), default=1.0)
    band = columns[0].figures.rules.band
    limit = band.high if band.high < NO_BAND.high else 0.0
    wide = at.points_wide / len(columns)
    room = 0.36 * wide
    bars = wide - room - 2 * _GAP_POINTS
    # the longest bar leaves its number the points that it needs
    reach = max(most, limit, 1.0) * bars / max(bars - _NUMBER_POINTS, 0.3 * bars)
    for panel, column in enumerate(columns):
        left = (panel * wide + room + _GAP_POINTS) / (wide * len(columns))
        axes = at.axes(left, 0.16, bars / (wide * len(columns)), 0.72)
        rows, band = column.figures.localities, column.figures.rules.band
        bare(axes)
        if band.high < NO_BAND.high:
            axes.axvspan(band.low, band.high, color=token("accent_soft"), zorder=0)
            for edge in (band.low, band.high):
                axes.axvline(edge, color=token("accent"), linewidth=0.8, zorder=1)
        for place, row in enumerate(rows):
            _bar(axes, place, row, reach)
        axes.set_xlim(0, reach)
        axes.set_ylim(max(len(rows), 1) - 0.4, -0.6)
        axes.set_yticks(range(len(rows)))
        tick_words(axes, [f"{row.number} {row.name}" for row in rows], room=room - 4)
        name = shortened(legible(column.scenario.name, "semibold"), bars, 9, "semibold")
        title = axes.set_title(name, loc="left", fontproperties=lettered(9, "semibold"))
        title.set_parse_math(False)
        label_axis(axes, f"{column.figures.basis.words}, thousands", thousands=True)


def _bar(axes: Axes, place: int, row: LocalityFigures, reach: float) -> None:
    if math.isnan(row.people):
        axes.text(
            0.01 * reach, place, "not known", va="center", fontproperties=lettered(7.5), color=token("text2")
        )
        return
    outside = row.status is not BandStatus.IN
    axes.barh(
        place, row.people, height=0.62, color=token("over" if outside else "text3"), zorder=2,
        hatch="////" if outside else None, edgecolor="white" if outside else None, linewidth=0,
    )  # fmt: skip
    words = f"{row.people:,.0f}" + (f" {_STATUS_WORDS[row.status]}" if outside else "")
    axes.text(
        row.people + 0.012 * reach, place, words, va="center", zorder=3,
        fontproperties=lettered(7.5, "semibold" if outside else "regular"), color=token("text"),
    )  # fmt: skip


def _people_alt(columns: Sequence[Column]) -> str:
    parts = []
    for column in columns:
        totals, band = column.figures.totals, column.figures.rules.band
        limits = "no band" if band.high == NO_BAND.high else f"{band.low:,} to {band.high:,}"
        inside = f"{totals.in_band} of {totals.localities} localities in the band ({limits})"
        parts.append(f"{column.scenario.name}: {inside}")
    return "Bars of the people in each locality. " + ". ".join(parts) + "."


# -- how localities spread
def _spread(
    columns: Sequence[Column],
    name: str,
    title: str,
    unit: str,
    value: Callable[[LocalityFigures], float],
    *,
    zero: bool = False,
) -> Chart:
    values = [[value(row) for row in column.figures.localities] for column in columns]
    return _dots(name, title, unit, [c.scenario.name for c in columns], values, "localities", zero=zero)


def _parity(columns: Sequence[Column]) -> Chart:
    values = [[p.whole * 100 for p in column.services.parity.values()] for column in columns]
    title = "Offer parity: people whose locality offers the service"
    return _dots("parity", title, "%", [c.scenario.name for c in columns], values, "services", zero=False)


def _dots(
    name: str, title: str, unit: str, names: list[str], values: list[list[float]], what: str, *, zero: bool
) -> Chart:
    """A dot for each locality or service, a row a scenario, a tick at the middle one (median)."""

    def draw(at: Place) -> None:
        axes = at.axes(0.2, 0.26, 0.76, 0.58)
        bare(axes)
        for place, numbers in enumerate(values):
            known = sorted(number for number in numbers if not math.isnan(number))
            if not known:
                words = "Not recorded"
                axes.text(
                    0.02,
                    place,
                    words,
                    va="center",
                    transform=axes.get_yaxis_transform(),
                    fontproperties=lettered(8),
                )
                continue
            axes.plot([known[0], known[-1]], [place, place], color=token("control"), linewidth=2, zorder=1)
            axes.plot(
                known,
                [place] * len(known),
                "o",
                color=token("accent"),
                alpha=0.55,
                markersize=6,
                mew=0,
                zorder=2,
            )
            middle = _median(known)
            axes.plot(
                [middle, middle], [place - 0.28, place + 0.28], color=token("text"), linewidth=1.6, zorder=3
            )
        if zero:
            axes.axvline(0, color=token("text3"), linewidth=0.8, zorder=0)
        axes.margins(x=0.06)
        every = [number for numbers in values for number in numbers if not math.isnan(number)]
        if unit == "%" and not zero and every:
            span = max(every) - min(every)
            axes.set_xlim(max(-0.5, min(every) - 0.06 * span - 1), min(100.5, max(every) + 0.06 * span + 1))
        axes.set_ylim(len(values) - 0.4, -0.6)
        axes.set_yticks(range(len(values)))
        tick_words(axes, names, room=0.19 * at.points_wide)
        label_axis(
            axes, f"{unit + '; ' if unit else ''}a dot for each of the {what}, a line at the middle one"
        )
        heading = axes.set_title(legible(title), loc="left", fontproperties=lettered(9, "semibold"))
        heading.set_parse_math(False)

    return Chart(name, title, _dots_alt(title, unit, names, values, what), draw)


def _dots_alt(title: str, unit: str, names: list[str], values: list[list[float]], what: str) -> str:
    parts = []
    for scenario, numbers in zip(names, values, strict=True):
        known = sorted(number for number in numbers if not math.isnan(number))
        missing = len(numbers) - len(known)
        if not known:
            parts.append(f"{scenario}: not recorded")
            continue
        words = (
            f"{scenario}: {_told(known[0])} to {_told(known[-1])}{unit}, middle {_told(_median(known))}{unit}"
        )
        parts.append(words + (f", {missing} {what} not known" if missing else ""))
    return f"{title}. " + ". ".join(parts) + "."


def _told(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")


def _median(known: list[float]) -> float:
    half = len(known) // 2
    return known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2
