"""What is said of a scenario, its place in the list, and a deleted one that comes back whole."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from tests.grids import grid_project
from workbench.errors import EditError
from workbench.models.edit_json import edit_from_json, edit_to_json
from workbench.models.edits import Edit, snapshot
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.registers import Team
from workbench.models.scenario import Scenario, ScenarioHead, head_from_json
from workbench.models.scope import CellKey
from workbench.models.services import AgeGroup
from workbench.session import plan_edits, register_edits, scope_edits
from workbench.session.creating import create_project, fresh_project
from workbench.session.early_focus import choose_early_focus, early_focus
from workbench.session.opening import open_project
from workbench.session.scenario_edits import described, head_lines, moved_to, origin_words, renamed
from workbench.session.session import Session


@pytest.fixture
def session() -> Session:
    made = Session(fresh_project("Gridshire", grid_project().area))
    for name in ("A", "B", "C"):
        made.apply(plan_edits.add_scenario(made.project, name))
    return made


def do(session: Session, edit: Edit | None) -> None:
    assert edit is not None
    session.apply(edit_from_json(json.loads(json.dumps(edit_to_json(edit)))))


def names(session: Session) -> str:
    return "".join(scenario.name for scenario in session.project.scenarios)


def test_r1_r50_a_scenario_is_described_in_one_step(session: Session) -> None:
    scenario = session.project.scenario("A")
    assert scenario.head.form_words == "Not decided"
    said = {
        "status": "for consultation", "organisational_form": "lead-provider", "author": " Place  team ",
        "date": "2026-11-22", "caveats": "Lists of July.\n  Two  are provisional.", "decision": "Consult?",
    }  # fmt: skip
    do(session, described(scenario, **said))
    head = scenario.head
    assert (head.status, head.form_words, head.author) == ("For consultation", "Lead provider", "Place team")
    assert head.caveats == "Lists of July.\nTwo are provisional."
    assert described(scenario, status="For consultation", date="2026-11-22") is None
    session.undo()
    assert scenario.head == ScenarioHead(scenario.id, "A")
    session.redo()
    assert scenario.head == head
    do(session, described(scenario, organisational_form="Not decided"))
    assert scenario.head.organisational_form == ""
    undo = session.history.undo_step
    assert undo is not None
    assert undo.label == "Organisational form of A: Not decided"


@pytest.mark.parametrize(
    "said", [{"status": "Final"}, {"organisational_form": "Club"}, {"date": "2026-02-30"}, {"colour": "red"}]
)
def test_what_cannot_be_said_is_refused(session: Session, said: dict[str, str]) -> None:
    scenario = session.project.scenario("A")
    with pytest.raises(EditError):
        described(scenario, **said)
    assert session.history.position == 3


def test_scenarios_change_places_with_undo(session: Session) -> None:
    project = session.project
    do(session, moved_to(project, project.scenario("C"), 0))
    assert names(session) == "CAB"
    do(session, moved_to(project, project.scenario("C"), 9))
    assert names(session) == "ABC"
    assert moved_to(project, project.scenario("A"), -1) is None
    session.undo()
    session.undo()
    assert names(session) == "ABC"
    session.redo()
    assert names(session) == "CAB"


def test_a_copy_tells_where_it_came_from(session: Session) -> None:
    project = session.project
    first = project.scenario("A")
    do(session, described(first, status="Approved", date="2026-11-22", caveats="Provisional"))
    do(session, plan_edits.copy_scenario(project, first, "D"))
    head = project.scenario("D").head
    assert (head.status, head.date, head.caveats, head.copied_name) == ("Draft", "", "Provisional", "A")
    assert origin_words(project, head) == "Copied from A"
    do(session, renamed(first, "Old"))
    assert origin_words(project, head) == "Copied from Old, then named A"
    do(session, plan_edits.delete_scenario(project, first))
    assert head_lines(project, head)[-1] == "Copied from A, since deleted"
    assert origin_words(project, project.scenario("B").head) == ""


def furnished(session: Session) -> Scenario:
    """Scenario B with a plan, locks, practices, a matrix, registers and a description."""
    project = session.project
    scenario = project.scenario("B")
    for _ in range(2):
        do(session, plan_edits.add_locality(scenario))
    do(session, plan_edits.reassign(project, scenario, np.array([0, 1, 4]), 0))
    whole = {"P1": PracticeAssignment.whole("L01", AssignedHow.SITE)}
    do(session, plan_edits.assign_practices(scenario, whole, label="By site"))
    do(session, plan_edits.lock_units(project, scenario, np.array([0]), locked=True))
    key = CellKey("SV01", AgeGroup.ADULTS, "L01")
    do(session, scope_edits.set_cells(project, scenario, [key], phase=2))
    do(
        session,
        register_edits.put_team(project, scenario, Team("T01", "Frailty", localities=(("L01", 100),))),
    )
    do(session, choose_early_focus(scenario, ["L02", "L01"]))
    do(session, described(scenario, status="Approved", note="Only for us"))
    return scenario


def test_a_deleted_scenario_comes_back_whole(session: Session) -> None:
    scenario = furnished(session)
    codes = [str(code) for code in session.project.area.units.codes]
    before = snapshot(scenario, codes)
    assert early_focus(scenario) == ("L01", "L02")
    do(session, plan_edits.delete_scenario(session.project, scenario))
    assert names(session) == "AC"
    session.undo()
    assert names(session) == "ABC"
    back = session.project.scenario("B")
    assert snapshot(back, codes) == before
    assert session.figures(back).localities[0].resident == 8000
    session.redo()
    assert names(session) == "AC"


def test_a_file_of_before_the_description_opens(tmp_path: Path) -> None:
    path = tmp_path / "old.gpkg"
    create_project(path, name="Gridshire", area=grid_project().area)
    with open_project(path) as opened:
        opened.session.apply(plan_edits.add_scenario(opened.session.project, "A"))
        opened.save()
    with sqlite3.connect(path) as db:
        (head,) = db.execute("SELECT head FROM scenarios").fetchone()
        old = {key: json.loads(head)[key] for key in ("id", "name", "status", "note", "copied_from")}
        db.execute("UPDATE scenarios SET head = ?", (json.dumps(old | {"of a newer program": 1}),))
    db.close()
    with open_project(path) as opened:
        scenario = opened.session.project.scenarios[0]
        assert scenario.head == head_from_json(old)
        opened.session.apply(described(scenario, author="Anna") or pytest.fail("no edit"))
        opened.session.apply(plan_edits.add_scenario(opened.session.project, "B"))
        opened.session.apply(moved_to(opened.session.project, scenario, 1) or pytest.fail("no edit"))
        opened.save()
    with open_project(path) as opened:
        first, second = opened.session.project.scenarios
        assert (first.name, second.head.author) == ("B", "Anna")
        opened.session.undo()
        assert names(opened.session) == "AB"
