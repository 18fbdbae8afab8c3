"""Taking back moves that a repaired plan does not need."""

from __future__ import annotations

import numpy as np
from numba import njit

from workbench.balancing.kernel.arrays import PEOPLE, UNITS, Ground, State, Terms
from workbench.balancing.kernel.contiguity import search_holds
from workbench.balancing.kernel.cost import move


@njit(cache=True, nogil=True)
def undo_moves(ground: Ground, terms: Terms, state: State) -> int:
    """Put areas back where they were drawn, one by one and in pairs, while the plan stays valid.

    ``state.plan`` is in the band and in one piece by locality, and stays so. Returns the areas put back.
    """
    total = 0
    while True:
        put_back = _one_by_one(ground, terms, state)
        if put_back == 0:
            put_back = _in_pairs(ground, terms, state)
        if put_back == 0:
            return total
        total += put_back


@njit(cache=True, nogil=True)
def _astray(ground: Ground, state: State, unit: int) -> bool:
    """Whether a unit that may move is in another locality than drawn."""
    return ground.free[unit] and ground.start[unit] >= 0 and state.plan[unit] != ground.start[unit]


@njit(cache=True, nogil=True)
def can_move(ground: Ground, state: State, unit: int, label: int) -> bool:
    """Whether a unit touches the label, and the locality that it leaves stays there and in one piece."""
    if state.held[state.plan[unit], UNITS] <= 1.0:
        return False
    for e in range(ground.indptr[unit], ground.indptr[unit + 1]):
        if state.plan[ground.neighbours[e]] == label:
            return search_holds(ground, state, unit)
    return False


@njit(cache=True, nogil=True)
def _in_band(terms: Terms, state: State, label: int) -> bool:
    people = state.held[label, PEOPLE]
    return terms.low <= people <= terms.high


@njit(cache=True, nogil=True)
def _one_by_one(ground: Ground, terms: Terms, state: State) -> int:
    put_back = 0
    for unit in range(state.plan.shape[0]):
        if not _astray(ground, state, unit):
            continue
        here, home = int(state.plan[unit]), int(ground.start[unit])
        if not can_move(ground, state, unit, home):
            continue
        move(ground, state, unit, home)
        if _in_band(terms, state, here) and _in_band(terms, state, home):
            put_back += 1
        else:
            move(ground, state, unit, here)
    return put_back


@njit(cache=True, nogil=True)
def _in_pairs(ground: Ground, terms: Terms, state: State) -> int:
    """Put back the first two areas that can only go together; 0 where there are none."""
    astray = np.flatnonzero(state.plan != ground.start)
    for one in astray:
        first = int(one)
        if not _astray(ground, state, first):
            continue
        here, home = int(state.plan[first]), int(ground.start[first])
        if not can_move(ground, state, first, home):
            continue
        move(ground, state, first, home)
        for other in astray:
            second = int(other)
            if second == first or not _astray(ground, state, second):
                continue
            there, back = int(state.plan[second]), int(ground.start[second])
            if not can_move(ground, state, second, back):
                continue
            move(ground, state, second, back)
            if (
                _in_band(terms, state, here)
                and _in_band(terms, state, home)
                and _in_band(terms, state, there)
                and _in_band(terms, state, back)
            ):
                return 2
            move(ground, state, second, there)
        move(ground, state, first, here)
    return 0
