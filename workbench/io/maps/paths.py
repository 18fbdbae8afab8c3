"""Polygons of the study area as matplotlib paths."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely
from matplotlib.path import Path as DrawnPath
from numpy.typing import NDArray

from workbench.models.topology import Topology

_POINTS_OF_PATH = 4_000


def polygon_paths(geometry: NDArray[np.object_]) -> list[DrawnPath]:
    """One path a unit, holes included; a unit without geometry gives an empty path."""
    parts, part_unit = shapely.get_parts(np.asarray(geometry, dtype=object), return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    xy, ring_of = shapely.get_coordinates(rings, return_index=True)
    codes = np.full(len(xy), DrawnPath.LINETO, dtype=DrawnPath.code_type)
    starts = np.flatnonzero(np.diff(ring_of, prepend=-1))
    codes[starts] = DrawnPath.MOVETO
    codes[np.append(starts[1:], len(xy)) - 1] = DrawnPath.CLOSEPOLY
    unit_of = part_unit[ring_part][ring_of]
    bounds = np.searchsorted(unit_of, np.arange(len(geometry) + 1))
    return [DrawnPath(xy[a:b], codes[a:b]) for a, b in pairwise(bounds)]


def border_lines(
    topology: Topology, labels: NDArray[np.int32], *, tolerance: float = 0.0
) -> list[NDArray[np.float64]]:
    """The borders between localities and to the outside, from the shared arcs: each is drawn once.

    ``labels`` are the slots of all units; borders inside what is unassigned are left out. Points are dropped
    where the line deviates by no more than ``tolerance`` metres; both neighbours share the line that stays.
    """
    table = np.append(labels, np.int32(-2))  # index -1, the outside, finds the last entry
    left, right = table[topology.arc_left], table[topology.arc_right]
    drawn = np.flatnonzero(left != right)
    lines = [topology.xy[topology.arc_first[i] : topology.arc_last[i] + 1] for i in drawn]
    if not tolerance or not lines:
        return lines
    points = np.concatenate(lines)
    of_line = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    simple = shapely.simplify(
        shapely.linestrings(points, indices=of_line), tolerance, preserve_topology=False
    )
    return [shapely.get_coordinates(line) for line in simple]


def joined_paths(lines: Sequence[NDArray[np.float64]]) -> list[DrawnPath]:
    """The lines in few paths: files write each path with a head of its own, and a country has 40,000 lines.

    A path stays small enough for pictures, whose painter holds one path at a time.
    """
    if not lines:
        return []
    points = np.concatenate(lines)
    begins = np.cumsum([0, *(len(line) for line in lines)])
    codes = np.full(len(points), DrawnPath.LINETO, dtype=DrawnPath.code_type)
    codes[begins[:-1]] = DrawnPath.MOVETO
    first = np.unique(begins[:-1] // _POINTS_OF_PATH, return_index=True)[1]
    cuts = np.append(begins[first], len(points))
    return [DrawnPath(points[a:b], codes[a:b]) for a, b in pairwise(cuts)]
