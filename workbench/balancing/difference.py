"""How different two plans are, whatever their localities are called."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array


def people_apart(people: NDArray[np.float64], one: NDArray[np.int32], other: NDArray[np.int32]) -> float:
    """Share of people in another locality, after localities were matched to share the most people.

    The matching is the best of all (Kuhn 1955, "The Hungarian method"); from 0 (the same plan under other
    names) to 1. Plans have shape (n,).
    """
    total = float(people.sum())
    if total <= 0.0 or not len(one):
        return 0.0
    shape = (int(one.max()) + 1, int(other.max()) + 1)
    shared = coo_array((people, (one, other)), shape=shape).toarray()
    rows, columns = linear_sum_assignment(shared, maximize=True)
    return 1.0 - float(shared[rows, columns].sum()) / total
