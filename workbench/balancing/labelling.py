"""Which piece of a new plan is which locality: pins first, then hubs and what was drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.ground import Prepared

CERTAIN = 1e12
"""What a piece gains by the label of its locked areas: more than anything else."""


def labelled(prepared: Prepared, pieces: NDArray[np.int32], tie: NDArray[np.int32]) -> NDArray[np.int32]:
    """The plan with labels for pieces, both counted from 0.

    A piece keeps the label of its locked areas; the others get the labels that bring the most, and without
    anything drawn they are numbered in reading order from the north-west.
    """
    problem = prepared.problem
    count = int(pieces.max(initial=-1)) + 1
    labels = max(problem.labels, count)
    drawn = problem.start >= 0
    if not drawn.any() and not len(problem.hubs):
        return _in_reading_order(prepared, pieces, count)
    gain = np.zeros((count, labels))
    shared = np.full(problem.n, prepared.objective.changes) + 1e-3 * problem.people / prepared.scales.people
    np.add.at(gain, (pieces[drawn], problem.start[drawn]), shared[drawn])
    tied = tie >= 0
    gain[pieces[tied], tie[tied]] = CERTAIN
    if prepared.terms.hubs:
        gain -= prepared.terms.hubs * _people_km(prepared, pieces, count, labels)
    gain -= 1e-9 * np.arange(labels)
    from scipy.optimize import linear_sum_assignment  # slow to import, and not wanted above

    piece, label = linear_sum_assignment(gain, maximize=True)
    name = np.empty(count, np.int32)
    name[piece] = label
    return name[pieces]


def _people_km(prepared: Prepared, pieces: NDArray[np.int32], count: int, labels: int) -> NDArray[np.float64]:
    """People times distance to the hub of each label, by piece. Shape (count, labels)."""
    ground = prepared.ground
    people = ground.unit[:, 0]
    total = np.empty((count, labels))
    for label in range(labels):
        km = ground.hub_near
        if label < len(ground.hubs) and not np.isnan(ground.hubs[label, 0]):
            km = np.hypot(
                ground.unit[:, 1] - ground.hubs[label, 0], ground.unit[:, 2] - ground.hubs[label, 1]
            )
        total[:, label] = np.bincount(pieces, people * km, count)
    return total


def _in_reading_order(prepared: Prepared, pieces: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    """Pieces numbered from north to south, west before east where they lie level."""
    units = np.maximum(np.bincount(pieces, minlength=count), 1)
    x = np.bincount(pieces, prepared.ground.unit[:, 1], count) / units
    y = np.bincount(pieces, prepared.ground.unit[:, 2], count) / units
    rank = np.empty(count, np.int32)
    rank[np.lexsort((x, -y))] = np.arange(count, dtype=np.int32)
    return rank[pieces]
