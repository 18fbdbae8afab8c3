"""Locked areas in a new plan: those of one locality are tied together before the first cut."""

from __future__ import annotations

import heapq

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.problem import Problem

ASTRAY = 8
"""Steps inside its own drawn locality that a path prefers to one step outside of it."""


def tie_pinned(problem: Problem) -> NDArray[np.int32]:
    """For each unit the label of the locked areas that it belongs to or joins, -1 for none. Shape (n,).

    Locked areas of one locality that do not touch are joined by the shortest path, through their own
    locality where there is one. Without a path they stay apart; no plan exists then.
    """
    tie = np.full(problem.n, -1, np.int32)
    if not problem.pinned.any():
        return tie
    tie[problem.pinned] = problem.start[problem.pinned]
    for label in np.unique(problem.start[problem.pinned]):
        while True:
            path = _joining_path(problem, tie, int(label))
            if not path:
                break
            tie[path] = label
    return tie


def _joining_path(problem: Problem, tie: NDArray[np.int32], label: int) -> list[int]:
    """Units that join the first tied piece of ``label`` with the nearest other one; empty when whole."""
    graph = problem.graph
    mine = np.flatnonzero(tie == label)
    piece = _reach(problem, tie, int(mine[0]), label)
    if len(piece) == len(mine):
        return []
    heap = [(0, unit) for unit in sorted(piece)]
    came = dict.fromkeys(piece, -1)
    done: set[int] = set()
    while heap:
        length, unit = heapq.heappop(heap)
        if unit in done:
            continue
        done.add(unit)
        if tie[unit] == label and unit not in piece:
            return _way_back(came, unit)
        for other in graph.neighbours[graph.indptr[unit] : graph.indptr[unit + 1]].tolist():
            if other in came or tie[other] not in (-1, label):
                continue
            came[other] = unit
            heapq.heappush(heap, (length + (1 if problem.start[other] == label else ASTRAY), other))
    return []


def _way_back(came: dict[int, int], unit: int) -> list[int]:
    path = []
    while unit >= 0:
        path.append(unit)
        unit = came[unit]
    return path


def _reach(problem: Problem, tie: NDArray[np.int32], unit: int, label: int) -> set[int]:
    """Tied units of ``label`` that hang together with ``unit``."""
    graph = problem.graph
    seen = {unit}
    pending = [unit]
    while pending:
        here = pending.pop()
        for other in graph.neighbours[graph.indptr[here] : graph.indptr[here + 1]].tolist():
            if tie[other] == label and other not in seen:
                seen.add(other)
                pending.append(other)
    return seen
