"""Repair a drawing with the fewest moves."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.annealing import Result, Schedule, anneal_from
from workbench.balancing.bridging import rejoined
from workbench.balancing.ground import Prepared, fresh_state
from workbench.balancing.kernel.cost import fill
from workbench.balancing.kernel.rng import seeded
from workbench.balancing.kernel.undo import undo_moves
from workbench.balancing.mending import Mender, main_pieces
from workbench.balancing.objective import PRESETS, Objective, Preference
from workbench.balancing.outcome import Effort, Outcome, Stopped, Watcher, keep_going
from workbench.balancing.problem import Problem
from workbench.balancing.search import (
    Setting,
    decide_small,
    make_all_starts,
    opened_search,
    outcome_of,
    planned,
)
from workbench.balancing.starts import Pool, Start
from workbench.balancing.verify import faults

HOTTEST = (0.15, 0.3, 0.5, 0.8)
"""First temperatures that starts take in turn: a few areas astray need little heat, a bad drawing much."""
REJOINED = (0.0, 1.0, 0.0, 0.5, 1.0)
"""Shares of cut-off pieces that starts join to their localities again instead of giving them up, in turn."""
BATCH, BATCHES = 8, 5
"""Starts that have to find nothing better before a repair ends: at least so many, and a fifth of all."""


def rebalance(
    problem: Problem,
    effort: Effort,
    *,
    objective: Objective = PRESETS[Preference.FEW_CHANGES],
    watch: Watcher = keep_going,
) -> Outcome:
    """The plan nearest to ``problem.start`` that is whole, in one piece by locality and in the band.

    Labels keep their meaning. Where the drawing has too few or too many localities for the band, the
    largest are split or the smallest merged. Moves that are not needed are taken back at the end.
    """
    began = time.monotonic()
    opened = opened_search(problem, objective, effort, watch)
    if isinstance(opened, Outcome):
        return opened
    setting, pool = opened
    if (problem.start >= 0).all() and not faults(problem, problem.start, problem.labels):
        pool.stopped = Stopped.NOTHING_TO_DO
        as_drawn = Result(problem.start.copy(), 0.0, problem.labels)
        return outcome_of(problem, pool, [as_drawn], setting.prepared, began)
    count, schedule = planned(setting.prepared, effort.seconds)
    _run_until_settled(pool, _starter(setting, schedule, effort.seed), count)
    if pool.best is None:
        # no way leads there area by area: a new plan with the labels of the drawing, as far as they fit
        make_all_starts(setting, pool)
        decide_small(setting, pool)
    return outcome_of(problem, pool, [pool.best] if pool.best else [], setting.prepared, began)


def _run_until_settled(pool: Pool, start: Start, count: int) -> None:
    """Make up to ``count`` starts, until a whole batch of them finds nothing better than those before it.

    Most drawings are repaired as well as they can be by the first few starts; the batches are fixed, so
    that threads do not matter.
    """
    batch = max(BATCH, count // BATCHES)
    for first in range(0, count, batch):
        last = min(first + batch, count)
        before = pool.best
        pool.share = (first / count, last / count)
        pool.run(start, range(first, last))
        if pool.ended:
            return
        if before is not None and pool.best is before and last < count:
            pool.stopped = Stopped.SETTLED
            return


def _starter(setting: Setting, schedule: Schedule, seed: int) -> Callable[[int, Callable[[], bool]], Result]:
    """Makes start i of a seed: mend the drawing, anneal it, take back what is not needed."""
    problem = setting.prepared.problem
    drawing = main_pieces(problem, setting.tie)

    def start(index: int, stop: Callable[[], bool]) -> Result:
        generator = np.random.default_rng([seed, index])
        share = REJOINED[index % len(REJOINED)]
        whole = rejoined(problem, setting.tie, generator, share=share) if share else drawing
        plan = Mender(problem, setting.numbers, setting.tie, whole, generator).mended()
        if plan is None:
            return Result(None, np.inf, 0)
        labels = max(problem.labels, int(plan.max()) + 1)
        random = np.array([seeded(seed, index)], np.uint64)
        cooling = replace(schedule, hottest=HOTTEST[index % len(HOTTEST)])
        found = anneal_from(setting.prepared, plan, labels, cooling, random, stop=stop)
        if found.plan is None:
            return found
        return _undone(setting.prepared, found.plan, labels, random)

    return start


def _undone(prepared: Prepared, plan: NDArray[np.int32], labels: int, random: NDArray[np.uint64]) -> Result:
    """A valid plan with the moves taken back that it can do without."""
    state = fresh_state(prepared, plan, labels, random)
    fill(prepared.ground, prepared.terms, state)
    undo_moves(prepared.ground, prepared.terms, state)
    fill(prepared.ground, prepared.terms, state)
    return Result(state.plan, float(state.costs[0]), labels)
