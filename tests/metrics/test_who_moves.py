"""Who moves, on twelve squares of 1,000 to 12,000 people; every number worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.grids import grid_area, texts
from tests.metrics.test_comparison import LEFT_RIGHT, scenario
from workbench.metrics.comparison import compare
from workbench.metrics.threshold import Threshold
from workbench.metrics.who_moves import WhoMoves, who_moves
from workbench.models.localities import Locality
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import StudyArea
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn

NAMES = {"L": "L01", "R": "L02"}


@pytest.fixture(scope="module")
def area() -> StudyArea:
    return grid_area()


def moved(area: StudyArea, before: Scenario, after: Scenario, *parents: ParentColumn) -> WhoMoves:
    return who_moves(area, before, after, compare(area, before, after), parents)


def test_r75_identical_plans_and_other_names_move_nobody(area: StudyArea) -> None:
    first = scenario("A", LEFT_RIGHT, NAMES)
    for other in (scenario("B", LEFT_RIGHT, NAMES), scenario("C", LEFT_RIGHT, {"R": "L01", "L": "L02"})):
        found = moved(area, first, other)
        assert (found.rows, found.units, found.people, found.practices) == ((), 0, 0, 0)
        assert not found.needs_consultation(Threshold(0.0))


def test_r75_rows_by_from_and_to_with_distance(area: StudyArea) -> None:
    first, second = scenario("A", LEFT_RIGHT, NAMES), scenario("B", "LRRRLRRRLLRR", NAMES)
    # U02 (2,000) and U06 (6,000) go from L01 with hub P1 in U01 to L02 with hub P2 in U06
    for one in (first, second):
        one.plan.put(Locality("L01", 1, "West", hub_site="P1"))
        one.plan.put(Locality("L02", 2, "East", hub_site="P2"))
    first.practices["P2"] = PracticeAssignment.whole("L01", AssignedHow.SITE)
    second.practices["P2"] = PracticeAssignment.whole("L02", AssignedHow.SITE)
    found = moved(area, first, second)
    (row,) = found.rows
    assert (row.before, row.after, row.units, row.people) == ("L01", "L02", 2, 8000)
    assert (row.practices, row.registered) == (1, 3000)
    # to P1: U02 1 km, U06 root 2 km; to P2: U02 1 km, U06 0 km
    assert row.km_before == pytest.approx((2000 + 6000 * math.sqrt(2)) / 8000)
    assert row.km_after == pytest.approx(0.25)
    assert found.share == pytest.approx(8 / 78)
    assert found.needs_consultation(Threshold(0.10))
    assert not found.needs_consultation(Threshold(0.11))


def test_people_whose_locality_has_another_main_council(area: StudyArea) -> None:
    first, second = scenario("A", LEFT_RIGHT, NAMES), scenario("B", "LLLLLLLLLLRR", NAMES)
    codes = texts(["W", "W", "E", "E"] * 3)
    council = ParentColumn("lad", "Local authority", codes, codes)
    # L01 has 33,000 in W and none in E, then 33,000 in W and 22,000 in E; L02 stays in E: U03, U04, U07
    # and U08 (22,000) come from a locality of E into one of W
    assert moved(area, first, second, council).other_main == (("Local authority", 22_000.0),)


def test_a_hub_that_is_not_placed_leaves_the_distance_unknown(area: StudyArea) -> None:
    first, second = scenario("A", LEFT_RIGHT, NAMES), scenario("B", "LRRRLLRRLLRR", NAMES)
    first.plan.put(Locality("L01", 1, "West", hub_site="P3"))
    (row,) = moved(area, first, second).rows
    assert math.isnan(row.km_before)
    assert math.isnan(row.km_after)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from(".PQR"), min_size=12, max_size=12),
    st.lists(st.sampled_from(".PQR"), min_size=12, max_size=12),
)
def test_rows_add_up(a: list[str], b: list[str]) -> None:
    area = grid_area()
    codes = dict(zip("PQR", ["L01", "L02", "L03"], strict=True))
    first, second = scenario("A", "".join(a), codes), scenario("B", "".join(b), codes)
    comparison = compare(area, first, second)
    found = who_moves(area, first, second, comparison)
    assert sum(row.people for row in found.rows) == found.people
    assert sum(row.units for row in found.rows) == found.units
    assert found.people + comparison.people_stayed == np.sum(area.units.resident)


def test_r75_thresholds_are_people_or_a_share_and_read_as_typed(area: StudyArea) -> None:
    found = moved(area, scenario("A", LEFT_RIGHT, NAMES), scenario("B", "LRRRLRRRLLRR", NAMES))
    assert found.needs_consultation(Threshold(8000, of_all=False))
    assert not found.needs_consultation(Threshold(8001, of_all=False))
    assert (found.people, found.stayed, found.total) == (8000, 70_000, 78_000)
    assert found.rows[0].unit_codes == ("U02", "U06")
    for typed, words in (
        ("5%", "5% of all people"),
        ("2.5 %", "2.5% of all people"),
        ("10,000", "10,000 people"),
    ):
        threshold = Threshold.parse(typed)
        assert threshold is not None
        assert threshold.words == words
        assert Threshold.parse(threshold.typed) == threshold
    assert [Threshold.parse(text) for text in ("", "many", "-1", "101%", "nan", "inf")] == [None] * 6


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from(".PQR"), min_size=12, max_size=12),
    st.permutations(["L01", "L02", "L03"]),
)
def test_r75_other_labels_move_nobody(letters: list[str], other: list[str]) -> None:
    area, plan = grid_area(), "".join(letters)
    first = scenario("A", plan, dict(zip("PQR", ["L01", "L02", "L03"], strict=True)))
    found = moved(area, first, scenario("B", plan, dict(zip("PQR", other, strict=True))))
    assert (found.rows, found.units, found.people, found.stayed) == ((), 0, 0, found.total)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from("PQR"), min_size=12, max_size=12), st.integers(0, 11), st.integers(0, 11))
def test_r75_swapping_two_areas_moves_exactly_those(letters: list[str], one: int, other: int) -> None:
    area = grid_area()
    assume(letters[one] != letters[other])
    people = area.units.resident
    rest = [row for row in range(12) if letters[row] in (letters[one], letters[other])]
    # where the two hold most people of both localities, swapping them is nearer to swapping the names
    assume(people[rest].sum() - people[one] - people[other] > people[one] + people[other])
    swapped = letters.copy()
    swapped[one], swapped[other] = letters[other], letters[one]
    codes = dict(zip("PQR", ["L01", "L02", "L03"], strict=True))
    found = moved(area, scenario("A", "".join(letters), codes), scenario("B", "".join(swapped), codes))
    units = sorted(code for row in found.rows for code in row.unit_codes)
    assert units == sorted(str(area.units.codes[row]) for row in (one, other))
    assert found.people + found.stayed == found.total == people.sum()
