"""The scorecard on twelve squares of 1,000 to 12,000 people; values worked out by hand."""

from __future__ import annotations

import math

import pytest

from tests.grids import grid_project, texts
from tests.metrics.test_comparison import LEFT_RIGHT, scenario
from workbench.metrics.scorecard import Column, Heading, Line, Measure, Verdict, scorecard
from workbench.metrics.services.overview import ServiceFigures
from workbench.models.localities import Locality
from workbench.models.rules import Band, Rules
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn
from workbench.session.session import Session

COUNCIL = ParentColumn(
    "lad", "Local authority", texts(["W", "W", "E", "E"] * 3), texts(["W", "W", "E", "E"] * 3)
)


def card(*scenarios: Scenario, council: ParentColumn | None = COUNCIL) -> dict[str, Line]:
    project = grid_project()
    project.scenarios.extend(scenarios)
    session = Session(project)
    columns = []
    for one in scenarios:
        one.rules = Rules(band=Band(30_000, 45_000, 40_000))
        figures = session.figures(one)
        columns.append(Column(one, figures, ServiceFigures(project, one, figures)))
    return {line.id: line for line in scorecard(project, columns, council=council)}


def test_r74_the_headings_stand_in_one_order_whatever_is_known() -> None:
    lines = card(scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"}), scenario("B", "." * 12, {"L": "L01"}))
    seen = list(dict.fromkeys(line.heading for line in lines.values()))
    assert seen == list(Heading)
    assert [line.id for line in lines.values() if not line.recorded] == ["outcomes", "risks", "money"]
    assert all(math.isnan(value) for line in lines.values() if not line.recorded for value in line.values)


def test_values_and_verdicts() -> None:
    # A: L 33,000 and R 45,000 (at the limit); B: upper row 42,000 in T, the rest 36,000 in S
    lines = card(
        scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"}),
        scenario("B", "SSSSSSSSTTTT", {"S": "L01", "T": "L02"}),
    )
    assert list(lines["smallest"].values) == [33_000, 36_000]
    assert lines["smallest"].verdict(1, 0) is Verdict.BETTER
    assert list(lines["largest"].values) == [45_000, 42_000]
    assert lines["spread"].best() == (False, True)
    assert list(lines["outside"].values) == [0, 0]
    assert lines["outside"].best() == (False, False)
    assert list(lines["near"].values) == [1, 0]
    assert lines["deviation"].values == pytest.approx(((7 / 40 + 5 / 40) / 2, (4 / 40 + 2 / 40) / 2))
    assert lines["main_council"].values == pytest.approx((1.0, (22 + 23) / 78))
    assert lines["main_council"].verdict(1, 0) is Verdict.WORSE
    # L and R share three borders of 1 km, S and T four
    assert list(lines["border"].values) == [3, 4]
    assert lines["localities"].verdict(1, 0) is Verdict.SAME
    assert lines["money"].verdict(1, 0) is Verdict.UNKNOWN


def test_without_councils_the_line_is_not_recorded() -> None:
    line = card(scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"}), council=None)["main_council"]
    assert (line.recorded, math.isnan(line.values[0])) == (False, True)


def test_a_hub_that_is_missing_leaves_the_distance_unknown() -> None:
    first = scenario("A", "L" * 12, {"L": "L01"})
    first.plan.put(Locality("L01", 1, "All", hub_site="P1"))
    second = scenario("B", LEFT_RIGHT, {"L": "L01", "R": "L02"})
    second.plan.put(Locality("L01", 1, "West", hub_site="P1"))
    line = card(first, second)["hub_furthest"]
    assert line.values[0] == pytest.approx(math.hypot(3, 2))  # U12 from U01
    assert math.isnan(line.values[1])


@pytest.mark.parametrize("localities", [{}, {"L": "L01", "R": "L02"}])
def test_an_empty_scenario_is_best_at_nothing(localities: dict[str, str]) -> None:
    lines = card(
        scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"}),
        scenario("Empty", "." * 12, localities),
    )
    assert not [name for name, line in lines.items() if line.best()[1]]
    for name in ("outside", "near", "smallest", "largest", "spread", "deviation", "parts", "border"):
        assert math.isnan(lines[name].values[1]), name
        assert lines[name].verdict(1, 0) is Verdict.UNKNOWN
    assert list(lines["unassigned"].values) == [0, 12]
    assert lines["unassigned"].verdict(1, 0) is Verdict.WORSE


def test_lines_without_a_direction_have_no_best() -> None:
    line = Line("x", Heading.BALANCE, "X", Measure.COUNT, 0, (1.0, 2.0))
    assert line.best() == (False, False)
    assert line.verdict(1, 0) is Verdict.DIFFERENT
