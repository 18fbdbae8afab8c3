"""After a search that found nothing: limits nearby that were shown to work."""

from __future__ import annotations

import numpy as np

from tests.balancing.small_problems import grid_pairs, grid_points, problem_of
from workbench.balancing.advice import advised
from workbench.balancing.objective import Objective
from workbench.balancing.outcome import Candidate, Effort, Outcome, Status
from workbench.balancing.problem import Problem
from workbench.balancing.search import search
from workbench.balancing.verify import faults

EFFORT = Effort(seconds=0.1, threads=1)


def uneven_grid() -> Problem:
    """Areas of 10,000 people each: localities have whole multiples of that, never 31,000 to 39,000."""
    return problem_of(
        [10_000.0] * 24, grid_pairs(6, 4), low=31_000, high=39_000, points=grid_points(6, 4), target=35_000
    )


def not_found() -> Outcome:
    return Outcome(Status.NOT_FOUND, (), "No plan was found in 0.1 s; there may still be one.")


def test_limits_that_work_are_suggested() -> None:
    found = advised(uneven_grid(), Objective(cut_edges=1.0), EFFORT, not_found())
    # by hand: eight localities of three areas, or six of four
    assert found.suggestion == "Lower limit 30,000 or upper limit 40,000 would work."
    assert found.status is Status.NOT_FOUND
    assert found.reason == not_found().reason


def test_other_outcomes_stay_as_they_are() -> None:
    plan = Candidate(np.zeros(24, np.int32), 1, 0.0)
    outcome = Outcome(Status.FOUND, (plan,))
    assert advised(uneven_grid(), Objective(), EFFORT, outcome) is outcome


def test_a_limit_that_is_only_needed_is_followed_by_one_that_works() -> None:
    """Two localities of a row of 12,000, 16,000, 12,000: 20,000 each by sum, 12,000 and 28,000 in truth."""
    row = problem_of(
        [12_000.0, 16_000.0, 12_000.0],
        [(0, 1), (1, 2)],
        low=21_000,
        high=40_000,
        localities=2,
        points=grid_points(3, 1),
    )
    proven = search(row, Objective(cut_edges=1.0), EFFORT)
    assert proven.status is Status.INFEASIBLE
    assert "20,000 or less" in proven.suggestion
    told = advised(row, Objective(cut_edges=1.0), EFFORT, proven).suggestion
    assert told == f"{proven.suggestion} Lower limit 12,000 would work."


def test_a_planner_may_stop_the_advice() -> None:
    found = advised(uneven_grid(), Objective(), EFFORT, not_found(), watch=lambda _heard: False)
    assert found.status is Status.NOT_FOUND


def test_a_plan_met_on_the_way_that_keeps_to_the_limits_asked_for_is_the_plan() -> None:
    pairs, points = grid_pairs(6, 4), grid_points(6, 4)
    asked = problem_of([10_000.0] * 24, pairs, low=30_000, high=50_000, points=points)
    found = advised(asked, Objective(cut_edges=1.0), EFFORT, not_found())
    assert found.status is Status.FOUND
    assert found.best is not None
    assert not faults(asked, found.best.plan, found.best.labels)
    assert (found.reason, found.suggestion) == ("", "")
