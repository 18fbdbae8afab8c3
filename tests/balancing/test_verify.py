"""The independent check finds each thing that can be wrong with a plan, and nothing in a good one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.balancing.small_problems import grid_pairs, problem_of
from workbench.balancing.problem import Problem
from workbench.balancing.verify import faults


@pytest.fixture
def problem() -> Problem:
    """A row of four areas with 1, 2, 3 and 4 people."""
    return problem_of([1.0, 2.0, 3.0, 4.0], [(0, 1), (1, 2), (2, 3)], low=3, high=7, localities=2)


def said(problem: Problem, *plan: int, labels: int = 2) -> tuple[str, ...]:
    return faults(problem, np.array(plan, np.int32), labels)


def test_a_good_plan(problem: Problem) -> None:
    assert said(problem, 0, 0, 1, 1) == ()
    assert said(problem, 1, 1, 0, 0) == ()


def test_labels_without_areas_do_not_count(problem: Problem) -> None:
    assert said(problem, 2, 2, 0, 0, labels=3) == ()


def test_areas_in_no_locality(problem: Problem) -> None:
    assert said(problem, 0, 0, -1, -1) == ("In no locality: Area 4 and Area 3.",)
    assert said(problem, 0, 0, 1, 2) == ("In no locality: Area 4.",)
    assert said(problem, 0, 0) == ("The plan covers 2 areas, the problem has 4.",)


def test_the_band(problem: Problem) -> None:
    assert said(problem, 0, 1, 1, 1) == (
        "Locality 1 has 1 person, fewer than 3.",
        "Locality 2 has 9 people, more than 7.",
    )


def test_fractions_of_people_on_the_limit() -> None:
    people = [0.1] * 30
    problem = problem_of(people, [(k, k + 1) for k in range(29)], low=1.5, high=1.5)
    assert said(problem, *([0] * 15 + [1] * 15)) == ()


def test_pieces(problem: Problem) -> None:
    loose = replace(problem, low=0.0)
    assert said(loose, 0, 1, 1, 0) == ("Locality 1 is in 2 pieces; apart from the rest of it: Area 1.",)


def test_pieces_of_a_grid_meet_at_corners_only() -> None:
    problem = problem_of([1.0] * 4, grid_pairs(2, 2), low=2, high=2)
    assert len(said(problem, 0, 1, 1, 0)) == 2


def test_pins(problem: Problem) -> None:
    start = np.array([0, 0, 1, 1], np.int32)
    pinned = replace(problem, start=start, labels=2, pinned=np.array([True, False, False, False]))
    assert said(pinned, 0, 0, 1, 1) == ()
    assert said(pinned, 1, 1, 0, 0) == ("Area 1 is locked in locality 1, the plan has it in locality 2.",)


def test_the_number_wanted(problem: Problem) -> None:
    assert said(replace(problem, high=10.0), 0, 0, 0, 0) == ("The plan has 1 locality, 2 wanted.",)
    assert said(replace(problem, high=10.0, localities=None), 0, 0, 0, 0) == ()


def test_many_faults_are_counted() -> None:
    problem = problem_of([1.0] * 8, [(k, k + 1) for k in range(7)], low=2, high=3)
    found = said(problem, *range(8), labels=8)
    assert len(found) == 6
    assert found[-1] == "3 more like this."
