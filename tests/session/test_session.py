"""What a session refuses, keeps and tells."""

from __future__ import annotations

import numpy as np
import pytest

from tests.grids import grid_project
from workbench.errors import EditError, ProjectError
from workbench.models.edits import Compound, Edit, LocalityEdit, Reassignment
from workbench.models.localities import Locality
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session import plan_edits
from workbench.session.scenario_edits import renamed
from workbench.session.session import NoStore, Session


@pytest.fixture
def project() -> Project:
    return grid_project()


@pytest.fixture
def session(project: Project) -> Session:
    made = Session(project)
    made.apply(plan_edits.add_scenario(project, "Draft"))
    scenario = project.scenarios[0]
    for name in ("West", "East"):
        made.apply(plan_edits.add_locality(scenario, name))
    return made


def paint(session: Session, units: list[int], slot: int) -> Edit | None:
    scenario = session.project.scenarios[0]
    return plan_edits.reassign(session.project, scenario, np.array(units), slot)


def test_changes_tell_what_was_touched(session: Session) -> None:
    edit = paint(session, [0, 1], 0)
    assert edit is not None
    me = object()
    changes = session.apply(edit, initiator=me)
    assert changes.units.tolist() == [0, 1]
    assert changes.localities == {"L01"}
    assert changes.initiator is me
    assert edit.label == "Paint 2 areas into West"


def test_undo_and_redo_go_all_the_way(session: Session) -> None:
    scenario = session.project.scenarios[0]
    edit = paint(session, [0, 1], 0)
    assert edit is not None
    session.apply(edit)
    session.apply(plan_edits.delete_locality(session.project, scenario, "L01"))
    assert scenario.plan.labels.tolist() == [-1] * 12
    session.undo()
    assert scenario.plan.units_of(0).tolist() == [0, 1]
    session.undo()
    session.undo()
    session.undo()
    assert len(scenario.plan) == 0
    session.undo()
    assert session.project.scenarios == []
    assert session.undo() is None
    for _ in range(5):
        assert session.redo() is not None
    assert session.redo() is None
    scenario = session.project.scenarios[0]
    assert [locality.name for locality in scenario.plan] == ["East"]


def test_a_new_step_gives_up_what_could_be_redone(session: Session) -> None:
    session.undo()
    session.apply(plan_edits.add_locality(session.project.scenarios[0], "North"))
    assert session.redo() is None


def test_a_locked_locality_neither_gives_nor_takes(session: Session) -> None:
    scenario = session.project.scenarios[0]
    first = paint(session, [0, 1], 0)
    assert first is not None
    session.apply(first)
    session.apply(plan_edits.lock_locality(scenario, "L01", locked=True))
    assert paint(session, [0], 1) is None
    assert paint(session, [5], 0) is None
    mixed = paint(session, [0, 4], 1)
    assert isinstance(mixed, Reassignment)
    assert mixed.units == ("U05",)
    forced = Reassignment(scenario.id, ("U01",), ("L01",), ("L02",))
    with pytest.raises(EditError, match="West is locked"):
        session.apply(forced)
    with pytest.raises(EditError, match="locked"):
        session.apply(plan_edits.delete_locality(session.project, scenario, "L01"))
    # undo of steps from before the lock still works, since the lock itself is undone first
    session.undo()
    session.undo()
    assert scenario.plan.labels.tolist() == [-1] * 12


def test_a_step_for_an_earlier_state_is_refused_whole(session: Session) -> None:
    scenario = session.project.scenarios[0]
    stale = Compound(
        scenario.id,
        (LocalityEdit(scenario.id, None, Locality("L09", 9, "New")),
         Reassignment(scenario.id, ("U01",), ("L02",), ("L09",))),
        "Stale",
    )  # fmt: skip
    steps = session.history.position
    with pytest.raises(EditError, match="changed meanwhile"):
        session.apply(stale)
    assert scenario.plan.get("L09") is None
    assert session.history.position == steps


@pytest.mark.parametrize("name", ["west", "  WEST ", ""])
def test_names_are_given_once(session: Session, name: str) -> None:
    scenario = session.project.scenarios[0]
    with pytest.raises(EditError, match="name"):
        session.apply(plan_edits.rename_locality(scenario, "L02", name))
    session.apply(plan_edits.rename_locality(scenario, "L01", "West"))


