"""The rows of the balancer's benchmark that count work in a second: chains of steps."""

from __future__ import annotations

import statistics
from time import thread_time

import numpy as np
from numpy.typing import NDArray

from benchmarks._balancing_cases import Case, north_staffordshire, valid
from benchmarks._balancing_pace import Pace
from benchmarks._balancing_peers import flips_a_second, metis, recombination_steps_a_second
from benchmarks._harness import Row
from workbench.balancing.objective import Objective

EVERYTHING_GOES = 1e6
"""A temperature at which every move inside the band is taken, as gerrychain takes it."""
NEVER = 1e12
"""What people outside the band cost where they are not allowed."""


def recombination(pace: Pace) -> list[Row]:
    """Valid steps of recombination in a second, one thread each, against gerrychain."""
    from benchmarks._balancing_chain import our_recombinations_a_second

    case, rounds = north_staffordshire(), pace.rounds
    start = _start(case)
    ours, theirs = [], []
    for seed in range(1, rounds + 1):
        ours.append(our_recombinations_a_second(case, start, 20_000, seed))
        theirs.append(recombination_steps_a_second(case, start, 50 if pace.quick else 300, seed))
    ratio = statistics.median(ours) / statistics.median(theirs)
    return [
        Row("recombination steps/s vs gerrychain", case.size, ratio, 200.0, "higher", rounds),
        Row("recombination steps a second, ours", case.size, statistics.median(ours), None, "higher", rounds),
    ]


def flips(pace: Pace) -> list[Row]:
    """Valid flips in a second, one thread each, against gerrychain that checks band and pieces or nothing.

    Ours check both in either row.
    """
    case, rounds = north_staffordshire(), pace.rounds
    start = _start(case)
    ours, checked, unchecked = [], [], []
    steps = 500 if pace.quick else 3000
    for seed in range(1, rounds + 1):
        ours.append(our_flips_a_second(case, start, 2_000_000, seed))
        checked.append(flips_a_second(case, start, steps, seed, checks=True))
        unchecked.append(flips_a_second(case, start, steps, seed, checks=False))
    mine = statistics.median(ours)
    on, off = mine / statistics.median(checked), mine / statistics.median(unchecked)
    return [
        Row("valid flips/s vs gerrychain, checks on", case.size, on, 300.0, "higher", rounds),
        Row("valid flips/s vs gerrychain, its checks off", case.size, off, 200.0, "higher", rounds),
        Row("valid flips a second, ours", case.size, mine, None, "higher", rounds),
    ]


def our_flips_a_second(case: Case, start: NDArray[np.int32], proposals: int, seed: int) -> float:
    """Flips in a second of our kernel in one thread, every move taken that keeps band and pieces."""
    from workbench.balancing.ground import fresh_state, prepare
    from workbench.balancing.kernel.anneal import anneal
    from workbench.balancing.kernel.arrays import ACCEPTED
    from workbench.balancing.kernel.cost import fill
    from workbench.balancing.kernel.rng import seeded

    prepared = prepare(case.problem, Objective(people=0.0, cut_edges=1.0))
    terms = prepared.terms._replace(outside=NEVER)
    state = fresh_state(prepared, start, case.localities, np.array([seeded(seed, 0)], np.uint64))
    fill(prepared.ground, terms, state)
    anneal(prepared.ground, terms, state, np.array([EVERYTHING_GOES]), 1000)
    before = int(state.counts[ACCEPTED])
    begun = thread_time()
    anneal(prepared.ground, terms, state, np.array([EVERYTHING_GOES]), proposals)
    took = thread_time() - begun
    assert valid(case, state.plan)
    return (int(state.counts[ACCEPTED]) - before) / took


def _start(case: Case) -> NDArray[np.int32]:
    """A valid plan that both start from, one that METIS found."""
    plan = metis(case, 1.0, 1).plan
    assert plan is not None
    return plan
