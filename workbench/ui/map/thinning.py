"""Which signs are drawn where many stand close: the first in rank, and those that keep a distance to it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

ALL_SHOWN_BELOW = 75.0
"""Metres under a logical pixel up to which every sign is drawn: a large town fills the map there."""
FEW = 300
"""Up to so many signs of a kind are drawn at every scale: a system's own practices are never left out."""
_GROWTH = 0.25
_WIDEST = 2.0


def times_apart(metres_per_pixel: float) -> float:
    """How many times the least distance signs keep, in pixels: more the smaller localities are drawn.

    75 m -> 1, 200 m -> 1.3, 750 m (England in a window) -> 1.8, and 2 at most.
    """
    return min((metres_per_pixel / ALL_SHOWN_BELOW) ** _GROWTH, _WIDEST)


def kept_apart(x: NDArray[np.float64], y: NDArray[np.float64], apart: float) -> NDArray[np.bool_]:
    """Tell which places are kept so that any two of them are at least ``apart`` from each other.

    Places come in their rank, the most important first; one gives way to every earlier one that is kept,
    and to the first in its cell of a grid. Those without coordinates are not kept. All in metres.
    """
    kept = np.isfinite(x) & np.isfinite(y)
    rows = np.flatnonzero(kept)
    rows = rows[_first_in_cell(x[rows], y[rows], apart)]
    kept[:] = False
    kept[rows] = True
    if len(rows) < 2:
        return kept
    pairs = cKDTree(np.column_stack((x[rows], y[rows]))).query_pairs(
        apart * (1 - 1e-9), output_type="ndarray"
    )
    for earlier, later in rows[pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]].tolist():
        if kept[earlier]:
            kept[later] = False
    return kept


def _first_in_cell(x: NDArray[np.float64], y: NDArray[np.float64], apart: float) -> NDArray[np.int64]:
    """The first place in each cell of a grid so fine that no two in one are ``apart``: few pairs are left."""
    side = apart / np.sqrt(2)
    columns, lines = np.floor(x / side).astype(np.int64), np.floor(y / side).astype(np.int64)
    return np.sort(np.unique((columns << 32) + lines, return_index=True)[1])
