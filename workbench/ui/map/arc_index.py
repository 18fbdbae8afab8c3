"""Find the arcs in a box quickly: those that lie close together share a box of their own. No Qt here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.ui.map.view import Bounds

PACK = 64
"""Arcs that share a box."""


class ArcIndex:
    """Boxes of arcs in packs: strips of equal counts from west to east, each from south to north."""

    def __init__(self, low: NDArray[np.float64], high: NDArray[np.float64]) -> None:
        """``low`` and ``high`` (2, n): the least and the largest x and y of each arc."""
        count = low.shape[1]
        packs = -(-count // PACK)
        across, up = low + high
        strip = np.empty(count, dtype=np.int64)
        strip[np.argsort(across)] = np.arange(count) * max(1, round(packs**0.5)) // max(count, 1)
        order = np.lexsort((up, strip))
        self._arcs = np.zeros(packs * PACK, dtype=np.int32)
        self._arcs[:count] = order
        # with the far edges negated, one comparison tells about all four; what fills the last pack is nowhere
        edges = np.full((4, packs * PACK), np.inf)
        edges[:, :count] = np.concatenate((low, -high))[:, order]
        self._arcs = self._arcs.reshape(packs, PACK)
        self._edges = edges.reshape(4, packs, PACK).transpose(1, 0, 2).copy()
        self._packs = self._edges.min(axis=2).T.copy()

    def in_box(self, bounds: Bounds) -> NDArray[np.int64]:
        """Give the arcs whose bounds meet the box west, south, east, north, in their order."""
        west, south, east, north = bounds
        limits = np.array(((east,), (north,), (-west,), (-south,)))
        packs = np.flatnonzero((self._packs <= limits).all(axis=0))
        found = self._arcs[packs][(self._edges[packs] <= limits).all(axis=1)].astype(np.int64)
        found.sort()
        return found
