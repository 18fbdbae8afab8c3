"""The builders: labels, names, numbers, and the practices of a deleted locality."""

from __future__ import annotations

import numpy as np
import pytest

from tests.grids import grid_project
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.rules import AROUND_50_000_BAND, Rules
from workbench.models.scenario import Scenario
from workbench.session import plan_edits
from workbench.session.session import Session


@pytest.fixture
def session() -> Session:
    made = Session(grid_project())
    made.apply(plan_edits.add_scenario(made.project, "Draft"))
    for name in ("West", "East"):
        made.apply(plan_edits.add_locality(made.project.scenarios[0], name))
    return made


@pytest.fixture
def scenario(session: Session) -> Scenario:
    return session.project.scenarios[0]


def test_labels_say_what_was_done(session: Session, scenario: Scenario) -> None:
    edit = plan_edits.reassign(session.project, scenario, np.array([3]), 1)
    assert edit is not None
    assert edit.label == "Paint 1 area into East"
    session.apply(edit)
    cleared = plan_edits.reassign(session.project, scenario, np.array([3]), -1)
    assert cleared is not None
    assert cleared.label == "Clear 1 area"
    assert plan_edits.recolour_locality(scenario, "L01", "#EE8866").label == "Recolour West"


def test_free_names_and_numbers(session: Session, scenario: Scenario) -> None:
    third = plan_edits.fresh_locality(scenario)
    assert (third.code, third.number, third.name) == ("L03", 3, "Locality 3")
    session.apply(plan_edits.rename_locality(scenario, "L01", "Locality 3"))
    assert plan_edits.fresh_locality(scenario).name == "Locality 4"


def test_deleting_frees_units_and_practices_and_undo_brings_them_back(
    session: Session, scenario: Scenario
) -> None:
    painted = plan_edits.reassign(session.project, scenario, np.array([0, 1]), 0)
    split = {"P1": PracticeAssignment((("L01", 0.5), ("L02", 0.5)), AssignedHow.HAND)}
    whole = plan_edits.assign_by_hand(scenario, ["P2"], "L01", label="By hand")
    for edit in (painted, plan_edits.assign_practices(scenario, split, label="Split"), whole):
        assert edit is not None
        session.apply(edit)
    session.apply(plan_edits.delete_locality(session.project, scenario, "L01"))
    assert scenario.assignment("P1").shares == (("L02", 1.0),)
    assert scenario.assignment("P2") == PracticeAssignment()
    assert plan_edits.unassigned_units(scenario).tolist() == list(range(12))
    session.undo()
    assert scenario.assignment("P1") == split["P1"]
    assert scenario.plan.units_of(0).tolist() == [0, 1]


def test_nothing_to_do_is_no_edit(session: Session, scenario: Scenario) -> None:
    assert plan_edits.reassign(session.project, scenario, np.array([0]), -1) is None
    assert plan_edits.assign_by_hand(scenario, [], "L01", label="Nobody") is None
    assert plan_edits.change_rules(scenario, Rules(), "Same") is None


def test_a_whole_plan_is_one_step(session: Session, scenario: Scenario) -> None:
    given = plan_edits.assign_by_hand(scenario, ["P1"], "L01", label="By hand")
    assert given is not None
    session.apply(given)
    north = plan_edits.fresh_locality(scenario, "North")
    wanted: list[str | None] = ["L02"] * 6 + [north.code] * 5 + [None]
    session.apply(
        plan_edits.replace_plan(
            session.project, scenario, wanted, [north], removed=["L01"], label="Import plan"
        )
    )
    assert [x.name for x in scenario.plan] == ["East", "North"]
    assert scenario.plan.codes_of(scenario.plan.labels) == tuple(wanted)
    assert scenario.assignment("P1") == PracticeAssignment()
    session.undo()
    assert scenario.assignment("P1").main == "L01"


def test_a_practice_split_over_localities_that_all_go_is_unassigned(
    session: Session, scenario: Scenario
) -> None:
    session.apply(plan_edits.add_locality(scenario, "South"))
    thirds = PracticeAssignment((("L01", 0.25), ("L02", 0.5), ("L03", 0.25)), AssignedHow.HAND)
    halves = PracticeAssignment((("L01", 0.5), ("L02", 0.5)), AssignedHow.HAND, locked=True)
    given = plan_edits.assign_practices(scenario, {"P1": thirds, "P2": halves}, label="Split")
    assert given is not None
    session.apply(given)
    nobody: list[str | None] = [None] * 12
    session.apply(
        plan_edits.replace_plan(
            session.project, scenario, nobody, [], removed=["L01", "L02"], label="Import plan"
        )
    )
    assert scenario.assignment("P1").shares == (("L03", 1.0),)
    assert scenario.assignment("P2") == PracticeAssignment()
    session.undo()
    assert (scenario.assignment("P1"), scenario.assignment("P2")) == (thirds, halves)


def test_changing_the_band_moves_nobody(session: Session, scenario: Scenario) -> None:
    edit = plan_edits.change_rules(scenario, Rules(band=AROUND_50_000_BAND), "Band about 50,000")
    assert edit is not None
    changes = session.apply(edit)
    assert changes.rules
    assert len(changes.units) == 0
    assert session.figures(scenario).rules.band == AROUND_50_000_BAND
