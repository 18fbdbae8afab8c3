"""The uses of the balancer on twelve squares: build, repair, alternatives, fill, split and merge."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.grids import grid_units, study_area
from tests.session.test_balance_problem import BAND, drawn, lock
from tests.session.test_balance_proposal import letters
from workbench.balancing.outcome import Heard, Status
from workbench.errors import EditError
from workbench.metrics.figures_json import figures_json
from workbench.models.adjacency import Adjacency
from workbench.models.populations import PopulationBasis
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import Project
from workbench.models.rules import Band, Rules
from workbench.session import plan_edits
from workbench.session.balance import BalanceProposals, propose, propose_merge
from workbench.session.balance_problem import build_problem
from workbench.session.balance_proposal import accept
from workbench.session.balance_request import BalanceRequest, Use
from workbench.session.session import Session

WIDE = Rules(Band(0, 100_000, 40_000))


def ask(session: Session, **options: object) -> BalanceProposals:
    request = BalanceRequest(**{"seconds": 0.02, "patience": 100.0, **options})  # type: ignore[arg-type]  # fields by name
    return propose(session.project, session.project.scenarios[0], request, generation=session.generation)


def test_build_and_accept_is_one_step() -> None:
    session = drawn("............")
    scenario = session.project.scenarios[0]
    offered = ask(session, localities=3, seed=5)
    assert offered.status is Status.FOUND
    assert offered.best is not None
    assert offered.effort_words.startswith("Seed 5, ")
    assert offered.stopped_words == "All starts were made"
    steps = session.history.position
    accept(session, offered.best)
    assert session.history.position == steps + 1
    figures = session.figures(scenario)
    assert (figures.totals.in_band, figures.totals.not_contiguous, len(scenario.plan)) == (3, 0, 3)
    assert figures_json(figures) == figures_json(offered.best.figures_after)
    session.undo()
    assert (letters(scenario), len(scenario.plan)) == ("." * 12, 0)


def test_a_repair_moves_as_little_as_it_can() -> None:
    # A has 26,000 people, B 40,000 (10,000 too many), C 12,000 (8,000 too few). No single area will do: U11
    # would leave U10 apart, after U08 B still has 32,000. With U04 as well, to A or to C, all are well.
    session = drawn("AAABAABBABBC")
    offered = ask(session, use=Use.REPAIR)
    assert offered.best is not None
    assert {(m.unit, m.before_name) for m in offered.best.moves} == {("U04", "B"), ("U08", "B")}
    assert {m.reason for m in offered.best.moves} == {"B is over"}
    assert offered.best.in_band
    accept(session, offered.best)
    again = ask(session, use=Use.REPAIR)
    assert again.best is not None
    assert (again.best.moves, again.best.edit) == ((), None)
    assert again.stopped_words == "There was nothing to do"


def test_alternatives_are_all_good_and_best_first() -> None:
    session = drawn("............", Rules(Band(5_000, 60_000, 30_000)))
    offered = ask(session, use=Use.ALTERNATIVES, alternatives=3, localities=4, seconds=0.1)
    assert len(offered.proposals) >= 2
    assert all(p.in_band and p.contiguous for p in offered.proposals)
    costs = [plan.cost for plan in offered.outcome.plans]
    assert costs == sorted(costs)


def test_fill_leaves_what_is_drawn() -> None:
    session = drawn("AA..AA..AA..")  # 33,000 in A; 45,000 are left, for two
    offered = ask(session, use=Use.FILL)
    assert offered.best is not None
    assert letters(offered.best.after)[0:2] == "AA"
    assert len(offered.best.fresh) == 2
    assert {m.reason for m in offered.best.moves} == {"Had no locality"}


def test_a_split_keeps_the_name_where_most_people_are() -> None:
    session = drawn("AAAABBBBBBBB", WIDE)
    offered = ask(session, use=Use.SPLIT, split="L02")
    assert offered.best is not None
    names = [x.name for x in offered.best.after.plan]
    assert names in (["A", "B", "Gridtown 002 1"], ["A", "B", "Gridtown 003 1"])
    of_b = offered.best.figures_after.of("L02")
    fresh = offered.best.figures_after.localities[2]
    assert of_b is not None
    assert of_b.people >= fresh.people


def test_one_area_cannot_be_split() -> None:
    with pytest.raises(EditError, match=r"^A has 1 area\. 2 localities take at least as many\."):
        ask(drawn("ABBBBBBBBBBB", WIDE), use=Use.SPLIT, split="L01")


def test_registered_people_are_those_of_the_figures() -> None:
    session = drawn("AABBAABBAABB", WIDE)
    offered = ask(
        session, localities=2, low=3_000, high=5_000, target=4_000, basis=PopulationBasis.REGISTERED
    )
    assert offered.best is not None
    accept(session, offered.best)
    figures = session.figures(session.project.scenarios[0])
    assert sorted(row.people for row in figures.localities) == [3000.0, 5000.0]
    assert figures.totals.in_band == 2


def test_no_plan_says_why() -> None:
    offered = ask(drawn(), localities=9)
    assert (offered.status, offered.best, offered.proposals) == (Status.INFEASIBLE, None, ())
    assert "78,000 people" in offered.reason
    assert offered.suggestion


def test_the_watcher_hears_plans_that_can_be_drawn() -> None:
    session = drawn("AABBAABBAABC")
    scenario = session.project.scenarios[0]
    task = build_problem(session.project, scenario, BalanceRequest())
    heard: list[Heard] = []

    def watch(now: Heard) -> bool:
        heard.append(now)
        return now.best is None

    propose(session.project, scenario, BalanceRequest(seconds=5.0, patience=100.0), watch)
    best = next(now.best for now in heard if now.best is not None)
    labels = task.slots_of(best)
    assert labels.shape == (12,)
    assert labels.min() >= 0


def test_merge_takes_areas_and_practices_along() -> None:
    session = drawn("AABBAABBCCCC")
    scenario = session.project.scenarios[0]
    hand = PracticeAssignment(((("L01"), 0.4), ("L02", 0.6)), AssignedHow.HAND)
    edit = plan_edits.assign_practices(
        scenario, {"P1": hand, "P2": PracticeAssignment.whole("L01", AssignedHow.SITE)}, label=""
    )
    assert edit is not None
    session.apply(edit)
    proposal = propose_merge(session.project, scenario, ["L01", "L02"], generation=session.generation)
    # B has 3+4+7+8 = 22,000 people, A 14,000
    assert letters(proposal.after) == "BBBBBBBBCCCC"
    assert proposal.removed == ("A",)
    assert proposal.contiguous
    assert not proposal.in_band  # 36,000 and 42,000 of at most 30,000
    assert {m.reason for m in proposal.moves} == {"A is given up"}
    part = proposal.without([proposal.moves[0].unit])
    assert part.edit is not None
    assert part.edit.label == "Merge A into B, in part"
    accept(session, proposal)
    assert scenario.assignment("P1") == PracticeAssignment((("L02", 1.0),), AssignedHow.HAND)
    assert scenario.assignment("P2").main == "L02"
    session.undo()
    assert (letters(scenario), scenario.assignment("P1")) == ("AABBAABBCCCC", hand)


def test_a_merge_in_part_takes_the_practices_of_the_areas_that_go() -> None:
    session = drawn("AABBAABBCCCC")
    scenario = session.project.scenarios[0]
    by_hand = PracticeAssignment.whole("L01", AssignedHow.HAND)
    edit = plan_edits.assign_practices(scenario, dict.fromkeys(["P1", "P2", "P4"], by_hand), label="")
    assert edit is not None
    session.apply(edit)
    whole = propose_merge(session.project, scenario, ["L01", "L02"], generation=session.generation)
    part = whole.without(["U01"])
    assert letters(part.after) == "ABBBBBBBCCCC"
    # P1 stands in U01, which stays; P2 in U06, which goes; P4 stands outside and keeps its locality
    assert part.practices_changed == 1
    accept(session, part)
    mains = {code: scenario.assignment(code) for code in ("P1", "P2", "P4")}
    assert {code: (one.main, one.how) for code, one in mains.items()} == {
        "P1": ("L01", AssignedHow.HAND),
        "P2": ("L02", AssignedHow.HAND),
        "P4": ("L01", AssignedHow.HAND),
    }
    assert part.without([]).practices_changed == 3  # taken again, all of A goes


def test_what_cannot_be_merged() -> None:
    session = drawn("AABBAABBCCCC")
    scenario = session.project.scenarios[0]
    with pytest.raises(EditError, match="two or more"):
        propose_merge(session.project, scenario, ["L01", "L01"])
    with pytest.raises(EditError, match="no locality L09"):
        propose_merge(session.project, scenario, ["L01", "L09"])
    held = plan_edits.lock_units(session.project, scenario, np.array([0]), locked=True)
    assert held is not None
    session.apply(held)
    with pytest.raises(EditError, match="Gridtown 001A is locked"):
        propose_merge(session.project, scenario, ["L01", "L02"])
    lock(session, "B")
    with pytest.raises(EditError, match="B is locked"):
        propose_merge(session.project, scenario, ["L02", "L03"])


def test_a_merge_of_localities_apart_is_told() -> None:
    proposal = propose_merge(
        (session := drawn("ABBCABBCABBC")).project, session.project.scenarios[0], ["L01", "L03"]
    )
    assert not proposal.contiguous
    assert BAND.status(proposal.figures_after.localities[-1].people) == "above"


def test_islands_may_be_localities_of_their_own() -> None:
    units = grid_units(5, 1, resident=[20_000.0, 22_000.0, 5_000.0, 21_000.0, 24_000.0])
    area = study_area(units, with_practices=False)
    kept = (area.adjacency.pairs != 2).all(axis=1)  # the third square is an island
    graph = Adjacency(5, area.adjacency.pairs[kept], area.adjacency.shared_m[kept])
    session = drawn(".....", project=Project("Isles", replace(area, adjacency=graph)))
    scenario = session.project.scenarios[0]
    assert ask(session).status is Status.INFEASIBLE
    best = ask(session, islands_apart=True, localities=5).best
    assert best is not None
    assert [(row.people, row.status) for row in best.figures_after.localities][-1] == (5000.0, "below")
    assert best.figures_after.totals.in_band == 4
    accept(session, best)
    alone = scenario.plan.locality(int(scenario.plan.labels[2]))
    assert alone is not None
    assert alone.exception_reason.startswith("Has no border with the rest")
    again = ask(session, islands_apart=True, localities=5).best
    assert again is not None
    assert again.fresh == ()  # the island keeps its locality
