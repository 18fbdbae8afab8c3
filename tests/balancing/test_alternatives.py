from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from tests.balancing.grid_problems import grid_problem
from tests.balancing.real_problems import real_problem
from tests.balancing.small_problems import problem_of
from workbench.balancing.alternatives import alternatives
from workbench.balancing.difference import people_apart
from workbench.balancing.objective import PRESETS, Preference
from workbench.balancing.outcome import Effort, Status
from workbench.balancing.verify import faults

COMPACT = PRESETS[Preference.COMPACT]


def test_apart_by_hand() -> None:
    people = np.array([100.0, 200.0, 300.0, 400.0])
    one = np.array([0, 0, 1, 1], np.int32)
    assert people_apart(people, one, np.array([1, 1, 0, 0], np.int32)) == 0.0
    assert people_apart(people, one, np.array([0, 0, 0, 1], np.int32)) == pytest.approx(0.3)
    assert people_apart(people, one, np.array([5, 5, 5, 5], np.int32)) == pytest.approx(0.3)


def test_alternatives_are_valid_and_apart() -> None:
    problem = grid_problem(10, 10, localities=5)
    outcome = alternatives(problem, COMPACT, Effort(0.3, 1, patience=1000.0), count=4)
    assert outcome.status is Status.FOUND
    assert len(outcome.plans) == 4
    assert [plan.cost for plan in outcome.plans] == sorted(plan.cost for plan in outcome.plans)
    for plan in outcome.plans:
        assert faults(problem, plan.plan, plan.labels) == ()
    for one, other in combinations(outcome.plans, 2):
        assert people_apart(problem.people, one.plan, other.plan) >= 0.2


def test_fewer_than_wanted_is_said() -> None:
    """A strip of four equal areas parts in two in one way only."""
    problem = problem_of([1000.0] * 4, [(0, 1), (1, 2), (2, 3)], low=1900, high=2100, localities=2)
    outcome = alternatives(problem, COMPACT, Effort(0.05, 1, patience=1000.0), count=3)
    assert outcome.status is Status.FOUND
    assert len(outcome.plans) == 1
    assert outcome.reason.startswith("1 plan was found")


def test_the_same_seed_gives_the_same_alternatives() -> None:
    problem = grid_problem(8, 8, localities=4)
    sets = []
    for threads in (1, 2):
        outcome = alternatives(problem, COMPACT, Effort(0.1, 2, threads, 1000.0), count=3)
        sets.append([plan.plan.tolist() for plan in outcome.plans])
    assert sets[0] == sets[1]


def test_eight_alternatives_of_north_staffordshire(data_dir: Path) -> None:
    problem = real_problem(data_dir, "north_staffordshire", localities=12)
    outcome = alternatives(problem, COMPACT, Effort(1.5, 1, patience=1000.0), count=8)
    assert len(outcome.plans) == 8
    assert outcome.plans[-1].cost <= 1.06 * outcome.plans[0].cost
