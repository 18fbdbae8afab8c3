"""Build the shared borders of a set of areas: neighbours, border lengths and arcs, from one coordinate hash.

Published boundaries are not an exact coverage: every district was reprojected on its own, so the vertices of
two neighbours can differ by a fraction of a millimetre. Coordinates are therefore snapped to a 1 mm grid
before they are compared, and an edge that still has no twin asks a spatial index which area lies just beyond
it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

ROOK_MINIMUM_M = 0.01
"""Borders up to 1 cm are point touches for our purpose and make no neighbours."""


@dataclass(frozen=True, eq=False)
class Topology:
    """Rings, edges, arcs and neighbour pairs of n units; metres throughout, y pointing north.

    Exterior rings run counter-clockwise and holes clockwise, so a unit always lies to the left of its edges.
    An arc is a maximal run of consecutive edges of one ring with the same unit beyond; a border of two units
    is kept once, seen from the unit with the smaller index.
    """

    xy: NDArray[np.float64]
    """(v, 2) vertices of all rings, each ring closed."""
    ring_offsets: NDArray[np.int64]
    """(r + 1,) start of each ring in `xy`."""
    ring_unit: NDArray[np.int32]
    """(r,) unit of each ring."""
    edge_vertex: NDArray[np.int32]
    """(e,) start vertex of each edge; it ends at the next vertex."""
    edge_unit: NDArray[np.int32]
    """(e,) unit to the left of each edge."""
    edge_other: NDArray[np.int32]
    """(e,) unit to the right of each edge, -1 for the outside."""
    arc_first: NDArray[np.int64]
    """(a,) first vertex of each arc."""
    arc_last: NDArray[np.int64]
    """(a,) last vertex of each arc, inclusive."""
    arc_left: NDArray[np.int32]
    """(a,) unit to the left of each arc."""
    arc_right: NDArray[np.int32]
    """(a,) unit to the right of each arc, -1 for the outside."""
    pairs: NDArray[np.int32]
    """(m, 2) neighbours sharing more than 1 cm, smaller index first, sorted."""
    shared_m: NDArray[np.float64]
    """(m,) length of each pair's common border."""
    outer_m: NDArray[np.float64]
    """(n,) length of each unit's border with the outside."""
    unmatched: int
    """Edges without an exact twin (the true outer border and the slivers)."""
    healed: int
    """Edges whose neighbour was found across a sliver."""

    @property
    def unit_count(self) -> int:
        """Give the number of units, those without any ring included."""
        return len(self.outer_m)


def build_topology(geometry: NDArray[np.object_], *, grid_m: float = 0.001, probe_m: float = 1.5) -> Topology:
    """Find the shared borders of the polygons in `geometry` (n shapely polygons or multipolygons, metres).

    Vertices closer than `grid_m` count as one; beyond an edge without a twin the area `probe_m` metres
    outside its midpoint is taken as the neighbour (0 switches this off). Missing and empty geometry has no
    borders. Two unit squares side by side give one pair with 1 m shared and 3 m of outer border each.
    """
    count = len(geometry)
    xy, ring_offsets, ring_unit, vertex = _snapped_rings(geometry, grid_m)
    ring = np.repeat(np.arange(len(ring_unit)), np.diff(ring_offsets))
    is_last = np.zeros(len(xy), dtype=bool)
    is_last[ring_offsets[1:] - 1] = True
    start = np.flatnonzero(~is_last)
    edge_ring = ring[start]
    edge_unit = ring_unit[edge_ring]
    edge_other = _twins(vertex, start, edge_unit)
    unmatched = np.flatnonzero(edge_other < 0)
    healed = 0
    if probe_m > 0 and len(unmatched):
        found, units = _probe(geometry, xy, start[unmatched], edge_unit[unmatched], probe_m)
        edge_other[unmatched[found]] = units
        healed = len(found)
    length = np.hypot(*(xy[start + 1] - xy[start]).T)
    pairs, shared = _pairs(edge_unit, edge_other, length, count)
    outside = edge_other < 0
    outer = np.bincount(edge_unit[outside], weights=length[outside], minlength=count).astype(np.float64)
    first, last, left, right = _arcs(start, edge_ring, edge_unit, edge_other)
    return Topology(
        xy=xy,
        ring_offsets=ring_offsets,
        ring_unit=ring_unit,
        edge_vertex=start.astype(np.int32),
        edge_unit=edge_unit,
        edge_other=edge_other,
        arc_first=first,
        arc_last=last,
        arc_left=left,
        arc_right=right,
        pairs=pairs,
        shared_m=shared,
        outer_m=outer,
        unmatched=len(unmatched),
        healed=healed,
    )


