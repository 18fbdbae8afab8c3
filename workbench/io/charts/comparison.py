"""Charts of scenarios side by side: people against the band, and how localities spread on each measure."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from workbench.io.charts.look import Chart, Place
from workbench.io.charts.people_bars import people_chart
from workbench.io.charts.spread import Spread
from workbench.metrics.figures import LocalityFigures
from workbench.metrics.scorecard import Column
from workbench.models.rules import NO_BAND


def comparison_charts(columns: Sequence[Column]) -> tuple[Chart, ...]:
    """All charts of some scenarios, in the order of the board pack."""
    return (people_chart(columns), *spread_charts(columns))


def spread_charts(columns: Sequence[Column]) -> tuple[Chart, ...]:
    """How localities spread on each measure, and services on offer parity."""
    return (
        _spread(
            columns, "deviation", "Distance from target", "%", lambda row: row.deviation * 100,
            zero=True, limits=_band_limits(columns),
        ),
        _spread(columns, "own", "Patients in own locality", "%", lambda row: row.own_residents_share * 100),
        _spread(columns, "aged", "People aged 65 and over", "%", lambda row: row.aged_65_plus_share * 100),
        _spread(columns, "imd", "Deprivation, mean IMD score", "", lambda row: row.imd_score),
        _parity(columns),
    )  # fmt: skip


def chart_png(
    chart: Chart, *, width_px: int, height_px: int, scale: float = 1.0, titled: bool = True
) -> bytes:
    """A chart as a PNG picture of so many pixels; ``scale`` is pixels a point of the screen."""
    dpi = 96 * scale
    figure = Figure(figsize=(width_px / dpi, height_px / dpi), dpi=dpi, facecolor="white")
    FigureCanvasAgg(figure)
    with mpl.rc_context({"path.simplify": False}):
        chart.draw(Place(figure, titled=titled))
        target = io.BytesIO()
        figure.savefig(target, format="png", dpi=dpi)
    return target.getvalue()


def _band_limits(columns: Sequence[Column]) -> tuple[float, ...]:
    """The limits of the band as distance from its target in per cent, where all scenarios share one band."""
    bands = {column.figures.rules.band for column in columns}
    if len(bands) != 1:
        return ()
    band = bands.pop()
    if band.high == NO_BAND.high or band.target <= 0:
        return ()
    return tuple(100 * (limit / band.target - 1) for limit in (band.low, band.high))


def _spread(
    columns: Sequence[Column],
    name: str,
    title: str,
    unit: str,
    value: Callable[[LocalityFigures], float],
    *,
    zero: bool = False,
    limits: tuple[float, ...] = (),
) -> Chart:
    rows = [column.figures.localities for column in columns]
    return Spread(
        name, title, unit, "localities", [column.scenario.name for column in columns],
        [[value(row) for row in found] for found in rows], [[row.name for row in found] for found in rows],
        zero, limits,
    ).chart()  # fmt: skip


def _parity(columns: Sequence[Column]) -> Chart:
    return Spread(
        "parity", "Offer parity: people whose locality offers the service", "%", "services",
        [column.scenario.name for column in columns],
        [[parity.whole * 100 for parity in column.services.parity.values()] for column in columns],
        [[_service_name(column, service) for service, _ in column.services.parity] for column in columns],
    ).chart()  # fmt: skip


def _service_name(column: Column, service: str) -> str:
    return next((one.name for one in column.services.matrix.services if one.id == service), service)
