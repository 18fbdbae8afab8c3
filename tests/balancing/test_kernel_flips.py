from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.balancing.grid_problems import grid_problem
from tests.balancing.small_problems import grid_pairs, problem_of
from workbench.balancing.ground import Prepared, fresh_state, prepare
from workbench.balancing.kernel.anneal import anneal
from workbench.balancing.kernel.arrays import ACCEPTED, BEST, IN_CUT, RUNNING, State, Terms
from workbench.balancing.kernel.contiguity import neighbour_rings, ring_holds, search_holds
from workbench.balancing.kernel.cost import fill, outside
from workbench.balancing.kernel.recombine import recombine
from workbench.balancing.kernel.rng import below, fraction, seeded, step
from workbench.balancing.objective import Objective
from workbench.balancing.problem import Problem
from workbench.balancing.scoring import score
from workbench.balancing.search import new_plan, setting_of
from workbench.balancing.verify import faults

EVERYTHING = Objective(
    people=3.0,
    cut_edges=0.7,
    border=0.4,
    inertia=1.3,
    parents=0.6,
    practices=0.2,
    hubs=0.5,
    changes=0.9,
)


def _random(seed: int) -> np.ndarray:
    return np.array([seeded(seed, 0)], np.uint64)


def _started(problem: Problem, objective: Objective, seed: int) -> tuple[Prepared, State, Terms]:
    setting = setting_of(problem, objective)
    plan = new_plan(setting, setting.numbers.meant, _random(seed))
    assert plan is not None
    labels = max(problem.labels, int(plan.max()) + 1)
    state = fresh_state(setting.prepared, plan, labels, _random(seed + 1))
    terms = setting.prepared.terms._replace(outside=50.0)
    fill(setting.prepared.ground, terms, state)
    return setting.prepared, state, terms


def _with_hubs(problem: Problem, seed: int) -> Problem:
    draw = np.random.default_rng(seed)
    hubs = draw.random((3, 2)) * 6
    hubs[1] = np.nan
    start = draw.integers(-1, 3, problem.n).astype(np.int32)
    return replace(problem, hubs=hubs, start=start, labels=3)


@settings(max_examples=25, deadline=None)
@given(st.integers(3, 9), st.integers(3, 9), st.integers(2, 6), st.integers(0, 10**6))
def test_running_cost_equals_the_score_at_every_look(
    columns: int, rows: int, localities: int, seed: int
) -> None:
    problem = grid_problem(columns, rows, seed=seed, localities=min(localities, columns * rows))
    problem = _with_hubs(problem, seed)
    prepared, state, terms = _started(problem, EVERYTHING, seed)
    for temperature in (5.0, 0.5, 0.05):
        anneal(prepared.ground, terms, state, np.array([temperature]), 200)
        people = problem.people_of(state.plan, state.held.shape[0])
        used = np.bincount(state.plan, minlength=len(people)) > 0
        penalty = sum(terms.outside * outside(terms, held) for held in people[used])
        assert state.held[:, 0] == pytest.approx(people)
        expected = score(problem, EVERYTHING, state.plan, state.held.shape[0]).cost + penalty
        assert state.costs[RUNNING] == pytest.approx(expected, rel=1e-9, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 8), st.integers(2, 8), st.integers(2, 5), st.integers(0, 10**6))
def test_localities_stay_in_one_piece_and_cut_borders_listed(
    columns: int, rows: int, localities: int, seed: int
) -> None:
    problem = grid_problem(columns, rows, seed=seed, localities=min(localities, columns * rows))
    prepared, state, terms = _started(problem, Objective(people=1.0, cut_edges=1.0), seed)
    anneal(prepared.ground, terms, state, np.full(5, 2.0), 300)
    assert not [fault for fault in faults(problem, state.plan, localities) if "piece" in fault]
    cut = np.flatnonzero(state.plan[prepared.ground.source] != state.plan[prepared.ground.neighbours])
    assert sorted(state.cut[: state.counts[IN_CUT]].tolist()) == cut.tolist()
    if np.isfinite(state.costs[BEST]):
        assert faults(problem, state.best, localities) == ()


