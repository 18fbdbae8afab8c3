"""Proposals of the balancer on twelve squares: what becomes of names, moves, practices and figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.grids import grid_area, grid_project, texts
from tests.session.test_balance_problem import BAND, drawn, lock
from workbench.balancing.outcome import Candidate
from workbench.errors import EditError
from workbench.metrics.practice_rules import PracticeRule
from workbench.models.edits import RegisterEdit
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import Project
from workbench.models.registers import Lead
from workbench.models.rules import Band, Rules
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn
from workbench.session import plan_edits
from workbench.session.balance_problem import build_problem
from workbench.session.balance_proposal import BalanceProposal, accept, keep_as_scenario, make_proposal
from workbench.session.balance_request import BalanceRequest, Use
from workbench.session.practice_rules_use import assign_by_rule
from workbench.session.session import Session

COLUMNS = "001100110011"
"""Two localities, west and east, as labels of a plan."""


def offered(session: Session, labels: str, request: BalanceRequest | None = None) -> BalanceProposal:
    """The proposal of a plan that somebody made by hand."""
    scenario = session.project.scenarios[0]
    task = build_problem(
        session.project, scenario, request or BalanceRequest(), generation=session.generation
    )
    plan = np.array([int(x) for x in labels], dtype=np.int32)
    return make_proposal(task, Candidate(plan, int(plan.max()) + 1, 0.0))


def letters(scenario: Scenario) -> str:
    """First letter of the locality of each unit, a dot for none."""
    return "".join(
        "." if (x := scenario.plan.locality(int(label))) is None else x.name[0]
        for label in scenario.plan.labels
    )


def part(proposal: BalanceProposal, key: str) -> tuple[float, float, str]:
    found = next(x for x in proposal.score if x.key == key)
    return found.before, found.after, found.verdict


def test_a_plan_from_nothing() -> None:
    session = drawn("............")
    scenario = session.project.scenarios[0]
    proposal = offered(session, COLUMNS)
    # west 1+2+5+6+9+10 = 33,000, east 45,000 of 78,000 people
    assert [row.people for row in proposal.figures_after.localities] == [33_000, 45_000]
    assert [x.name for x in proposal.after.plan] == ["Gridtown 001 1", "Gridtown 001 2"]
    assert [x.number for x in proposal.after.plan] == [1, 2]
    assert len({x.colour for x in proposal.after.plan}) == 2
    assert proposal.sentence == (
        "12 areas move, 78,000 people (100.0%). "
        "2 of 2 localities are outside the band and none is in two parts."
    )
    assert {move.reason for move in proposal.moves} == {"Had no locality"}
    assert len(scenario.plan) == 0  # only proposed
    # P1 and P2 follow by site; P3 has no place and P4 lies outside
    assert proposal.practices_changed == 2
    accept(session, proposal)
    assert scenario.assignment("P1") == PracticeAssignment.whole("L01", AssignedHow.SITE)
    assert letters(scenario) == "G" * 12
    session.undo()
    assert len(scenario.plan) == 0
    assert scenario.practices == {}


def test_names_follow_the_people() -> None:
    session = drawn("AABBAABBAABC")
    proposal = offered(session, "110011001100")
    # label 1 is the west and A's, label 0 the east and B's; C of one area has no one left and goes
    assert letters(proposal.after) == "AABBAABBAABB"
    assert proposal.removed == ("C",)
    assert [(m.unit, m.before_name, m.after_name, m.reason) for m in proposal.moves] == [
        ("U12", "C", "B", "C is given up")
    ]
    assert proposal.fresh == ()


def test_a_locality_more_is_new() -> None:
    session = drawn("AABBAABBAABB")
    proposal = offered(session, "001100110022")
    # U11 and U12 have 23,000 people, the rest of B 22,000: the new one is smaller in people kept
    assert letters(proposal.after) == "AAGGAAGGAABB"
    assert [x.name for x in proposal.fresh] == ["Gridtown 001 1"]
    assert [m.reason for m in proposal.moves] == ["B is over"] * 4
    task = proposal.task
    drawn_labels = task.slots_of(Candidate(np.array([0, 0, 1, 1] * 2 + [0, 0, 2, 2], np.int32), 3, 0.0))
    assert drawn_labels.tolist() == [0, 0, 2, 2, 0, 0, 2, 2, 0, 0, 1, 1]  # 2 is a slot that is not there yet


def test_localities_without_areas_are_taken_before_new_ones_are_made() -> None:
    session = drawn("............")
    scenario = session.project.scenarios[0]
    for name in ("Wold", "Eastbury"):
        session.apply(plan_edits.add_locality(scenario, name))
    assert letters(offered(session, COLUMNS).after) == "WWEE" * 3


def test_locked_localities_stay_with_all_they_have() -> None:
    session = drawn("AABBAABBAABB")
    scenario = session.project.scenarios[0]
    assign_by_rule(session, scenario, rule=PracticeRule.SITE)
    lock(session, "A")
    before = scenario.assignment("P1")
    proposal = offered(session, "000011")
    assert letters(proposal.after)[0:2] == "AA"
    assert [m.unit for m in proposal.moves] in (["U03", "U04", "U07", "U08"], ["U11", "U12"])
    accept(session, proposal)
    assert scenario.assignment("P1") == before
    assert proposal.practices_changed == 0


def test_a_repair_tells_its_reasons() -> None:
    # A: 1+2+5+6 = 14,000 (below), B: 3+4+7+8+9+10+11+12 = 64,000 (above)
    session = drawn("AABBAABBBBBB")
    proposal = offered(session, "001100110011", BalanceRequest(use=Use.REPAIR))
    assert [(m.unit, m.people, m.reason) for m in proposal.moves] == [
        ("U09", 9000.0, "B is over"), ("U10", 10_000.0, "B is over"),
    ]  # fmt: skip
    assert part(proposal, "outside_band") == (2, 2, "Same")
    assert part(proposal, "spread") == (50_000, 12_000, "Better")
    assert part(proposal, "cut_km") == (4.0, 3.0, "Better")
    assert part(proposal, "changed") == (0, 2, "")
    assert proposal.people_moved == 19_000
    assert proposal.units_moved.tolist() == [8, 9]


def test_refused_moves_are_taken_out_and_may_break_a_locality() -> None:
    session = drawn("AABBAABBBBBB")
    proposal = offered(session, "001100110011", BalanceRequest(use=Use.REPAIR))
    less = proposal.without(["U10"])
    assert [m.unit for m in less.moves] == ["U09"]
    assert letters(less.after) == "AABBAABBABBB"
    assert less.refused == {"U10"}
    assert less.contiguous
    assert [m.unit for m in less.without([]).moves] == ["U09", "U10"]  # ticked again
    broken = offered(session, "001100110001", BalanceRequest(use=Use.REPAIR)).without(["U10"])
    # U11 alone is cut off from A by U10, and U10 with U09 alone from B
    assert not broken.contiguous
    assert "in more than one part" in broken.sentence
    accept(session, less)
    assert letters(session.project.scenarios[0]) == "AABBAABBABBB"


def test_refusing_all_moves_leaves_nothing_to_do() -> None:
    session = drawn("AABBAABBAABC")
    assign_by_rule(session, session.project.scenarios[0], rule=PracticeRule.SITE)
    proposal = offered(session, COLUMNS)
    none = proposal.without([m.unit for m in proposal.moves])
    assert none.edit is None
    assert none.sentence.startswith("No area moves.")
    assert none.removed == ()  # C keeps its area and stays
    assert accept(session, none) is None


def test_reasons_without_a_band_at_stake() -> None:
    wide = Rules(Band(0, 100_000, 40_000))
    # U07 belongs to A but lies apart from it; U12 is wholly surrounded by what becomes of it
    session = drawn("AABBAABBAAAB", wide)
    moved = offered(session, "001100110011", BalanceRequest(use=Use.REPAIR))
    assert [(m.unit, m.reason) for m in moved.moves] == [("U11", "Rounder border")]
    apart = offered(drawn("AABBAABABBBB", wide), "001100111111", BalanceRequest(use=Use.REPAIR))
    assert [(m.unit, m.reason) for m in apart.moves] == [("U08", "Brings A into one piece")]
    kept = offered(drawn("AAAAAABBBBBB", wide), "001100111111", BalanceRequest(use=Use.REPAIR))
    assert [(m.unit, m.reason) for m in kept.moves] == [
        ("U03", "Rounder border"), ("U04", "Keeps A in one piece"),
    ]  # fmt: skip
    back = offered(drawn("AABBAABBAABB", wide), "000100110011", BalanceRequest(use=Use.REPAIR))
    assert [m.reason for m in back.moves] == ["Makes room for other moves"]


def test_what_joins_parts_and_what_makes_up_for_areas_given_away() -> None:
    wide = Rules(Band(0, 100_000, 40_000))
    session = drawn("AABBBBBBAABB", wide)
    proposal = offered(session, "001101110011", BalanceRequest(use=Use.REPAIR))
    assert [(m.unit, m.reason) for m in proposal.moves] == [("U05", "Brings A into one piece")]
    # A, 14,000 of at least 12,000, gives U06 (6,000) to B and takes U09 (9,000) from C: without it, 8,000
    session = drawn("AABBAABBCCBB", Rules(Band(12_000, 60_000, 30_000)))
    proposal = offered(session, "001101110211", BalanceRequest(use=Use.REPAIR))
    assert {m.unit: m.reason for m in proposal.moves}["U09"] == "Keeps A in the band"


def test_towards_practice_and_council() -> None:
    wide = Rules(Band(0, 100_000, 40_000))
    session = drawn("AABBBBBBBBBB", wide)
    assign_by_rule(session, session.project.scenarios[0], rule=PracticeRule.SITE)
    # U05 has 1,000 patients at P1 in U01 (A) and 500 at P2 in U06 (B)
    proposal = offered(session, "001101111111", BalanceRequest(use=Use.REPAIR))
    assert [(m.unit, m.reason) for m in proposal.moves] == [("U05", "Towards its practice")]
    lad = texts(["W", "W", "E", "E"] * 3)
    area = grid_area()
    parents = {"lad": ParentColumn("lad", "Local authority", lad, lad)}
    area = replace(
        area, units=replace(area.units, parents=parents), registrations=type(area.registrations).empty()
    )
    session = drawn("AAABAABBAABB", wide, Project("G", area))
    proposal = offered(session, COLUMNS, BalanceRequest(use=Use.REPAIR))
    assert [(m.unit, m.reason) for m in proposal.moves] == [("U03", "Towards its council")]
    # A: 33,000 of W and 3,000 of E before; all at home after
    before, after, verdict = part(proposal, "main_parent_share")
    assert before == pytest.approx(75_000 / 78_000)
    assert (after, verdict) == (1.0, "Better")


def test_practices_keep_to_their_rule_their_hand_and_their_lock() -> None:
    session = drawn("AAAAAAAAAAAA")
    scenario = session.project.scenarios[0]
    by_hand = PracticeAssignment.whole("L01", AssignedHow.HAND)
    most = PracticeAssignment.whole("L01", AssignedHow.MOST_PATIENTS)
    edit = plan_edits.assign_practices(scenario, {"P1": by_hand, "P3": most}, label="")
    assert edit is not None
    session.apply(edit)
    proposal = offered(session, "110011001100")  # the east, label 0, holds more people and stays A
    assert letters(proposal.after) == "GGAA" * 3
    assert proposal.after.assignment("P1") == by_hand  # though its site is in the new locality
    assert proposal.after.assignment("P2").main == "L02"  # without a rule: by site, U06
    assert proposal.after.assignment("P3") == most  # its patients live in U08, U11 and U12


def test_the_band_of_the_request_goes_with_the_plan() -> None:
    session = drawn("AABBAABBAABB")
    scenario = session.project.scenarios[0]
    proposal = offered(session, COLUMNS, BalanceRequest(low=30_000, high=50_000))
    assert proposal.in_band
    assert "All 2 localities are in the band" in proposal.sentence
    accept(session, proposal)
    assert scenario.rules.band == Band(30_000, 50_000, 40_000)
    session.undo()
    assert scenario.rules.band == BAND


def test_what_a_given_up_locality_held_goes_with_it_and_comes_back() -> None:
    session = drawn("AABBAABBAABC")
    scenario = session.project.scenarios[0]
    lead = Lead("L03", "Clinical lead", "")
    session.apply(RegisterEdit(scenario.id, "lead", lead.key, None, lead))
    proposal = offered(session, COLUMNS)
    accept(session, proposal)
    assert scenario.registers.get("lead", lead.key) is None
    session.undo()
    assert scenario.registers.get("lead", lead.key) == lead


def test_a_proposal_is_dropped_when_the_project_changed() -> None:
    session = drawn("AABBAABBAABC")
    proposal = offered(session, COLUMNS)
    session.apply(plan_edits.rename_locality(session.project.scenarios[0], "L01", "West"))
    for take in (lambda: accept(session, proposal), lambda: keep_as_scenario(session, proposal, "B")):
        with pytest.raises(EditError, match="has changed since this proposal was made"):
            take()


def test_a_proposal_can_be_kept_as_a_new_scenario() -> None:
    session = drawn("AABBAABBAABC")
    proposal = offered(session, COLUMNS)
    keep_as_scenario(session, proposal, "Two halves")
    first, second = session.project.scenarios
    assert letters(first) == "AABBAABBAABC"
    assert (second.name, letters(second), second.head.copied_from) == ("Two halves", "AABB" * 3, first.id)
    session.undo()
    assert session.project.scenarios == [first]


def test_neighbours_get_other_colours_when_everything_is_drawn_anew() -> None:
    session = drawn("AAA.BBB.AAA.")
    scenario = session.project.scenarios[0]
    colour = scenario.plan.locality(0).colour  # type: ignore[union-attr]  # A is there
    session.apply(plan_edits.recolour_locality(scenario, "L02", colour))
    repaired = offered(session, COLUMNS)
    assert len({x.colour for x in repaired.after.plan}) == 2


def test_the_grid_has_no_registrations_to_tell_of() -> None:
    project = grid_project()
    project = Project("G", replace(project.area, registrations=type(project.area.registrations).empty()))
    proposal = offered(drawn(project=project), COLUMNS)
    assert "own_residents_share" not in {x.key for x in proposal.score}
