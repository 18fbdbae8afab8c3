"""A first plan: random trees, cut where both sides can hold their share of localities, and so on down."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from workbench.balancing.kernel.rng import below, fraction, step
from workbench.balancing.kernel.trees import Borders, Tree, grow_tree, tree_room


class Load(NamedTuple):
    """What a side of a cut carries: ``anchor`` is 1 at one unit of each tie, 0 elsewhere. Shapes (n,)."""

    people: NDArray[np.float64]
    anchor: NDArray[np.int64]


class Below(NamedTuple):
    """What hangs below each unit of a tree, itself counted. Shapes (n,)."""

    people: NDArray[np.float64]
    anchors: NDArray[np.int64]
    units: NDArray[np.int64]


class Share(NamedTuple):
    """Part of the area that is to become ``localities`` localities."""

    people: float
    anchors: int
    units: int
    localities: int


@njit(cache=True, nogil=True)
def first_plan(
    borders: Borders,
    load: Load,
    parts: NDArray[np.int32],
    wanted: NDArray[np.int64],
    band: tuple[float, float],
    tries: int,
    random: NDArray[np.uint64],
) -> tuple[NDArray[np.int32], bool]:
    """Pieces numbered from 0 by unit; False where ties made a cut impossible.

    ``parts`` is the connected part of each unit and ``wanted`` the number of localities of each part. A
    part that no tree out of ``tries`` can cut within the band is cut where least is missing.
    """
    n = parts.shape[0]
    low, high = band
    plan = np.full(n, -1, np.int32)
    tree = tree_room(n, borders.neighbours.shape[0])
    below_unit = Below(np.empty(n), np.empty(n, np.int64), np.empty(n, np.int64))
    side = np.zeros(n, np.bool_)
    units = np.argsort(parts, kind="mergesort").astype(np.int32)
    pending = np.empty((n + wanted.shape[0] + 1, 3), np.int64)
    top = 0
    start = 0
    for part in range(wanted.shape[0]):
        size = int((parts == part).sum())
        pending[top, 0], pending[top, 1], pending[top, 2] = start, start + size, wanted[part]
        start += size
        top += 1
    pieces = 0
    tag = 0
    while top > 0:
        top -= 1
        a, b, k = pending[top, 0], pending[top, 1], pending[top, 2]
        nodes = units[a:b]
        if k <= 1:
            plan[nodes] = pieces
            pieces += 1
            continue
        share = _share(load, nodes, k)
        here, tag = _cut(
            borders, load, nodes, share, (low, high, tries), (tree, below_unit, side), tag, random
        )
        if here == 0:
            return plan, False
        first, second = nodes[side[nodes]].copy(), nodes[~side[nodes]].copy()
        nodes[: first.shape[0]] = first
        nodes[first.shape[0] :] = second
        middle = a + first.shape[0]
        pending[top, 0], pending[top, 1], pending[top, 2] = a, middle, here
        pending[top + 1, 0], pending[top + 1, 1], pending[top + 1, 2] = middle, b, k - here
        top += 2
    return plan, True


@njit(cache=True, nogil=True)
def _share(load: Load, nodes: NDArray[np.int32], localities: int) -> Share:
    people = 0.0
    anchors = 0
    for u in nodes:
        people += load.people[u]
        anchors += load.anchor[u]
    return Share(people, anchors, nodes.shape[0], localities)


@njit(cache=True, nogil=True)
def _cut(
    borders: Borders,
    load: Load,
    nodes: NDArray[np.int32],
    share: Share,
    how: tuple[float, float, int],
    room: tuple[Tree, Below, NDArray[np.bool_]],
    tag: int,
    random: NDArray[np.uint64],
) -> tuple[int, int]:
    """Mark one side of a cut in ``side``; its number of localities (0: no cut) and the tag used last."""
    low, high, tries = how
    tree, under, side = room
    best_miss = np.inf
    localities = 0
    random[0] = step(random[0])
    anywhere = fraction(random[0]) < 0.2
    for _ in range(tries):
        tag += 1
        tree.inside[nodes] = tag
        reached, random[0] = grow_tree(borders, tree, nodes, tag, random[0])
        _weigh(load, tree, under, reached)
        unit, here, miss = _best_cut(borders, tree, under, share, (low, high), reached, anywhere, random)
        if here > 0 and miss < best_miss:
            best_miss = miss
            localities = here
            _mark(tree, side, reached, unit)
        if best_miss == 0.0:
            break
    return localities, tag


@njit(cache=True, nogil=True)
def _weigh(load: Load, tree: Tree, under: Below, reached: int) -> None:
    """People, anchors and units below each unit of the tree."""
    for i in range(reached):
        u = tree.order[i]
        under.people[u] = load.people[u]
        under.anchors[u] = load.anchor[u]
        under.units[u] = 1
    for i in range(reached - 1, 0, -1):
        u = tree.order[i]
        p = tree.parent[u]
        under.people[p] += under.people[u]
        under.anchors[p] += under.anchors[u]
        under.units[p] += under.units[u]


@njit(cache=True, nogil=True)
def _mark(tree: Tree, side: NDArray[np.bool_], reached: int, unit: int) -> None:
    """True below ``unit``, False elsewhere in the tree."""
    side[tree.order[0]] = False
    for i in range(1, reached):
        u = tree.order[i]
        side[u] = u == unit or side[tree.parent[u]]


@njit(cache=True, nogil=True)
def _best_cut(
    borders: Borders,
    tree: Tree,
    under: Below,
    share: Share,
    band: tuple[float, float],
    reached: int,
    anywhere: bool,
    random: NDArray[np.uint64],
) -> tuple[int, int, float]:
    """The unit to cut above, its side's number of localities (0: no cut) and the people missing."""
    average = share.people / share.localities
    best_unit, best_here, best_miss, best_score = -1, 0, np.inf, -np.inf
    for i in range(1, reached):
        u = tree.order[i]
        if borders.tie[u] >= 0 and borders.tie[u] == borders.tie[tree.parent[u]]:
            continue
        fewest = max(1, under.anchors[u], share.localities - (share.units - under.units[u]))
        most = min(
            share.localities - 1,
            share.localities - (share.anchors - under.anchors[u]),
            under.units[u],
        )
        if fewest > most:
            continue
        people = under.people[u]
        rest = share.people - people
        here = min(max(round(people / average) if average > 0.0 else 1, fewest), most)
        if anywhere:
            random[0] = step(random[0])
            here = fewest + below(random[0], most - fewest + 1)
        there = share.localities - here
        miss = _missing(people, here, band) + _missing(rest, there, band)
        if miss > best_miss:
            continue
        random[0] = step(random[0])
        score = fraction(random[0])
        if not anywhere and average > 0.0:
            score = 0.3 * score + 0.5 * min(here, there) / share.localities
            score -= (math.fabs(people / here - average) + math.fabs(rest / there - average)) / average
        if miss < best_miss or score > best_score:
            best_unit, best_here, best_miss, best_score = u, here, miss, score
    return best_unit, best_here, best_miss


@njit(cache=True, nogil=True)
def _missing(people: float, localities: int, band: tuple[float, float]) -> float:
    """People too few or too many for a number of localities."""
    return max(0.0, band[0] * localities - people, people - band[1] * localities)
