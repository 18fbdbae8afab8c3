"""Balance the parent areas of a large problem each on its own: cut it, balance a part, join the plans."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.objective import Objective
from workbench.balancing.outcome import Candidate, Effort, Outcome, Status, Stopped
from workbench.balancing.problem import UNASSIGNED, PatientGraph, Problem, border_graph
from workbench.balancing.surroundings import LockedNeighbour, Surroundings
from workbench.errors import EditError


@dataclass(frozen=True, eq=False)
class AreaTask:
    """One parent area to balance: plain arrays and numbers, ready for another process or machine.

    ``units`` are rows of the whole problem. ``kept`` are the whole problem's labels that the first labels
    of this problem stand for.
    """

    code: str
    name: str
    units: NDArray[np.int64]
    kept: NDArray[np.int32]
    problem: Problem
    objective: Objective
    effort: Effort


@dataclass(frozen=True, eq=False)
class AreaResult:
    """How the balance of one parent area ended; ``plan`` is None where none was found.

    ``cut_short`` tells that time stopped the search, so that the same seed may give another plan.
    """

    code: str
    status: Status
    plan: NDArray[np.int32] | None
    labels: int
    reason: str
    suggestion: str
    tried: int
    cut_short: bool = False


def area_tasks(
    problem: Problem,
    objective: Objective,
    effort: Effort,
    *,
    codes: NDArray[np.object_],
    names: Sequence[str],
) -> list[AreaTask]:
    """A task for each parent area, by code; units whose code is empty are in none.

    ``codes`` and ``names`` have one entry a unit. Borders to other areas are left out. The seed of an area
    is made of ``effort.seed`` and its code, so that neither order nor number of workers matters; each area
    is worked on by one thread, since the areas fill the processors.

    Raises:
        EditError: a locality with pinned units has them in two areas.
    """
    values, area = np.unique(codes.astype(str), return_inverse=True)
    ends = np.cumsum(np.bincount(area, minlength=len(values)))
    members = np.split(np.argsort(area, kind="stable"), ends[:-1])
    found = [(str(code), units) for code, units in zip(values, members, strict=True) if code]
    _see_that_pins_agree(problem, found, names)
    return [
        AreaTask(
            code=code,
            name=str(names[units[0]]) or code,
            units=units,
            kept=_labels_of(problem, units),
            problem=part_of(problem, units),
            objective=objective,
            effort=replace(effort, seed=area_seed(effort.seed, code), threads=1),
        )
        for code, units in found
    ]


def area_seed(seed: int, code: str) -> int:
    """The seed of a parent area: the same for the same seed and code, on any machine."""
    return int.from_bytes(hashlib.sha256(f"{seed} {code}".encode()).digest()[:4]) >> 1


def part_of(problem: Problem, units: NDArray[np.int64]) -> Problem:
    """The problem of some units alone, in the order given.

    Labels that these units start with are numbered anew in their order; patients whose home is in other
    units are left out, and those at home and in total are taken in proportion to people.
    """
    place = np.full(problem.n, -1, np.int64)
    place[units] = np.arange(len(units))
    graph = problem.graph
    inside = (graph.source < graph.neighbours) & (place[graph.source] >= 0) & (place[graph.neighbours] >= 0)
    pairs = np.sort(np.column_stack([place[graph.source[inside]], place[graph.neighbours[inside]]]), axis=1)
    kept = _labels_of(problem, units)
    number = np.full(max(problem.labels, 0) + 1, UNASSIGNED, np.int32)
    number[kept] = np.arange(len(kept))
    people = problem.people[units]
    everybody = float(problem.people.sum())
    share = float(people.sum()) / everybody if everybody > 0 else 0.0
    part = border_graph(len(units), pairs.astype(np.int32), graph.border_km[inside])
    return replace(
        problem,
        rows=problem.rows[units],
        graph=part,
        people=people,
        x_km=problem.x_km[units],
        y_km=problem.y_km[units],
        start=number[problem.start[units]],
        labels=len(kept),
        pinned=problem.pinned[units] if len(problem.pinned) else problem.pinned,
        patients=_patients_of(problem.patients, place, units, share),
        parents=tuple(codes[units] for codes in problem.parents),
        hubs=problem.hubs[kept] if len(problem.hubs) else problem.hubs,
        names=problem.names[units] if len(problem.names) else problem.names,
        around=_around(problem.around, place, units, in_one_piece=part.components()[0] < 2),
    )


def balance_area(task: AreaTask) -> AreaResult:
    """Balance one parent area; what cannot be balanced is told in the result."""
    from workbench.balancing.search import search

    try:
        outcome = search(task.problem, task.objective, task.effort)
    except EditError as told:
        return AreaResult(task.code, Status.NOT_FOUND, None, 0, str(told), "", 0)
    return _result(task.code, outcome)


def joined(
    problem: Problem, tasks: Sequence[AreaTask], results: Sequence[AreaResult]
) -> tuple[Candidate, NDArray[np.bool_]]:
    """The plans of all areas as one plan of the whole problem, and which units it holds.

    Labels that the whole problem started with come first and keep their numbers; new ones follow by area.
    Units of areas without a plan are unassigned.
    """
    by_code = {result.code: result for result in results}
    plan = np.full(problem.n, UNASSIGNED, np.int32)
    following = problem.labels
    for task in tasks:
        result = by_code[task.code]
        if result.plan is None:
            continue
        new = np.arange(following, following + max(0, result.labels - len(task.kept)))
        number = np.concatenate([task.kept, new]).astype(np.int32)
        plan[task.units] = number[result.plan]
        following += len(new)
    return Candidate(plan, following, cost=float("nan")), plan != UNASSIGNED


def _result(code: str, outcome: Outcome) -> AreaResult:
    best = outcome.best if outcome.status is Status.FOUND else None
    return AreaResult(
        code=code,
        status=outcome.status,
        plan=None if best is None else best.plan,
        labels=0 if best is None else best.labels,
        reason=outcome.reason,
        suggestion=outcome.suggestion,
        tried=outcome.tried,
        cut_short=outcome.stopped is Stopped.TIME,
    )


def _labels_of(problem: Problem, units: NDArray[np.int64]) -> NDArray[np.int32]:
    start = problem.start[units]
    return np.unique(start[start >= 0]).astype(np.int32)


def _around(
    around: Surroundings, place: NDArray[np.int64], units: NDArray[np.int64], *, in_one_piece: bool
) -> Surroundings:
    """What sentences about these units may say; shapes serve to find gaps, none in an area in one piece."""
    locked = [
        LockedNeighbour(one.name, place[one.units][place[one.units] >= 0], one.by_task)
        for one in around.locked
        if (place[one.units] >= 0).any()
    ]
    return Surroundings(
        measure=around.measure,
        practices={int(place[u]): held for u, held in around.practices.items() if place[u] >= 0},
        locked=tuple(locked),
        inside=None if around.inside is None else around.inside[units],
        shapes=None if around.shapes is None or in_one_piece else around.shapes[units],
    )


def _patients_of(
    patients: PatientGraph, place: NDArray[np.int64], units: NDArray[np.int64], share: float
) -> PatientGraph:
    if not len(patients.neighbours):
        return PatientGraph(
            np.zeros(len(units) + 1, np.int32),
            np.empty(0, np.int32),
            np.empty(0),
            patients.at_home * share,
            patients.total * share,
        )
    source = np.repeat(np.arange(len(patients.indptr) - 1), np.diff(patients.indptr))
    inside = (source < patients.neighbours) & (place[source] >= 0) & (place[patients.neighbours] >= 0)
    pairs = np.sort(np.column_stack([place[source[inside]], place[patients.neighbours[inside]]]), axis=1)
    table = border_graph(len(units), pairs.astype(np.int32), patients.patients[inside])
    return PatientGraph(
        table.indptr, table.neighbours, table.border_km, patients.at_home * share, patients.total * share
    )


def _see_that_pins_agree(
    problem: Problem, areas: Sequence[tuple[str, NDArray[np.int64]]], names: Sequence[str]
) -> None:
    if not problem.pinned.any():
        return
    area_of: dict[int, NDArray[np.int64]] = {}
    for _, units in areas:
        for label in np.unique(problem.start[units][problem.pinned[units]]).tolist():
            other = area_of.setdefault(label, units)
            if other is not units:
                raise EditError(
                    f"A locality has locked areas in both {names[other[0]]} and {names[units[0]]}.",
                    why="A sweep balances each of them on its own.",
                    remedy="Unlock the areas in one of them, or balance the whole.",
                )
