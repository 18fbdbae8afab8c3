"""Giving units without a locality to the localities beside them."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from workbench.balancing.kernel.rng import below, fraction, step


@njit(cache=True, nogil=True)
def give_the_rest(
    indptr: NDArray[np.int32],
    neighbours: NDArray[np.int32],
    people: NDArray[np.float64],
    target: float,
    plan: NDArray[np.int32],
    random: NDArray[np.uint64],
) -> None:
    """Give units of label -1 to a neighbour's locality, from the borders inwards: one with few people.

    ``plan`` is changed; units that no locality can reach keep -1. Chance (up to half a target of people)
    makes every run another.
    """
    n = plan.shape[0]
    held = np.zeros(n + 1)
    left = np.empty(n, np.int32)
    count = 0
    for u in range(n):
        if plan[u] >= 0:
            held[plan[u]] += people[u]
        else:
            left[count] = u
            count += 1
    state = random[0]
    given = 1
    while given > 0:
        given = 0
        for i in range(count - 1, 0, -1):
            state = step(state)
            j = below(state, i + 1)
            left[i], left[j] = left[j], left[i]
        for i in range(count):
            u = left[i]
            if plan[u] >= 0:
                continue
            best, least = -1, np.inf
            for e in range(indptr[u], indptr[u + 1]):
                label = plan[neighbours[e]]
                if label < 0:
                    continue
                state = step(state)
                draw = held[label] / target + 0.5 * fraction(state)
                if draw < least:
                    best, least = label, draw
            if best >= 0:
                plan[u] = best
                held[best] += people[u]
                given += 1
    random[0] = state