def _snapped_rings(
    geometry: NDArray[np.object_], grid_m: float
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Give vertices, ring offsets, ring units and the snapped identity of each vertex, without repeats."""
    oriented = shapely.orient_polygons(np.asarray(geometry, dtype=object), exterior_cw=False)
    parts, part_unit = shapely.get_parts(oriented, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    unit = part_unit[ring_part].astype(np.int32)
    if not len(xy):
        return xy, np.zeros(1, dtype=np.int64), unit[:0], np.zeros(0, dtype=np.int64)
    cell = np.round((xy - xy.min(axis=0)) / grid_m).astype(np.int64)
    vertex = pd.factorize((cell[:, 0] << 32) | cell[:, 1])[0].astype(np.int64)
    keep = np.ones(len(xy), dtype=bool)
    keep[1:] = (vertex[1:] != vertex[:-1]) | (ring[1:] != ring[:-1])
    size = np.bincount(ring[keep], minlength=len(rings))
    real = size >= 4  # a closed triangle; anything less has collapsed to a line or a point on the grid
    keep &= real[ring]
    offsets = np.concatenate(([0], np.cumsum(size[real]))).astype(np.int64)
    return xy[keep], offsets, unit[real], vertex[keep]


def _twins(
    vertex: NDArray[np.int64], start: NDArray[np.int64], edge_unit: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Give the unit on the other side of each edge, -1 where no other edge joins the same two points."""
    if not len(start):
        return np.zeros(0, dtype=np.int32)
    a, b = vertex[start], vertex[start + 1]
    code, unique = pd.factorize(np.minimum(a, b) * np.int64(vertex.max() + 1) + np.maximum(a, b))
    index = np.arange(len(start))
    last_writer = np.empty(len(unique), dtype=np.int64)
    first_writer = np.empty(len(unique), dtype=np.int64)
    last_writer[code] = index
    first_writer[code[::-1]] = index[::-1]
    partner = np.where(last_writer[code] == index, first_writer[code], last_writer[code])
    other: NDArray[np.int32] = np.where(partner == index, np.int32(-1), edge_unit[partner])
    return other


def _probe(
    geometry: NDArray[np.object_],
    xy: NDArray[np.float64],
    start: NDArray[np.int64],
    unit: NDArray[np.int32],
    probe_m: float,
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Look `probe_m` beyond the given edges; give the positions of those with a unit there, and the units."""
    begin, end = xy[start], xy[start + 1]
    along = end - begin
    outward = np.column_stack([along[:, 1], -along[:, 0]]) / np.hypot(*along.T)[:, None]
    points = shapely.points((begin + end) / 2 + outward * probe_m)
    edge, found = shapely.STRtree(geometry).query(points, predicate="within")
    foreign = unit[edge] != found
    edge, found = edge[foreign], found[foreign]
    edge, once = np.unique(edge, return_index=True)
    return edge, found[once].astype(np.int32)


def _pairs(
    edge_unit: NDArray[np.int32], edge_other: NDArray[np.int32], length: NDArray[np.float64], count: int
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Give neighbour pairs and their common length: the mean of both sides, or of the one that saw it."""
    border = (edge_other >= 0) & (edge_other != edge_unit)
    a = edge_unit[border].astype(np.int64)
    b = edge_other[border].astype(np.int64)
    code, unique = pd.factorize(np.minimum(a, b) * count + np.maximum(a, b), sort=True)
    forward = a < b
    lengths = length[border]
    one = np.bincount(code[forward], weights=lengths[forward], minlength=len(unique))
    two = np.bincount(code[~forward], weights=lengths[~forward], minlength=len(unique))
    shared = np.where((one > 0) & (two > 0), (one + two) / 2, np.maximum(one, two))
    rook = shared > ROOK_MINIMUM_M
    keys = np.asarray(unique, dtype=np.int64)[rook]
    pairs = np.column_stack([keys // max(count, 1), keys % max(count, 1)]).astype(np.int32)
    return pairs, shared[rook]


def _arcs(
    start: NDArray[np.int64],
    edge_ring: NDArray[np.int64],
    edge_unit: NDArray[np.int32],
    edge_other: NDArray[np.int32],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Cut the rings where the unit beyond changes; give first and last vertex, left and right unit."""
    begins = np.ones(len(start), dtype=bool)
    begins[1:] = (edge_ring[1:] != edge_ring[:-1]) | (edge_other[1:] != edge_other[:-1])
    begin = np.flatnonzero(begins)
    end = np.append(begin[1:], len(start))
    keep = (edge_other[begin] < 0) | (edge_unit[begin] < edge_other[begin])
    first = begin[keep]
    return start[first], start[end[keep] - 1] + 1, edge_unit[first], edge_other[first]
