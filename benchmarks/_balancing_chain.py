"""A chain of recombinations made of the balancer's own trees, to count steps as gerrychain does."""

from __future__ import annotations

import workbench.balancing.kernel  # noqa: F401 - names the folder of compiled code before numba compiles

# isort: split
from time import thread_time

import numpy as np
from numba import njit
from numpy.typing import NDArray

from benchmarks._balancing_cases import Case, valid
from workbench.balancing.kernel.first_plan import Below, Load, Share, _cut
from workbench.balancing.kernel.rng import below, seeded, step
from workbench.balancing.kernel.trees import Borders, tree_room

TRIES = 1000
"""Trees tried for a pair of localities before another pair is taken."""


@njit(nogil=True)
def chain(
    borders: Borders,
    load: Load,
    source: NDArray[np.int32],
    plan: NDArray[np.int32],
    band: tuple[float, float],
    steps: int,
    random: NDArray[np.uint64],
) -> None:
    """``steps`` times: join two neighbouring localities, cut a random tree of theirs within the band."""
    n = plan.shape[0]
    tree = tree_room(n, source.shape[0])
    under = Below(np.empty(n), np.empty(n, np.int64), np.empty(n, np.int64))
    side = np.zeros(n, np.bool_)
    room = np.empty(n, np.int32)
    tag = 0
    done = 0
    while done < steps:
        random[0] = step(random[0])
        border = below(random[0], source.shape[0])
        a, b = plan[source[border]], plan[borders.neighbours[border]]
        if a == b:
            continue
        count = 0
        people = 0.0
        for u in range(n):
            if plan[u] == a or plan[u] == b:
                room[count] = u
                people += load.people[u]
                count += 1
        nodes = room[:count]
        share = Share(people, 0, count, 2)
        how = (band[0], band[1], TRIES)
        here, tag = _cut(borders, load, nodes, share, how, (tree, under, side), tag, random)
        if here == 0:
            continue
        for u in nodes:
            plan[u] = a if side[u] else b
        done += 1


def our_recombinations_a_second(case: Case, start: NDArray[np.int32], steps: int, seed: int) -> float:
    """Valid steps of recombination in a second with our trees, in one thread."""
    problem, graph = case.problem, case.problem.graph
    borders = Borders(graph.indptr, graph.neighbours, np.full(graph.n, -1, np.int32))
    load = Load(problem.people, np.zeros(graph.n, np.int64))
    random = np.array([seeded(seed, 0)], np.uint64)
    plan = start.copy()
    chain(borders, load, graph.source, plan, (problem.low, problem.high), 10, random)
    begun = thread_time()
    chain(borders, load, graph.source, plan, (problem.low, problem.high), steps, random)
    took = thread_time() - begun
    assert valid(case, plan)
    return steps / took
