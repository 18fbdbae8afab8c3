"""The cost of a locality and of moving one unit: what anneal and its checks share."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from workbench.balancing.kernel.arrays import (
    COST,
    IN_CUT,
    PEOPLE,
    RUNNING,
    SUM_Q,
    SUM_X,
    SUM_Y,
    UNITS,
    Ground,
    State,
    Terms,
)

STEP_OUTSIDE = 0.02
"""What being outside the band costs at once, in targets of people: the last few people count too."""


@njit(cache=True, nogil=True)
def outside(terms: Terms, people: float) -> float:
    """How far outside the band, in targets, plus a step; 0 inside and for a label without people."""
    if people > terms.high:
        return (people - terms.high) / terms.target + STEP_OUTSIDE
    if people < terms.low:
        return (terms.low - people) / terms.target + STEP_OUTSIDE
    return 0.0


@njit(cache=True, nogil=True)
def locality_cost(terms: Terms, people: float, sum_x: float, sum_y: float, sum_q: float) -> float:
    """Deviation from target, penalty outside the band and inertia of one locality."""
    off = (people - terms.target) / terms.target
    cost = terms.people * off * off + terms.outside * outside(terms, people)
    if terms.inertia != 0.0 and people > 0.0:
        cost += terms.inertia * (sum_q - (sum_x * sum_x + sum_y * sum_y) / people)
    return cost


@njit(cache=True, nogil=True)
def hub_km(ground: Ground, unit: int, label: int) -> float:
    """Distance from a unit to the hub of a label, to the nearest hub where the label has none."""
    if label < ground.hubs.shape[0] and not math.isnan(ground.hubs[label, 0]):
        return math.hypot(
            ground.unit[unit, 1] - ground.hubs[label, 0], ground.unit[unit, 2] - ground.hubs[label, 1]
        )
    return ground.hub_near[unit]


@njit(cache=True, nogil=True)
def unit_change(ground: Ground, terms: Terms, state: State, unit: int, label: int) -> float:
    """What ``unit`` going to ``label`` changes in patients, hubs and changes from the drawing."""
    plan = state.plan
    here = plan[unit]
    change = 0.0
    if terms.patients != 0.0:
        kept = 0.0
        for e in range(ground.patient_ptr[unit], ground.patient_ptr[unit + 1]):
            there = plan[ground.patient_unit[e]]
            if there == here:
                kept += ground.patient_weight[e]
            elif there == label:
                kept -= ground.patient_weight[e]
        change += terms.patients * kept
    if terms.hubs != 0.0:
        farther = hub_km(ground, unit, label) - hub_km(ground, unit, here)
        change += terms.hubs * ground.unit[unit, 0] * farther
    if terms.changes != 0.0:
        if ground.start[unit] == here:
            change += terms.changes
        elif ground.start[unit] == label:
            change -= terms.changes
    return change


@njit(cache=True, nogil=True)
def fill(ground: Ground, terms: Terms, state: State) -> None:
    """Make all running figures anew from ``state.plan``; -1 is no locality and costs nothing."""
    plan, held = state.plan, state.held
    held[:] = 0.0
    for u in range(plan.shape[0]):
        k = plan[u]
        if k < 0:
            continue
        people = ground.unit[u, 0]
        held[k, PEOPLE] += people
        held[k, SUM_X] += people * ground.unit[u, 1]
        held[k, SUM_Y] += people * ground.unit[u, 2]
        held[k, SUM_Q] += ground.unit[u, 3]
        held[k, UNITS] += 1.0
    for k in range(held.shape[0]):
        if held[k, UNITS] > 0.0:
            held[k, COST] = locality_cost(terms, held[k, 0], held[k, 1], held[k, 2], held[k, 3])
    listed = 0
    for e in range(ground.source.shape[0]):
        a, b = plan[ground.source[e]], plan[ground.neighbours[e]]
        state.cut_at[e] = -1
        if a != b and a >= 0 and b >= 0:
            state.cut[listed] = e
            state.cut_at[e] = listed
            listed += 1
    state.counts[IN_CUT] = listed
    state.costs[RUNNING] = whole_cost(ground, terms, state)


@njit(cache=True, nogil=True)
def whole_cost(ground: Ground, terms: Terms, state: State) -> float:
    """The cost of the plan, added up from the localities, the cut borders and the units."""
    plan = state.plan
    cost = 0.0
    for k in range(state.held.shape[0]):
        cost += state.held[k, COST]
    for i in range(state.counts[IN_CUT]):
        cost += 0.5 * state.weight[state.cut[i]]
    for u in range(plan.shape[0]):
        here = plan[u]
        if here < 0:
            continue
        if terms.patients != 0.0:
            for e in range(ground.patient_ptr[u], ground.patient_ptr[u + 1]):
                if plan[ground.patient_unit[e]] != here:
                    cost += 0.5 * terms.patients * ground.patient_weight[e]
        if terms.hubs != 0.0:
            cost += terms.hubs * ground.unit[u, 0] * hub_km(ground, u, here)
        if terms.changes != 0.0 and ground.start[u] >= 0 and ground.start[u] != here:
            cost += terms.changes
    return cost


@njit(cache=True, nogil=True)
def localities_outside(terms: Terms, state: State) -> int:
    """Number of localities outside the band."""
    count = 0
    for k in range(state.held.shape[0]):
        people = state.held[k, PEOPLE]
        if state.held[k, UNITS] > 0.0 and (people < terms.low or people > terms.high):
            count += 1
    return count


@njit(cache=True, nogil=True)
def move(ground: Ground, state: State, unit: int, label: int) -> None:
    """Move a unit and keep people, sums, units and the list of cut borders; costs are the caller's."""
    plan, held = state.plan, state.held
    here = plan[unit]
    people = ground.unit[unit, 0]
    for column, value in (
        (PEOPLE, people),
        (SUM_X, people * ground.unit[unit, 1]),
        (SUM_Y, people * ground.unit[unit, 2]),
        (SUM_Q, ground.unit[unit, 3]),
        (UNITS, 1.0),
    ):
        held[here, column] -= value
        held[label, column] += value
    plan[unit] = label
    for e in range(ground.indptr[unit], ground.indptr[unit + 1]):
        there = plan[ground.neighbours[e]]
        if there == label:
            if state.cut_at[e] >= 0:
                _unlist(state, e)
                _unlist(state, ground.twin[e])
        elif state.cut_at[e] < 0 and there >= 0:
            _enlist(state, e)
            _enlist(state, ground.twin[e])


@njit(cache=True, nogil=True)
def _enlist(state: State, edge: int) -> None:
    """Add a border to the list of cut ones."""
    at = state.counts[IN_CUT]
    state.cut[at] = edge
    state.cut_at[edge] = at
    state.counts[IN_CUT] = at + 1


@njit(cache=True, nogil=True)
def _unlist(state: State, edge: int) -> None:
    """Take a border out of the list: the last one takes its place."""
    last = state.counts[IN_CUT] - 1
    at = state.cut_at[edge]
    other = state.cut[last]
    state.cut[at] = other
    state.cut_at[other] = at
    state.cut_at[edge] = -1
    state.counts[IN_CUT] = last


def infinite() -> float:
    """Cost before any plan in the band was seen."""
    return float(np.inf)