def test_scenarios_are_copied_renamed_and_deleted_with_undo(session: Session) -> None:
    project = session.project
    edit = paint(session, [0], 0)
    assert edit is not None
    session.apply(edit)
    session.apply(plan_edits.copy_scenario(project, project.scenarios[0], "Option B"))
    twin = project.scenario("option b")
    assert twin.plan.code_of_unit(0) == "L01"
    assert twin.head.copied_from == project.scenarios[0].id
    session.apply(renamed(twin, "Option C"))
    with pytest.raises(EditError, match="named “Option C”"):
        session.apply(plan_edits.add_scenario(project, "option c"))
    with pytest.raises(EditError, match="has no scenario “Option B”"):
        project.scenario("Option B")
    session.apply(plan_edits.delete_scenario(project, twin))
    assert [s.name for s in project.scenarios] == ["Draft"]
    session.undo()
    assert project.scenario("Option C").plan.code_of_unit(0) == "L01"
    assert session.figures(project.scenario("Option C")).localities[0].resident == 1000


def test_names_of_scenarios_stand_on_one_line(project: Project) -> None:
    session = Session(project)
    session.apply(plan_edits.add_scenario(project, " Option\n  A\t"))
    assert project.scenarios[0].name == "Option A"
    session.apply(renamed(project.scenarios[0], "Option\nB"))
    assert project.scenarios[0].name == "Option B"


def test_an_unknown_unit_is_refused(session: Session) -> None:
    scenario = session.project.scenarios[0]
    with pytest.raises(EditError, match="no area X99"):
        session.apply(Reassignment(scenario.id, ("X99",), (None,), ("L01",)))


def test_reading_only_refuses_every_change(project: Project) -> None:
    session = Session(project, read_only=True)
    with pytest.raises(EditError, match="reading only"):
        session.apply(plan_edits.add_scenario(project, "Draft"))
    assert session.undo() is None
    assert session.redo() is None


class FullDisk(NoStore):
    """Refuses from a given step on."""

    def __init__(self) -> None:
        self.full = False

    def record(self, edit: Edit, *, position: int, at: str, by: str = "") -> None:
        if self.full:
            raise ProjectError("The disk is full.")

    def move(self, edit: Edit, *, position: int) -> None:
        if self.full:
            raise ProjectError("The disk is full.")


def test_what_cannot_be_kept_has_not_happened(project: Project) -> None:
    disk = FullDisk()
    session = Session(project, store=disk)
    session.apply(plan_edits.add_scenario(project, "Draft"))
    scenario: Scenario = project.scenarios[0]
    session.apply(plan_edits.add_locality(scenario, "West"))
    disk.full = True
    edit = paint(session, [0], 0)
    assert edit is not None
    with pytest.raises(ProjectError, match="disk is full"):
        session.apply(edit)
    with pytest.raises(ProjectError, match="disk is full"):
        session.undo()
    assert scenario.plan.labels.tolist() == [-1] * 12
    assert [locality.name for locality in scenario.plan] == ["West"]
    assert session.history.position == 2


def test_a_jump_is_the_same_as_many_single_steps() -> None:
    jumped, walked = grid_project(), grid_project()
    sessions = [Session(project) for project in (jumped, walked)]
    for session in sessions:
        session.apply(plan_edits.add_scenario(session.project, "A"))
        scenario = session.project.scenarios[0]
        session.apply(plan_edits.add_locality(scenario, "North"))
        for unit in range(6):
            edit = plan_edits.reassign(session.project, scenario, np.array([unit]), 0)
            assert edit is not None
            session.apply(edit)
    for position in (3, 7, 1, 8):
        changes = sessions[0].go_to(position)
        while sessions[1].history.position != position:
            back = sessions[1].history.position > position
            _ = sessions[1].undo() if back else sessions[1].redo()
        assert changes is not None
        assert sessions[0].history.position == position
        one, other = jumped.scenarios[0], walked.scenarios[0]
        assert one.plan.labels.tolist() == other.plan.labels.tolist()
        assert sessions[0].figures(one).localities == sessions[1].figures(other).localities
    assert sessions[0].go_to(8) is None
    assert sessions[0].go_to(99) is None
