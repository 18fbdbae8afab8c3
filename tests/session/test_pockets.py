"""Pockets of hand-made plans on a grid of five by five squares."""

from __future__ import annotations

import numpy as np
import pytest

from tests.grids import grid_units, study_area
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.project import Project
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.session import plan_edits
from workbench.session.pockets import enclosed_pockets, pockets_of
from workbench.session.session import Session

# the southernmost row comes first
RING = [
    0, 0, 0, 0, 0,
    0, -1, -1, 0, 0,
    0, 0, 0, 0, 0,
    0, 0, 0, 1, 0,
    0, 0, 0, 0, 0,
]  # fmt: skip


def session_of(labels: list[int], localities: int = 3) -> Session:
    plan = Plan(25)
    for number in range(1, localities + 1):
        plan.put(Locality(f"L{number:02d}", number, f"Locality {number}"))
    plan.labels[:] = labels
    return Session(
        Project(
            "Grid",
            study_area(grid_units(5, 5), with_practices=False),
            [Scenario(ScenarioHead("s", "Draft"), plan)],
        )
    )


def pocket(session: Session, *units: int) -> list[int]:
    scenario = session.project.scenarios[0]
    found: list[int] = pockets_of(session.live(scenario), scenario.plan, np.array(units)).tolist()
    return found


def enclosed(session: Session) -> list[tuple[list[int], int]]:
    scenario = session.project.scenarios[0]
    found = enclosed_pockets(session.live(scenario), scenario.plan)
    return [(one.units.tolist(), one.around) for one in found]


def test_a_hole_and_an_enclave_are_pockets_and_the_locality_around_is_none() -> None:
    session = session_of(RING)
    assert pocket(session, 6) == pocket(session, 7) == [6, 7]
    assert pocket(session, 18) == [18]
    assert pocket(session, 7, 18, 0) == [6, 7, 18]
    assert pocket(session, 0) == []


def test_a_locality_that_lies_inside_another_is_filled_by_hand_only() -> None:
    assert enclosed(session_of(RING)) == [([6, 7], 0)]


def test_a_stray_part_goes_to_the_locality_around_it_unless_it_is_permitted() -> None:
    labels = RING.copy()
    labels[20:22] = [1, 1]  # the main part, with 43,000 of 62,000 people
    session = session_of(labels)
    assert enclosed(session) == [([6, 7], 0), ([18], 0)]
    scenario = session.project.scenarios[0]
    session.apply(plan_edits.change_locality(scenario, "L02", "Permit", permitted_parts=2))
    assert enclosed(session) == [([6, 7], 0)]


def test_open_ground_is_a_pocket_that_nobody_encloses() -> None:
    session = session_of([-1] * 25)
    assert pocket(session, 12) == list(range(25))
    assert enclosed(session) == []


def test_two_localities_around_a_hole_leave_it_to_the_person() -> None:
    labels = [0, 0, 0, 1, 1] * 5
    labels[12] = labels[13] = -1
    session = session_of(labels)
    assert pocket(session, 12) == [12, 13]
    assert enclosed(session) == []
    labels[13] = 1
    assert enclosed(session_of(labels)) == []


@pytest.mark.parametrize("unit", [1, 5, 23])
def test_what_reaches_the_edge_is_not_enclosed(unit: int) -> None:
    labels = np.zeros(25, dtype=int)
    labels[unit] = 1
    session = session_of(labels.tolist())
    assert pocket(session, unit) == []
    labels[unit] = -1
    session = session_of(labels.tolist())
    assert pocket(session, unit) == [unit]
    assert enclosed(session) == []
