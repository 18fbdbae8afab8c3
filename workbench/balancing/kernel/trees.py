"""Random spanning trees of a set of units, and what hangs below each unit of the tree."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from workbench.balancing.kernel.rng import below, fraction, step


class Borders(NamedTuple):
    """The graph, and ``tie``: units that share one (0 or more) are never parted."""

    indptr: NDArray[np.int32]
    neighbours: NDArray[np.int32]
    tie: NDArray[np.int32]


class Tree(NamedTuple):
    """Room for one tree: ``order`` is the order of visits, ``parent`` whom each was reached from.

    ``inside[u] == tag`` marks the units that belong; a visited one is marked ``-tag``. The heap holds
    (key, unit, reached from); it needs as many places as there are directed borders, and one.
    """

    order: NDArray[np.int32]
    parent: NDArray[np.int32]
    inside: NDArray[np.int64]
    heap_key: NDArray[np.float64]
    heap_unit: NDArray[np.int32]
    heap_from: NDArray[np.int32]


@njit(cache=True, nogil=True)
def tree_room(n: int, borders: int) -> Tree:
    """Room for trees of a graph of ``n`` units."""
    return Tree(
        np.empty(n, np.int32),
        np.empty(n, np.int32),
        np.zeros(n, np.int64),
        np.empty(borders + 1, np.float64),
        np.empty(borders + 1, np.int32),
        np.empty(borders + 1, np.int32),
    )


@njit(cache=True, nogil=True)
def grow_tree(
    borders: Borders, tree: Tree, nodes: NDArray[np.int32], tag: int, random: np.uint64
) -> tuple[int, np.uint64]:
    """A spanning tree of ``nodes`` (all marked ``tag``) by least random keys from a random root; Prim (1957).

    Borders between tied units have the key 0 and go first, so tied units that touch stay together in the
    tree. Returns the number of units reached and the state of the random numbers.
    """
    random = step(random)
    tree.heap_key[0] = 0.0
    tree.heap_unit[0] = nodes[below(random, nodes.shape[0])]
    tree.heap_from[0] = -1
    waiting = 1
    reached = 0
    while waiting > 0:
        unit, origin = tree.heap_unit[0], tree.heap_from[0]
        waiting -= 1
        _sink_last(tree, waiting)
        if tree.inside[unit] != tag:
            continue
        tree.inside[unit] = -tag
        tree.parent[unit] = origin
        tree.order[reached] = unit
        reached += 1
        for e in range(borders.indptr[unit], borders.indptr[unit + 1]):
            other = borders.neighbours[e]
            if tree.inside[other] == tag:
                random = step(random)
                key = fraction(random)
                if borders.tie[unit] >= 0 and borders.tie[unit] == borders.tie[other]:
                    key = -1.0
                _float(tree, waiting, key, other, unit)
                waiting += 1
    return reached, random


@njit(cache=True, nogil=True)
def _sink_last(tree: Tree, last: int) -> None:
    """Put the last entry of the heap on top and let it sink to its place."""
    key, unit, origin = tree.heap_key[last], tree.heap_unit[last], tree.heap_from[last]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= last:
            break
        if child + 1 < last and tree.heap_key[child + 1] < tree.heap_key[child]:
            child += 1
        if tree.heap_key[child] >= key:
            break
        tree.heap_key[at] = tree.heap_key[child]
        tree.heap_unit[at] = tree.heap_unit[child]
        tree.heap_from[at] = tree.heap_from[child]
        at = child
    tree.heap_key[at] = key
    tree.heap_unit[at] = unit
    tree.heap_from[at] = origin


@njit(cache=True, nogil=True)
def _float(tree: Tree, at: int, key: float, unit: int, origin: int) -> None:
    """Add an entry at the end of the heap and let it rise to its place."""
    while at > 0:
        above = (at - 1) >> 1
        if tree.heap_key[above] <= key:
            break
        tree.heap_key[at] = tree.heap_key[above]
        tree.heap_unit[at] = tree.heap_unit[above]
        tree.heap_from[at] = tree.heap_from[above]
        at = above
    tree.heap_key[at] = key
    tree.heap_unit[at] = unit
    tree.heap_from[at] = origin
