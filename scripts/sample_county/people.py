"""Give the units codes, names, local authorities, people by age and a deprivation score."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from scripts.sample_county.landscape import TOWNS, Land, nearest_town, to_km, town_density
from workbench.models.topology import Topology

PEOPLE = 480_000
_AUTHORITIES = (
    ("F06000001", "Ferncastle", 28.5, 21.0, 0.62),
    ("F07000002", "Fern Coast", 43.6, 14.0, 1.0),
    ("F07000003", "Stag Moor and Vale", 11.0, 20.0, 0.92),
)
_BANDS = (
    "pop_0_4",
    "pop_5_14",
    "pop_15_24",
    "pop_25_44",
    "pop_45_64",
    "pop_65_74",
    "pop_75_84",
    "pop_85_plus",
)
_YOUNG = np.array([6.4, 12.4, 16.5, 30.0, 21.5, 7.4, 4.1, 1.7])
_OLD = np.array([3.7, 9.2, 8.4, 19.0, 28.8, 16.3, 10.4, 4.2])
_MSOA_PEOPLE = 7_600


def cell_people(
    xy: NDArray[np.float64], people: NDArray[np.float64], cells: NDArray[np.object_]
) -> NDArray[np.float64]:
    """People of the grid points in each cell."""
    cell, point = shapely.STRtree(shapely.points(xy)).query(cells, predicate="contains")
    return np.bincount(cell, people[point], minlength=len(cells)).astype(np.float64)


def describe_units(
    cells: NDArray[np.object_],
    raw_people: NDArray[np.float64],
    land: Land,
    topology: Topology,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """One row a unit in the order of the codes; the column "cell" says which polygon belongs to it."""
    count = len(cells)
    spread = np.clip(
        raw_people * rng.lognormal(0, 0.1, count), 0.55 * raw_people.mean(), 2.1 * raw_people.mean()
    )
    total = _whole(spread / spread.sum() * PEOPLE, PEOPLE)
    centre = to_km(shapely.get_coordinates(shapely.point_on_surface(cells)))
    island = shapely.contains_properly(land.island.buffer(50), shapely.point_on_surface(cells))
    authority = _grow_authorities(centre, island, topology)
    msoa = _msoas(authority, centre, total)
    order = np.lexsort((centre[:, 0], -centre[:, 1], msoa, authority))
    frame = pd.DataFrame({"cell": order})
    frame["unit_code"] = [f"F01{number:06d}" for number in range(1, count + 1)]
    frame["unit_name"] = _names(authority[order], msoa[order])
    frame["lad_code"] = [_AUTHORITIES[a][0] for a in authority[order]]
    frame["lad_name"] = [_AUTHORITIES[a][1] for a in authority[order]]
    frame["population"] = total[order]
    ages = _ages(centre, total, rng)[order]
    for place, band in enumerate(_BANDS):
        frame[band] = ages[:, place]
    frame["pop_65_plus"] = ages[:, 5:].sum(axis=1)
    frame["imd_score"] = np.round(_deprivation(centre, rng)[order], 2)
    worst_first = np.argsort(np.argsort(-frame["imd_score"].to_numpy(), kind="stable"))
    frame["imd_decile"] = worst_first * 10 // count + 1
    frame["nearest_town"] = [TOWNS[t].name for t in nearest_town(centre[order])]
    frame["area_ha"] = np.round(shapely.area(cells[order]) / 10_000, 2)
    return frame


def _whole(values: NDArray[np.float64], total: int) -> NDArray[np.int64]:
    """Whole numbers that add up to the total, by largest remainders."""
    floor = np.floor(values).astype(np.int64)
    rest = np.argsort(floor - values, kind="stable")[: total - int(floor.sum())]
    floor[rest] += 1
    return floor


def _grow_authorities(
    centre: NDArray[np.float64], island: NDArray[np.bool_], topology: Topology
) -> NDArray[np.int64]:
    """Three contiguous districts: every unit goes to the seat that is nearest on the way over land."""
    one, two = topology.pairs.T
    way = np.hypot(*(centre[one] - centre[two]).T)
    graph = coo_array((way, (one, two)), shape=(len(centre), len(centre)))
    seats = [int(np.hypot(*(centre - (x, y)).T + 99 * island).argmin()) for *_, x, y, _ in _AUTHORITIES]
    far = dijkstra(graph, directed=False, indices=seats)
    cost = far / np.array([pull for *_, pull in _AUTHORITIES])[:, None]
    cost[0] *= 1.7  # the town's own authority is small
    nearest = cost.argmin(axis=0)
    nearest[island] = 1
    return nearest


def _msoas(
    authority: NDArray[np.int64], centre: NDArray[np.float64], people: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Numbers from 1 in each authority, north to south: halves of halves down to about 7,600 people."""
    number = np.zeros(len(authority), dtype=np.int64)
    for one in np.unique(authority):
        groups = _halve(np.flatnonzero(authority == one), centre, people)
        groups.sort(key=lambda rows: -float(centre[rows, 1].mean()))
        for place, rows in enumerate(groups, start=1):
            number[rows] = place
    return number


