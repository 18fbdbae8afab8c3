"""A bound is never above the best plan there is, on problems small enough to know every plan."""

from __future__ import annotations

from typing import Any

import networkx
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from tests.balancing.small_problems import every_plan, grid_pairs, grid_points, problem_of
from workbench.balancing.bound import lower_bound
from workbench.balancing.bound_inertia import inertia_around_units
from workbench.balancing.bound_moves import moves_of
from workbench.balancing.bounds import BoundKind
from workbench.balancing.problem import Problem


def row_of_six(**more: Any) -> Problem:  # noqa: ANN401 - whatever else a Problem takes
    """Six areas of 10 people in a row, one kilometre apart, localities of 20 to 40."""
    pairs = [(k, k + 1) for k in range(5)]
    return problem_of([10.0] * 6, pairs, low=20, high=40, **more)


def test_inertia_around_the_best_area_by_hand() -> None:
    plan = np.array([0, 0, 0, 1, 1, 1], np.int32)
    # the middle one of three: 10 people at 1 km on either side, twice
    assert inertia_around_units(row_of_six(), plan) == pytest.approx(40.0)


def test_the_bound_reaches_the_best_plan_of_a_row() -> None:
    plan = np.array([0, 0, 0, 1, 1, 1], np.int32)
    bound = lower_bound(row_of_six(), BoundKind.INERTIA, plan, seconds=1.0)
    assert bound.lower_bound == pytest.approx(40.0, rel=1e-3)
    assert bound.gap == pytest.approx(0.0, abs=1e-3)
    assert bound.sentence == (
        "No plan of 2 localities in these limits is more compact than this one by more than 0.0 % "
        "(people times squared distance to the best area of their locality)."
    )


def test_moves_by_hand() -> None:
    # 10 people against 50: one area has to change sides, and one is enough
    drawn = np.array([0, 1, 1, 1, 1, 1], np.int32)
    problem = row_of_six(start=drawn, labels=2, localities=2)
    better = np.array([0, 0, 1, 1, 1, 1], np.int32)
    bound = lower_bound(problem, BoundKind.MOVES, better, seconds=5.0)
    assert (bound.value, bound.lower_bound) == (1, 1)
    assert bound.sentence == "Every plan needs at least 1 move, and this one has no more."
    worse = np.array([0, 0, 0, 1, 1, 1], np.int32)
    assert lower_bound(problem, BoundKind.MOVES, worse, seconds=5.0).sentence == (
        "Every plan needs at least 1 move; this one has 2."
    )


def test_a_drawing_in_the_band_needs_no_move() -> None:
    plan = np.array([0, 0, 0, 1, 1, 1], np.int32)
    bound = lower_bound(row_of_six(start=plan, labels=2), BoundKind.MOVES, plan, seconds=5.0)
    assert bound.sentence == "No move can be shown to be needed."


def test_honest_where_nothing_is_known() -> None:
    plan = np.zeros(6, np.int32)
    assert lower_bound(row_of_six(), "cut_edges", plan).sentence == "No bound is known for this goal."
    assert lower_bound(row_of_six(), "cut_edges", plan).gap is None
    assert "no drawing" in lower_bound(row_of_six(), BoundKind.MOVES, plan).sentence


def test_bounds_are_never_above_the_best_plan() -> None:
    draw = np.random.default_rng(4)
    graphs = [graph for graph in networkx.graph_atlas_g() if graph.number_of_nodes() in {5, 6}]
    graphs = [graph for graph in graphs if networkx.is_connected(graph)]
    seen = 0
    while seen < 40:
        graph = graphs[draw.integers(len(graphs))]
        n = graph.number_of_nodes()
        low = float(draw.integers(4, 10))
        problem = problem_of(
            draw.integers(0, 9, n).astype(float).tolist(),
            list(graph.edges),
            low=low,
            high=low + float(draw.integers(3, 9)),
            points=draw.uniform(0, 10, (n, 2)).tolist(),
            start=draw.integers(-1, 3, n).astype(np.int32),
            labels=3,
        )
        plans = list(every_plan(problem))
        if not plans or not (problem.start >= 0).any():
            continue
        seen += 1
        chosen = plans[draw.integers(len(plans))]
        localities = len(np.unique(chosen))
        alike = [plan for plan in plans if len(np.unique(plan)) == localities]
        inertia = lower_bound(problem, BoundKind.INERTIA, chosen, seconds=0.05).lower_bound
        assert inertia is not None
        assert inertia <= min(inertia_around_units(problem, plan) for plan in alike) * (1 + 1e-9) + 1e-9
        moves = lower_bound(problem, BoundKind.MOVES, chosen, seconds=5.0).lower_bound
        assert moves is not None
        assert moves <= min(fewest_moves(problem, plan) for plan in plans)


def fewest_moves(problem: Problem, plan: NDArray[np.int32]) -> int:
    """Moves when the localities of a plan take the labels of the drawing in the best way."""
    drawn = problem.start >= 0
    kept = np.zeros((int(plan.max()) + 1, 3 + int(plan.max()) + 1))
    np.add.at(kept, (plan[drawn], problem.start[drawn]), 1.0)
    _, name = linear_sum_assignment(-kept)
    return moves_of(problem, name[plan].astype(np.int32))


def test_moves_of_a_grid_by_hand() -> None:
    """Four columns of three; the west holds one column of 30, the east 90: three areas change at least."""
    drawn = np.array([0, 1, 1, 1] * 3, np.int32)
    problem = problem_of(
        [10.0] * 12,
        grid_pairs(4, 3),
        low=55,
        high=65,
        points=grid_points(4, 3),
        start=drawn,
        labels=2,
        localities=2,
    )
    plan = np.array([0, 0, 1, 1] * 3, np.int32)
    bound = lower_bound(problem, BoundKind.MOVES, plan, seconds=5.0)
    assert (bound.value, bound.lower_bound) == (3, 3)


def test_a_large_drawing_is_bounded_locality_by_locality(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.balancing.bound_moves.MOST_CHOICES", 0)
    drawn = np.array([0, 1, 1, 1, 1, 1], np.int32)
    problem = row_of_six(start=drawn, labels=2, localities=2)
    plan = np.array([0, 0, 1, 1, 1, 1], np.int32)
    assert lower_bound(problem, BoundKind.MOVES, plan).lower_bound == 1
