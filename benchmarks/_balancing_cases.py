"""Real areas as balancing problems for the benchmark, read once each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from benchmarks._harness import data_folder
from workbench.balancing.problem import PatientGraph, Problem, border_graph
from workbench.models.topology import build_topology

LOW, HIGH, TARGET = 30_000.0, 50_000.0, 40_000.0
GREATER_MANCHESTER = tuple(f"E080000{number:02d}" for number in range(1, 11))
NORTH_STAFFORDSHIRE_LOCALITIES = 12


@dataclass(frozen=True, eq=False)
class Case:
    """A problem of ``localities`` localities, with the local authority of each unit."""

    name: str
    problem: Problem
    localities: int
    authority: NDArray[np.object_]

    @property
    def size(self) -> int:
        """Number of units."""
        return self.problem.n


@cache
def north_staffordshire() -> Case:
    """298 LSOAs with real people, twelve localities."""
    return _case("north_staffordshire/lsoa.gpkg", localities=NORTH_STAFFORDSHIRE_LOCALITIES)


@cache
def greater_manchester() -> Case:
    """The 1,673 LSOAs of Greater Manchester, as many localities as give 40,000 people each."""
    return _case("england/lsoa_bgc_full.gpkg", authorities=GREATER_MANCHESTER)


@cache
def england() -> Case:
    """All LSOAs of England; islands too small for a locality are linked to the nearest area."""
    return _case("england/lsoa_bgc_full.gpkg")


def cut_edges(case: Case, plan: NDArray[np.int32]) -> int:
    """Pairs of neighbours in different localities."""
    graph = case.problem.graph
    return int((plan[graph.source] != plan[graph.neighbours]).sum()) // 2


def out_of_band(case: Case, plan: NDArray[np.int32]) -> int:
    """Localities with fewer or more people than the band allows."""
    problem = case.problem
    used = np.unique(plan)
    people = problem.people_of(plan, int(used[-1]) + 1)[used]
    return int(((people < problem.low) | (people > problem.high)).sum())


def in_pieces(case: Case, plan: NDArray[np.int32]) -> int:
    """Number of pieces beyond one a locality."""
    graph = case.problem.graph
    same = plan[graph.source] == plan[graph.neighbours]
    joined = coo_array(
        (np.ones(int(same.sum()), np.int8), (graph.source[same], graph.neighbours[same])), (graph.n, graph.n)
    )
    return int(connected_components(joined, directed=False)[0]) - len(np.unique(plan))


def valid(case: Case, plan: NDArray[np.int32]) -> bool:
    """Whether every unit has a locality, all are in the band and in one piece."""
    return bool((plan >= 0).all()) and not out_of_band(case, plan) and not in_pieces(case, plan)


def _case(file: str, *, authorities: tuple[str, ...] = (), localities: int | None = None) -> Case:
    frame = geopandas.read_file(
        data_folder() / file, columns=["lsoa_code", "lsoa_name", "lad_code", "population"]
    )
    if authorities:
        frame = frame[frame["lad_code"].isin(authorities)].reset_index(drop=True)
    geometry = np.asarray(frame.geometry.values, dtype=object)
    people = frame["population"].to_numpy(np.float64)
    topology = build_topology(geometry)
    pairs, border_km = topology.pairs, topology.shared_m / 1000
    links = _links(len(geometry), pairs, people, geometry)
    if len(links):
        pairs = np.concatenate([pairs, links]).astype(np.int32)
        border_km = np.concatenate([border_km, np.zeros(len(links))])
    points = shapely.get_coordinates(shapely.point_on_surface(geometry)) / 1000
    number = localities or round(people.sum() / TARGET)
    problem = Problem(
        rows=np.arange(len(geometry)),
        graph=border_graph(len(geometry), pairs, border_km),
        people=people,
        x_km=points[:, 0].copy(),
        y_km=points[:, 1].copy(),
        low=LOW,
        high=HIGH,
        target=TARGET,
        start=np.full(len(geometry), -1, np.int32),
        localities=localities,
        pinned=np.zeros(len(geometry), bool),
        patients=PatientGraph.empty(len(geometry)),
        names=frame["lsoa_name"].to_numpy(object),
    )
    return Case(file.split("/", maxsplit=1)[0], problem, number, frame["lad_code"].to_numpy(object))


def _links(
    n: int, pairs: NDArray[np.int32], people: NDArray[np.float64], geometry: NDArray[np.object_]
) -> NDArray[np.int32]:
    """A link to the nearest other area for every part of the area that has too few people for a locality."""
    graph = coo_array((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), (n, n))
    count, part = connected_components(graph, directed=False)
    small = np.flatnonzero(np.bincount(part, people, minlength=count) < LOW)
    found = []
    for island in small.tolist():
        inside, outside = np.flatnonzero(part == island), np.flatnonzero(part != island)
        near, _ = shapely.STRtree(geometry[outside]).query_nearest(
            shapely.union_all(geometry[inside]), return_distance=True
        )
        other = int(outside[near[0]])
        own = int(inside[np.argmin(shapely.distance(geometry[inside], geometry[other]))])
        found.append((min(own, other), max(own, other)))
    return np.array(found, dtype=np.int32).reshape(-1, 2)


def authorities_of(case: Case) -> NDArray[np.object_]:
    """Codes of the local authorities in a case, each once."""
    return np.unique(case.authority.astype(str)).astype(object)


CASES: dict[str, Callable[[], Case]] = {
    "298": north_staffordshire,
    "1673": greater_manchester,
    "england": england,
}
"""The cases by their short names."""
