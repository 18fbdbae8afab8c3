"""Grids with people, patients, parents and hubs to search in."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.balancing.small_problems import grid_pairs, grid_points, problem_of
from workbench.balancing.problem import PatientGraph, Problem, border_graph


def grid_problem(columns: int, rows: int, *, seed: int = 1, localities: int = 4, **more: Any) -> Problem:  # noqa: ANN401 - fields of Problem
    """A grid of about 1,000 people a square and a band of a quarter around the mean locality."""
    draw = np.random.default_rng(seed)
    n = columns * rows
    people = draw.integers(700, 1300, n).astype(float)
    target = float(people.sum() / localities)
    given: dict[str, Any] = {
        "low": 0.75 * target,
        "high": 1.25 * target,
        "target": target,
        "localities": localities,
        "points": grid_points(columns, rows),
        "pinned": np.zeros(n, bool),
        "patients": patient_graph(n, draw),
        "parents": ((np.arange(n) % columns // 3).astype(np.int32), draw.integers(-1, 3, n).astype(np.int32)),
    }
    return problem_of(people.tolist(), grid_pairs(columns, rows), **{**given, **more})


def patient_graph(n: int, draw: np.random.Generator) -> PatientGraph:
    """Patients between units and three units with practices."""
    sites = draw.choice(n, 3, replace=False)
    pairs = np.array([(min(u, s), max(u, s)) for s in sites for u in range(n) if u not in sites], np.int32)
    pairs = np.unique(pairs, axis=0)
    graph = border_graph(n, pairs, draw.integers(1, 400, len(pairs)).astype(float))
    at_home = 500.0
    total = float(graph.border_km.sum() / 2 + at_home)
    return PatientGraph(graph.indptr, graph.neighbours, graph.border_km, at_home, total)
