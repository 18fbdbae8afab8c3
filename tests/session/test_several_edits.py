"""Several localities at once: locked, unlocked and deleted in one step that undo takes back whole."""

from __future__ import annotations

import numpy as np
import pytest

from tests.grids import grid_project
from workbench.models.edits import Edit, PracticeEdit, RegisterEdit
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.registers import Team
from workbench.models.scenario import Scenario
from workbench.session import plan_edits, shape_edits
from workbench.session.session import Session
from workbench.session.several_edits import delete_localities, lock_localities


@pytest.fixture
def session() -> Session:
    """Alder, Birch and Cedar share the grid; P1 and the nurses belong to Alder and Birch together."""
    made = Session(grid_project())
    made.apply(plan_edits.add_scenario(made.project, "Draft"))
    scenario = draft(made)
    for name in ("Alder", "Birch", "Cedar"):
        made.apply(plan_edits.add_locality(scenario, name))
    columns = np.minimum(np.arange(12) % 4, 2).astype(np.int32)
    do(made, shape_edits.reassign_many(made.project, scenario, np.arange(12), columns, label="Start"))
    shared = PracticeAssignment((("L01", 0.5), ("L02", 0.5)), AssignedHow.HAND)
    made.apply(PracticeEdit(scenario.id, ("P1",), (scenario.assignment("P1"),), (shared,)))
    team = Team("t1", "Nurses", localities=(("L01", 40.0), ("L02", 60.0)))
    made.apply(RegisterEdit(scenario.id, "team", "t1", None, team))
    return made


def draft(session: Session) -> Scenario:
    """The scenario."""
    return session.project.scenarios[0]


def do(session: Session, edit: Edit | None) -> None:
    """Carry an edit out."""
    assert edit is not None
    session.apply(edit)


def test_two_that_share_a_practice_and_a_team_are_deleted_in_one_step(session: Session) -> None:
    scenario = draft(session)
    steps, before = len(session.history.steps), list(scenario.registers.items())
    do(session, delete_localities(session.project, scenario, ["L01", "L02"]))
    assert [locality.name for locality in scenario.plan] == ["Cedar"]
    assert (scenario.plan.labels < 0).sum() == 6
    assert scenario.assignment("P1").shares == ()
    assert len(session.history.steps) == steps + 1
    assert session.history.steps[-1].label == "Delete 2 localities"
    session.undo()
    assert [locality.name for locality in scenario.plan] == ["Alder", "Birch", "Cedar"]
    assert scenario.assignment("P1").shares == (("L01", 0.5), ("L02", 0.5))
    assert list(scenario.registers.items()) == before


def test_only_those_that_are_not_locked_yet_are_locked(session: Session) -> None:
    scenario = draft(session)
    do(session, lock_localities(scenario, ["L02"], locked=True))
    assert session.history.steps[-1].label == "Lock Birch"
    do(session, lock_localities(scenario, ["L01", "L02", "L03"], locked=True))
    assert session.history.steps[-1].label == "Lock 2 localities"
    assert lock_localities(scenario, ["L01"], locked=True) is None
    do(session, lock_localities(scenario, ["L01", "L02", "L03"], locked=False))
    assert not any(locality.locked for locality in scenario.plan)
