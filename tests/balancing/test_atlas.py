"""Every connected graph of up to seven units, tried in every way: what is possible and what is said to be."""

from __future__ import annotations

from functools import cache

import networkx
import numpy as np
import pytest

from tests.balancing.small_problems import every_plan, problem_of
from workbench.balancing.decided import is_small, plan_of_small
from workbench.balancing.feasibility import find_obstacle
from workbench.balancing.problem import Problem
from workbench.balancing.verify import faults


@cache
def atlas_problems() -> tuple[tuple[Problem, bool], ...]:
    """A problem with random people, band and wanted number for each graph, and whether it has a plan."""
    draw = np.random.default_rng(20261122)
    found = []
    for graph in networkx.graph_atlas_g():
        if graph.number_of_nodes() == 0 or not networkx.is_connected(graph):
            continue
        n = graph.number_of_nodes()
        people = draw.integers(0, 10, n).astype(float)
        low = float(draw.integers(3, 14))
        high = low + float(draw.integers(0, 8))
        wanted = None if draw.random() < 0.7 else int(draw.integers(1, n + 1))
        problem = problem_of(people.tolist(), list(graph.edges), low=low, high=high, localities=wanted)
        found.append((problem, next(every_plan(problem), None) is not None))
    return tuple(found)


def test_the_atlas_holds_both_kinds() -> None:
    possible = [feasible for _, feasible in atlas_problems()]
    assert len(possible) == 996
    assert 200 < sum(possible) < 800


def test_an_obstacle_is_found_exactly_where_there_is_no_plan() -> None:
    for problem, feasible in atlas_problems():
        obstacle = find_obstacle(problem)
        assert (obstacle is None) is feasible, (obstacle and obstacle.sentence, problem)


def test_the_exact_solver_gives_a_plan_exactly_where_there_is_one() -> None:
    for problem, feasible in atlas_problems():
        plan = plan_of_small(problem)
        assert (plan is not None) is feasible
        if plan is not None:
            assert faults(problem, plan, int(plan.max()) + 1) == ()
        else:
            assert find_obstacle(problem) is not None or not is_small(problem)


def test_obstacles_name_people_and_places() -> None:
    sentences = [obstacle.sentence for problem, _ in atlas_problems() if (obstacle := find_obstacle(problem))]
    assert all(
        sentence.endswith(".") and ".." not in sentence and "  " not in sentence for sentence in sentences
    )
    assert any("hang" in sentence for sentence in sentences)
    assert any("was tried" in sentence for sentence in sentences)


def test_search_finds_a_plan_exactly_where_there_is_one() -> None:
    search = pytest.importorskip("workbench.balancing.search").search
    from workbench.balancing.objective import Objective
    from workbench.balancing.outcome import Effort, Status

    for problem, feasible in atlas_problems():
        outcome = search(problem, Objective(cut_edges=1.0), Effort(seconds=0.01))
        assert (outcome.status is Status.FOUND) is feasible, outcome
        if feasible:
            assert faults(problem, outcome.best.plan, outcome.best.labels) == ()
