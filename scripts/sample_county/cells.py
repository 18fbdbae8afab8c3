"""Cut the county into units: cells that follow the people, with wandering borders shared exactly."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Voronoi, cKDTree

from scripts.sample_county.landscape import RURAL_PEOPLE, Land, rural_density, to_km, town_density

_GRID_M = 200.0
_SHORTEST_M = 110.0
Points = NDArray[np.float64]


def people_grid(land: Land) -> tuple[Points, NDArray[np.float64]]:
    """Points every 200 m on land and the people around each."""
    west, south, east, north = shapely.union(land.mainland, land.island).bounds
    x, y = np.meshgrid(np.arange(west, east, _GRID_M), np.arange(south, north, _GRID_M))
    xy = np.column_stack([x.ravel(), y.ravel()])
    on_land = shapely.contains_xy(land.mainland, xy[:, 0], xy[:, 1])
    on_land |= shapely.contains_xy(land.island, xy[:, 0], xy[:, 1])
    xy = xy[on_land]
    km = to_km(xy)
    rural = rural_density(km)
    people = town_density(km) * (_GRID_M / 1000) ** 2 + rural / rural.sum() * RURAL_PEOPLE
    return xy, people


def place_seeds(
    xy: Points,
    people: NDArray[np.float64],
    land: Land,
    *,
    mainland: int,
    island: int,
    rng: np.random.Generator,
) -> Points:
    """Middles of the units: drawn where people live, then moved towards the middle of their people."""
    on_island = shapely.contains_xy(land.island, xy[:, 0], xy[:, 1])
    groups = []
    for mask, count in ((~on_island, mainland), (on_island, island)):
        here, weight = xy[mask], people[mask]
        seeds = here[rng.choice(len(here), count, replace=False, p=weight / weight.sum())]
        for _ in range(3):
            nearest = cKDTree(seeds).query(here)[1]
            total = np.bincount(nearest, weight, minlength=count)
            centre = np.column_stack(
                [np.bincount(nearest, weight * here[:, k], minlength=count) for k in (0, 1)]
            )
            seeds = np.where(total[:, None] > 0, centre / np.maximum(total, 1e-9)[:, None], seeds)
        groups.append(seeds + rng.normal(0, 25, seeds.shape))
    return np.concatenate(groups)


def cut_cells(land: Land, seeds: Points, rng: np.random.Generator) -> NDArray[np.object_]:
    """One polygon a seed, together an exact coverage of the land, rounded to 1 mm."""
    lines = [shapely.linestrings(line) for line in _wandering_borders(seeds, rng)]
    coasts = [shapely.boundary(land.mainland), shapely.boundary(land.island)]
    noded = shapely.node(shapely.geometrycollections([*lines, *coasts]))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    middles = shapely.point_on_surface(faces)
    on_land = shapely.contains_properly(shapely.multipolygons([land.mainland, land.island]), middles)
    faces, middles = faces[on_land], shapely.get_coordinates(middles[on_land])
    owner = _owners(faces, middles, seeds, lines)
    cells = np.array([shapely.union_all(faces[owner == seed]) for seed in range(len(seeds))], dtype=object)
    rounded = shapely.set_coordinates(cells.copy(), np.round(shapely.get_coordinates(cells), 3))
    return shapely.normalize(rounded)


def _wandering_borders(seeds: Points, rng: np.random.Generator) -> list[Points]:
    """The border of every two neighbouring cells, drawn once so that both have the same.

    Each wanders inside the four corners given by its ends and the two seeds, so that no two cross (after
    the noisy edges of A. Patel, Polygonal map generation, 2010).
    """
    centre, reach = seeds.mean(axis=0), np.ptp(seeds, axis=0).max() * 3
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    far = centre + reach * np.column_stack([np.cos(angles), np.sin(angles)])
    diagram = Voronoi(np.concatenate([seeds, far]))
    borders = []
    for (left, right), (first, last) in zip(diagram.ridge_points, diagram.ridge_vertices, strict=True):
        if first < 0 or last < 0 or (left >= len(seeds) and right >= len(seeds)):
            continue
        a, c = diagram.vertices[first], diagram.vertices[last]
        middle = (a + c) / 2
        b, d = (_towards(middle, diagram.points[side], float(np.hypot(*(c - a)))) for side in (left, right))
        points: list[Points] = [a]
        _wander_inside(a, b, c, d, rng, points)
        points.append(c)
        borders.append(np.array(points))
    return borders


def _towards(middle: Points, seed: Points, length: float) -> Points:
    """A corner between the middle of a border and a seed; nearer for a short border, against spikes."""
    away = seed - middle
    return middle + away * min(0.85, 0.42 * length / max(float(np.hypot(*away)), 1e-9))


def _wander_inside(
    a: Points, b: Points, c: Points, d: Points, rng: np.random.Generator, out: list[Points]
) -> None:
    if np.hypot(*(a - c)) < _SHORTEST_M or np.hypot(*(b - d)) < _SHORTEST_M / 3:
        return
    p, q = rng.uniform(0.22, 0.78, 2)
    e, f, g, i = a + (d - a) * p, b + (c - b) * p, a + (b - a) * q, d + (c - d) * q
    h = e + (f - e) * q
    s, t = rng.uniform(-0.3, 0.4, 2)
    _wander_inside(a, g + (b - g) * s, h, e + (d - e) * t, rng, out)
    out.append(h)
    _wander_inside(h, f + (c - f) * s, c, i + (d - i) * t, rng, out)


def _owners(
    faces: NDArray[np.object_], middles: Points, seeds: Points, lines: list[shapely.LineString]
) -> NDArray[np.int64]:
    """Seed of every face: the one inside; scraps cut off by the coast go to the neighbour they touch most."""
    owner = np.full(len(faces), -1, dtype=np.int64)
    tree = shapely.STRtree(faces)
    seed, face = tree.query(shapely.points(seeds), predicate="within")
    owner[face] = seed
    one, two = tree.query(faces, predicate="touches")
    shared = shapely.length(shapely.intersection(shapely.boundary(faces[one]), shapely.boundary(faces[two])))
    while (owner < 0).any():
        open_side = (owner[one] < 0) & (owner[two] >= 0) & (shared > 1)
        if not open_side.any():
            lost = np.flatnonzero(owner < 0)
            owner[lost] = cKDTree(seeds).query(middles[lost])[1]
            break
        order = np.flatnonzero(open_side)[np.argsort(shared[open_side])]
        owner[one[order]] = owner[two[order]]
    return owner
