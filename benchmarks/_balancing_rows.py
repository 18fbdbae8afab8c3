"""The rows of the balancer's benchmark: quality against METIS, gerrychain and proven bounds."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter, process_time

import numpy as np
from gerrychain import Partition
from numpy.typing import NDArray

from benchmarks._balancing_cases import (
    NORTH_STAFFORDSHIRE_LOCALITIES,
    Case,
    cut_edges,
    england,
    greater_manchester,
    in_pieces,
    north_staffordshire,
    out_of_band,
    valid,
)
from benchmarks._balancing_pace import Pace
from benchmarks._balancing_peers import (
    first_partition,
    metis,
    metis_once,
    partition,
    short_bursts,
)
from benchmarks._harness import Row
from workbench.balancing.objective import PRESETS, Objective, Preference
from workbench.balancing.outcome import Effort, Outcome

CUT_EDGES = Objective(people=0.0, cut_edges=1.0)
DAMAGED = (5, 8, 10, 13, 16, 19, 22, 25, 28, 30)
"""Units moved to a neighbouring locality in each drawing that is to be repaired."""


@dataclass(frozen=True, eq=False)
class Run:
    """One run of the balancer: cut edges of its best plan (infinite where it found none) and its time.

    ``worked`` are processor seconds of both threads: what other programs on the machine change less.
    """

    outcome: Outcome
    cut_edges: float
    seconds: float
    worked: float


def balanced(case: Case, objective: Objective, seconds: float, seed: int) -> Run:
    """Balance a case once and look at the plan with eyes of its own."""
    from workbench.balancing.search import search

    start, before = perf_counter(), process_time()
    outcome = search(case.problem, objective, Effort(seconds=seconds, seed=seed))
    took, worked = perf_counter() - start, process_time() - before
    found = outcome.best is not None and valid(case, outcome.best.plan)
    cut = cut_edges(case, outcome.best.plan) if outcome.best and found else float("inf")
    return Run(outcome, cut, took, worked)


def compiled(case: Case) -> None:
    """Let the kernel be compiled or loaded, which is not what is measured."""
    balanced(case, CUT_EDGES, 0.05, 1)


def cut_edges_298(pace: Pace) -> list[Row]:
    """Cut edges of twelve localities in North Staffordshire against METIS."""
    return _against_metis(north_staffordshire(), pace, seconds=1.0, short=0.98, long=0.99)[0]


def cut_edges_1673(pace: Pace) -> list[Row]:
    """Cut edges of 71 localities in Greater Manchester against METIS and gerrychain."""
    case = greater_manchester()
    rows, ours = _against_metis(case, pace, seconds=2.0, short=0.94, long=None)
    median = statistics.median(run.cut_edges for run in ours)
    target = 0.85 if not pace.quick else None
    for name, start in (("its own", first_partition(case, 1)), ("METIS's", _of_metis(case))):
        chain = short_bursts(case, start, pace.long_s, 1)
        told = f"cut edges, 2 s vs gerrychain {pace.long_s:g} s from {name} plan"
        rows.append(Row(told, case.size, median / chain.cut_edges, target, "lower", len(ours)))
        target = None  # the better start is METIS's work
    return rows


def _of_metis(case: Case) -> Partition:
    plan = metis(case, 3.0, 1).plan
    assert plan is not None
    return partition(case, plan)


def _against_metis(
    case: Case, pace: Pace, *, seconds: float, short: float, long: float | None
) -> tuple[list[Row], list[Run]]:
    """Ours against METIS in 1 s, or in the time that ours takes of two idle processors where that is more.

    Runs of ours of 1 s are also held against one long run of METIS.
    """
    compiled(case)
    ours: list[Run] = []
    theirs: list[float] = []
    for seed in range(1, pace.rounds + 1):
        ours.append(balanced(case, CUT_EDGES, seconds, seed))
        theirs.append(metis(case, max(1.0, ours[-1].worked / 2), seed).cut_edges)
    ratios = [run.cut_edges / other for run, other in zip(ours, theirs, strict=True)]
    size, rounds = case.size, pace.rounds
    versus = f"cut edges, {seconds:g} s vs METIS as long"
    rows = [
        Row(versus, size, statistics.median(ratios), short, "lower", rounds),
        Row(f"{versus}, worst", size, max(ratios), short, "lower", rounds),
        _plain("cut edges, ours", case, [run.cut_edges for run in ours]),
        _plain("cut edges, METIS", case, theirs),
        _plain(f"seconds of a run of {seconds:g} s", case, [run.seconds for run in ours]),
        _plain(f"processor seconds of a run of {seconds:g} s", case, [run.worked for run in ours]),
    ]
    if long is not None:
        best = metis(case, pace.long_s, 99).cut_edges
        worst = max(run.cut_edges for run in ours) / best
        target = None if pace.quick else long
        name = f"cut edges, 1 s vs METIS {pace.long_s:g} s, worst"
        rows.append(Row(name, case.size, worst, target, "lower", pace.rounds))
    return rows, ours


def whole_england(pace: Pace) -> list[Row]:
    """England in one go against one run of METIS, and the localities that are out of the band."""
    case = england()
    compiled(north_staffordshire())
    rounds = 1 if pace.quick else pace.rounds
    ratios, outside, seconds, worked = [], [], [], []
    for seed in range(1, rounds + 1):
        run = balanced(case, CUT_EDGES, pace.england_s, seed)
        rng = np.random.default_rng(seed)
        plan = metis_once(case, rng, recursive=False, ufactor=240)
        best = run.outcome.best
        outside.append(
            float("inf") if best is None else out_of_band(case, best.plan) + in_pieces(case, best.plan)
        )
        ratios.append(float("inf") if best is None else cut_edges(case, best.plan) / cut_edges(case, plan))
        seconds.append(run.seconds)
        worked.append(run.worked)
    return [
        Row(
            "cut edges of England vs one METIS run",
            case.size,
            statistics.median(ratios),
            0.94,
            "lower",
            rounds,
        ),
        Row(
            "England, localities out or in pieces",
            case.size,
            max(outside),
            0.0,
            "lower",
            rounds,
        ),
        Row("seconds for England / 10", case.size, statistics.median(seconds) / 10, 1.0, "lower", rounds),
        _plain("processor seconds for England", case, worked),
    ]


def inertia_298(pace: Pace) -> list[Row]:
    """How far above the proven lower bound the moment of inertia is."""
    from workbench.balancing.bound import lower_bound

    case = north_staffordshire()
    objective = Objective(people=0.0, inertia=1.0)
    run = balanced(case, objective, 10.0 if not pace.quick else 2.0, 1)
    best = run.outcome.best
    if best is None:
        return [Row("inertia above the HiGHS bound", case.size, float("inf"), 0.005, "lower", 1)]
    bound = lower_bound(case.problem, "inertia", best.plan, pace.long_s)
    gap = float("inf") if bound.gap is None else bound.gap
    return [
        Row("inertia above the HiGHS bound", case.size, gap, 0.005, "lower", 1),
        _plain("seconds for inertia", case, [run.seconds]),
    ]


def fewest_moves(pace: Pace) -> list[Row]:
    """Moves of a repair beyond the fewest that HiGHS proves necessary, over damaged drawings."""
    from workbench.balancing.bound import lower_bound
    from workbench.balancing.rebalance import rebalance

    case = north_staffordshire()
    first = balanced(case, PRESETS[Preference.COMPACT], 0.5, 1).outcome.best
    assert first is not None
    over, beyond_damage, seconds, worked = [], [], [], []
    for seed, count in enumerate(DAMAGED[:3] if pace.quick else DAMAGED, start=1):
        drawn = damaged(case, first.plan, count, np.random.default_rng(seed))
        problem = replace(
            case.problem, start=drawn, labels=first.labels, localities=NORTH_STAFFORDSHIRE_LOCALITIES
        )
        begun, before = perf_counter(), process_time()
        outcome = rebalance(problem, Effort(seconds=0.5, seed=seed))
        seconds.append(perf_counter() - begun)
        worked.append(process_time() - before)
        if outcome.best is None or not valid(case, outcome.best.plan):
            over.append(float("inf"))
            beyond_damage.append(float("inf"))
            continue
        moves = int((outcome.best.plan != drawn).sum())
        beyond_damage.append(float(moves - count))
        floor = lower_bound(problem, "moves", outcome.best.plan, 5.0).lower_bound
        over.append(moves - (floor or 0.0))
    rounds = len(over)
    return [
        Row("moves above the HiGHS floor, worst drawing", case.size, max(over), 3.0, "lower", rounds),
        Row("moves beyond the damage, worst drawing", case.size, max(beyond_damage), 0.0, "lower", rounds),
        Row("seconds of a repair / 0.5", case.size, statistics.median(seconds) / 0.5, 1.0, "lower", rounds),
        _plain("processor seconds of a repair", case, worked),
    ]


def damaged(case: Case, plan: NDArray[np.int32], count: int, rng: np.random.Generator) -> NDArray[np.int32]:
    """A drawing spoilt: units at borders, one after the other, go to the locality beside them."""
    graph = case.problem.graph
    spoilt = plan.copy()
    while (spoilt != plan).sum() < count:
        across = np.flatnonzero(spoilt[graph.source] != spoilt[graph.neighbours])
        edge = int(rng.choice(across))
        spoilt[graph.source[edge]] = spoilt[graph.neighbours[edge]]
    return spoilt


def eight_alternatives(pace: Pace) -> list[Row]:
    """Eight plans that differ by a fifth of the people: time, and localities out of the band."""
    from workbench.balancing.alternatives import alternatives

    case = north_staffordshire()
    compiled(case)
    seconds, worked, outside, apart = [], [], [], []
    rounds = pace.rounds
    for seed in range(1, rounds + 1):
        begun, before = perf_counter(), process_time()
        outcome = alternatives(
            case.problem, PRESETS[Preference.COMPACT], Effort(seconds=1.5, seed=seed), count=8
        )
        seconds.append(perf_counter() - begun)
        worked.append(process_time() - before)
        plans = [one.plan for one in outcome.plans]
        missing = 8 - len(plans)
        outside.append(sum(out_of_band(case, plan) + in_pieces(case, plan) for plan in plans) + missing)
        apart.append(_least_apart(case, plans))
    return [
        Row(
            "8 alternatives, seconds / 1.5", case.size, statistics.median(seconds) / 1.5, 1.0, "lower", rounds
        ),
        Row("8 alternatives, localities or plans missing", case.size, max(outside), 0.0, "lower", rounds),
        Row("8 alternatives, least share of people apart", case.size, min(apart), 0.2, "higher", rounds),
        _plain("processor seconds of 8 alternatives", case, worked),
    ]


def _least_apart(case: Case, plans: Sequence[NDArray[np.int32]]) -> float:
    """The smallest share of people in other localities between two of the plans, best matching."""
    from scipy.optimize import linear_sum_assignment

    least, people = 1.0, case.problem.people
    for number, one in enumerate(plans):
        for other in plans[:number]:
            shared = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
            np.add.at(shared, (one, other), people)
            kept = shared[linear_sum_assignment(shared, maximize=True)].sum()
            least = min(least, 1.0 - kept / people.sum())
    return least


def _plain(name: str, case: Case, values: Sequence[float]) -> Row:
    """An absolute figure beside the ratios."""
    return Row(name, case.size, statistics.median(values), None, "lower", len(values))
