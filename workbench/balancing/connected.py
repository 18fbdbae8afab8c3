"""Connected parts of a graph by numpy alone.

scipy does the same, but to import its graphs takes longer than to balance a small area, and each process
of a sweep would do it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def connected_parts(
    n: int, one: NDArray[np.integer], other: NDArray[np.integer]
) -> tuple[int, NDArray[np.int32]]:
    """Number of connected parts of ``n`` nodes and the part of each, shape (n,), by their first node.

    ``one`` and ``other`` are the ends of the edges, in any order and number. Every part hangs the larger
    of two roots that share an edge below the smaller, all edges at once, until no edge joins two roots.
    """
    root = np.arange(n)
    one, other = np.asarray(one), np.asarray(other)
    while True:
        here, there = root[one], root[other]
        apart = here != there
        if not apart.any():
            break
        one, other, here, there = one[apart], other[apart], here[apart], there[apart]
        np.minimum.at(root, np.maximum(here, there), np.minimum(here, there))
        while not np.array_equal(root, above := root[root]):
            root = above
    first = root == np.arange(n)
    number = np.cumsum(first) - 1
    return int(first.sum()), number[root].astype(np.int32)
