"""Cutting a problem into larger areas and joining their plans, on squares with hand-worked answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from tests.balancing.grid_problems import grid_problem
from workbench.balancing.areas import (
    AreaResult,
    area_seed,
    area_tasks,
    balance_area,
    joined,
    part_of,
)
from workbench.balancing.objective import PRESETS, Objective, Preference
from workbench.balancing.outcome import Effort, Status
from workbench.balancing.problem import PatientGraph, Problem, border_graph
from workbench.balancing.surroundings import LockedNeighbour, Surroundings
from workbench.errors import EditError

COMPACT = PRESETS[Preference.COMPACT]


def texts(values: Sequence[str]) -> np.ndarray:
    return np.array(values, dtype=object)


@pytest.fixture
def row_of_six() -> Problem:
    """Units 0 to 5 in a row, 1,000 to 6,000 people; unit 1 starts in label 2, unit 4 in label 0."""
    pairs = np.array([[0, 1], [1, 2], [2, 3], [3, 4], [4, 5]], np.int32)
    patients = border_graph(6, np.array([[0, 2], [1, 4]], np.int32), np.array([70.0, 30.0]))
    return Problem(
        rows=np.arange(10, 16),
        graph=border_graph(6, pairs, np.array([0.1, 0.2, 0.3, 0.4, 0.5])),
        people=np.arange(1, 7).astype(np.float64) * 1000,
        x_km=np.arange(6.0),
        y_km=np.zeros(6),
        low=1000.0,
        high=9000.0,
        target=5000.0,
        start=np.array([-1, 2, -1, -1, 0, -1], np.int32),
        labels=3,
        pinned=np.array([False, True, False, False, True, False]),
        patients=PatientGraph(patients.indptr, patients.neighbours, patients.border_km, 21.0, 210.0),
        parents=(np.array([5, 5, 5, 6, 6, 6], np.int32),),
        hubs=np.array([[4.0, 0.0], [np.nan, np.nan], [1.0, 0.0]]),
        names=texts(list("abcdef")),
        around=Surroundings(
            practices={1: (("Alder", 500.0),), 5: (("Birch", 600.0),)},
            locked=(LockedNeighbour("Kept", np.array([0, 5])),),
        ),
    )


def test_a_part_has_its_own_borders_people_and_labels(row_of_six: Problem) -> None:
    part = part_of(row_of_six, np.array([0, 1, 2]))
    assert part.rows.tolist() == [10, 11, 12]
    assert part.people.tolist() == [1000, 2000, 3000]
    assert part.graph.indptr.tolist() == [0, 1, 3, 4]
    assert part.graph.neighbours.tolist() == [1, 0, 2, 1]
    assert part.graph.border_km.tolist() == [0.1, 0.1, 0.2, 0.2]
    assert (part.labels, part.start.tolist()) == (1, [-1, 0, -1])
    assert part.pinned.tolist() == [False, True, False]
    assert part.hubs.tolist() == [[1.0, 0.0]]
    assert part.parents[0].tolist() == [5, 5, 5]
    assert part.names.tolist() == ["a", "b", "c"]


def test_a_part_keeps_the_patients_among_its_units(row_of_six: Problem) -> None:
    part = part_of(row_of_six, np.array([0, 1, 2]))
    assert part.patients.indptr.tolist() == [0, 1, 1, 2]
    assert part.patients.neighbours.tolist() == [2, 0]
    assert part.patients.patients.tolist() == [70.0, 70.0]
    # 6,000 of 21,000 people
    assert part.patients.at_home == pytest.approx(6.0)
    assert part.patients.total == pytest.approx(60.0)


def test_a_part_knows_what_lies_around_it(row_of_six: Problem) -> None:
    part = part_of(row_of_six, np.array([3, 4, 5]))
    assert part.around.practices == {2: (("Birch", 600.0),)}
    assert [(one.name, one.units.tolist()) for one in part.around.locked] == [("Kept", [2])]


def test_tasks_are_made_by_code_and_leave_out_units_of_no_area(row_of_six: Problem) -> None:
    tasks = area_tasks(
        row_of_six,
        Objective(),
        Effort(seconds=0.5, seed=3),
        codes=texts(["B", "B", "", "A", "A", "A"]),
        names=["Bee", "Bee", "", "Ay", "Ay", "Ay"],
    )
    assert [(task.code, task.name, task.units.tolist()) for task in tasks] == [
        ("A", "Ay", [3, 4, 5]),
        ("B", "Bee", [0, 1]),
    ]
    assert [task.kept.tolist() for task in tasks] == [[0], [2]]
    assert [task.effort for task in tasks] == [
        Effort(seconds=0.5, seed=area_seed(3, code), threads=1) for code in "AB"
    ]


def test_seeds_differ_by_area_and_by_seed_and_stay_the_same() -> None:
    seeds = {area_seed(seed, code) for seed in range(10) for code in ("E06000001", "E06000002")}
    assert len(seeds) == 20
    assert all(0 <= seed < 2**31 for seed in seeds)
    assert area_seed(1, "E06000001") == 664_796_854


def test_an_area_whose_time_was_up_says_so() -> None:
    problem = grid_problem(12, 12, localities=8)
    (task,) = area_tasks(
        problem, COMPACT, Effort(60.0, 1, patience=0.0), codes=texts(["A"] * 144), names=["A"] * 144
    )
    assert balance_area(task).cut_short
    assert not balance_area(replace(task, effort=Effort(0.01, threads=1))).cut_short


def test_plans_are_joined_with_labels_of_the_whole_first(row_of_six: Problem) -> None:
    tasks = area_tasks(row_of_six, Objective(), Effort(), codes=texts(list("AAABBB")), names=list("AAABBB"))
    results = [
        AreaResult("B", Status.FOUND, np.array([1, 0, 0], np.int32), 2, "", "", 1),
        AreaResult("A", Status.FOUND, np.array([2, 0, 1], np.int32), 3, "", "", 1),
    ]
    candidate, held = joined(row_of_six, tasks, results)
    # A keeps label 2 and gets 3 and 4, B keeps label 0 and gets 5
    assert candidate.plan.tolist() == [4, 2, 3, 5, 0, 0]
    assert candidate.labels == 6
    assert held.all()


def test_areas_without_a_plan_are_unassigned(row_of_six: Problem) -> None:
    tasks = area_tasks(row_of_six, Objective(), Effort(), codes=texts(list("AAABBB")), names=list("AAABBB"))
    results = [
        AreaResult("A", Status.INFEASIBLE, None, 0, "Too few.", "", 0),
        AreaResult("B", Status.FOUND, np.array([0, 0, 0], np.int32), 1, "", "", 1),
    ]
    candidate, held = joined(row_of_six, tasks, results)
    assert candidate.plan.tolist() == [-1, -1, -1, 0, 0, 0]
    assert held.tolist() == [False] * 3 + [True] * 3


def test_a_locality_with_locked_areas_in_two_areas_is_refused(row_of_six: Problem) -> None:
    problem = replace(row_of_six, start=np.array([-1, 0, -1, -1, 0, -1], np.int32))
    with pytest.raises(EditError, match="locked areas in both Ay and Bee"):
        area_tasks(
            problem, Objective(), Effort(), codes=texts(list("AAABBB")), names=["Ay"] * 3 + ["Bee"] * 3
        )
