"""Locks, views, splits, branch surgeries and merges of practices, each one step that undo takes back."""

from __future__ import annotations

import numpy as np
import pytest

from tests.grids import grid_project
from workbench.errors import EditError
from workbench.metrics.branch_sites import branch_sites
from workbench.metrics.consultation import consultation_counts
from workbench.metrics.flows import PRACTICES_NOT_ASSIGNED, flow_table
from workbench.metrics.merging import merge_of, practices_as_shown
from workbench.metrics.practice_rules import PracticeRule, propose_assignments
from workbench.models.edit_json import edit_from_json, edit_to_json
from workbench.models.edits import Edit
from workbench.models.practices import AssignedHow, ConsultationView, PracticeAssignment
from workbench.models.registers import BranchSite, PracticeMerge, from_plain, plain
from workbench.models.scenario import Scenario
from workbench.session import plan_edits, practice_edits
from workbench.session.practice_setting import PracticeSetting, practice_setting
from workbench.session.session import Session


@pytest.fixture
def session() -> Session:
    """West L01 is U01, U02, U05, U06, U09, U10; East L02 is U03, U04, U07, U08; practices by their site."""
    made = Session(grid_project())
    made.apply(plan_edits.add_scenario(made.project, "Draft"))
    scenario = made.project.scenarios[0]
    for number, (name, rows) in enumerate((("West", [0, 1, 4, 5, 8, 9]), ("East", [2, 3, 6, 7]))):
        made.apply(plan_edits.add_locality(scenario, name))
        do(made, plan_edits.reassign(made.project, scenario, np.array(rows), number))
    proposed = propose_assignments(made.project.area, scenario, rule=PracticeRule.SITE)
    do(made, plan_edits.assign_practices(scenario, proposed, label="By site"))
    return made


@pytest.fixture
def scenario(session: Session) -> Scenario:
    return session.project.scenarios[0]


def do(session: Session, edit: Edit | None) -> None:
    """Apply an edit as the journal would write it."""
    assert edit is not None
    written = edit_from_json(edit_to_json(edit))
    assert written == edit
    session.apply(written)


def test_a_lock_keeps_a_practice_from_rules_and_from_being_given_elsewhere(
    session: Session, scenario: Scenario
) -> None:
    do(session, practice_edits.lock_practices(scenario, ["P1", "P3"], locked=True))
    assert scenario.assignment("P1").locked
    assert scenario.assignment("P1").main == "L01"
    assert "P1" not in propose_assignments(session.project.area, scenario, rule=PracticeRule.MOST_PATIENTS)
    assert plan_edits.assign_by_hand(scenario, ["P1"], "L02", label="") is None
    assert practice_edits.leave_outside(scenario, ["P1"]) is None
    with pytest.raises(EditError, match="locked"):
        practice_edits.split_practice(session.project, scenario, "P1", {"L01": 0.5, "L02": 0.5})
    assert practice_edits.lock_practices(scenario, ["P1"], locked=True) is None
    session.undo()
    assert not scenario.assignment("P1").locked


def test_r17_views_are_kept_by_rules_and_by_choices_and_counted_by_locality(
    session: Session, scenario: Scenario
) -> None:
    do(session, practice_edits.set_view(scenario, ["P1"], ConsultationView.AGREED))
    do(session, practice_edits.set_view(scenario, ["P2", "P4"], ConsultationView.OBJECTED))
    for rule in PracticeRule:
        proposed = propose_assignments(session.project.area, scenario, rule=rule)
        assert [proposed[p].view for p in ("P1", "P2", "P3", "P4")] == [
            "Agreed", "Objected", "Proposed", "Objected",
        ]  # fmt: skip
    do(session, plan_edits.assign_by_hand(scenario, ["P1"], "L02", label="By hand"))
    assert scenario.assignment("P1").view is ConsultationView.AGREED
    do(session, practice_edits.split_practice(session.project, scenario, "P2", {"L01": 0.5, "L02": 0.5}))
    counts = consultation_counts(session.project.area, scenario)
    assert counts.by_locality["L01"] == {"Proposed": 0, "Consulted": 0, "Agreed": 0, "Objected": 1}
    assert counts.by_locality["L02"] == {"Proposed": 0, "Consulted": 0, "Agreed": 1, "Objected": 1}
    assert counts.without_locality == {"Proposed": 1, "Consulted": 0, "Agreed": 0, "Objected": 1}
    assert counts.totals == {"Proposed": 1, "Consulted": 0, "Agreed": 1, "Objected": 2}
    assert [practice.name for practice in counts.objectors] == ["Birch Surgery", "Dogwood Surgery"]
    do(session, plan_edits.delete_locality(session.project, scenario, "L02"))
    assert scenario.assignment("P1").view is ConsultationView.AGREED