def _halve(
    rows: NDArray[np.int64], centre: NDArray[np.float64], people: NDArray[np.int64]
) -> list[NDArray[np.int64]]:
    if people[rows].sum() < 1.5 * _MSOA_PEOPLE or len(rows) < 6:
        return [rows]
    axis = int(np.ptp(centre[rows], axis=0).argmax())
    ordered = rows[np.argsort(centre[rows, axis], kind="stable")]
    cut = int(np.searchsorted(np.cumsum(people[ordered]), people[ordered].sum() / 2)) + 1
    cut = min(max(cut, 2), len(ordered) - 2)
    return _halve(ordered[:cut], centre, people) + _halve(ordered[cut:], centre, people)


def _names(authority: NDArray[np.int64], msoa: NDArray[np.int64]) -> list[str]:
    seen: dict[tuple[int, int], int] = {}
    names = []
    for pair in zip(authority.tolist(), msoa.tolist(), strict=True):
        letter = seen.get(pair, 0)
        seen[pair] = letter + 1
        names.append(f"{_AUTHORITIES[pair[0]][1]} {pair[1]:03d}{chr(ord('A') + letter)}")
    return names


def _ages(
    centre: NDArray[np.float64], total: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.int64]:
    """People by age: young where it is dense, old on the coast and in the country."""
    density = town_density(centre)
    young = np.clip(np.log10(density + 30) / 3.6, 0.2, 1.0) + rng.normal(0, 0.07, len(total))
    seaside = np.clip((centre[:, 0] - 38) / 14, 0, 1) * 0.28
    weight = np.clip(young - seaside, 0.0, 1.0)[:, None]
    share = weight * _YOUNG + (1 - weight) * _OLD
    share = share * rng.lognormal(0, 0.05, share.shape)
    share /= share.sum(axis=1, keepdims=True)
    return np.array([_whole(row * people, int(people)) for row, people in zip(share, total, strict=True)])


def _deprivation(centre: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """A score like the national index: high in the inner city and the old port, low in the suburbs."""

    def near(x: float, y: float, spread: float) -> NDArray[np.float64]:
        return np.exp(-((centre - (x, y)) ** 2).sum(axis=1) / (2 * spread**2))

    score = 13 + 34 * near(28.9, 20.2, 1.9) + 30 * near(44.3, 11.4, 1.5) + 17 * near(15.8, 31.2, 1.3)
    score = score + 12 * near(13.6, 9.0, 1.2) + 9 * near(36.2, 35.4, 1.2) - 6 * near(26.2, 23.8, 1.8)
    return np.clip(score * rng.lognormal(0, 0.24, len(centre)), 1.2, 82)
