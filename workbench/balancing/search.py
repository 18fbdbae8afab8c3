"""Build a plan from nothing: many first plans, each annealed, the best one in the band."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.annealing import Result, Schedule, anneal_from
from workbench.balancing.decided import is_small, plan_of_small
from workbench.balancing.feasibility import find_obstacle
from workbench.balancing.ground import Prepared, fresh_state, prepare
from workbench.balancing.kernel.cost import fill
from workbench.balancing.kernel.first_plan import Load, first_plan
from workbench.balancing.kernel.recombine import recombine
from workbench.balancing.kernel.rng import seeded
from workbench.balancing.kernel.trees import Borders
from workbench.balancing.labelling import labelled
from workbench.balancing.numbers import PartNumbers, part_numbers
from workbench.balancing.objective import Objective
from workbench.balancing.outcome import (
    Candidate,
    Effort,
    Heard,
    Outcome,
    Status,
    Stopped,
    Watcher,
    keep_going,
)
from workbench.balancing.problem import Problem
from workbench.balancing.scoring import score
from workbench.balancing.starts import Pool
from workbench.balancing.ties import tie_pinned
from workbench.balancing.tiles import anneal_in_tiles
from workbench.balancing.verify import faults

SPEED = 12_000_000
"""Proposals counted as one second of work of both threads where no patients are looked at."""
PATIENT_PAIRS = 50
"""Patient pairs a unit that make a proposal count twice."""
STOPPED_EARLY = "The search was stopped before a plan was found."
INERTIA = 0.4
"""What looking at inertia adds to a proposal that counts as 1."""
BY_UNIT = 0.4
"""What looking at hubs or at changes from the drawing adds."""
PER_UNIT = (300, 1500)
"""Proposals per unit in one start: as many as there are units, but no fewer and no more than these."""
OVERHEAD = 10_000
"""Proposals that making a start counts as."""
LARGE = 5_000
"""Units from which on one plan is annealed in tiles instead of many plans in turn."""
MIXING = 4
"""Recombinations of a first plan for each locality."""
TREES = 20
"""Trees tried for each cut of a first plan."""


@dataclass(frozen=True, eq=False)
class Setting:
    """What all starts of a search share."""

    prepared: Prepared
    numbers: PartNumbers
    tie: NDArray[np.int32]
    borders: Borders
    load: Load


def setting_of(problem: Problem, objective: Objective) -> Setting:
    """Arrays, ties and numbers of localities of a problem."""
    prepared = prepare(problem, objective)
    tie = tie_pinned(problem)
    anchor = np.zeros(problem.n, np.int64)
    tied = np.flatnonzero(tie >= 0)
    anchor[tied[np.unique(tie[tied], return_index=True)[1]]] = 1
    graph = problem.graph
    return Setting(
        prepared,
        part_numbers(problem, tie),
        tie,
        Borders(graph.indptr, graph.neighbours, tie),
        Load(problem.people.astype(np.float64), anchor),
    )


def search(problem: Problem, objective: Objective, effort: Effort, *, watch: Watcher = keep_going) -> Outcome:
    """The best plan found in the effort given; the same for the same problem, objective, seconds and seed.

    Where no plan can exist and that can be shown, the outcome says why; ``watch`` is told at least five
    times a second in the caller's thread and stops the search by answering False.
    """
    began = time.monotonic()
    opened = opened_search(problem, objective, effort, watch)
    if isinstance(opened, Outcome):
        return opened
    setting, pool = opened
    if problem.n > LARGE:
        make_large(setting, pool)
    else:
        make_all_starts(setting, pool)
    decide_small(setting, pool)
    best = [relabelled(setting, pool.best)] if pool.best else []
    return outcome_of(problem, pool, best, setting.prepared, began)


def opened_search(
    problem: Problem, objective: Objective, effort: Effort, watch: Watcher
) -> Outcome | tuple[Setting, Pool]:
    """What every search begins with: an obstacle ends it, else the setting and the pool of starts."""
    obstacle = find_obstacle(problem)
    if obstacle is not None:
        return Outcome(
            Status.INFEASIBLE,
            (),
            obstacle.reason,
            obstacle.suggestion,
            effort.seed,
            stopped=Stopped.NOTHING_TO_DO,
        )
    if not watch(Heard(0.0, 0, None)):
        return Outcome(Status.CANCELLED, (), STOPPED_EARLY, seed=effort.seed, stopped=Stopped.CANCELLED)
    setting = setting_of(problem, objective)
    pool = Pool(effort, watch, lambda result: candidate_of(setting.prepared, result))
    pool.tell(0.0)
    return setting, pool


def decide_small(setting: Setting, pool: Pool) -> None:
    """Where chance found nothing in a small area: the plan that trying everything finds, if there is one."""
    problem = setting.prepared.problem
    if pool.best is None and not pool.ended and is_small(problem):
        plan = plan_of_small(problem)
        if plan is not None:
            pool.offer(Result(plan, np.inf, max(problem.labels, int(plan.max()) + 1)), 0)


def relabelled(setting: Setting, result: Result) -> Result:
    """The same plan with the labels that fit it best now."""
    _, pieces = np.unique(result.whole, return_inverse=True)
    return replace(result, plan=labelled(setting.prepared, pieces.astype(np.int32), setting.tie))


def make_all_starts(setting: Setting, pool: Pool, *, work: float = 1.0) -> None:
    """Starts at the numbers meant; where the first few find nothing, the rest tries other numbers too."""
    count, schedule = planned(setting.prepared, pool.effort.seconds * work)
    few = min(count, max(4, count // 8))
    start = starter(setting, schedule, pool.effort.seed)
    pool.share = (0.0, few / count)
    pool.run(start, range(few))
    varies = pool.best is None and setting.numbers.varies
    pool.share = (few / count, 1.0)
    pool.run(starter(setting, schedule, pool.effort.seed, varied=varies), range(few, count))


def make_large(setting: Setting, pool: Pool) -> None:
    """One first plan, annealed in tiles."""
    prepared = setting.prepared
    plan = new_plan(setting, setting.numbers.meant, np.array([seeded(pool.effort.seed, 0)], np.uint64))
    pool.tell(0.0)
    if plan is not None and not pool.ended:
        labels = max(prepared.problem.labels, int(plan.max()) + 1)
        schedule = Schedule(proposals=work_of(prepared, pool.effort.seconds))
        anneal_in_tiles(prepared, plan, labels, schedule, pool)
        pool.tried += 1


def work_of(prepared: Prepared, seconds: float) -> int:
    """Proposals that count as so many seconds; those that look at more count for more."""
    terms = prepared.terms
    pairs = len(prepared.ground.patient_unit) / max(prepared.problem.n, 1) if terms.patients else 0.0
    dearer = (INERTIA if terms.inertia else 0.0) + (BY_UNIT if terms.hubs or terms.changes else 0.0)
    return int(max(seconds, 0.01) * SPEED / (1.0 + pairs / PATIENT_PAIRS + dearer))


def planned(prepared: Prepared, seconds: float, *, at_least: int = 2) -> tuple[int, Schedule]:
    """How many starts fit the seconds, and how long each is: shorter where ``at_least`` would not fit."""
    total = work_of(prepared, seconds)
    n = prepared.problem.n
    each = min(n * min(max(n, PER_UNIT[0]), PER_UNIT[1]), total // at_least) + OVERHEAD
    count = max(at_least, total // each)
    return count, Schedule(proposals=max(each - OVERHEAD, 1000))


def starter(
    setting: Setting,
    schedule: Schedule,
    seed: int,
    *,
    varied: bool = False,
    weight: NDArray[np.float64] | None = None,
) -> Callable[[int, Callable[[], bool]], Result]:
    """Makes start i of a seed; ``weight`` is what borders cost where it is not the objective's own."""

    def start(index: int, stop: Callable[[], bool]) -> Result:
        random = np.array([seeded(seed, index)], np.uint64)
        wanted = setting.numbers.meant
        if varied:
            wanted = setting.numbers.varied(np.random.default_rng([seed, index]))
        plan = new_plan(setting, wanted, random)
        if plan is None:
            return Result(None, np.inf, 0)
        labels = max(setting.prepared.problem.labels, int(plan.max()) + 1)
        return anneal_from(setting.prepared, plan, labels, schedule, random, weight=weight, stop=stop)

    return start


