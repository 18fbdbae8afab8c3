"""The parts of a locality after units came and went, from the parts that it had.

Going over every unit of a locality costs what the locality costs; here only the surroundings of units that
moved are looked at, as long as they tell, so that a stroke in a large locality costs what it touches.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.contiguity import FEW, ContiguityGraph, Parts

Units = NDArray[np.int64]

NO_PART = -1
HOPS = 3
"""How many neighbours away from lost units the way around them is looked for."""


def parts_after(
    graph: ContiguityGraph, before: Parts, *, gained: Units, lost: Units, people: NDArray[np.float64]
) -> Parts:
    """The parts of a locality that had those of ``before``, exactly as ``ContiguityGraph.parts`` gives them.

    ``people`` has one entry for every unit of the area.
    """
    if not len(gained) and not len(lost):
        return before
    part_of = np.full(graph.size, NO_PART, dtype=np.int64)
    for number, units in enumerate(before.parts):
        part_of[units] = number
    count = _take_out(graph, part_of, lost, before.count)
    _put_in(graph, part_of, gained, count)
    units = np.flatnonzero(part_of != NO_PART)
    order = np.argsort(part_of[units], kind="stable")
    _, first = np.unique(part_of[units][order], return_index=True)
    return graph.ranked(np.split(units[order], first[1:]) if len(units) else [], people)


def _take_out(graph: ContiguityGraph, part_of: NDArray[np.int64], lost: Units, count: int) -> int:
    """Take units out of their parts; what is cut off has a number of its own. Gives the next free number."""
    was = part_of[lost]
    part_of[lost] = NO_PART
    for number in np.unique(was).tolist():
        pieces = _cut_off_nearby(graph, part_of, number, lost[was == number])
        if pieces is None:
            pieces = graph.groups(np.flatnonzero(part_of == number))[1:]
        for piece in pieces:
            part_of[piece] = count
            count += 1
    return count


def _cut_off_nearby(
    graph: ContiguityGraph, part_of: NDArray[np.int64], number: int, lost: Units
) -> list[Units] | None:
    """What the loss of some units cuts off from their part; None where a look nearby does not tell.

    All that is left hangs together with a neighbour of the lost units. So it is in one piece where these do,
    and a group of them from which no way leads on is a piece of its own.
    """

    def own_neighbours(units: Units) -> Units:
        beside = graph.neighbours_of(units)[1]
        return np.unique(beside[part_of[beside] == number]).astype(np.int64)

    near = own_neighbours(lost)
    for _ in range(HOPS):
        groups = graph.groups(near)
        if len(groups) <= 1:
            return []
        closed = [group for group in groups if np.isin(own_neighbours(group), group).all()]
        if len(closed) >= len(groups) - 1:
            return closed[: len(groups) - 1]
        if len(near) > FEW:
            return None
        near = np.union1d(near, own_neighbours(near))
    return None


def _put_in(graph: ContiguityGraph, part_of: NDArray[np.int64], gained: Units, count: int) -> None:
    """Put units in; each group of them joins all the parts that it lies beside."""
    for group in graph.groups(gained):
        beside = np.unique(part_of[graph.neighbours_of(group)[1]])
        joined = beside[beside != NO_PART]
        if len(joined):
            part_of[np.isin(part_of, joined)] = count
        part_of[group] = count
        count += 1
