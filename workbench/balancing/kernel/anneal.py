"""Simulated annealing of unit flips: Metropolis first, contiguity second, the best plan in the band kept.

Kirkpatrick, Gelatt, Vecchi (1983). A proposal takes a random border between two localities and moves the
unit on its near side across. What the move costs is known after a walk over the unit's neighbours; whether
the locality it leaves stays in one piece is asked only for moves that were taken, first by the ring of
neighbours, then by a search.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from workbench.balancing.kernel.arrays import (
    ACCEPTED,
    BEST,
    COST,
    IN_CUT,
    PEOPLE,
    PROPOSED,
    RUNNING,
    SUM_Q,
    SUM_X,
    SUM_Y,
    TESTED,
    UNITS,
    Ground,
    State,
    Terms,
)
from workbench.balancing.kernel.contiguity import WIDEST_RING, ring_holds, search_holds
from workbench.balancing.kernel.cost import localities_outside, locality_cost, move, unit_change
from workbench.balancing.kernel.rng import below, fraction, step

HOPELESS = 30.0
"""A move that costs this many temperatures is not drawn for: its chance is below 1e-13."""


@njit(cache=True, nogil=True)
def anneal(ground: Ground, terms: Terms, state: State, temperatures: NDArray[np.float64], each: int) -> None:
    """``each`` proposals at each temperature; the best plan in the band lands in ``state.best``."""
    for temperature in temperatures:
        _at_temperature(ground, terms, state, temperature, each)
        keep_best(terms, state)


@njit(cache=True, nogil=True)
def keep_best(terms: Terms, state: State) -> None:
    """Remember the plan if it is in the band and better than all before it."""
    if state.costs[RUNNING] < state.costs[BEST] - 1e-9 and localities_outside(terms, state) == 0:
        state.costs[BEST] = state.costs[RUNNING]
        state.best[:] = state.plan


@njit(cache=True, nogil=True)
def _at_temperature(ground: Ground, terms: Terms, state: State, temperature: float, proposals: int) -> None:
    """Proposals at one temperature."""
    plan, held, unit = state.plan, state.held, ground.unit
    per_unit = terms.patients != 0.0 or terms.hubs != 0.0 or terms.changes != 0.0
    random = state.random[0]
    running = state.costs[RUNNING]
    tested = 0
    accepted = 0
    for _ in range(proposals):
        if state.counts[IN_CUT] == 0:
            break
        random = step(random)
        border = state.cut[below(random, state.counts[IN_CUT])]
        u = ground.source[border]
        a = plan[u]
        if not ground.free[u] or held[a, UNITS] == 1.0:
            continue
        b = plan[ground.neighbours[border]]
        people = unit[u, 0]
        x, y, q = people * unit[u, 1], people * unit[u, 2], unit[u, 3]
        cost_a = locality_cost(
            terms, held[a, PEOPLE] - people, held[a, SUM_X] - x, held[a, SUM_Y] - y, held[a, SUM_Q] - q
        )
        cost_b = locality_cost(
            terms, held[b, PEOPLE] + people, held[b, SUM_X] + x, held[b, SUM_Y] + y, held[b, SUM_Q] + q
        )
        change = cost_a + cost_b - held[a, COST] - held[b, COST]
        first = ground.indptr[u]
        mine = np.uint64(0)
        for e in range(first, ground.indptr[u + 1]):
            k = plan[ground.neighbours[e]]
            if k == a:
                change += state.weight[e]
                mine |= np.uint64(1) << np.uint64(e - first)
            elif k == b:
                change -= state.weight[e]
        if per_unit:
            change += unit_change(ground, terms, state, u, b)
        if change > 0.0:
            if change >= HOPELESS * temperature:
                continue
            random = step(random)
            if fraction(random) >= math.exp(-change / temperature):
                continue
        tested += 1
        wide = ground.indptr[u + 1] - first > WIDEST_RING
        if (wide or not ring_holds(ground, first, mine)) and not search_holds(ground, state, u):
            continue
        accepted += 1
        move(ground, state, u, b)
        held[a, COST] = cost_a
        held[b, COST] = cost_b
        running += change
    state.random[0] = random
    state.costs[RUNNING] = running
    state.counts[PROPOSED] += proposals
    state.counts[TESTED] += tested
    state.counts[ACCEPTED] += accepted


@njit(cache=True, nogil=True)
def typical_change(ground: Ground, terms: Terms, state: State, samples: int) -> float:
    """Mean size of the change of cost over random moves, the band left out: the scale of temperatures."""
    inside = Terms(
        -1.0, 1e300, terms.target, terms.people, 0.0, terms.inertia, terms.patients, terms.hubs, terms.changes
    )
    plan, held, unit = state.plan, state.held, ground.unit
    random = state.random[0]
    total = 0.0
    count = 0
    for _ in range(samples):
        if state.counts[IN_CUT] == 0:
            break
        random = step(random)
        border = state.cut[below(random, state.counts[IN_CUT])]
        u = ground.source[border]
        a, b = plan[u], plan[ground.neighbours[border]]
        if held[a, UNITS] == 1.0:
            continue
        people = unit[u, 0]
        change = unit_change(ground, terms, state, u, b)
        for k, sign in ((a, -1.0), (b, 1.0)):
            change += locality_cost(
                inside,
                held[k, PEOPLE] + sign * people,
                held[k, SUM_X] + sign * people * unit[u, 1],
                held[k, SUM_Y] + sign * people * unit[u, 2],
                held[k, SUM_Q] + sign * unit[u, 3],
            ) - locality_cost(inside, held[k, PEOPLE], held[k, SUM_X], held[k, SUM_Y], held[k, SUM_Q])
        for e in range(ground.indptr[u], ground.indptr[u + 1]):
            k = plan[ground.neighbours[e]]
            if k == a:
                change += state.weight[e]
            elif k == b:
                change -= state.weight[e]
        total += abs(change)
        count += 1
    state.random[0] = random
    return total / count if count else 0.0
