"""What hangs on one unit: the branches that fall off a graph when a unit is taken out.

In a plan of connected localities the locality of unit v takes a connected part of every branch at v, and
whatever else is in the branch is made of whole localities. A branch with fewer people than the lower limit
therefore goes with v altogether. Branches come from one depth-first walk (Hopcroft and Tarjan 1973): the
subtree of a child c of v is a branch where no edge leads from it above v; what is left, if v is not the
root of the walk, is the branch above.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.problem import BorderGraph


@dataclass(frozen=True, eq=False)
class Walk:
    """A depth-first walk of a whole graph; all arrays have shape (n,).

    ``order`` are the units as they were first met, ``place`` where each stands in it, ``parent`` the unit
    it was met from (-1: the start of a component), ``size`` the number of units in its subtree (they
    follow it in ``order``) and ``reach`` the first place that an edge of its subtree leads to.
    """

    order: NDArray[np.int64]
    place: NDArray[np.int64]
    parent: NDArray[np.int64]
    size: NDArray[np.int64]
    reach: NDArray[np.int64]

    def subtree(self, unit: int) -> NDArray[np.int64]:
        """Units met from ``unit`` on, itself first."""
        start = int(self.place[unit])
        return self.order[start : start + int(self.size[unit])]


@lru_cache(maxsize=1)
def walk(graph: BorderGraph) -> Walk:
    """Walk depth first, each component from its unit with most neighbours.

    That unit is seldom in a small branch, so that most branches are subtrees. Plain Python: 33,000 units
    take a third of a second; all questions about one graph share its walk.
    """
    n = graph.n
    indptr, neighbours = graph.indptr.tolist(), graph.neighbours.tolist()
    order: list[int] = []
    place, parent, reach, size = [-1] * n, [-1] * n, [0] * n, [1] * n
    following = list(indptr[:-1])
    for start in np.argsort(-np.diff(graph.indptr), kind="stable").tolist():
        if place[start] >= 0:
            continue
        place[start] = reach[start] = len(order)
        order.append(start)
        stack = [start]
        while stack:
            unit = stack[-1]
            if following[unit] < indptr[unit + 1]:
                other = neighbours[following[unit]]
                following[unit] += 1
                if place[other] < 0:
                    parent[other] = unit
                    place[other] = reach[other] = len(order)
                    order.append(other)
                    stack.append(other)
                elif place[other] < reach[unit] and other != parent[unit]:
                    reach[unit] = place[other]
            else:
                stack.pop()
                if stack:
                    above = stack[-1]
                    reach[above] = min(reach[above], reach[unit])
                    size[above] += size[unit]
    return Walk(*(np.array(column, np.int64) for column in (order, place, parent, size, reach)))


@dataclass(frozen=True, eq=False)
class Branches:
    """A cut unit, the people of each of its branches, and where to find their units.

    ``below`` are the child units whose subtrees are branches; where there is a branch above, its people
    come last in ``people``.
    """

    unit: int
    below: tuple[int, ...]
    people: NDArray[np.float64]

    def members(self, found: Walk, component: NDArray[np.int64], which: int) -> NDArray[np.int64]:
        """Units of branch ``which``; ``component`` are the units of the part that the cut unit is in."""
        if which < len(self.below):
            return found.subtree(self.below[which])
        taken = [np.array([self.unit]), *(found.subtree(child) for child in self.below)]
        return np.setdiff1d(component, np.concatenate(taken))


def cut_units(found: Walk, people: NDArray[np.float64]) -> Iterator[Branches]:
    """Every unit that holds its component together, with its branches, in the order of the walk."""
    running = np.concatenate([[0.0], np.cumsum(people[found.order])])
    subtree_people = running[found.place + found.size] - running[found.place]
    is_branch = np.zeros(len(found.order), bool)
    child = np.flatnonzero(found.parent >= 0)
    is_branch[child] = found.reach[child] >= found.place[found.parent[child]]
    below: dict[int, list[int]] = {}
    for unit in found.order[is_branch[found.order]].tolist():
        below.setdefault(int(found.parent[unit]), []).append(unit)
    root = np.empty(len(found.order), np.int64)
    for unit in found.order.tolist():
        root[unit] = unit if found.parent[unit] < 0 else root[found.parent[unit]]
    for unit in sorted(below, key=lambda unit: int(found.place[unit])):
        branches = [float(subtree_people[child]) for child in below[unit]]
        units_above = int(found.size[root[unit]] - 1 - found.size[below[unit]].sum())
        if units_above:
            branches.append(float(subtree_people[root[unit]]) - float(people[unit]) - sum(branches))
        if len(branches) > 1:
            yield Branches(unit, tuple(below[unit]), np.array(branches))
