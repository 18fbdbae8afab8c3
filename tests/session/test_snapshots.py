"""Snapshots of a plan come back whole, in one step, under the locks of today, and are kept in the file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.grids import grid_area, grid_project
from workbench.errors import EditError
from workbench.models.edits import Compound
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.creating import create_project
from workbench.session.opening import open_project
from workbench.session.plan_edits import (
    add_locality,
    add_scenario,
    assign_by_hand,
    delete_locality,
    lock_locality,
    lock_units,
    reassign,
    rename_locality,
)
from workbench.session.session import Session
from workbench.session.snapshots import (
    delete_snapshot,
    differing_areas,
    rename_snapshot,
    restore_snapshot,
    restoring_words,
    scenario_from_snapshot,
    snapshots,
    take_snapshot,
)

AT = "2026-11-22T13:51:00+00:00"


def drawn(project: Project) -> tuple[Session, Scenario]:
    """North (L01) holds units 0 to 3, South (L02) 4 to 7; the rest is nobody's; P1 is North's."""
    session = Session(project)
    session.apply(add_scenario(project, "Draft A"))
    scenario = project.scenarios[0]
    for name, units in (("North", range(4)), ("South", range(4, 8))):
        session.apply(add_locality(scenario, name))
        slot = scenario.plan.slot(scenario.plan.named(name).code)  # type: ignore[union-attr]  # just added
        session.apply(reassign(project, scenario, np.array(units), slot))  # type: ignore[arg-type]  # it moves
    session.apply(assign_by_hand(scenario, ["P1"], "L01", label="P1"))  # type: ignore[arg-type]  # it changes
    session.apply(take_snapshot(project, scenario, "13:51", at=AT))
    return session, scenario


def codes(scenario: Scenario) -> list[str | None]:
    return list(scenario.plan.codes_of(scenario.plan.labels))


def test_restore_is_one_step_and_undo_takes_it_back() -> None:
    project = grid_project()
    session, scenario = drawn(project)
    then = codes(scenario)
    session.apply(rename_locality(scenario, "L02", "Southern"))
    session.apply(delete_locality(project, scenario, "L01"))
    session.apply(add_locality(scenario, "East"))
    session.apply(reassign(project, scenario, np.arange(2, 12), scenario.plan.slot("L02")))  # type: ignore[arg-type]  # there is an edit
    later, steps = codes(scenario), len(session.history.steps)
    assert scenario.assignment("P1").shares == ()
    assert differing_areas(project, scenario, snapshots(scenario)[0]) == 8  # 0 to 3 and 8 to 11
    done = restore_snapshot(project, scenario, snapshots(scenario)[0].key)
    assert (done.moved, done.held) == (8, 0)
    assert done.edit is not None
    session.apply(done.edit)
    assert codes(scenario) == then
    assert [one.name for one in scenario.plan] == ["North", "South"]
    assert scenario.assignment("P1") == PracticeAssignment((("L01", 1.0),), AssignedHow.HAND)
    assert len(session.history.steps) == steps + 1
    assert differing_areas(project, scenario, snapshots(scenario)[0]) == 0
    session.undo()
    assert codes(scenario) == later
    session.redo()
    assert codes(scenario) == then


def test_locks_of_today_hold_against_a_restore() -> None:
    project = grid_project()
    session, scenario = drawn(project)
    session.apply(reassign(project, scenario, np.array([0, 1, 2]), scenario.plan.slot("L02")))  # type: ignore[arg-type]  # there is an edit
    session.apply(lock_units(project, scenario, np.array([1]), locked=True))  # type: ignore[arg-type]  # there is an edit
    done = restore_snapshot(project, scenario, snapshots(scenario)[0].key)
    assert (done.moved, done.held) == (2, 1)
    assert restoring_words(done) == "2 areas changed. 1 area stays: it is locked"
    session.apply(done.edit)  # type: ignore[arg-type]  # there is an edit
    assert codes(scenario)[:4] == ["L01", "L02", "L01", "L01"]
    session.apply(lock_locality(scenario, "L02", locked=True))
    session.apply(rename_locality(scenario, "L01", "Nord"))
    again = restore_snapshot(project, scenario, snapshots(scenario)[0].key)
    assert (again.moved, again.held) == (0, 1)
    session.apply(again.edit)  # type: ignore[arg-type]  # there is an edit
    assert [one.name for one in scenario.plan] == ["North", "South"]


def test_an_unchanged_plan_has_nothing_to_restore() -> None:
    project = grid_project()
    _, scenario = drawn(project)
    assert restore_snapshot(project, scenario, snapshots(scenario)[0].key).edit is None


def test_rename_delete_and_a_scenario_of_it() -> None:
    project = grid_project()
    session, scenario = drawn(project)
    key = snapshots(scenario)[0].key
    session.apply(rename_snapshot(scenario, key, "After  the debate"))  # type: ignore[arg-type]  # there is an edit
    assert [one.name for one in snapshots(scenario)] == ["After the debate"]
    session.apply(delete_locality(project, scenario, "L01"))
    made = scenario_from_snapshot(project, scenario, key, "As it was")
    session.apply(made)
    other = project.scenario("As it was")
    assert [one.name for one in other.plan] == ["North", "South"]
    assert codes(other)[:4] == ["L01"] * 4
    assert snapshots(other) == ()
    session.apply(delete_snapshot(scenario, key))
    assert snapshots(scenario) == ()
    session.undo()
    assert len(snapshots(scenario)) == 1
    with pytest.raises(EditError):
        take_snapshot(project, scenario, "  ", at=AT)


def test_a_snapshot_is_kept_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "kept.gpkg"
    create_project(path, name="Gridshire", area=grid_area())
    opened = open_project(path)
    session = opened.session
    session.apply(add_scenario(session.project, "Draft A"))
    scenario = session.project.scenarios[0]
    session.apply(add_locality(scenario, "North"))
    session.apply(reassign(session.project, scenario, np.arange(3), scenario.plan.slot("L01")))  # type: ignore[arg-type]  # there is an edit
    session.apply(assign_by_hand(scenario, ["P1"], "L01", label="P1"))  # type: ignore[arg-type]  # there is an edit
    session.apply(take_snapshot(session.project, scenario, "13:51", at=AT))
    kept = snapshots(scenario)
    session.apply(reassign(session.project, scenario, np.arange(3), -1))  # type: ignore[arg-type]  # there is an edit
    done = restore_snapshot(session.project, scenario, kept[0].key).edit
    assert isinstance(done, Compound)
    session.apply(done)
    opened.save()
    opened.close()
    again = open_project(path)
    twin = again.session.project.scenarios[0]
    assert snapshots(twin) == kept
    assert codes(twin)[:3] == ["L01"] * 3
    again.session.undo()
    assert codes(twin)[:3] == [None] * 3
    again.close(discard=True)
