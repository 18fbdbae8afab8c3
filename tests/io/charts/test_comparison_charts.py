"""Charts of scenarios: drawn whole, with words that tell the same."""

from __future__ import annotations

import io
import math
from dataclasses import replace

import matplotlib.image
import pytest
from matplotlib.figure import Figure

from tests.grids import grid_project
from tests.metrics.test_comparison import LEFT_RIGHT, scenario
from workbench.io.charts.comparison import chart_png, comparison_charts
from workbench.io.charts.look import Chart, Place
from workbench.io.charts.people_bars import printed_people_charts
from workbench.io.charts.spread import Spread
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


def test_many_localities_go_on_in_further_panels_on_one_scale() -> None:
    letters = {chr(ord("A") + n): f"L{n + 1:02d}" for n in range(12)}
    many = scenario("Many", "".join(letters), letters)
    project = grid_project()
    project.scenarios.append(many)
    figures = Session(project).figures(many)
    column = Column(many, figures, ServiceFigures(project, many, figures))
    drawn = list(printed_people_charts([column], most=5))
    assert len(drawn) == 2  # three panels of four localities, two beside each other
    limits, names = set(), []
    for chart, high in drawn:
        page = Figure(figsize=(11, high / 72))
        chart.draw(Place(page))
        for axes in page.axes:
            limits.add(axes.get_xlim())
            names += [label.get_text() for label in axes.get_yticklabels()]
    assert len(limits) == 1
    assert names == [f"{n + 1} Many {letter}" for n, letter in enumerate(letters)]
    assert drawn[0][0].title == "People per locality against the band"


def test_lowest_and_highest_are_named_and_the_unknown_is_counted() -> None:
    spread = Spread(
        "x", "Title", "%", "localities", ["S"], [[20.0, math.nan, 5.0]], [["High", "None", "Low"]]
    )
    page = Figure(figsize=(11, 2))
    spread.chart().draw(Place(page))
    words = [text.get_text() for text in page.axes[0].texts]
    assert words == ["5.0% Low to 20.0% High; 1 not known"]
    unknown = Spread("x", "Title", "%", "localities", ["S"], [[math.nan]], [["None"]])
    page = Figure(figsize=(11, 2))
    unknown.chart().draw(Place(page))
    assert "Not known" in [text.get_text() for text in page.axes[0].texts]
