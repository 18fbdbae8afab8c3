"""From a problem and an objective to the arrays of the compiled kernel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.kernel.arrays import BEST, Ground, State, Terms
from workbench.balancing.kernel.contiguity import neighbour_rings
from workbench.balancing.objective import Objective
from workbench.balancing.problem import Problem
from workbench.balancing.scales import Scales, inside_parents, nearest_hub_km, scales_of


@dataclass(frozen=True, eq=False)
class Prepared:
    """A problem ready for the kernel; ``weight`` is what cutting each directed border costs, shape (e,)."""

    problem: Problem
    objective: Objective
    scales: Scales
    ground: Ground
    terms: Terms
    weight: NDArray[np.float64]


def prepare(problem: Problem, objective: Objective) -> Prepared:
    """Arrays and weights; the penalty outside the band is set by each start (``Terms.outside``)."""
    scales = scales_of(problem)
    graph, patients = problem.graph, problem.patients
    has_patients = len(patients.indptr) == problem.n + 1
    x = problem.x_km - (problem.x_km.mean() if problem.n else 0.0)
    y = problem.y_km - (problem.y_km.mean() if problem.n else 0.0)
    hubs = problem.hubs - np.array([problem.x_km.mean(), problem.y_km.mean()]) if problem.n else problem.hubs
    ground = Ground(
        indptr=graph.indptr,
        neighbours=graph.neighbours,
        source=graph.source,
        twin=graph.twin,
        ring=neighbour_rings(graph.indptr, graph.neighbours),
        unit=np.ascontiguousarray(
            np.column_stack([problem.people, x, y, problem.people * (x**2 + y**2)]).astype(np.float64)
        ),
        free=~problem.pinned if len(problem.pinned) else np.ones(problem.n, bool),
        start=problem.start.astype(np.int32),
        patient_ptr=patients.indptr.astype(np.int32) if has_patients else np.zeros(problem.n + 1, np.int32),
        patient_unit=patients.neighbours.astype(np.int32),
        patient_weight=patients.patients.astype(np.float64),
        hubs=np.ascontiguousarray(hubs, dtype=np.float64),
        hub_near=nearest_hub_km(problem),
    )
    terms = Terms(
        low=float(problem.low),
        high=float(problem.high),
        target=float(problem.target),
        people=float(objective.people),
        outside=0.0,
        inertia=objective.inertia * scales.localities / scales.people / scales.inertia_km2,
        patients=objective.practices * 100.0 / scales.patients,
        hubs=objective.hubs * scales.localities / scales.people if len(problem.hubs) else 0.0,
        changes=float(objective.changes),
    )
    weight = objective.cut_edges + objective.border * graph.border_km / scales.border_km
    weight = weight + objective.parents * inside_parents(graph, problem.parents)
    return Prepared(problem, objective, scales, ground, terms, np.ascontiguousarray(weight, np.float64))


def fresh_state(
    prepared: Prepared,
    plan: NDArray[np.int32],
    labels: int,
    random: NDArray[np.uint64],
    *,
    weight: NDArray[np.float64] | None = None,
) -> State:
    """Room for a plan of ``labels`` localities; the running figures are filled by ``kernel.cost.fill``."""
    n, borders = prepared.problem.n, len(prepared.ground.source)
    state = State(
        plan=plan.astype(np.int32).copy(),
        held=np.zeros((max(labels, 1), 6)),
        weight=prepared.weight if weight is None else weight,
        cut=np.empty(borders, np.int32),
        cut_at=np.full(borders, -1, np.int32),
        counts=np.zeros(5, np.int64),
        costs=np.zeros(2),
        best=plan.astype(np.int32).copy(),
        random=random,
        stamp=np.zeros(n, np.int64),
        wanted=np.zeros(n, np.int64),
        queue=np.empty(n + 1, np.int32),
    )
    state.costs[BEST] = np.inf
    return state
