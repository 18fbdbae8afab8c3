"""The peers of the balancer: METIS as often as the time allows, and chains of gerrychain.

Their seconds are processor seconds of the one thread they work in, which other programs do not shorten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from time import thread_time

import networkx
import numpy as np
import pymetis
from gerrychain import Graph, MarkovChain, Partition
from gerrychain.constraints import Bounds, single_flip_contiguous
from gerrychain.optimization import SingleMetricOptimizer
from gerrychain.proposals import propose_random_flip, recom
from gerrychain.updaters import Tally, cut_edges
from numpy.typing import NDArray

from benchmarks._balancing_cases import Case, valid
from benchmarks._balancing_cases import cut_edges as count_cut_edges

PEOPLE = "people"
WAYS = ((False, 180), (False, 220), (False, 240), (True, 220))
"""Ways to call METIS in turn, those that found the fewest cut edges in this band: recursive or k-way cuts,
and the imbalance allowed in thousandths."""


@dataclass(frozen=True, eq=False)
class Best:
    """The best valid plan of a peer, if it found one, and how often it tried."""

    plan: NDArray[np.int32] | None
    cut_edges: float
    tries: int
    seconds: float


def metis_once(case: Case, rng: np.random.Generator, *, recursive: bool, ufactor: int) -> NDArray[np.int32]:
    """One plan of METIS with the units in random order, which is what makes its k-way cuts differ."""
    graph = case.problem.graph
    order = rng.permutation(graph.n)
    rank = np.empty(graph.n, np.int64)
    rank[order] = np.arange(graph.n)
    degree = np.diff(graph.indptr)[order]
    starts = np.concatenate([[0], np.cumsum(degree)])
    slot = np.repeat(graph.indptr[order].astype(np.int64) - starts[:-1], degree) + np.arange(starts[-1])
    options = pymetis.Options(seed=int(rng.integers(1 << 30)), ufactor=ufactor)
    if not recursive and graph.components()[0] == 1:
        options.contig = 1
    cut = pymetis.part_graph(
        case.localities,
        pymetis.CSRAdjacency(
            starts.astype(pymetis.zero_copy_dtype()),
            rank[graph.neighbours[slot]].astype(pymetis.zero_copy_dtype()),
        ),
        vweights=case.problem.people[order].astype(pymetis.zero_copy_dtype()),
        options=options,
        recursive=recursive,
    )
    plan = np.empty(graph.n, np.int32)
    plan[order] = np.asarray(cut.vertex_part, np.int32)
    return plan


def metis(case: Case, seconds: float, seed: int) -> Best:
    """The best valid plan of METIS in a time, over all ways to call it in turn."""
    rng = np.random.default_rng(seed)
    start = thread_time()
    best, fewest, tries = None, float("inf"), 0
    while thread_time() - start < seconds or not tries:
        recursive, ufactor = WAYS[tries % len(WAYS)]
        plan = metis_once(case, rng, recursive=recursive, ufactor=ufactor)
        tries += 1
        cut = count_cut_edges(case, plan)
        if cut < fewest and valid(case, plan):
            best, fewest = plan, cut
    return Best(best, fewest, tries, thread_time() - start)


def border_network(case: Case) -> Graph:
    """Units and borders as gerrychain takes them."""
    graph = networkx.Graph()
    for unit, people in enumerate(case.problem.people.tolist()):
        graph.add_node(unit, **{PEOPLE: int(people)})
    borders = case.problem.graph
    graph.add_edges_from(zip(borders.source.tolist(), borders.neighbours.tolist(), strict=True))
    return Graph.from_networkx(graph)


def _updaters() -> dict[str, Callable[[Partition], object]]:
    return {PEOPLE: Tally(PEOPLE, alias=PEOPLE), "cut_edges": cut_edges}


def partition(case: Case, plan: NDArray[np.int32]) -> Partition:
    """A plan as gerrychain holds it."""
    return Partition(border_network(case), assignment=dict(enumerate(plan.tolist())), updaters=_updaters())


def band(case: Case) -> Bounds:
    """The band as a constraint of gerrychain."""
    return Bounds(lambda state: state[PEOPLE].values(), bounds=(case.problem.low, case.problem.high))


def recombination(case: Case) -> partial[Partition]:
    """Recombination within the band, as gerrychain proposes it."""
    target = (case.problem.low + case.problem.high) / 2
    return partial(recom, pop_col=PEOPLE, pop_target=target, epsilon=_epsilon(case))


def _epsilon(case: Case) -> float:
    """Half the width of the band as a share of its middle."""
    return (case.problem.high - case.problem.low) / (case.problem.high + case.problem.low)


def recombination_steps_a_second(case: Case, start: NDArray[np.int32], steps: int, seed: int) -> float:
    """Valid steps of recombination in a second."""
    chain = MarkovChain(
        recombination(case), initial_partition=partition(case, start), total_steps=steps + 1, rng=seed
    )
    return _speed(iter(chain), steps)


def flips_a_second(case: Case, start: NDArray[np.int32], steps: int, seed: int, *, checks: bool) -> float:
    """Flips of one unit in a second; with checks every locality stays in the band and in one piece.

    With checks the chain counts only valid flips, without them it takes every flip that is proposed.
    """
    chain = MarkovChain(
        propose_random_flip,
        constraints=[band(case), single_flip_contiguous] if checks else [],
        initial_partition=partition(case, start),
        total_steps=steps + 1,
        rng=seed,
    )
    return _speed(iter(chain), steps)


def first_partition(case: Case, seed: int) -> Partition:
    """A plan in the band that gerrychain makes from nothing, by recursive random trees."""
    return Partition.from_random_assignment(
        border_network(case),
        n_parts=case.localities,
        epsilon=_epsilon(case),
        pop_col=PEOPLE,
        updaters=_updaters(),
        rng=seed,
    )


def short_bursts(case: Case, start: Partition, seconds: float, seed: int) -> Best:
    """The fewest cut edges of gerrychain's short bursts of recombination in a time."""
    optimizer = SingleMetricOptimizer(
        recombination(case),
        constraints=[],
        initial_state=start,
        optimization_metric_fn=lambda state: len(state["cut_edges"]),
        maximize=False,
        rng=seed,
    )
    begun, tries = thread_time(), 0
    for _ in optimizer.short_bursts(10, 10**9):
        tries += 1
        if thread_time() - begun >= seconds:
            break
    return Best(None, float(optimizer.best_score or 0), tries, thread_time() - begun)


def _speed(states: Iterator[Partition], steps: int) -> float:
    """Steps in a second over an iterator whose first state is the start."""
    next(states)
    begun = thread_time()
    done = sum(1 for _ in islice(states, steps))
    return done / (thread_time() - begun)
