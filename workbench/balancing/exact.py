"""Small graphs decided exactly: every connected set in the band, and every way to put them together.

Sets of up to 14 units are bit masks. One pass finds the masks that are connected, in the band and in
agreement with the locked units; a second one builds, in ascending order, the masks that such sets can
cover, each set holding the first unit not yet covered. Every partition is met in exactly one order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_UNITS = 14
"""Larger graphs are not decided: 2 ** 14 masks take a tenth of a second."""


@dataclass(frozen=True, eq=False)
class SmallGraph:
    """A graph of up to 14 units: ``touching`` is the mask of each unit's neighbours.

    ``groups`` are masks of units that are locked into one locality each, disjoint.
    """

    touching: tuple[int, ...]
    people: tuple[float, ...]
    groups: tuple[int, ...] = ()

    @property
    def n(self) -> int:
        """Number of units."""
        return len(self.people)


def small_graph(
    people: Sequence[float], pairs: Sequence[tuple[int, int]], groups: Sequence[int] = ()
) -> SmallGraph:
    """The graph of some pairs of neighbours."""
    touching = [0] * len(people)
    for one, other in pairs:
        touching[one] |= 1 << other
        touching[other] |= 1 << one
    return SmallGraph(tuple(touching), tuple(people), tuple(groups))


class Partitions:
    """All partitions of a small graph into connected sets from ``low`` to ``high`` people."""

    def __init__(self, graph: SmallGraph, *, low: float, high: float) -> None:
        masks = np.arange(1 << graph.n)
        self.graph = graph
        self._connected = _connected(graph, masks)
        self._held = _sums(graph)
        fits = self._connected & (self._held >= low) & (self._held <= high)
        locked = np.zeros(len(masks), np.int8)
        for group in graph.groups:
            inside = masks & group
            fits &= (inside == 0) | (inside == group)
            locked += inside != 0
        fits &= locked <= 1
        fits[0] = False
        self._fits = fits
        self._covered = _cover(graph.n, masks[fits], len(masks))

    @property
    def counts(self) -> tuple[int, ...]:
        """Numbers of sets for which there is a partition, ascending."""
        whole = int(self._covered[-1])
        return tuple(count for count in range(1, self.graph.n + 1) if whole >> count & 1)

    def held_in_pieces(self) -> NDArray[np.float64]:
        """People of every connected set, in the band or not."""
        return self._held[self._connected]

    def one(self, count: int) -> NDArray[np.int32]:
        """One partition into ``count`` sets (one of ``counts``), as a label by unit from 0."""
        masks = np.arange(len(self._covered))
        label = np.full(self.graph.n, -1, np.int32)
        left = len(masks) - 1
        for number in range(count - 1, -1, -1):
            before = masks[(masks & ~left) == 0]
            before = before[(self._covered[before] >> number & 1 == 1) & self._fits[left ^ before]]
            taken = left ^ int(before[0])
            label[[unit for unit in range(self.graph.n) if taken >> unit & 1]] = number
            left ^= taken
        return label


def _sums(graph: SmallGraph) -> NDArray[np.float64]:
    """People of each mask."""
    held = np.zeros(1)
    for people in graph.people:
        held = np.concatenate([held, held + people])
    return held


def _connected(graph: SmallGraph, masks: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which masks are connected: grow from the lowest unit until nothing is added."""
    around = np.zeros(1, np.int64)
    for touching in graph.touching:
        around = np.concatenate([around, around | touching])
    grown = masks & -masks
    while True:
        more = (grown | around[grown]) & masks
        if (more == grown).all():
            return grown == masks
        grown = more


def _cover(n: int, sets: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """For each mask the numbers of disjoint sets that cover it, as bits."""
    first = sets & -sets
    by_first = [sets[first == 1 << unit] for unit in range(n)]
    covered = np.zeros(size, np.int64)
    covered[0] = 1
    for mask in range(size - 1):
        if covered[mask]:
            free = ~mask & (mask + 1)
            adding = by_first[free.bit_length() - 1]
            adding = adding[adding & mask == 0]
            covered[adding | mask] |= covered[mask] << 1
    return covered
