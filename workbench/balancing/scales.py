"""The units in which the parts of the cost are counted, so that weights mean the same in any problem."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.problem import BorderGraph, Problem


@dataclass(frozen=True)
class Scales:
    """What one unit of a part is worth in plain figures.

    ``border_km``: mean length of a border. ``inertia_km2``: squared distance of people to the middle of
    their connected part, per person, shared by ``localities``: about what a locality of the mean size has.
    ``localities``: the number wanted, or people by target. ``people`` and ``patients`` are totals.
    """

    border_km: float
    inertia_km2: float
    localities: int
    people: float
    patients: float


def scales_of(problem: Problem) -> Scales:
    """The scales of a problem; 1 wherever there is nothing to measure."""
    people = float(problem.people.sum())
    localities = problem.localities or max(1, round(people / problem.target))
    _, part = problem.graph.components()
    spread = inertia(problem, part, int(part.max(initial=-1)) + 1)
    lengths = problem.graph.border_km[problem.graph.border_km > 0.0]
    return Scales(
        border_km=float(lengths.mean()) if len(lengths) else 1.0,
        inertia_km2=spread / people / localities if spread > 0.0 else 1.0,
        localities=localities,
        people=people if people > 0.0 else 1.0,
        patients=problem.patients.total if problem.patients.total > 0.0 else 1.0,
    )


def inertia(problem: Problem, plan: NDArray[np.int32], labels: int) -> float:
    """People times squared distance (km2) to the people-weighted middle of their label, added up."""
    people, x, y = problem.people, problem.x_km, problem.y_km
    total = np.bincount(plan, people, labels)
    safe = np.where(total > 0.0, total, 1.0)
    away_x = x - (np.bincount(plan, people * x, labels) / safe)[plan]
    away_y = y - (np.bincount(plan, people * y, labels) / safe)[plan]
    return float((people * (away_x**2 + away_y**2)).sum())


def inside_parents(graph: BorderGraph, parents: tuple[NDArray[np.int32], ...]) -> NDArray[np.float64]:
    """For each directed border the number of larger areas that both sides share. Shape (e,)."""
    shared = np.zeros(len(graph.source))
    for codes in parents:
        one, other = codes[graph.source], codes[graph.neighbours]
        shared += (one == other) & (one >= 0)
    return shared


def nearest_hub_km(problem: Problem) -> NDArray[np.float64]:
    """Distance from each unit to the nearest hub, 0 without any hub. Shape (n,)."""
    known = problem.hubs[~np.isnan(problem.hubs).any(axis=1)] if len(problem.hubs) else problem.hubs
    if not len(known):
        return np.zeros(problem.n)
    away = np.hypot(problem.x_km[:, None] - known[:, 0], problem.y_km[:, None] - known[:, 1])
    return away.min(axis=1)