def new_plan(
    setting: Setting, wanted: NDArray[np.int64], random: NDArray[np.uint64]
) -> NDArray[np.int32] | None:
    """A first plan with its labels; None where the locked areas could not be kept together."""
    problem = setting.prepared.problem
    pieces, whole = first_plan(
        setting.borders,
        setting.load,
        setting.numbers.part,
        wanted,
        (float(problem.low), float(problem.high)),
        TREES,
        random,
    )
    if not whole:
        return None
    return labelled(setting.prepared, _mixed(setting, pieces, random), setting.tie)


def _mixed(setting: Setting, pieces: NDArray[np.int32], random: NDArray[np.uint64]) -> NDArray[np.int32]:
    """A first plan after a few recombinations of each piece, which leave it rounder and more in the band."""
    prepared, tie = setting.prepared, setting.tie
    count = int(pieces.max()) + 1
    state = fresh_state(prepared, pieces, count, random)
    fill(prepared.ground, prepared.terms, state)
    tied = np.zeros(count, bool)
    tied[pieces[tie >= 0]] = True
    band = (prepared.terms.low, prepared.terms.high)
    recombine(prepared.ground, state, band, tied, MIXING * (count - 1))
    return state.plan


def candidate_of(prepared: Prepared, result: Result) -> Candidate:
    """A result with its parts, scored apart from the kernel."""
    return score(prepared.problem, prepared.objective, result.whole, result.labels, scales=prepared.scales)


def outcome_of(
    problem: Problem, pool: Pool, results: list[Result], prepared: Prepared, began: float
) -> Outcome:
    """The outcome of a search that ended: plans that pass the independent check, best first."""
    plans = tuple(
        candidate_of(prepared, result)
        for result in results
        if result.plan is not None and not faults(problem, result.plan, result.labels)
    )
    seconds = time.monotonic() - began
    status, reason = Status.FOUND, ""
    if pool.stopped is Stopped.CANCELLED:
        status = Status.CANCELLED
        reason = "The search was stopped." if plans else STOPPED_EARLY
    elif not plans:
        status = Status.NOT_FOUND
        reason = f"No plan was found in {pool.effort.seconds:g} s; there may still be one."
    return Outcome(
        status, plans, reason, seed=pool.effort.seed, tried=pool.tried, seconds=seconds, stopped=pool.stopped
    )
