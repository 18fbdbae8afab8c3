"""The nearest limits that work: only what a plan has shown is said."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tests.balancing.small_problems import problem_of
from workbench.balancing.decided import plan_of_small
from workbench.balancing.nearest import Nearest, nearest_limits
from workbench.balancing.problem import Problem


def hard() -> Problem:
    """A row whose first area has too few people for a locality and too many for its neighbour."""
    pairs = [(0, 1), (1, 2), (2, 3)]
    return problem_of([20_000, 40_000, 28_000, 32_000], pairs, low=30_000, high=45_000)


def test_the_nearest_limits_of_a_row_by_hand() -> None:
    # the upper limit alone: 60,000 twice; the lower one alone: 20,000, 40,000, 28,000, 32,000
    found = nearest_limits(hard(), plan_of_small, rounds=6)
    assert (found.low, found.high) == (20_000, 60_000)
    assert found.sentence == "Lower limit 20,000 or upper limit 60,000 would work."


def test_what_the_plan_really_has_counts() -> None:
    """The search is asked for far less than the plan it finds needs."""
    asked: list[float] = []

    def find(problem: Problem) -> NDArray[np.int32] | None:
        asked.append(problem.low)
        return np.array([0, 0, 1], np.int32) if problem.low <= 29_430 and problem.high < 41_000 else None

    problem = problem_of([20_000, 12_000, 29_430], [(0, 1), (1, 2)], low=30_000, high=40_000)
    found = nearest_limits(problem, find)
    assert found.low == 29_400
    assert found.high is None
    assert found.sentence == "Lower limit 29,400 would work."
    assert len(asked) <= 14


def test_a_plan_that_fails_the_check_is_not_believed() -> None:
    problem = problem_of([20_000, 12_000, 29_430], [(0, 1), (1, 2)], low=30_000, high=40_000)
    found = nearest_limits(problem, lambda _problem: np.array([0, 1, 0], np.int32))
    assert (found.low, found.high, found.plan, found.sentence) == (None, None, None, "")


def test_sentences() -> None:
    assert Nearest(None, 51_300.0, None).sentence == "Upper limit 51,300 would work."
