"""Small balancing problems made by hand, and every plan of them found the slow way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import networkx
import numpy as np
from numpy.typing import NDArray

from workbench.balancing.problem import Problem, border_graph


def problem_of(
    people: Sequence[float],
    pairs: Sequence[tuple[int, int]],
    *,
    low: float,
    high: float,
    points: Sequence[tuple[float, float]] | None = None,
    **more: Any,  # noqa: ANN401 - whatever else a Problem takes
) -> Problem:
    """A problem from people and pairs of neighbours; points default to a row, one kilometre apart."""
    n = len(people)
    at = np.array(points if points is not None else [(k, 0.0) for k in range(n)], np.float64).reshape(n, 2)
    borders = np.array(pairs, np.int32).reshape(-1, 2)
    given: dict[str, Any] = {
        "rows": np.arange(n),
        "start": np.full(n, -1, np.int32),
        "target": (low + high) / 2,
        "names": np.array([f"Area {k + 1}" for k in range(n)], dtype=object),
    }
    return Problem(
        graph=border_graph(n, borders, np.ones(len(borders))),
        people=np.array(people, np.float64),
        x_km=at[:, 0],
        y_km=at[:, 1],
        low=low,
        high=high,
        **{**given, **more},
    )


def grid_pairs(columns: int, rows: int) -> list[tuple[int, int]]:
    """Neighbours of a grid, row by row from the south-west."""
    beside = [(r * columns + c, r * columns + c + 1) for r in range(rows) for c in range(columns - 1)]
    above = [(r * columns + c, (r + 1) * columns + c) for r in range(rows - 1) for c in range(columns)]
    return beside + above


def grid_points(columns: int, rows: int) -> list[tuple[float, float]]:
    """Middles of a grid of 1 km squares."""
    return [(c + 0.5, r + 0.5) for r in range(rows) for c in range(columns)]


def partitions(n: int) -> Iterator[list[int]]:
    """Every way to put n things into groups, as a label by thing (restricted growth strings)."""

    def grow(labels: list[int], used: int) -> Iterator[list[int]]:
        if len(labels) == n:
            yield labels
            return
        for label in range(used + 1):
            yield from grow([*labels, label], max(used, label + 1))

    yield from grow([], 0)


def every_plan(problem: Problem) -> Iterator[NDArray[np.int32]]:
    """Every plan of a small problem by trying all groupings with networkx; pins are not looked at."""
    pairs = zip(problem.graph.source.tolist(), problem.graph.neighbours.tolist(), strict=True)
    graph = networkx.Graph(list(pairs))
    graph.add_nodes_from(range(problem.n))
    fits: dict[frozenset[int], bool] = {}

    def good(units: frozenset[int]) -> bool:
        if units not in fits:
            held = float(problem.people[list(units)].sum())
            inside = problem.low <= held <= problem.high
            fits[units] = inside and networkx.is_connected(graph.subgraph(units))
        return fits[units]

    for labels in partitions(problem.n):
        groups: dict[int, set[int]] = {}
        for unit, label in enumerate(labels):
            groups.setdefault(label, set()).add(unit)
        if problem.localities is not None and len(groups) != problem.localities:
            continue
        if all(good(frozenset(units)) for units in groups.values()):
            yield np.array(labels, np.int32)
