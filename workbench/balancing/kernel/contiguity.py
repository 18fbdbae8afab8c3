"""Whether a locality stays in one piece when a unit leaves it."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from workbench.balancing.kernel.arrays import STAMP, Ground, State

WIDEST_RING = 64
"""Neighbours that fit the bits of one word; units with more are searched."""


@njit(cache=True, nogil=True)
def neighbour_rings(indptr: NDArray[np.int32], neighbours: NDArray[np.int32]) -> NDArray[np.uint64]:
    """For each border u to v: the neighbours of u, as bits, that border v too. Shape (e,)."""
    n = indptr.shape[0] - 1
    ring = np.zeros(neighbours.shape[0], np.uint64)
    position = np.full(n, -1, np.int64)
    for u in range(n):
        first = indptr[u]
        if indptr[u + 1] - first > WIDEST_RING:
            continue
        for e in range(first, indptr[u + 1]):
            position[neighbours[e]] = e - first
        for e in range(first, indptr[u + 1]):
            v = neighbours[e]
            for f in range(indptr[v], indptr[v + 1]):
                at = position[neighbours[f]]
                if at >= 0:
                    ring[e] |= np.uint64(1) << np.uint64(at)
        for e in range(first, indptr[u + 1]):
            position[neighbours[e]] = -1
    return ring


@njit(cache=True, nogil=True)
def ring_holds(ground: Ground, first: int, mine: np.uint64) -> bool:
    """Whether the neighbours ``mine`` (bits of the unit whose run starts at ``first``) hang together.

    They do when each can be reached from one of them through borders among them alone.
    """
    one = np.uint64(1)
    none = np.uint64(0)
    reached = mine & (~mine + one)
    left = reached
    while left != none:
        low = left & (~left + one)
        left ^= low
        at = 0
        while (low >> np.uint64(at)) != one:
            at += 1
        fresh = ground.ring[first + at] & mine & ~reached
        reached |= fresh
        left |= fresh
        if reached == mine:
            return True
    return reached == mine


@njit(cache=True, nogil=True)
def search_holds(ground: Ground, state: State, unit: int) -> bool:
    """Whether all neighbours of ``unit`` in its locality reach each other without it: a search."""
    indptr, neighbours, plan = ground.indptr, ground.neighbours, state.plan
    stamp, wanted, queue = state.stamp, state.wanted, state.queue
    state.counts[STAMP] += 1
    now = state.counts[STAMP]
    label = plan[unit]
    left = 0
    first = -1
    for e in range(indptr[unit], indptr[unit + 1]):
        v = neighbours[e]
        if plan[v] == label:
            wanted[v] = now
            left += 1
            first = v
    if left <= 1:
        return left == 1
    stamp[unit] = now
    stamp[first] = now
    queue[0] = first
    head, tail = 0, 1
    left -= 1
    while head < tail:
        v = queue[head]
        head += 1
        for e in range(indptr[v], indptr[v + 1]):
            w = neighbours[e]
            if plan[w] == label and stamp[w] != now:
                stamp[w] = now
                queue[tail] = w
                tail += 1
                if wanted[w] == now:
                    left -= 1
                    if left == 0:
                        return True
    return False
