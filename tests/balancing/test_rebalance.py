from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.balancing.grid_problems import grid_problem
from tests.balancing.real_problems import real_problem
from tests.balancing.small_problems import grid_pairs, grid_points, problem_of
from workbench.balancing.objective import PRESETS, Preference
from workbench.balancing.outcome import Effort, Status, Stopped
from workbench.balancing.problem import Problem
from workbench.balancing.rebalance import rebalance
from workbench.balancing.search import search
from workbench.balancing.verify import faults

COMPACT = PRESETS[Preference.COMPACT]
QUICK = Effort(0.1, 1, patience=1000.0)


def _strip(start: list[int], people: list[float] | None = None, **more: Any) -> Problem:  # noqa: ANN401 - fields of Problem
    n = len(start)
    return problem_of(
        people or [1000.0] * n,
        [(k, k + 1) for k in range(n - 1)],
        low=1900,
        high=3100,
        start=np.array(start, np.int32),
        labels=max(start) + 1,
        **more,
    )


def _repaired(problem: Problem) -> list[int]:
    outcome = rebalance(problem, QUICK)
    assert outcome.best is not None, outcome.reason
    assert faults(problem, outcome.best.plan, outcome.best.labels) == ()
    return outcome.best.plan.tolist()


def test_a_valid_drawing_stays() -> None:
    outcome = rebalance(_strip([0, 0, 1, 1]), QUICK)
    assert outcome.stopped is Stopped.NOTHING_TO_DO
    assert outcome.status is Status.FOUND
    assert outcome.best is not None
    assert outcome.best.plan.tolist() == [0, 0, 1, 1]


def test_one_move_mends_a_strip() -> None:
    assert _repaired(_strip([0, 0, 0, 0, 1, 1])) == [0, 0, 0, 1, 1, 1]


def test_an_area_without_a_locality_is_given_to_one() -> None:
    assert _repaired(_strip([0, 0, -1, 1, 1, 1])) == [0, 0, 0, 1, 1, 1]


def test_parts_are_brought_together() -> None:
    assert _repaired(_strip([0, 0, 1, 0, 1, 1])) == [0, 0, 0, 1, 1, 1]


def test_a_locality_too_many_goes_and_one_too_few_comes() -> None:
    assert len(set(_repaired(_strip([0, 0, 1, 2, 2])))) == 2
    merged = _repaired(replace(_strip([0, 0, 1, 1, 2, 2]), localities=2))
    assert len(set(merged)) == 2
    assert len(set(_repaired(_strip([0] * 6)))) in (2, 3)


def test_open_land_becomes_localities_of_its_own() -> None:
    plan = _repaired(_strip([0, 0, -1, -1, -1, -1]))
    assert plan[:2] == [0, 0]
    assert len(set(plan)) >= 2


def test_pinned_areas_stay_where_they_are() -> None:
    pinned = np.array([False, False, False, True, False, False, False])
    problem = _strip([0, 0, 0, 0, 1, 1, 1], pinned=pinned, people=[1000, 1000, 500, 500, 500, 500, 500])
    plan = _repaired(problem)
    assert plan[3] == 0


def test_labels_keep_their_meaning() -> None:
    problem = grid_problem(8, 8, localities=4)
    best = search(problem, COMPACT, QUICK).best
    assert best is not None
    drawing = (3 - best.plan).astype(np.int32)
    drawing[np.flatnonzero(drawing == 0)[:3]] = -1
    repaired = rebalance(replace(problem, start=drawing, labels=4), QUICK).best
    assert repaired is not None
    assert ((repaired.plan == drawing) | (drawing < 0)).mean() > 0.9


@pytest.mark.parametrize("count", [5, 12, 20, 30])
def test_damaged_drawings_come_back_with_no_more_moves(data_dir: Path, count: int) -> None:
    problem = real_problem(data_dir, "north_staffordshire", localities=12)
    first = search(problem, COMPACT, Effort(0.2, 1, patience=1000.0)).best
    assert first is not None
    draw = np.random.default_rng(count)
    drawing = first.plan.copy()
    graph = problem.graph
    moved: set[int] = set()
    while len(moved) < count:
        edge = int(draw.integers(len(graph.source)))
        unit, beside = int(graph.source[edge]), int(graph.neighbours[edge])
        if drawing[unit] != drawing[beside] and unit not in moved:
            drawing[unit] = drawing[beside]
            moved.add(unit)
    damaged = replace(problem, start=drawing, labels=12)
    repaired = rebalance(damaged, Effort(0.5, 1, patience=1000.0)).best
    assert repaired is not None
    assert faults(damaged, repaired.plan, repaired.labels) == ()
    assert int((repaired.plan != drawing).sum()) <= count


def test_the_same_seed_gives_the_same_repair_on_any_number_of_threads() -> None:
    start = np.repeat([0, 1, 2, 3], 16).astype(np.int32)
    start[:9] = 2
    problem = replace(grid_problem(8, 8, localities=4, points=grid_points(8, 8)), start=start, labels=4)
    assert len(grid_pairs(8, 8)) == 112
    plans = [
        best.plan.tolist()
        for threads in (1, 2)
        if (best := rebalance(problem, Effort(0.1, 3, threads=threads, patience=1000.0)).best)
    ]
    assert len(plans) == 2
    assert plans[0] == plans[1]