def test_a_border_practice_is_brought_in_by_hand_alone(session: Session, scenario: Scenario) -> None:
    assert scenario.assignment("P4").how is AssignedHow.OUTSIDE
    do(session, plan_edits.assign_by_hand(scenario, ["P4"], "L02", label="Bring in"))
    assert "P4" not in propose_assignments(session.project.area, scenario, rule=PracticeRule.SITE)
    assert session.figures(scenario).localities[1].registered == 9000
    do(session, practice_edits.leave_outside(scenario, ["P4"]))
    assert scenario.assignment("P4") == PracticeAssignment(how=AssignedHow.OUTSIDE)
    assert session.figures(scenario).localities[1].registered == 0


def test_r25_shares_of_a_split_practice_add_up_to_one(session: Session, scenario: Scenario) -> None:
    project = session.project
    for shares in ({"L01": 0.5, "L02": 0.4}, {"L01": 1.5, "L02": -0.5}, {"L01": float("nan")}, {}):
        with pytest.raises(EditError):
            practice_edits.split_practice(project, scenario, "P1", shares)
    with pytest.raises(EditError, match="no locality L09"):
        practice_edits.split_practice(project, scenario, "P1", {"L01": 0.5, "L09": 0.5})
    with pytest.raises(EditError, match="no practice X1"):
        practice_edits.split_practice(project, scenario, "X1", {"L01": 1.0})
    do(session, practice_edits.split_practice(project, scenario, "P1", {"L01": 0.6, "L02": 0.4}))
    assert [row.registered for row in session.figures(scenario).localities] == [3000 + 3000, 2000]
    table = flow_table(project.area, scenario.plan, scenario.practices)
    # nobody is counted twice: the hubs and the rest make up the file
    assert table.total_in_file == 11_250
    do(session, practice_edits.split_practice(project, scenario, "P1", {"L01": 1 / 3, "L02": 0.6666667}))
    assert sum(share for _, share in scenario.assignment("P1").shares) == pytest.approx(1, abs=1e-12)


def test_a_practice_is_split_by_its_sites(session: Session, scenario: Scenario) -> None:
    project = session.project
    with pytest.raises(EditError, match="no branch surgery"):
        practice_edits.split_by_sites(project, scenario, "P2")
    # P2 stands in U06 (West); a branch in the middle of U07 (East) is nearer to its 1,000 patients there
    site = BranchSite("B1", "P2", "Birch Branch", easting=402_500.0, northing=301_500.0)
    do(session, practice_edits.put_branch_site(project, scenario, site))
    assert branch_sites(scenario.registers, "P2") == (site,)
    do(session, practice_edits.split_by_sites(project, scenario, "P2"))
    assert scenario.assignment("P2").shares == (("L01", 2000 / 3000), ("L02", 1000 / 3000))
    assert practice_edits.put_branch_site(project, scenario, site) is None
    do(session, practice_edits.remove_branch_site(scenario, "B1"))
    assert branch_sites(scenario.registers, "P2") == ()
    assert practice_edits.remove_branch_site(scenario, "B1") is None
    with pytest.raises(EditError, match="no practice X1"):
        practice_edits.put_branch_site(project, scenario, BranchSite("B2", "X1", "Nowhere"))
    # a branch without a place takes no part, and a practice with no site in a locality is not split
    nowhere = BranchSite("B3", "P3", "Cedar Branch")
    do(session, practice_edits.put_branch_site(project, scenario, nowhere))
    with pytest.raises(EditError, match="No site of P3"):
        practice_edits.split_by_sites(project, scenario, "P3")


def test_r59_a_merged_practice_has_the_sum_of_the_lists_and_unmerging_restores_all(
    session: Session, scenario: Scenario
) -> None:
    area = session.project.area
    do(session, practice_edits.set_view(scenario, ["P3"], ConsultationView.OBJECTED))
    do(session, plan_edits.assign_by_hand(scenario, ["P3"], "L02", label="By hand"))
    before = dict(scenario.practices)
    rows = session.figures(scenario).localities
    assert [(row.registered, row.practices) for row in rows] == [(8000, 2), (2000, 1)]

    do(session, practice_edits.merge_practices(session.project, scenario, "P1", ["P3", "P2"], name="Trees"))
    rows = session.figures(scenario).localities
    assert [(row.registered, row.practices) for row in rows] == [(10_000, 1), (0, 0)]
    shown = practices_as_shown(area.practices, scenario.registers)
    assert [(p.code, p.name, p.rows, p.list_size, p.merged) for p in shown] == [
        ("P1", "Trees", (0, 2, 1), 10_000, True),
        ("P4", "Dogwood Surgery", (3,), 9000, False),
    ]
    assert consultation_counts(area, scenario).totals[ConsultationView.PROPOSED] == 2
    table = flow_table(area, scenario.plan, scenario.practices)
    assert table.column_totals[0] == 10_000

    # whoever moves one of them moves all
    do(session, plan_edits.assign_by_hand(scenario, ["P2"], "L02", label="Move"))
    assert {scenario.assignment(p).main for p in ("P1", "P2", "P3")} == {"L02"}
    session.undo()

    do(session, practice_edits.unmerge_practices(scenario, "P2"))
    assert dict(scenario.practices) == before
    assert merge_of(scenario.registers, "P1") is None
    assert [(r.registered, r.practices) for r in session.figures(scenario).localities] == [
        (8000, 2), (2000, 1),
    ]  # fmt: skip
    session.undo()
    session.undo()
    assert dict(scenario.practices) == before
    assert [row.practices for row in session.figures(scenario).localities] == [2, 1]


