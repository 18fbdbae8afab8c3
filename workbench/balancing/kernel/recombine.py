"""Recombination: two neighbouring localities are merged and parted anew along a uniform random tree.

DeFord, Duchin, Solomon (2021), "Recombination: a family of Markov chains for redistricting". The tree is
Wilson's (1996): loop-erased random walks give every spanning tree the same chance.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from workbench.balancing.kernel.arrays import PEOPLE, UNITS, Ground, State
from workbench.balancing.kernel.rng import below, step

TREES = 20
"""Trees tried before a pair is left as it was."""


class Pair(NamedTuple):
    """Two localities put together, units counted from 0: ``unit`` is the row of each in the whole area.

    ``row`` leads back (-1: not of the pair); ``start`` and ``beside`` hold the neighbours among them.
    ``towards`` and ``order`` are the tree, root first; ``under`` the people below each unit.
    """

    unit: NDArray[np.int32]
    row: NDArray[np.int32]
    start: NDArray[np.int32]
    beside: NDArray[np.int32]
    towards: NDArray[np.int32]
    order: NDArray[np.int32]
    under: NDArray[np.float64]
    mark: NDArray[np.bool_]


@njit(cache=True, nogil=True)
def recombine(
    ground: Ground, state: State, band: tuple[float, float], tied: NDArray[np.bool_], steps: int
) -> int:
    """Make ``steps`` attempts at random pairs of neighbours; returns how many were parted anew.

    Both new localities are within ``band``. ``tied`` localities (by label) are left alone. Keeps
    ``state.plan`` and the people and units of ``state.held``; the rest has to be filled anew.
    """
    n, borders = state.plan.shape[0], ground.source.shape[0]
    pair = Pair(
        np.empty(n, np.int32),
        np.full(n, -1, np.int32),
        np.empty(n + 1, np.int32),
        np.empty(borders, np.int32),
        np.empty(n, np.int32),
        np.empty(n, np.int32),
        np.empty(n, np.float64),
        np.zeros(n, np.bool_),
    )
    random = state.random[0]
    done = 0
    for _ in range(steps):
        found = False
        for _ in range(borders):
            random = step(random)
            edge = below(random, borders)
            a, b = state.plan[ground.source[edge]], state.plan[ground.neighbours[edge]]
            if a != b:
                found = True
                break
        if not found:
            break
        if tied[a] or tied[b]:
            continue
        units = _put_together(ground, state, pair, ground.source[edge], b)
        total = state.held[a, PEOPLE] + state.held[b, PEOPLE]
        for _ in range(TREES):
            random = _wilson(pair, units, random)
            random, cut = _cut(ground, pair, units, total, band, random)
            if cut >= 0:
                _part(state, pair, units, cut, total, (a, b))
                done += 1
                break
        for i in range(units):
            pair.row[pair.unit[i]] = -1
    state.random[0] = random
    return done


@njit(cache=True, nogil=True)
def _put_together(ground: Ground, state: State, pair: Pair, first: int, other: int) -> int:
    """Collect the units of the locality of ``first`` and of ``other`` and who borders whom among them."""
    mine = state.plan[first]
    pair.unit[0] = first
    pair.row[first] = 0
    units, head, edges = 1, 0, 0
    while head < units:
        u = pair.unit[head]
        pair.start[head] = edges
        for e in range(ground.indptr[u], ground.indptr[u + 1]):
            v = ground.neighbours[e]
            label = state.plan[v]
            if label in (mine, other):
                if pair.row[v] < 0:
                    pair.row[v] = units
                    pair.unit[units] = v
                    units += 1
                pair.beside[edges] = pair.row[v]
                edges += 1
        head += 1
    pair.start[units] = edges
    return units


@njit(cache=True, nogil=True)
def _wilson(pair: Pair, units: int, random: np.uint64) -> np.uint64:
    """A uniform spanning tree into ``towards`` and ``order`` (each after the one it hangs on)."""
    pair.mark[:units] = False
    random = step(random)
    root = below(random, units)
    pair.mark[root] = True
    pair.towards[root] = -1
    pair.order[0] = root
    reached = 1
    for i in range(units):
        at = i
        length = 0
        while not pair.mark[at]:
            random = step(random)
            first = pair.start[at]
            pair.towards[at] = pair.beside[first + below(random, pair.start[at + 1] - first)]
            at = pair.towards[at]
        at = i
        while not pair.mark[at]:
            length += 1
            pair.mark[at] = True
            pair.order[reached + length - 1] = at
            at = pair.towards[at]
        low, high = reached, reached + length - 1
        while low < high:
            pair.order[low], pair.order[high] = pair.order[high], pair.order[low]
            low += 1
            high -= 1
        reached += length
    return random


@njit(cache=True, nogil=True)
def _cut(
    ground: Ground, pair: Pair, units: int, total: float, band: tuple[float, float], random: np.uint64
) -> tuple[np.uint64, int]:
    """One of the places where the tree can be cut with both sides in the band, -1 without any."""
    low, high = band
    for i in range(units):
        pair.under[i] = ground.unit[pair.unit[i], 0]
    for i in range(units - 1, 0, -1):
        at = pair.order[i]
        pair.under[pair.towards[at]] += pair.under[at]
    fits = 0
    chosen = -1
    for i in range(1, units):
        at = pair.order[i]
        people = pair.under[at]
        if low <= people <= high and low <= total - people <= high:
            fits += 1
            random = step(random)
            if below(random, fits) == 0:
                chosen = at
    return random, chosen


@njit(cache=True, nogil=True)
def _part(
    state: State, pair: Pair, units: int, cut: int, total: float, labels: tuple[np.int32, np.int32]
) -> None:
    """Give what hangs below ``cut`` the first label, the rest the second."""
    a, b = labels
    pair.mark[:units] = False
    count = 0
    for i in range(units):
        at = pair.order[i]
        if at == cut or (pair.towards[at] >= 0 and pair.mark[pair.towards[at]]):
            pair.mark[at] = True
            count += 1
        state.plan[pair.unit[at]] = a if pair.mark[at] else b
    state.held[a, PEOPLE] = pair.under[cut]
    state.held[b, PEOPLE] = total - pair.under[cut]
    state.held[a, UNITS] = count
    state.held[b, UNITS] = units - count
