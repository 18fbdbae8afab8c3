from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.balancing.small_problems import grid_pairs, problem_of
from workbench.balancing.objective import Objective
from workbench.balancing.problem import PatientGraph, Problem
from workbench.balancing.scales import scales_of
from workbench.balancing.scoring import score

PLAN = np.array([0, 0, 1, 1], np.int32)


def _square(**more: Any) -> Problem:  # noqa: ANN401 - fields of Problem
    """Four squares of 1 km: 0 and 1 in the south, 2 and 3 in the north; 100 people each."""
    points = [(0.5, 0.5), (1.5, 0.5), (0.5, 1.5), (1.5, 1.5)]
    return problem_of(
        [100.0] * 4, grid_pairs(2, 2), low=100, high=300, points=points, target=160.0, localities=2, **more
    )


@pytest.mark.parametrize(
    ("objective", "cost"),
    [
        (Objective(people=1.0), 2 * (40 / 160) ** 2),
        (Objective(people=0.0, cut_edges=2.0), 4.0),
        (Objective(people=0.0, border=1.0), 2.0),
        # each locality: 2 x 100 people at 0.5 km; all: 4 x 100 at squared distance 0.5, shared by 2
        (Objective(people=0.0, inertia=1.0), (4 * 100 * 0.25) / 400 / (0.5 / 2) * 2),
    ],
)
def test_parts_by_hand(objective: Objective, cost: float) -> None:
    found = score(_square(), objective, PLAN, 2)
    assert found.cost == pytest.approx(cost)
    assert len(found.parts) == 1


def test_parents_count_borders_inside_them_once_for_each_kind() -> None:
    inside = np.array([7, 7, 7, -1], np.int32)
    column = np.array([0, 1, 0, 1], np.int32)
    found = score(_square(parents=(inside, column)), Objective(people=0.0, parents=1.0), PLAN, 2)
    assert found.parts == {"parents": 3.0}


def test_practices_are_per_cent_of_all_patients() -> None:
    patients = PatientGraph(
        np.array([0, 1, 2, 3, 4], np.int32),
        np.array([2, 3, 0, 1], np.int32),
        np.array([30.0, 20.0, 30.0, 20.0]),
        at_home=150.0,
        total=250.0,
    )
    found = score(_square(patients=patients), Objective(people=0.0, practices=1.0), PLAN, 2)
    assert found.cost == pytest.approx(100 * 50 / 250)


def test_a_locality_without_a_hub_counts_to_the_nearest() -> None:
    hubs = np.array([[0.5, 0.5], [np.nan, np.nan]])
    found = score(_square(hubs=hubs, labels=2), Objective(people=0.0, hubs=1.0), PLAN, 2)
    assert found.cost == pytest.approx((0 + 1 + 1 + 2**0.5) / 4 * 2)


def test_changes_count_areas_that_had_another_locality() -> None:
    start = np.array([1, 0, -1, 1], np.int32)
    found = score(_square(start=start, labels=2), Objective(people=0.0, changes=1.0), PLAN, 2)
    assert found.cost == 1.0


def test_scales_of_nothing_are_one() -> None:
    problem = problem_of([0.0], [], low=0, high=10)
    scales = scales_of(problem)
    assert (scales.border_km, scales.inertia_km2, scales.people, scales.patients) == (1.0, 1.0, 1.0, 1.0)
    assert score(problem, Objective(inertia=1.0), np.zeros(1, np.int32), 1).cost == pytest.approx(1.0)
