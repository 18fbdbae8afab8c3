"""The arrays that the compiled loops work on, grouped by how long they live.

Every loop takes these three and numbers, always with the same types, so that it is compiled once.
n units, e directed borders (every border twice), k labels, a directed patient pairs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Ground(NamedTuple):
    """What a search never changes.

    ``ring`` holds for the border from u to v which other neighbours of u (bit = position in u's run)
    border v. ``unit`` has people, x, y, people * (x^2 + y^2) in its columns. ``hub_near`` is the distance
    to the nearest hub: what people in a locality without a hub count with.
    """

    indptr: NDArray[np.int32]
    neighbours: NDArray[np.int32]
    source: NDArray[np.int32]
    twin: NDArray[np.int32]
    ring: NDArray[np.uint64]
    unit: NDArray[np.float64]
    free: NDArray[np.bool_]
    start: NDArray[np.int32]
    patient_ptr: NDArray[np.int32]
    patient_unit: NDArray[np.int32]
    patient_weight: NDArray[np.float64]
    hubs: NDArray[np.float64]
    hub_near: NDArray[np.float64]


class Terms(NamedTuple):
    """Limits in people and what each part of the cost weighs in the units of the arrays."""

    low: float
    high: float
    target: float
    people: float
    outside: float
    inertia: float
    patients: float
    hubs: float
    changes: float


class State(NamedTuple):
    """One plan being worked on, with its running sums.

    ``held`` has a row a label: people, sum of people * x, * y, people * (x^2 + y^2), cost of the locality,
    number of units. ``weight`` is what cutting a border costs. ``cut`` lists the directed borders between
    localities, ``cut_at`` their position in it (-1: none). ``counts`` = borders in the list, stamp,
    proposals, tested for contiguity, accepted. ``best`` is the best plan in the band, its cost in
    ``costs[1]``, the running cost in ``costs[0]``. ``random`` is the state of the random numbers.
    """

    plan: NDArray[np.int32]
    held: NDArray[np.float64]
    weight: NDArray[np.float64]
    cut: NDArray[np.int32]
    cut_at: NDArray[np.int32]
    counts: NDArray[np.int64]
    costs: NDArray[np.float64]
    best: NDArray[np.int32]
    random: NDArray[np.uint64]
    stamp: NDArray[np.int64]
    wanted: NDArray[np.int64]
    queue: NDArray[np.int32]


PEOPLE, SUM_X, SUM_Y, SUM_Q, COST, UNITS = range(6)
IN_CUT, STAMP, PROPOSED, TESTED, ACCEPTED = range(5)
RUNNING, BEST = range(2)
