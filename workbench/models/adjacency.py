"""Which units share a border, how long it is, and which are joined by a declared link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

LINK_KINDS = ("bridge", "ferry")
"""What a link may be; the first is what one is unless told."""


@dataclass(frozen=True)
class Link:
    """A named crossing (bridge, ferry) that joins two units which share no border."""

    unit_a: str
    unit_b: str
    name: str
    kind: str = LINK_KINDS[0]


@dataclass(frozen=True, eq=False)
class Adjacency:
    """Rook neighbours of ``n`` units.

    ``pairs`` has shape (m, 2) with the smaller row first; ``shared_m`` is the length of each shared
    border in metres (more than 1 cm: a touch in a point makes no neighbours).
    """

    n: int
    pairs: NDArray[np.int32]
    shared_m: NDArray[np.float64]

    @cached_property
    def _order(self) -> NDArray[np.int64]:
        return np.argsort(np.concatenate([self.pairs[:, 0], self.pairs[:, 1]]), kind="stable")

    @cached_property
    def indptr(self) -> NDArray[np.int64]:
        """Start of each unit's neighbours in ``neighbours``, shape (n + 1,)."""
        degree = np.bincount(self.pairs.ravel(), minlength=self.n)
        return np.concatenate([[0], np.cumsum(degree)]).astype(np.int64)

    @cached_property
    def neighbours(self) -> NDArray[np.int32]:
        """Neighbours of all units, one run a unit."""
        return np.concatenate([self.pairs[:, 1], self.pairs[:, 0]])[self._order].astype(np.int32)

    @cached_property
    def border_m(self) -> NDArray[np.float64]:
        """Shared border in metres, beside ``neighbours``."""
        return np.concatenate([self.shared_m, self.shared_m])[self._order]

    def of(self, unit: int) -> NDArray[np.int32]:
        """Rook neighbours of one unit."""
        return self.neighbours[self.indptr[unit] : self.indptr[unit + 1]]

    def edges_of(self, units: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All (unit, slot in ``neighbours``) of the given units, as two flat arrays."""
        start = self.indptr[units]
        count = self.indptr[units + 1] - start
        owner = np.repeat(units, count)
        offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        return owner, np.repeat(start, count) + offset

    def component_sizes(self, links: NDArray[np.int32] | None = None) -> list[int]:
        """Number of units in each connected part of the whole area, largest first."""
        count, label = self.components(links)
        return sorted(np.bincount(label, minlength=count).tolist(), reverse=True)

    def components(self, links: NDArray[np.int32] | None = None) -> tuple[int, NDArray[np.int32]]:
        """Number of connected parts and the part of each unit; ``links`` (k, 2) join too."""
        pairs = self.pairs if links is None or not len(links) else np.concatenate([self.pairs, links])
        graph = coo_array((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), shape=(self.n, self.n))
        count, label = connected_components(graph, directed=False)
        return int(count), label


def link_pairs(links: Iterable[Link], index_of: dict[str, int]) -> NDArray[np.int32]:
    """Rows of the linked units, shape (k, 2); links that name an unknown unit are left out."""
    rows = [
        (index_of[link.unit_a], index_of[link.unit_b])
        for link in links
        if link.unit_a in index_of and link.unit_b in index_of
    ]
    return np.array(rows, dtype=np.int32).reshape(-1, 2)