def test_pinned_units_are_never_moved() -> None:
    problem = grid_problem(6, 6, localities=4)
    start = np.repeat([0, 1, 2, 3], 9).astype(np.int32)
    pinned = np.arange(36) % 5 == 0
    prepared = prepare(replace(problem, start=start, labels=4, pinned=pinned), Objective(cut_edges=1.0))
    state = fresh_state(prepared, start, 4, _random(1))
    fill(prepared.ground, prepared.terms, state)
    anneal(prepared.ground, prepared.terms, state, np.full(10, 10.0), 500)
    assert state.counts[ACCEPTED] > 0
    assert (state.plan[pinned] == start[pinned]).all()


def test_ring_test_by_hand_on_a_grid() -> None:
    """3 x 3: the middle unit's neighbours touch only through the corners, which are not its neighbours."""
    problem = problem_of([1.0] * 9, grid_pairs(3, 3), low=1, high=9, start=np.zeros(9, np.int32), labels=1)
    prepared = prepare(problem, Objective())
    state = fresh_state(prepared, np.zeros(9, np.int32), 1, _random(1))
    first = int(prepared.ground.indptr[4])
    assert not ring_holds(prepared.ground, first, np.uint64(0b1111))
    assert ring_holds(prepared.ground, first, np.uint64(0b1000))
    assert search_holds(prepared.ground, state, 4)
    state.plan[[0, 2, 6]] = 5
    assert not search_holds(prepared.ground, state, 4)


def test_ring_of_a_triangle_with_a_tail() -> None:
    problem = problem_of([1.0] * 4, [(0, 1), (0, 2), (1, 2), (2, 3)], low=1, high=4)
    graph = problem.graph
    ring = neighbour_rings(graph.indptr, graph.neighbours)
    assert ring[graph.indptr[0] : graph.indptr[1]].tolist() == [0b10, 0b01]
    assert ring[graph.indptr[2] : graph.indptr[3]].tolist() == [0b010, 0b001, 0]


def test_a_unit_with_more_than_64_neighbours_is_searched() -> None:
    """A wheel of 80: the hub may leave its locality as long as the rim is whole."""
    rim = [(k, k % 80 + 1) for k in range(1, 81)]
    pairs = [(min(a, b), max(a, b)) for a, b in rim] + [(0, k) for k in range(1, 81)]
    people = [10.0] + [1.0] * 80
    problem = problem_of(people, sorted(pairs), low=20, high=70, localities=2)
    prepared, state, terms = _started(problem, Objective(people=1.0, cut_edges=1.0), 3)
    anneal(prepared.ground, terms, state, np.full(20, 3.0), 200)
    assert state.counts[ACCEPTED] > 0
    assert not [fault for fault in faults(problem, state.plan, 2) if "piece" in fault]


@settings(max_examples=20, deadline=None)
@given(st.integers(3, 8), st.integers(3, 8), st.integers(2, 5), st.integers(0, 10**6))
def test_recombination_keeps_pieces_and_people(columns: int, rows: int, localities: int, seed: int) -> None:
    problem = grid_problem(columns, rows, seed=seed, localities=localities)
    prepared, state, _ = _started(problem, Objective(), seed)
    tied = np.zeros(localities, bool)
    tied[0] = True
    before = state.plan == 0
    done = recombine(prepared.ground, state, (problem.low, problem.high), tied, 40)
    assert done >= 0
    assert ((state.plan == 0) == before).all()
    assert not [fault for fault in faults(problem, state.plan, localities) if "piece" in fault]
    assert state.held[:, 0] == pytest.approx(problem.people_of(state.plan, localities))
    assert state.held[:, 5].tolist() == np.bincount(state.plan, minlength=localities).tolist()


def test_random_numbers_are_even_and_repeat() -> None:
    state = seeded(7, 3)
    assert state == seeded(7, 3)
    assert state != seeded(7, 4)
    drawn = []
    for _ in range(6000):
        state = step(np.uint64(state))
        assert 0.0 <= fraction(np.uint64(state)) < 1.0
        drawn.append(int(below(np.uint64(state), 6)))
    assert min(np.bincount(drawn, minlength=6)) > 850
