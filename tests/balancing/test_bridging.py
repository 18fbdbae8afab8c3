"""Cut-off pieces find their way back through a locality that has too many people."""

from __future__ import annotations

import numpy as np

from tests.balancing.small_problems import grid_pairs, grid_points, problem_of
from workbench.balancing.bridging import rejoined
from workbench.balancing.mending import pieces_of
from workbench.balancing.problem import Problem

COLUMNS = (0, 1, 0, 0) * 3
"""A second locality in column 2 parts the first one in two: three areas in the west, six in the east."""


def parted(*, high: float) -> Problem:
    """Twelve areas of 10 people: the second locality holds 30 of them."""
    start = np.array(COLUMNS, np.int32)
    people = [10.0] * 12
    return problem_of(
        people, grid_pairs(4, 3), low=10, high=high, points=grid_points(4, 3), start=start, labels=2
    )


def free() -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """No area is locked."""
    return np.full(12, -1, np.int32)


def test_a_piece_comes_back_through_one_area_of_a_locality_above_the_band() -> None:
    problem = parted(high=25)
    plan = rejoined(problem, free(), np.random.default_rng(1), share=1.0)
    assert (plan == 0).sum() == 10
    assert len(np.unique(pieces_of(problem.graph, plan)[plan == 0])) == 1
    assert len(np.unique(pieces_of(problem.graph, plan)[plan == 1])) == 1


def test_a_piece_is_given_up_where_nobody_has_too_many() -> None:
    plan = rejoined(parted(high=200), free(), np.random.default_rng(1), share=1.0)
    assert plan.tolist() == [-1, 1, 0, 0] * 3


def test_a_share_of_none_gives_all_pieces_up() -> None:
    plan = rejoined(parted(high=25), free(), np.random.default_rng(1), share=0.0)
    assert plan.tolist() == [-1, 1, 0, 0] * 3


def test_locked_areas_are_no_way() -> None:
    tie = np.where(np.array(COLUMNS) == 1, 1, -1).astype(np.int32)
    plan = rejoined(parted(high=25), tie, np.random.default_rng(1), share=1.0)
    assert plan.tolist() == [-1, 1, 0, 0] * 3
