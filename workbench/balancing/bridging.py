"""Give pieces of a locality a way back to the rest of it, through a locality that has too many people."""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.mending import main_pieces, pieces_of
from workbench.balancing.problem import BorderGraph, Problem


def rejoined(
    problem: Problem, tie: NDArray[np.int32], random: np.random.Generator, *, share: float
) -> NDArray[np.int32]:
    """The drawing with some cut-off pieces joined to their localities again, then one piece a locality.

    A piece comes back along the fewest areas of a locality above the band where those are no more than the
    piece has itself, so that no more areas move than by giving it up. About ``share`` of such pieces do, in
    random order. Shape (n,), -1 where nobody holds an area.
    """
    plan = problem.start.astype(np.int32)
    plan[tie >= 0] = tie[tie >= 0]
    main = main_pieces(problem, tie)
    astray = np.flatnonzero((main < 0) & (plan >= 0))
    if not len(astray):
        return main
    piece = pieces_of(problem.graph, plan)
    for one in random.permutation(np.unique(piece[astray])).tolist():
        held = problem.people_of(plan, problem.labels)
        open_way = (tie < 0) & ((plan < 0) | (held[plan] > problem.high))
        units = np.flatnonzero(piece == one)
        label = int(problem.start[units[0]])
        if random.random() < share:
            way = _way(problem.graph, units, (main == label) & (plan == label), open_way, len(units))
            plan[way] = label
    return main_pieces(problem, tie, plan)


def _way(
    graph: BorderGraph,
    units: NDArray[np.int64],
    goal: NDArray[np.bool_],
    open_way: NDArray[np.bool_],
    longest: int,
) -> list[int]:
    """Areas between ``units`` and ``goal``, the fewest; none where it takes more than ``longest``."""
    came: dict[int, int] = dict.fromkeys(units.tolist(), -1)
    queue = deque((unit, 0) for unit in came)
    while queue:
        unit, far = queue.popleft()
        for other in graph.neighbours[graph.indptr[unit] : graph.indptr[unit + 1]].tolist():
            if other in came:
                continue
            if goal[other]:
                return _back(came, unit)
            if open_way[other] and far < longest:
                came[other] = unit
                queue.append((other, far + 1))
    return []


def _back(came: dict[int, int], unit: int) -> list[int]:
    """The way from ``unit`` back to the piece that the search came from, which is left out."""
    way = []
    while came[unit] >= 0:
        way.append(unit)
        unit = came[unit]
    return way
