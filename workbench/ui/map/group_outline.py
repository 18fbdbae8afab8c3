"""The line around a group of units, from the arcs that have one of them on one side only. No Qt here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.ui.map.arcs import Lines, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.models.topology import Topology


def group_outline(topology: Topology, units: NDArray[np.int64]) -> Lines:
    """Give the arcs around a group of units, in metres."""
    inside = np.zeros(topology.unit_count + 1, dtype=bool)  # the last place stands for the outside, -1
    inside[units] = True
    arcs = np.flatnonzero(inside[topology.arc_left] != inside[topology.arc_right])
    size = topology.arc_last[arcs] - topology.arc_first[arcs] + 1
    offsets = np.concatenate(([0], np.cumsum(size))).astype(np.int64)
    return Lines(topology.xy[spread(topology.arc_first[arcs], size)], offsets)