def test_r59_figures_follow_a_merge_within_one_locality(session: Session, scenario: Scenario) -> None:
    assert session.figures(scenario).localities[0].practices == 2
    do(session, practice_edits.merge_practices(session.project, scenario, "P1", ["P2"]))
    row = session.figures(scenario).localities[0]
    assert (row.practices, row.registered) == (1, 8000)
    session.undo()
    assert session.figures(scenario).localities[0].practices == 2


def test_unmerging_leaves_out_localities_that_are_gone(session: Session, scenario: Scenario) -> None:
    do(session, practice_edits.split_practice(session.project, scenario, "P2", {"L01": 0.5, "L02": 0.5}))
    do(session, plan_edits.assign_by_hand(scenario, ["P3"], "L02", label="By hand"))
    do(session, practice_edits.merge_practices(session.project, scenario, "P1", ["P2", "P3"]))
    do(session, plan_edits.delete_locality(session.project, scenario, "L02"))
    do(session, practice_edits.unmerge_practices(scenario, "P1"))
    assert scenario.assignment("P2").shares == (("L01", 1.0),)
    assert scenario.assignment("P3").shares == ()
    table = flow_table(session.project.area, scenario.plan, scenario.practices)
    assert table.of("L01", PRACTICES_NOT_ASSIGNED) == 0


def test_merges_that_cannot_be(session: Session, scenario: Scenario) -> None:
    project = session.project
    for stays, members in (("P1", []), ("P1", ["P1"]), ("P1", ["P2", "P2"]), ("P1", ["X1"])):
        with pytest.raises(EditError):
            practice_edits.merge_practices(project, scenario, stays, members)
    with pytest.raises(EditError, match="not merged"):
        practice_edits.unmerge_practices(scenario, "P1")
    do(session, practice_edits.merge_practices(project, scenario, "P1", ["P2"]))
    with pytest.raises(EditError, match="merged already"):
        practice_edits.merge_practices(project, scenario, "P3", ["P2"])
    do(session, practice_edits.lock_practices(scenario, ["P4"], locked=True))
    with pytest.raises(EditError, match="locked"):
        practice_edits.merge_practices(project, scenario, "P3", ["P4"])


def test_a_merge_is_the_same_after_it_was_written_and_read() -> None:
    earlier = PracticeAssignment((("L01", 0.5), ("L02", 0.5)), AssignedHow.HAND, locked=True)
    merge = PracticeMerge("P1", "Trees", ("P2",), (earlier,))
    value = plain(merge)
    value["members"], value["earlier"] = (
        ["P2"],
        [{**value["earlier"][0], "shares": [["L01", 0.5], ["L02", 0.5]]}],
    )
    assert from_plain(PracticeMerge, value) == merge


def test_several_things_are_set_in_one_step(session: Session, scenario: Scenario) -> None:
    project = session.project
    wanted = PracticeSetting(locality="east", view=ConsultationView.CONSULTED, locked=True)
    do(session, practice_setting(project, scenario, ["P1", "P4"], wanted))
    assert scenario.assignment("P1") == PracticeAssignment(
        (("L02", 1.0),), AssignedHow.HAND, locked=True, view=ConsultationView.CONSULTED
    )
    assert practice_setting(project, scenario, ["P1"], PracticeSetting(locked=True)) is None
    with pytest.raises(EditError, match="P1 is locked"):
        practice_setting(project, scenario, ["P1"], PracticeSetting(locality="West"))
    do(session, practice_setting(project, scenario, ["P1"], PracticeSetting(outside=True, locked=False)))
    assert scenario.assignment("P1").how is AssignedHow.OUTSIDE
    shares = {"West": 0.6, "East": 0.4}
    do(session, practice_setting(project, scenario, ["P2"], PracticeSetting(shares=shares)))
    assert scenario.assignment("P2").shares == (("L01", 0.6), ("L02", 0.4))
    with pytest.raises(EditError, match="no locality “North”"):
        practice_setting(project, scenario, ["P2"], PracticeSetting(locality="North"))
    with pytest.raises(EditError, match="twice"):
        practice_setting(project, scenario, ["P2"], PracticeSetting(shares={"West": 0.5, "west": 0.5}))
