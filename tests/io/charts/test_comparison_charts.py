"""Charts of scenarios: drawn whole, with words that tell the same."""

from __future__ import annotations

import io
from dataclasses import replace

import matplotlib.image
import pytest

from tests.grids import grid_project
from tests.metrics.test_comparison import LEFT_RIGHT, scenario
from workbench.io.charts.comparison import Chart, chart_png, comparison_charts
from workbench.metrics.scorecard import Column
from workbench.metrics.services.overview import ServiceFigures
from workbench.models.rules import NO_BAND, Band, Rules
from workbench.models.scenario import Scenario
from workbench.session.session import Session


def charts(*scenarios: Scenario, band: Band) -> dict[str, Chart]:
    project = grid_project()
    project.scenarios.extend(scenarios)
    session = Session(project)
    columns = []
    for one in scenarios:
        one.rules = Rules(band=band)
        figures = session.figures(one)
        columns.append(Column(one, figures, ServiceFigures(project, one, figures)))
    return {chart.id: chart for chart in comparison_charts(columns)}


@pytest.fixture(scope="module")
def two() -> dict[str, Chart]:
    first = scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"})
    second = scenario("B", "SSSSSSSSTTTT", {"S": "L01", "T": "L02"})
    return charts(first, second, band=Band(34_000, 46_000, 40_000))


def test_words_tell_what_the_charts_show(two: dict[str, Chart]) -> None:
    # A: 33,000 and 45,000; B: 36,000 and 42,000, target 40,000
    assert two["people"].alt == (
        "Bars of the people in each locality. A: 1 of 2 localities in the band (34,000 to 46,000). "
        "B: 2 of 2 localities in the band (34,000 to 46,000)."
    )
    assert two["deviation"].alt == (
        "Distance from target. A: −17.5 to 12.5%, middle −2.5%. B: −10.0 to 5.0%, middle −2.5%."
    )
    assert "not recorded" in two["parity"].alt


@pytest.mark.parametrize("name", ["people", "deviation", "own", "aged", "imd", "parity"])
def test_every_chart_is_drawn_in_the_size_asked_for(two: dict[str, Chart], name: str) -> None:
    picture = matplotlib.image.imread(
        io.BytesIO(chart_png(two[name], width_px=640, height_px=300, scale=2.0))
    )
    assert picture.shape[:2] == (300, 640)
    assert picture[..., :3].min() < 0.3  # something dark was written on the white ground


def test_without_band_and_without_localities() -> None:
    empty = charts(
        scenario("A", "." * 12, {}), scenario("B", LEFT_RIGHT, {"L": "L01", "R": "L02"}), band=NO_BAND
    )
    assert "no band" in empty["people"].alt
    assert chart_png(empty["people"], width_px=500, height_px=200)
    assert chart_png(empty["own"], width_px=500, height_px=200)


def test_the_sign_of_a_name_is_no_markup() -> None:
    named = scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"})
    left = named.plan.get("L01")
    assert left is not None
    named.plan.put(replace(left, name="$x^2$ \\frac & <b>"))
    drawn = charts(named, scenario("B", LEFT_RIGHT, {"L": "L01", "R": "L02"}), band=Band(0, 50_000, 40_000))
    assert chart_png(drawn["people"], width_px=600, height_px=240)
