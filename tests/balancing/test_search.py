from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.balancing.grid_problems import grid_problem
from tests.balancing.real_problems import real_problem
from tests.balancing.small_problems import grid_pairs, grid_points, problem_of
from tests.balancing.test_atlas import atlas_problems
from workbench.balancing import search as search_module
from workbench.balancing.objective import PRESETS, Objective, Preference
from workbench.balancing.outcome import Effort, Heard, Status, Stopped
from workbench.balancing.search import search
from workbench.balancing.verify import faults

CUT_EDGES = Objective(people=0.0, cut_edges=1.0)
COMPACT = PRESETS[Preference.COMPACT]
PATIENT = 1000.0
"""Effort.patience where a busy machine must not cut a run short."""


def test_four_squares_of_a_grid() -> None:
    """8 x 8 units of 1,000 into 4 x 16: the least cut is the cross of 16 borders."""
    problem = problem_of(
        [1000.0] * 64, grid_pairs(8, 8), low=15_500, high=16_500, points=grid_points(8, 8), localities=4
    )
    outcome = search(problem, COMPACT, Effort(0.3, 1, patience=PATIENT))
    assert outcome.status is Status.FOUND
    assert outcome.best is not None
    assert outcome.best.parts["cut_edges"] == 16.0
    assert outcome.best.plan.reshape(8, 8)[::7, ::7].tolist() == [[2, 3], [0, 1]], "from the north-west"


def test_the_same_seed_gives_the_same_plan_on_any_number_of_threads() -> None:
    problem = grid_problem(9, 7)
    plans = []
    for threads in (1, 2, 3):
        best = search(problem, COMPACT, Effort(0.1, 5, threads=threads, patience=PATIENT)).best
        assert best is not None
        plans.append(best.plan.tolist())
    assert plans[0] == plans[1] == plans[2]


def test_tiles_give_the_same_plan_on_any_number_of_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_module, "LARGE", 100)
    monkeypatch.setattr("workbench.balancing.tiles.TILE_UNITS", 60)
    problem = grid_problem(20, 15, localities=20)
    plans = []
    for threads in (1, 2):
        best = search(problem, COMPACT, Effort(0.3, 5, threads=threads, patience=PATIENT)).best
        assert best is not None
        assert faults(problem, best.plan, best.labels) == ()
        plans.append(best.plan.tolist())
    assert plans[0] == plans[1]


def test_a_large_area_ends_in_a_narrow_band(monkeypatch: pytest.MonkeyPatch) -> None:
    """One plan has no others to fall back on: the last rounds bring what is outside the band into it."""
    monkeypatch.setattr(search_module, "LARGE", 100)
    monkeypatch.setattr("workbench.balancing.tiles.TILE_UNITS", 60)
    for seed in range(5, 9):
        problem = grid_problem(20, 20, localities=20)
        people = np.random.default_rng(seed).integers(700, 2500, problem.n).astype(float)
        mean = float(people.sum()) / 20
        narrow = replace(problem, people=people, low=0.965 * mean, high=1.035 * mean, target=mean)
        assert search(narrow, CUT_EDGES, Effort(0.02, seed, patience=PATIENT)).status is Status.FOUND


def test_pinned_units_keep_their_locality() -> None:
    """Two locked areas of locality 3 at far corners, one of locality 6: the labels of the plan say so."""
    start = np.full(49, -1, np.int32)
    start[[0, 30]] = 2
    start[6] = 5
    pinned = start >= 0
    problem = grid_problem(7, 7, localities=4, start=start, labels=6, pinned=pinned)
    for seed in range(1, 6):
        outcome = search(problem, COMPACT, Effort(0.1, seed, patience=PATIENT))
        assert outcome.best is not None, outcome.reason
        assert outcome.best.plan[[0, 30, 6]].tolist() == [2, 2, 5]
        assert faults(problem, outcome.best.plan, outcome.best.labels) == ()


def test_labels_follow_what_was_drawn() -> None:
    problem = grid_problem(8, 8, localities=4)
    first = search(problem, COMPACT, Effort(0.1, 1, patience=PATIENT)).best
    assert first is not None
    renamed = np.array([3, 0, 2, 1], np.int32)[first.plan]
    again = search(replace(problem, start=renamed, labels=4), COMPACT, Effort(0.1, 1, patience=PATIENT)).best
    assert again is not None
    assert (again.plan == renamed).mean() > 0.5


