"""Two plans side by side: matched by overlap, and every person counted once."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grids import grid_area
from workbench.metrics.comparison import compare, match_localities
from workbench.metrics.comparison_json import comparison_json
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import StudyArea
from workbench.models.scenario import Scenario, ScenarioHead

LEFT_RIGHT = "LLRRLLRRLLRR"


@pytest.fixture(scope="module")
def area() -> StudyArea:
    return grid_area()


def scenario(name: str, letters: str, codes: dict[str, str]) -> Scenario:
    """A scenario from one letter a unit; "." is unassigned, ``codes`` gives the locality codes."""
    plan = Plan(len(letters))
    for number, (letter, code) in enumerate(codes.items(), start=1):
        plan.put(Locality(code, number, f"{name} {letter}"))
    plan.labels[:] = plan.slots_of([codes.get(letter) for letter in letters])
    return Scenario(ScenarioHead(name, name), plan)


def test_the_same_plan_under_other_names_moves_nobody(area: StudyArea) -> None:
    first = scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"})
    second = scenario("B", LEFT_RIGHT, {"R": "L01", "L": "L07"})
    found = compare(area, first, second)
    assert found.matched == (("L01", "L07"), ("L02", "L01"))
    assert found.units == ()
    assert found.people_moved == 0
    assert found.people_stayed == 78_000


def test_two_swapped_units_are_exactly_the_moves(area: StudyArea) -> None:
    first = scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"})
    second = scenario("B", "LRLRLLRRLLRR", {"R": "L01", "L": "L07"})
    found = compare(area, first, second)
    assert [(m.unit, m.before, m.after, m.people) for m in found.units] == [
        ("U02", "L01", "L01", 2000.0),
        ("U03", "L02", "L07", 3000.0),
    ]
    assert found.people_moved == 5000
    assert found.people_stayed == 73_000


def test_the_largest_overlap_as_a_whole_decides(area: StudyArea) -> None:
    # P and X share the most, U12 with 12,000; P with Y (10,000) and Q with X (11,000) share more in all
    first = scenario("A", ".........PQP", {"P": "L01", "Q": "L02"})
    second = scenario("B", ".........YXX", {"X": "L01", "Y": "L02"})
    assert match_localities(area, first, second) == (("L01", "L02"), ("L02", "L01"))


def test_units_that_leave_or_join_the_plan_move(area: StudyArea) -> None:
    first = scenario("A", "LL..........", {"L": "L01"})
    second = scenario("B", "L.L.........", {"L": "L01"})
    assert [(m.unit, m.before, m.after) for m in compare(area, first, second).units] == [
        ("U02", "L01", None),
        ("U03", None, "L01"),
    ]


def test_a_locality_without_partner_moves_all_its_areas(area: StudyArea) -> None:
    first = scenario("A", "LLLLLLLLLLLL", {"L": "L01"})
    second = scenario("B", LEFT_RIGHT, {"L": "L01", "R": "L02"})
    found = compare(area, first, second)
    # L has 1+2+5+6+9+10 = 33 thousand, R 45 thousand: R is the partner
    assert found.matched == (("L01", "L02"),)
    assert found.people_moved == 33_000


def test_a_practice_moves_by_the_part_of_its_list(area: StudyArea) -> None:
    first = scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"})
    second = scenario("B", LEFT_RIGHT, {"R": "L01", "L": "L07"})
    first.practices["P1"] = PracticeAssignment.whole("L01", AssignedHow.HAND)
    second.practices["P1"] = PracticeAssignment((("L07", 0.5), ("L01", 0.5)), AssignedHow.HAND)
    first.practices["P2"] = PracticeAssignment.whole("L02", AssignedHow.HAND)
    second.practices["P2"] = PracticeAssignment.whole("L01", AssignedHow.HAND)
    first.practices["P4"] = PracticeAssignment.whole("L01", AssignedHow.HAND)
    found = compare(area, first, second)
    assert [(m.practice, m.people) for m in found.practices] == [("P1", 2500.0), ("P4", 9000.0)]
    pair = comparison_json({}, [found])["pairs"][0]
    assert pair["registered_moved"] == 11_500
    assert pair["moves"][1]["to"] is None


def test_a_practice_stays_where_its_locality_lost_its_last_area(area: StudyArea) -> None:
    # R gives its area to L and takes none: nothing but this area moves, whatever R is called
    first = scenario("A", "LLLR........", {"L": "L01", "R": "L02"})
    second = scenario("B", "LLLL........", {"L": "L01", "R": "L07"})
    code = str(area.practices.codes[0])
    first.practices[code] = PracticeAssignment((("L02", 1.0),), AssignedHow.HAND)
    second.practices[code] = PracticeAssignment((("L07", 1.0),), AssignedHow.HAND)
    found = compare(area, first, second)
    assert found.matched == (("L01", "L01"), ("L02", "L07"))
    assert [move.unit for move in found.units] == ["U04"]
    assert found.practices == ()


def test_unknown_people_stay_unknown(area: StudyArea) -> None:
    resident = np.where(np.arange(12) == 1, np.nan, area.units.resident)
    unknown = StudyArea(replace(area.units, resident=resident), area.adjacency)
    found = compare(
        unknown,
        scenario("A", LEFT_RIGHT, {"L": "L01", "R": "L02"}),
        scenario("B", "LRLRLLRRLLRR", {"L": "L01", "R": "L02"}),
    )
    assert math.isnan(found.people_moved)
    assert found.people_moved_known == 3000
    assert comparison_json({}, [found])["pairs"][0]["people_moved"] is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(".PQRS"), min_size=12, max_size=12),
    st.lists(st.sampled_from(".PQRS"), min_size=12, max_size=12),
    st.permutations(["L01", "L02", "L03", "L04"]),
)
def test_moves_and_stays_add_up_to_the_study_area(a: list[str], b: list[str], codes: list[str]) -> None:
    area = grid_area()
    first = scenario("A", "".join(a), dict(zip("PQRS", ["L01", "L02", "L03", "L04"], strict=True)))
    second = scenario("B", "".join(b), dict(zip("PQRS", codes, strict=True)))
    there, back = compare(area, first, second), compare(area, second, first)
    assert there.people_moved + there.people_stayed == 78_000
    assert there.people_moved == back.people_moved
    assert compare(area, first, first).units == ()
    # nobody could be matched better: the people who stay are the most there can be
    assert there.people_stayed >= sum(
        k * 1000.0 for k, (x, y) in enumerate(zip(a, b, strict=True), start=1) if x == y == "."
    )
