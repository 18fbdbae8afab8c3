"""Draw the sample's scenario: contiguous localities of which one is too large and one too small."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra

from scripts.sample_county.landscape import to_km
from workbench.models.topology import Topology

_HUBS: tuple[tuple[str, float, float, int], ...] = (
    ("Ferncastle Central", 28.5, 21.0, 43_500), ("Castle North", 28.8, 23.6, 43_000),
    ("Castle South", 28.2, 18.6, 43_500), ("Castle East", 31.4, 21.2, 41_000),
    ("Castle West and Moor", 25.6, 21.0, 53_500),
    ("Saltmouth and Gullhaven", 44.6, 11.6, 46_000), ("South Shore", 37.0, 8.6, 38_000),
    ("Brackenford", 15.5, 31.0, 44_000), ("Marlwick", 14.0, 9.5, 42_500), ("Wrenstow", 36.0, 35.0, 42_500),
    ("Oxmere and Heronsea", 41.0, 24.5, 31_000),
)  # fmt: skip
"""Name, middle in km and people to aim at."""
_LEFT_OVER = 3
_STEPS = 60_000


def draw_plan(
    units: pd.DataFrame,
    cells: NDArray[np.object_],
    topology: Topology,
    ferry: tuple[int, int],
    rng: np.random.Generator,
) -> pd.Series:
    """Locality name of each unit, "" for those left over. Rows of ``topology`` and ``ferry`` are cells."""
    rank = np.empty(len(units), dtype=np.int64)
    rank[units["cell"].to_numpy()] = np.arange(len(units))
    pairs = np.concatenate([rank[topology.pairs], rank[np.array([ferry])]])
    length = np.concatenate([topology.shared_m, [3_000.0]])
    people = units["population"].to_numpy(dtype=np.float64)
    centre = to_km(shapely.get_coordinates(shapely.point_on_surface(cells[units["cell"].to_numpy()])))
    label = _grow(pairs, centre, people)
    label = _improve(label, pairs, length, people, centre, rng)
    names = np.array([name for name, *_ in _HUBS], dtype=object)[label]
    names[_left_over(label, pairs, people)] = ""
    return pd.Series(names)


def _grow(
    pairs: NDArray[np.int64], centre: NDArray[np.float64], people: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Every hub grows over the borders; the one that lacks most people takes its nearest free neighbour."""
    way = np.hypot(*(centre[pairs[:, 0]] - centre[pairs[:, 1]]).T) + 0.05
    graph = coo_array((way, (pairs[:, 0], pairs[:, 1])), shape=(len(centre), len(centre))).tocsr()
    seats = [int(np.hypot(*(centre - (x, y)).T).argmin()) for _, x, y, _ in _HUBS]
    far = dijkstra(graph, directed=False, indices=seats)
    neighbours = neighbours_of(pairs, len(centre))
    label = np.full(len(centre), -1)
    label[seats] = np.arange(len(seats))
    target = np.array([aim for *_, aim in _HUBS], dtype=np.float64)
    while (label < 0).any():
        filled = np.array([people[label == hub].sum() for hub in range(len(_HUBS))]) / target
        for hub in np.argsort(filled):
            free = {n for u in np.flatnonzero(label == hub) for n in neighbours[u] if label[n] < 0}
            if free:
                label[min(free, key=lambda unit: (far[hub, unit], unit))] = hub
                break
    return label


def neighbours_of(pairs: NDArray[np.signedinteger], count: int) -> list[list[int]]:
    """The units that border on each unit."""
    lists: list[list[int]] = [[] for _ in range(count)]
    for one, two in pairs.tolist():
        lists[one].append(two)
        lists[two].append(one)
    return lists


def _improve(
    label: NDArray[np.int64], pairs: NDArray[np.int64], length: NDArray[np.float64],
    people: NDArray[np.float64],
    centre: NDArray[np.float64], rng: np.random.Generator,
) -> NDArray[np.int64]:  # fmt: skip
    """Move units over the borders towards the aims, hubs and short borders, never breaking a locality."""
    neighbours = neighbours_of(pairs, len(label))
    border = {tuple(sorted(pair)): metres / 1000 for pair, metres in zip(pairs.tolist(), length, strict=True)}
    target = np.array([aim for *_, aim in _HUBS], dtype=np.float64)
    target *= people.sum() / target.sum()
    load = np.bincount(label, people, minlength=len(target))
    far = np.hypot(*(centre[:, None, :] - np.array([(x, y) for _, x, y, _ in _HUBS])).transpose(2, 0, 1))
    for step in range(_STEPS):
        heat = 4.0 * (1 - step / _STEPS) ** 2 + 1e-6
        unit = int(rng.integers(len(label)))
        old = int(label[unit])
        others = [n for n in neighbours[unit] if label[n] != old]
        if not others:
            continue
        new = int(label[others[int(rng.integers(len(others)))]])
        cut = sum(
            border[tuple(sorted((unit, n)))] * ((label[n] == old) - int(label[n] == new))
            for n in neighbours[unit]
        )
        gain = _miss(load[old], target[old]) + _miss(load[new], target[new])
        gain -= _miss(load[old] - people[unit], target[old]) + _miss(load[new] + people[unit], target[new])
        change = 1.2 * cut + 0.9 * float(far[unit, new] - far[unit, old]) - gain
        if (change > 0 and rng.random() > np.exp(-change / heat)) or not stays_whole(label, neighbours, unit):
            continue
        label[unit] = new
        load[old] -= people[unit]
        load[new] += people[unit]
    return label


def _miss(people: float, target: float) -> float:
    return ((people - target) / 700.0) ** 2 / 4


def stays_whole(label: NDArray[np.signedinteger], neighbours: list[list[int]], unit: int) -> bool:
    """Whether the locality of the unit stays in one part without it."""
    own = label[unit]
    start = [n for n in neighbours[unit] if label[n] == own]
    if len(start) <= 1:
        return bool(start)
    seen, queue = {unit, start[0]}, [start[0]]
    while queue:
        for n in neighbours[queue.pop()]:
            if label[n] == own and n not in seen:
                seen.add(n)
                queue.append(n)
    return all(n in seen for n in start)


def _left_over(label: NDArray[np.int64], pairs: NDArray[np.int64], people: NDArray[np.float64]) -> list[int]:
    """Three neighbouring units of the last localities' edges that nobody has decided about yet.

    They come from the locality with the fewest people, which so falls below the band.
    """
    neighbours = neighbours_of(pairs, len(label))
    load = np.bincount(label, people, minlength=len(_HUBS))
    hub = int(np.argmin(load))
    taken: list[int] = []
    current = label.copy()
    edge = [u for u in np.flatnonzero(label == hub).tolist() if any(label[n] != hub for n in neighbours[u])]
    edge.sort(key=lambda u: (sum(label[n] == hub for n in neighbours[u]) / len(neighbours[u]), -people[u]))
    for unit in edge:
        if len(taken) < _LEFT_OVER and stays_whole(current, neighbours, unit):
            current[unit] = -1
            taken.append(unit)
    return taken


def parts_of(label: NDArray[np.object_], pairs: NDArray[np.int64]) -> dict[str, int]:
    """Connected parts of each locality, for the check at the end."""
    same = label[pairs[:, 0]] == label[pairs[:, 1]]
    graph = coo_array((np.ones(same.sum()), pairs[same].T), shape=(len(label), len(label)))
    part = connected_components(graph, directed=False)[1]
    return {str(name): len(set(part[label == name])) for name in dict.fromkeys(label) if name}
