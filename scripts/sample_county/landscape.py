"""The lie of the land: coast, towns, moor and island of the county, all invented."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

ORIGIN_M = (452_000.0, 884_000.0)
"""South-west corner in metres of EPSG:27700: open sea, so that no real map lies underneath."""

_COAST = (
    (11, 1.5), (15, 0.2), (20, 3.6), (24, 2.2), (28, -0.6), (33, 3), (37, 6), (42, 5.2), (47, 7.2),
    (48.6, 10.8), (46.6, 13.2), (43, 14.2), (38.2, 15.4), (36.4, 16.4), (40, 16.6), (44.6, 17.6),
    (49.8, 19.2), (51.6, 23), (48, 26), (43.6, 27.6), (44.8, 30), (49.6, 32), (49, 36), (44, 36.6),
    (40.4, 39), (36.6, 38), (34.6, 42.4), (29.4, 43),
)  # fmt: skip
_INLAND = (
    (25, 39.4), (20.4, 42), (14, 37.6), (9.4, 38.4), (5.4, 32), (0.6, 28), (3.6, 20.6), (-0.6, 15), (4.4, 9),
    (4.6, 3.8),
)  # fmt: skip
_ISLAND = (
    (51.8, 12.9),
    (53.4, 12.2),
    (55.4, 12.8),
    (56.6, 14.4),
    (56, 16.2),
    (54, 16.8),
    (52.6, 15.6),
    (51.6, 14.6),
)


@dataclass(frozen=True)
class Town:
    """A place with its centre in km from the origin, people and spread."""

    name: str
    x: float
    y: float
    people: int
    spread_km: float


TOWNS: tuple[Town, ...] = (
    Town("Ferncastle", 28.5, 21.0, 186_000, 2.3),
    Town("Saltmouth", 43.6, 11.0, 62_000, 1.7),
    Town("Brackenford", 15.5, 31.0, 46_000, 1.6),
    Town("Marlwick", 14.0, 9.5, 40_000, 1.6),
    Town("Wrenstow", 36.0, 35.0, 30_000, 1.4),
    Town("Tarnbridge", 23.5, 12.0, 19_000, 1.1),
    Town("Oxmere", 39.5, 26.5, 17_000, 1.1),
    Town("Quillham", 24.6, 29.6, 9_000, 0.9),
    Town("Heronsea", 48.4, 21.6, 8_000, 0.9),
    Town("Dunlow", 34.5, 8.0, 7_000, 0.8),
    Town("Pellby", 8.4, 14.6, 4_000, 0.7),
    Town("Stagholt", 20.4, 21.6, 5_000, 0.8),
    Town("Gullhaven", 53.6, 14.0, 4_600, 0.9),
)
MOOR = (8.2, 23.4, 5.6)
"""Centre and spread in km of Stag Moor, where hardly anyone lives."""
RURAL_PEOPLE = 44_000


@dataclass(frozen=True, eq=False)
class Land:
    """Mainland and island in metres of EPSG:27700."""

    mainland: shapely.Polygon
    island: shapely.Polygon


def draw_land(rng: np.random.Generator) -> Land:
    """Outline of the county: a rugged coast, a calmer border inland, an island offshore."""
    ring = np.array(_COAST + _INLAND)
    rough = np.array([0.21] * len(_COAST) + [0.13] * len(_INLAND))
    mainland = _closed(ring, rough, rng)
    island = _closed(np.array(_ISLAND), np.full(len(_ISLAND), 0.2), rng)
    return Land(mainland, island)


def _closed(
    ring: NDArray[np.float64], rough: NDArray[np.float64], rng: np.random.Generator
) -> shapely.Polygon:
    pieces = [
        _wander(ring[i], ring[(i + 1) % len(ring)], float(rough[i]), rng)[:-1] for i in range(len(ring))
    ]
    xy = np.concatenate(pieces) * 1000 + np.array(ORIGIN_M)
    whole = shapely.make_valid(shapely.polygons(xy), method="structure", keep_collapsed=False)
    return max(shapely.get_parts(whole), key=shapely.area)


def _wander(
    start: NDArray[np.float64], end: NDArray[np.float64], rough: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """A line from start to end with its middles displaced again and again (km)."""
    line = np.array([start, end])
    while np.hypot(*(line[1] - line[0])) > 0.16:
        along = line[1:] - line[:-1]
        across = np.column_stack([-along[:, 1], along[:, 0]])
        middle = (line[1:] + line[:-1]) / 2 + across * rng.normal(0, rough, (len(along), 1)).clip(-0.4, 0.4)
        longer = np.empty((len(line) + len(middle), 2))
        longer[0::2], longer[1::2] = line, middle
        line = longer
    return line


def to_km(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres of EPSG:27700 to km from the county's corner."""
    return (xy - np.array(ORIGIN_M)) / 1000


def nearest_town(km: NDArray[np.float64]) -> NDArray[np.int64]:
    """Row in ``TOWNS`` of the town nearest to each point (k, 2)."""
    centre = np.array([(town.x, town.y) for town in TOWNS])
    return ((km[:, None, :] - centre) ** 2).sum(axis=2).argmin(axis=1)


def town_density(km: NDArray[np.float64]) -> NDArray[np.float64]:
    """People a square km that towns bring to each point (k, 2): a dense core and a wide fringe."""
    total = np.zeros(len(km))
    for town in TOWNS:
        square = ((km - (town.x, town.y)) ** 2).sum(axis=1)
        for share, spread in ((0.8, town.spread_km), (0.2, town.spread_km * 2.2)):
            total += share * town.people * np.exp(-square / (2 * spread**2)) / (2 * np.pi * spread**2)
    return total


def rural_density(km: NDArray[np.float64]) -> NDArray[np.float64]:
    """Relative density of the countryside at each point: nearly nothing on the moor."""
    square = ((km - MOOR[:2]) ** 2).sum(axis=1)
    ripple = 1 + 0.5 * np.sin(km[:, 0] * 0.9 + 1.3) * np.cos(km[:, 1] * 0.7)
    return ripple * (1 - 0.93 * np.exp(-square / (2 * MOOR[2] ** 2)))
