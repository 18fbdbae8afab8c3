"""Whether a locality is in one piece, which areas are cut off, and what it encloses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from workbench.models.adjacency import Adjacency
from workbench.models.plan import UNASSIGNED

EDGE_OF_AREA_M = 1.0
"""Border with the outside above which a unit counts as lying at the edge of the study area."""


@dataclass(frozen=True, eq=False)
class Parts:
    """The connected parts of one locality, the one with most people first (then most units)."""

    parts: tuple[NDArray[np.int64], ...]

    @property
    def count(self) -> int:
        """Number of parts; 0 for a locality without units."""
        return len(self.parts)

    @property
    def cut_off(self) -> NDArray[np.int64]:
        """Units of all parts but the first."""
        return self.beyond(1)

    def beyond(self, permitted: int) -> NDArray[np.int64]:
        """Units of all parts but the ``permitted`` first ones; at least one part is permitted."""
        rest = self.parts[max(1, permitted) :]
        return np.concatenate(rest) if rest else np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Enclosed:
    """Units that one locality surrounds: a hole (unassigned) or an enclave (of other localities).

    ``slots`` are those of the other localities, ``by`` is that of the one around.
    """

    kind: str
    units: NDArray[np.int64]
    slots: tuple[int, ...]
    by: int = UNASSIGNED


FEW = 256
"""Up to so many units, going from neighbour to neighbour is quicker than setting up a matrix."""


class ContiguityGraph:
    """Rook neighbours and declared links, ready to be asked about any set of units."""

    def __init__(self, adjacency: Adjacency, links: NDArray[np.int32], outer_m: NDArray[np.float64]) -> None:
        self._n = adjacency.n
        self._pairs = np.concatenate([adjacency.pairs, links]) if len(links) else adjacency.pairs
        self._at_edge = outer_m > EDGE_OF_AREA_M
        self._both = np.concatenate([self._pairs, self._pairs[:, ::-1]])
        order = np.argsort(self._both[:, 0], kind="stable")
        self._neighbours = self._both[order, 1]
        degree = np.bincount(self._both[:, 0], minlength=self._n)
        self._indptr = np.concatenate([[0], np.cumsum(degree)])

    @property
    def size(self) -> int:
        """Number of units of the area."""
        return self._n

    def neighbours_of(self, units: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Owner and neighbour of every edge that starts in ``units``."""
        start = self._indptr[units]
        count = self._indptr[units + 1] - start
        offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        return np.repeat(units, count), self._neighbours[np.repeat(start, count) + offset]

    def reaches_edge(self, units: NDArray[np.int64]) -> bool:
        """Whether one of ``units`` lies at the edge of the study area."""
        return bool(self._at_edge[units].any())

    def groups(self, units: NDArray[np.int64]) -> list[NDArray[np.int64]]:
        """Connected groups of ``units``, costs what these units' edges cost."""
        if len(units) <= FEW:
            return self._few_groups(units)
        place = np.full(self._n, -1, dtype=np.int64)
        place[units] = np.arange(len(units))
        owner, other = self.neighbours_of(units)
        inside = place[other] >= 0
        a, b = place[owner[inside]], place[other[inside]]
        graph = coo_array((np.ones(len(a), np.int8), (a, b)), shape=(len(units), len(units)))
        count, label = connected_components(graph, directed=False)
        order = np.argsort(label, kind="stable")
        return np.split(units[order], np.cumsum(np.bincount(label, minlength=count))[:-1])

    def _few_groups(self, units: NDArray[np.int64]) -> list[NDArray[np.int64]]:
        """As ``groups``: groups in the order of their first units, units in the order in which they came."""
        beside = self.neighbours_of(units)[1].tolist()
        end = np.cumsum(self._indptr[units + 1] - self._indptr[units]).tolist()
        begin = [0, *end]
        left = {unit: place for place, unit in enumerate(units.tolist())}
        found = []
        while left:
            group = [left.pop(next(iter(left)))]
            for place in group:  # grows as it goes
                around = beside[begin[place] : end[place]]
                group.extend(left.pop(unit) for unit in around if unit in left)
            found.append(units[sorted(group)])
        return found

    def parts(self, units: NDArray[np.int64], people: NDArray[np.float64]) -> Parts:
        """Parts of a locality made of ``units``; ``people`` has one entry for every unit of the area.

        Unknown people count as none when parts are ordered.
        """
        return self.ranked(self.groups(units), people)

    @staticmethod
    def ranked(groups: Iterable[NDArray[np.int64]], people: NDArray[np.float64]) -> Parts:
        """Groups of a locality's units as its parts, each with its units in order."""

        def rank(group: NDArray[np.int64]) -> tuple[float, int, int]:
            return -float(np.nansum(people[group])), -len(group), int(group[0])

        return Parts(tuple(sorted(groups, key=rank)))

    def all_parts(self, labels: NDArray[np.int32], people: NDArray[np.float64]) -> dict[int, Parts]:
        """Parts of all localities that have units, by slot, as ``parts`` gives them.

        One pass over all borders: 100 times as fast as one locality after the other at the size of England.
        """
        a, b = self._pairs[:, 0], self._pairs[:, 1]
        same = (labels[a] == labels[b]) & (labels[a] != UNASSIGNED)
        graph = coo_array((np.ones(int(same.sum()), np.int8), (a[same], b[same])), shape=(self._n, self._n))
        count, part = connected_components(graph, directed=False)
        units = np.flatnonzero(labels != UNASSIGNED)
        part = part[units]
        used, first, size = np.unique(part, return_index=True, return_counts=True)
        held = np.bincount(part, np.nan_to_num(people[units]), minlength=count)[used]
        order = np.lexsort((units[first], -size, -held, labels[units[first]]))
        rank = np.empty(count, dtype=np.int64)
        rank[used[order]] = np.arange(len(used))
        groups = np.split(units[np.argsort(rank[part], kind="stable")], np.cumsum(size[order])[:-1])
        found: dict[int, list[NDArray[np.int64]]] = {}
        for slot, group in zip(labels[units[first[order]]].tolist(), groups, strict=False):
            found.setdefault(slot, []).append(group)
        return {slot: Parts(tuple(of_slot)) for slot, of_slot in found.items()}

    def enclosed_by(self, labels: NDArray[np.int32], slot: int) -> list[Enclosed]:
        """What the locality of ``slot`` surrounds.

        A group of connected units outside the locality that does not reach the edge of the study
        area and touches nothing but this locality. Holes are unassigned, enclaves belong to others;
        a group with both is an enclave.
        """
        found = []
        outside = np.flatnonzero(labels != slot)
        if len(outside) == len(labels):
            return []
        for group in self.groups(outside):
            if self._at_edge[group].any():
                continue
            _, other = self.neighbours_of(group)
            if not (labels[other] == slot).any():
                continue
            found.append(_enclosed(group, labels, slot))
        return found

    def newly_enclosed(
        self,
        before: NDArray[np.int32],
        after: NDArray[np.int32],
        moved: NDArray[np.int64],
        slot: int,
    ) -> list[Enclosed]:
        """What the locality of ``slot`` surrounds after ``moved`` units changed sides, and did not before.

        ``enclosed_by`` after, without the groups that it surrounded before as a whole; but only the
        surroundings of the moved units are looked at, so that a stroke in the open costs what its units cost.
        """
        if not (after == slot).any():
            return []  # all of it was given away, and what is not there surrounds nothing
        gained = moved[(after[moved] == slot) & (before[moved] != slot)]
        lost = moved[(before[moved] == slot) & (after[moved] != slot)]
        _, around = self.neighbours_of(gained)
        seeds = np.unique(np.concatenate([around[after[around] != slot], lost]).astype(np.int64))
        starts = self.groups(seeds)
        if len(starts) == 1 and not len(lost) and not self._at_edge[gained].any():
            return []  # the rest around the stroke still hangs together, as it did before
        found: list[Enclosed] = []
        seen = np.zeros(self._n, dtype=bool)
        for start in starts:
            if seen[start[0]]:
                continue
            group = self._shut_in(after, start, slot, seen)
            if group is None or not (after[self.neighbours_of(group)[1]] == slot).any():
                continue
            unseen = np.zeros(self._n, dtype=bool)
            if np.isin(group, lost).any() or self._shut_in(before, group, slot, unseen) is None:
                found.append(_enclosed(group, after, slot))
        return found

    def _shut_in(
        self, labels: NDArray[np.int32], start: NDArray[np.int64], slot: int, seen: NDArray[np.bool_]
    ) -> NDArray[np.int64] | None:
        """All units outside ``slot`` that hang together with ``start``; None where they reach the edge.

        The search stops where it meets the edge, or units that an earlier search has ``seen`` reach it.
        """
        own = np.zeros(self._n, dtype=bool)
        own[start] = True
        fringe, groups = start, [start]
        while len(fringe):
            if self._at_edge[fringe].any():
                seen |= own
                return None
            _, other = self.neighbours_of(fringe)
            fringe = np.unique(other[(labels[other] != slot) & ~own[other]]).astype(np.int64)
            if seen[fringe].any():
                seen |= own
                return None
            own[fringe] = True
            groups.append(fringe)
        seen |= own
        return np.sort(np.concatenate(groups))


def _enclosed(group: NDArray[np.int64], labels: NDArray[np.int32], slot: int) -> Enclosed:
    slots = tuple(sorted({int(s) for s in labels[group]} - {UNASSIGNED}))
    return Enclosed("enclave" if slots else "hole", group, slots, slot)