def test_each_locality_takes_the_areas_round_its_hub() -> None:
    points = grid_points(8, 4)
    hubs = np.array([[7.0, 2.0], [1.0, 2.0]])
    problem = problem_of(
        [1000.0] * 32,
        grid_pairs(8, 4),
        low=14_000,
        high=18_000,
        points=points,
        localities=2,
        hubs=hubs,
        labels=2,
    )
    best = search(problem, Objective(hubs=1.0, cut_edges=0.1), Effort(0.1, 1, patience=PATIENT)).best
    assert best is not None
    assert best.plan.reshape(4, 8)[:, 0].tolist() == [1] * 4
    assert best.plan.reshape(4, 8)[:, 7].tolist() == [0] * 4


def test_two_parts_share_the_localities_by_people() -> None:
    """A strip of 6 and a strip of 2 squares of 1,000: 3 and 1 localities of 2,000."""
    pairs = [(k, k + 1) for k in range(5)] + [(6, 7)]
    problem = problem_of([1000.0] * 8, pairs, low=1500, high=2500, localities=4)
    best = search(problem, COMPACT, Effort(0.05, 1, patience=PATIENT)).best
    assert best is not None
    assert len(set(best.plan[:6].tolist())) == 3
    assert len(set(best.plan[6:].tolist())) == 1


def test_the_number_is_free_and_near_people_by_target() -> None:
    problem = grid_problem(6, 6, localities=4)
    best = search(replace(problem, localities=None), COMPACT, Effort(0.1, 1, patience=PATIENT)).best
    assert best is not None
    assert len(np.unique(best.plan)) == 4


@pytest.mark.slow
def test_a_plan_is_found_exactly_where_there_is_one() -> None:
    for problem, feasible in atlas_problems():
        outcome = search(problem, COMPACT, Effort(0.01, 1, patience=PATIENT))
        assert (outcome.status is Status.FOUND) is feasible, (problem, outcome)
        if outcome.best is not None:
            assert faults(problem, outcome.best.plan, outcome.best.labels) == ()


def test_what_cannot_be_is_said() -> None:
    problem = problem_of([1000.0, 1000.0], [(0, 1)], low=30_000, high=50_000)
    outcome = search(problem, COMPACT, Effort(0.05))
    assert outcome.status is Status.INFEASIBLE
    assert outcome.plans == ()
    assert outcome.reason


def test_the_watcher_hears_and_may_stop() -> None:
    problem = grid_problem(12, 12, localities=8)
    heard: list[Heard] = []

    def watch(word: Heard) -> bool:
        heard.append(word)
        return word.best is None

    outcome = search(problem, COMPACT, Effort(60.0, 1, patience=PATIENT), watch=watch)
    assert outcome.status is Status.CANCELLED
    assert outcome.stopped is Stopped.CANCELLED
    assert outcome.best is not None
    assert faults(problem, outcome.best.plan, outcome.best.labels) == ()
    assert outcome.seconds < 60.0
    assert all(0.0 <= one.done <= 1.0 for one in heard)


def test_only_a_search_far_beyond_its_time_is_cut_short_and_says_so() -> None:
    outcome = search(grid_problem(12, 12, localities=8), COMPACT, Effort(60.0, 1, patience=0.0))
    assert outcome.stopped is Stopped.TIME
    assert outcome.best is not None
    assert Effort().patience * max(Effort().seconds, 2.0) >= 60.0


def test_a_watcher_that_fails_ends_the_search() -> None:
    def watch(_word: Heard) -> bool:
        raise RuntimeError("out")

    with pytest.raises(RuntimeError, match="out"):
        search(grid_problem(12, 12, localities=8), COMPACT, Effort(60.0, patience=PATIENT), watch=watch)


@pytest.mark.parametrize(("area", "number"), [("north_staffordshire", 12), ("luton", 5)])
def test_real_areas(data_dir: Path, area: str, number: int) -> None:
    problem = real_problem(data_dir, area, localities=number)
    for seed in range(1, 4):
        for preference in (Preference.COMPACT, Preference.PARENTS, Preference.EQUAL):
            best = search(problem, PRESETS[preference], Effort(0.1, seed, patience=PATIENT)).best
            assert best is not None
            assert faults(problem, best.plan, best.labels) == ()


def test_north_staffordshire_is_as_compact_as_measured(data_dir: Path) -> None:
    problem = real_problem(data_dir, "north_staffordshire", localities=12)
    best = search(problem, COMPACT, Effort(1.0, 1, patience=PATIENT)).best
    assert best is not None
    assert best.parts["cut_edges"] <= 144.0


def test_what_a_start_raises_reaches_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError("start")

    monkeypatch.setattr(search_module, "anneal_from", broken)
    with pytest.raises(ZeroDivisionError, match="start"):
        search(grid_problem(6, 6), COMPACT, Effort(0.05, patience=PATIENT))
