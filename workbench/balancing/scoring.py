"""What a plan costs, part by part, by plain numpy: slow, and on its own beside the compiled kernel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.objective import Objective
from workbench.balancing.outcome import Candidate
from workbench.balancing.problem import Problem
from workbench.balancing.scales import Scales, inertia, inside_parents, nearest_hub_km, scales_of


def score(
    problem: Problem,
    objective: Objective,
    plan: NDArray[np.int32],
    labels: int,
    *,
    scales: Scales | None = None,
) -> Candidate:
    """The plan with its cost and the weighted parts that add up to it; parts of weight 0 are left out.

    ``plan`` gives each unit a label from 0 to ``labels - 1``, shape (n,).
    """
    scales = scales or scales_of(problem)
    measures = {
        "people": _people,
        "cut_edges": _cut_edges,
        "border": _border,
        "inertia": _inertia,
        "parents": _parents,
        "practices": _practices,
        "hubs": _hubs,
        "changes": _changes,
    }
    parts = {}
    for name in Objective.part_names():
        weight = float(getattr(objective, name))
        if weight:
            parts[name] = weight * measures[name](problem, plan, labels, scales)
    return Candidate(plan=plan, labels=labels, cost=float(sum(parts.values())), parts=parts)


def _people(problem: Problem, plan: NDArray[np.int32], labels: int, _scales: Scales) -> float:
    """Sum over localities with areas of ((people - target) / target) squared."""
    held = np.bincount(plan, minlength=labels) > 0
    off = (problem.people_of(plan, labels)[held] - problem.target) / problem.target
    return float((off**2).sum())


def _cut(problem: Problem, plan: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which directed borders lie between two localities."""
    return plan[problem.graph.source] != plan[problem.graph.neighbours]


def _cut_edges(problem: Problem, plan: NDArray[np.int32], _labels: int, _scales: Scales) -> float:
    return float(_cut(problem, plan).sum()) / 2.0


def _border(problem: Problem, plan: NDArray[np.int32], _labels: int, scales: Scales) -> float:
    return float(problem.graph.border_km[_cut(problem, plan)].sum()) / 2.0 / scales.border_km


def _inertia(problem: Problem, plan: NDArray[np.int32], labels: int, scales: Scales) -> float:
    return inertia(problem, plan, labels) / scales.people / scales.inertia_km2 * scales.localities


def _parents(problem: Problem, plan: NDArray[np.int32], _labels: int, _scales: Scales) -> float:
    return float(inside_parents(problem.graph, problem.parents)[_cut(problem, plan)].sum()) / 2.0


def _practices(problem: Problem, plan: NDArray[np.int32], _labels: int, scales: Scales) -> float:
    graph = problem.patients
    source = np.repeat(np.arange(len(graph.indptr) - 1), np.diff(graph.indptr))
    away = graph.patients[plan[source] != plan[graph.neighbours]].sum() / 2.0 if len(source) else 0.0
    return 100.0 * float(away) / scales.patients


def _hubs(problem: Problem, plan: NDArray[np.int32], _labels: int, scales: Scales) -> float:
    km = nearest_hub_km(problem)
    for label, (x, y) in enumerate(problem.hubs):
        if not np.isnan(x):
            mine = plan == label
            km[mine] = np.hypot(problem.x_km[mine] - x, problem.y_km[mine] - y)
    return float((problem.people * km).sum()) / scales.people * scales.localities


def _changes(problem: Problem, plan: NDArray[np.int32], _labels: int, _scales: Scales) -> float:
    return float(((problem.start >= 0) & (plan != problem.start)).sum())
