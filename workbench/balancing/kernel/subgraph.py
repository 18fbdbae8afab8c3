"""The part of a graph that lies inside a set of units."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def runs_inside(
    indptr: NDArray[np.int32],
    neighbours: NDArray[np.int32],
    units: NDArray[np.int64],
    row: NDArray[np.int32],
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Runs of neighbours of ``units`` among themselves: where each starts, and the edges of the whole graph.

    ``row`` is the place of each unit of the whole graph in ``units``, -1 for the others.
    """
    starts = np.zeros(units.shape[0] + 1, np.int32)
    count = 0
    for i in range(units.shape[0]):
        for e in range(indptr[units[i]], indptr[units[i] + 1]):
            if row[neighbours[e]] >= 0:
                count += 1
        starts[i + 1] = count
    edges = np.empty(count, np.int64)
    at = 0
    for u in units:
        for e in range(indptr[u], indptr[u + 1]):
            if row[neighbours[e]] >= 0:
                edges[at] = e
                at += 1
    return starts, edges
