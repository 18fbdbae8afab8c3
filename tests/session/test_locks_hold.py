"""Locks of areas, localities and practices hold for every builder of edits, and through undo and redo.

Every function in ``workbench.session`` that makes an edit is in the table below or is seen to make edits that
cannot move anything; a new one fails ``test_every_builder_is_in_the_table`` until it is.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import workbench.session
from tests.grids import grid_project
from tests.session.test_balance_proposal import offered
from workbench.errors import EditError, WorkbenchError
from workbench.metrics.practice_rules import PracticeRule
from workbench.models.adjacency import Link
from workbench.models.edits import Compound, Edit, LocalityEdit, PracticeEdit, Reassignment
from workbench.models.practices import AssignedHow, ConsultationView, PracticeAssignment
from workbench.models.registers import BranchSite
from workbench.models.rules import AROUND_50_000_BAND, Rules
from workbench.models.scenario import Scenario
from workbench.session import (
    copy_edits,
    equal_split,
    hub_sites,
    hue_edits,
    link_edits,
    permitted_parts,
    plan_edits,
    practice_edits,
    several_edits,
    shape_edits,
    snapshots,
)
from workbench.session.balance_proposal import accept
from workbench.session.build_from_practices import propose_by_pcn
from workbench.session.plan_import import import_plan
from workbench.session.practice_rules_use import assign_by_rule
from workbench.session.practice_setting import PracticeSetting, practice_setting
from workbench.session.session import Session

LOCKED_UNITS, LOCKED_LOCALITY, LOCKED_PRACTICE = ("U03", "U10"), "L02", "P1"
EVERY = np.arange(12)
MOVES = {"Edit", "Reassignment", "PracticeEdit", "Compound", "LocalityEdit", "RulesEdit"}
"""Kinds of edits that could move something locked, as builders name them in their signatures."""
OF_THE_PROJECT = {
    "change_service", "remove_service", "move_service", "rename_group", "replace_catalogue",
    "keep_hierarchies", "serve_localities", "want_leads", "contents_gone", "contents_joined",
}  # fmt: skip
"""Builders that write registers and matrix cells only, which are not locked."""
OF_STEPS_TRIED_HERE = {"edit", "kept_apart"}
"""Methods that hand out what imports have worked out, and what gives localities other hues in a step."""


@dataclass(frozen=True)
class Held:
    """What is locked, and what it has."""

    units: Mapping[str, str | None]
    localities: Mapping[str, frozenset[int]]
    practices: Mapping[str, tuple[tuple[str, float], ...]]

    @staticmethod
    def of(session: Session) -> Held:
        scenario = session.project.scenarios[0]
        plan, index = scenario.plan, session.project.area.units.index_of
        return Held(
            {code: plan.code_of_unit(index[code]) for code in scenario.rules.locked_units},
            {x.code: frozenset(plan.units_of(plan.slot(x.code)).tolist()) for x in plan if x.locked},
            {code: a.shares for code, a in scenario.practices.items() if a.locked},
        )

    def still(self, now: Held) -> None:
        """See that what is locked before and after has what it had."""
        for before, after in (
            (self.units, now.units), (self.localities, now.localities), (self.practices, now.practices),
        ):  # fmt: skip
            both = before.keys() & after.keys()
            assert {key: before[key] for key in both} == {key: after[key] for key in both}


def four_rows() -> Session:
    """West, East and North hold a row each and South nothing; P1 is split over West and North, P2 in East."""
    session = Session(grid_project())
    session.apply(plan_edits.add_scenario(session.project, "Draft"))
    scenario = session.project.scenarios[0]
    for slot, name in enumerate(("West", "East", "North", "South")):
        session.apply(plan_edits.add_locality(scenario, name))
        edit = plan_edits.reassign(session.project, scenario, EVERY[4 * slot : 4 * slot + 4], slot)
        if edit is not None:
            session.apply(edit)
    wanted = {
        "P1": PracticeAssignment((("L01", 0.6), ("L03", 0.4)), AssignedHow.HAND),
        "P2": PracticeAssignment((("L02", 1.0),), AssignedHow.HAND),
        "P3": PracticeAssignment((("L03", 1.0),), AssignedHow.HAND),
    }
    give = plan_edits.assign_practices(scenario, wanted, label="Give")
    assert give is not None
    session.apply(give)
    session.apply(
        snapshots.take_snapshot(session.project, scenario, "Before", at="2026-11-22T09:00:00+00:00")
    )
    return session


@pytest.fixture
def session() -> Session:
    """The four, drawn another way since the snapshot; U03, U10, East and P1 are locked."""
    made = four_rows()
    scenario = made.project.scenarios[0]
    rows = [made.project.area.units.index_of[code] for code in LOCKED_UNITS]
    for edit in (
        plan_edits.reassign(made.project, scenario, np.array([2, 8]), 1),
        plan_edits.lock_units(made.project, scenario, np.array(rows), locked=True),
        plan_edits.lock_locality(scenario, LOCKED_LOCALITY, locked=True),
        practice_edits.lock_practices(scenario, [LOCKED_PRACTICE], locked=True),
        practice_edits.put_branch_site(
            made.project, scenario, BranchSite("B1", "P1", "Branch", easting=402_500, northing=302_500)
        ),
    ):
        assert edit is not None
        made.apply(edit)
    return made


Maker = Callable[[Session, Scenario, Path], object]


def written(folder: Path, session: Session, name: str) -> Path:
    """A plan file that gives every area to one locality."""
    path = folder / "plan.csv"
    codes = session.project.area.units.codes
    path.write_text("unit_code,locality\n" + "".join(f"{c},{name}\n" for c in codes), encoding="utf-8")
    return path


def hand(*shares: tuple[str, float], locked: bool = False) -> PracticeAssignment:
    return PracticeAssignment(shares, AssignedHow.HAND, locked=locked)


def merged_and_locked(session: Session, scenario: Scenario) -> Edit:
    """P2 and P3 were taken as one, which was locked since."""
    session.apply(practice_edits.merge_practices(session.project, scenario, "P2", ["P3"]))
    edit = practice_edits.lock_practices(scenario, ["P2", "P3"], locked=True)
    assert edit is not None
    session.apply(edit)
    return practice_edits.unmerge_practices(scenario, "P2")


BUILDERS: dict[str, Maker] = {
    # areas
    "reassign": lambda s, x, _: plan_edits.reassign(s.project, x, EVERY, 0),
    "reassign to a locked one": lambda s, x, _: plan_edits.reassign(s.project, x, EVERY, 1),
    "reassign to nobody": lambda s, x, _: plan_edits.reassign(s.project, x, EVERY, -1),
    "reassign_many": lambda s, x, _: shape_edits.reassign_many(
        s.project, x, EVERY, np.roll(x.plan.labels, 5).astype(np.int32), label="Push"
    ),
    "replace_plan": lambda s, x, _: plan_edits.replace_plan(s.project, x, ["L01"] * 12, [], label="Plan"),
    "replace_plan without": lambda s, x, _: plan_edits.replace_plan(
        s.project, x, [None] * 12, [], removed=["L01", "L02", "L03"], label="Plan"
    ),
    "split_equally": lambda s, x, _: equal_split.split_equally(s.project, x, 0)[0],
    "split_equally of a locked one": lambda s, x, _: equal_split.split_equally(s.project, x, 1)[0],
    "new_locality_of": lambda s, x, _: shape_edits.new_locality_of(s.project, x, EVERY, "All"),
    "merge_localities": lambda s, x, _: shape_edits.merge_localities(s.project, x, "L01", ["L03"]),
    "merge_localities with a locked one": lambda s, x, _: shape_edits.merge_localities(
        s.project, x, "L01", ["L02"]
    ),
    "merge_localities into a locked one": lambda s, x, _: shape_edits.merge_localities(
        s.project, x, "L02", ["L03"]
    ),
    "copy_locality": lambda s, x, _: copy_edits.copy_locality(s.project, x, "L01", x).edit,
    "restore_snapshot": lambda s, x, _: (
        snapshots.restore_snapshot(s.project, x, snapshots.snapshots(x)[0].key).edit
    ),
    "scenario_from_snapshot": lambda s, x, _: snapshots.scenario_from_snapshot(
        s.project, x, snapshots.snapshots(x)[0].key, "Again"
    ),
    "import_plan": lambda s, _x, folder: import_plan(s, "Draft", written(folder, s, "West")),
    "import_plan of a new locality": lambda s, _x, folder: import_plan(s, "Draft", written(folder, s, "New")),
    "propose_by_pcn": lambda s, x, _: propose_by_pcn(s.project, x).edit,
    "accept": lambda s, _x, _folder: accept(s, offered(s, "001100")),
    # localities
    "add_locality": lambda _s, x, _: plan_edits.add_locality(x),
    "change_locality": lambda _s, x, _: plan_edits.change_locality(x, "L02", "Note", note="Seen"),
    "rename_locality": lambda _s, x, _: plan_edits.rename_locality(x, "L02", "Far East"),
    "recolour_locality": lambda _s, x, _: plan_edits.recolour_locality(x, "L02", "#AAAA00"),
    "delete_locality": lambda s, x, _: plan_edits.delete_locality(s.project, x, "L02"),
    "delete_locality with a locked area": lambda s, x, _: plan_edits.delete_locality(s.project, x, "L03"),
    "delete_localities": lambda s, x, _: several_edits.delete_localities(s.project, x, ["L01", "L04"]),
    "delete_localities, all": lambda s, x, _: several_edits.delete_localities(
        s.project, x, ["L01", "L02", "L03"]
    ),
    "lock_locality": lambda _s, x, _: plan_edits.lock_locality(x, "L01", locked=True),
    "lock_localities": lambda _s, x, _: several_edits.lock_localities(x, ["L01", "L02"], locked=True),
    "renumber": lambda _s, x, _: shape_edits.renumber(x, "L02", 1),
    "renumber_all": lambda s, x, _: shape_edits.renumber_all(s.project.area, x),
    "choose_hub_site": lambda s, x, _: hub_sites.choose_hub_site(s.project.area, x, "L02", "P1"),
    "permit_parts": lambda _s, x, _: permitted_parts.permit_parts(x, "L02", 2, "Ferry"),
    "colour_apart": lambda s, x, _: hue_edits.colour_apart(s.project, x),
    # rules
    "change_rules": lambda _s, x, _: plan_edits.change_rules(x, Rules(AROUND_50_000_BAND), "Band"),
    "lock_units": lambda s, x, _: plan_edits.lock_units(s.project, x, EVERY, locked=True),
    "unlock_all_units": lambda _s, x, _: plan_edits.unlock_all_units(x),
    "add_links": lambda s, x, _: link_edits.add_links(s.project, x, [Link("U01", "U12", "Ferry", "ferry")]),
    "change_link": lambda _s, x, _: link_edits.change_link(x, ("U01", "U12"), name="Bridge"),
    "remove_links": lambda _s, x, _: link_edits.remove_links(x, [("U01", "U12")]),
    # practices
    "assign_practices": lambda _s, x, _: plan_edits.assign_practices(
        x, {"P1": hand(("L02", 1.0), locked=True)}, label="Give"
    ),
    "assign_by_hand": lambda _s, x, _: plan_edits.assign_by_hand(x, ["P1", "P2"], "L03", label="Give"),
    "lock_practices": lambda _s, x, _: practice_edits.lock_practices(x, ["P2"], locked=True),
    "set_view": lambda _s, x, _: practice_edits.set_view(x, ["P1"], ConsultationView.AGREED),
    "leave_outside": lambda _s, x, _: practice_edits.leave_outside(x, ["P1", "P2"]),
    "split_practice": lambda s, x, _: practice_edits.split_practice(
        s.project, x, "P1", {"L01": 0.5, "L02": 0.5}
    ),
    "split_by_sites": lambda s, x, _: practice_edits.split_by_sites(s.project, x, "P1"),
    "merge_practices": lambda s, x, _: practice_edits.merge_practices(s.project, x, "P2", ["P1"]),
    "merge_practices into a locked one": lambda s, x, _: practice_edits.merge_practices(
        s.project, x, "P1", ["P2"]
    ),
    "unmerge_practices": lambda s, x, _: merged_and_locked(s, x),
    "practice_setting": lambda s, x, _: practice_setting(
        s.project, x, ["P1", "P2"], PracticeSetting(locality="East")
    ),
    "assign_by_rule": lambda s, x, _: assign_by_rule(s, x, rule=PracticeRule.MOST_PATIENTS),
    # scenarios
    "add_scenario": lambda s, x, _: plan_edits.add_scenario(s.project, "Other", rules=x.rules),
    "copy_scenario": lambda s, x, _: plan_edits.copy_scenario(s.project, x, "Copy"),
}
"""Every way to change a plan, as boldly as it can be asked for."""


@pytest.mark.parametrize("name", BUILDERS)
def test_what_is_locked_stays(session: Session, tmp_path: Path, name: str) -> None:
    scenario = session.project.scenarios[0]
    held, steps = Held.of(session), session.history.position
    assert (len(held.units), len(held.localities), len(held.practices)) == (2, 1, 1)
    told = "locked"
    try:
        made = BUILDERS[name](session, scenario, tmp_path)
        if isinstance(made, Edit):
            session.apply(made)
    except WorkbenchError as problem:
        told = str(problem)
    assert "lock" in told or "no link" in told
    held.still(Held.of(session))
    while session.history.position > steps:
        session.undo()
        held.still(Held.of(session))
    assert Held.of(session) == held
    while session.redo() is not None:
        held.still(Held.of(session))


def test_every_builder_is_in_the_table() -> None:
    makers: set[str] = set()
    for file in Path(workbench.session.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.returns is not None:
                named = {part.id for part in ast.walk(node.returns) if isinstance(part, ast.Name)}
                if named & MOVES and not node.name.startswith("_"):
                    makers.add(node.name)
    tried = {name.split(" ")[0].rstrip(",") for name in BUILDERS}
    assert makers - tried == OF_THE_PROJECT | OF_STEPS_TRIED_HERE


def test_a_step_made_by_hand_cannot_slip_past_a_lock(session: Session) -> None:
    scenario = session.project.scenarios[0]
    east, north = scenario.plan.get("L02"), scenario.plan.get("L03")
    assert east is not None
    assert north is not None
    taken = Reassignment(scenario.id, ("U05",), ("L02",), ("L01",))
    with pytest.raises(EditError, match=r"East is locked\."):
        session.apply(taken)
    unlock = plan_edits.lock_locality(scenario, "L02", locked=False)
    with pytest.raises(EditError, match=r"East is locked\."):
        session.apply(Compound(scenario.id, (unlock, taken)))
    lock = plan_edits.lock_locality(scenario, "L03", locked=True)
    with pytest.raises(EditError, match=r"North is locked\."):
        session.apply(Compound(scenario.id, (lock, Reassignment(scenario.id, ("U11",), ("L03",), ("L01",)))))
    with pytest.raises(EditError, match=r"East is locked\. Unlock it to delete it\."):
        session.apply(LocalityEdit(scenario.id, east, None))
    before, after = scenario.assignment("P1"), hand(("L03", 1.0), locked=True)
    moved = PracticeEdit(scenario.id, ("P1",), (before,), (after,))
    with pytest.raises(EditError, match=r"Alder Surgery is locked\. Unlock it to give it elsewhere\."):
        session.apply(moved)
    free = practice_edits.lock_practices(scenario, ["P1"], locked=False)
    assert free is not None
    later = PracticeEdit(scenario.id, ("P1",), free.after, (hand(("L03", 1.0)),))
    with pytest.raises(EditError, match="Alder Surgery is locked"):
        session.apply(Compound(scenario.id, (free, later)))
    assert scenario.assignment("P1") == before


def test_a_command_may_unlock_a_practice_and_give_it_elsewhere(session: Session) -> None:
    scenario = session.project.scenarios[0]
    wanted = PracticeSetting(locality="North", locked=False)
    edit = practice_setting(session.project, scenario, ["P1"], wanted)
    assert edit is not None
    session.apply(edit)
    assert scenario.assignment("P1").main == "L03"
    session.undo()
    assert scenario.assignment("P1").locked


class LocksThroughHistory(RuleBasedStateMachine):
    """Random painting, giving, locking and unlocking, undo and redo: what stays locked has not moved."""

    @initialize()
    def open(self) -> None:
        self.session = four_rows()
        self.least = self.session.history.position
        self.held = Held.of(self.session)

    @property
    def scenario(self) -> Scenario:
        return self.session.project.scenarios[0]

    def do(self, edit: Edit | None) -> None:
        if edit is not None:
            told = "is locked"
            try:
                self.session.apply(edit)
            except EditError as problem:
                told = str(problem)
            assert "is locked" in told

    @rule(units=st.sets(st.integers(0, 11), min_size=1), slot=st.integers(-1, 3))
    def paint(self, units: set[int], slot: int) -> None:
        if slot < 0 or self.scenario.plan.locality(slot) is not None:
            rows = np.array(sorted(units))
            self.do(plan_edits.reassign(self.session.project, self.scenario, rows, slot))

    @rule(wanted=st.lists(st.sampled_from(["L01", "L02", "L03", None]), min_size=12, max_size=12))
    def take_a_plan(self, wanted: list[str | None]) -> None:
        if all(code is None or self.scenario.plan.get(code) is not None for code in wanted):
            made = plan_edits.replace_plan(self.session.project, self.scenario, wanted, [], label="Plan")
            self.do(made if made.parts else None)

    @rule(code=st.sampled_from(["L01", "L02", "L03", "L04"]), locked=st.booleans())
    def lock_or_unlock(self, code: str, locked: bool) -> None:
        if self.scenario.plan.get(code) is not None:
            self.do(plan_edits.lock_locality(self.scenario, code, locked=locked))

    @rule(code=st.sampled_from(["L01", "L02", "L03", "L04"]))
    def delete(self, code: str) -> None:
        if self.scenario.plan.get(code) is not None:
            self.do(plan_edits.delete_locality(self.session.project, self.scenario, code))

    @rule(practice=st.sampled_from(["P1", "P2", "P3"]), locked=st.booleans())
    def lock_practice(self, practice: str, locked: bool) -> None:
        self.do(practice_edits.lock_practices(self.scenario, [practice], locked=locked))

    @rule(practice=st.sampled_from(["P1", "P2", "P3"]), code=st.sampled_from(["L01", "L02", None]))
    def give(self, practice: str, code: str | None) -> None:
        if code is None or self.scenario.plan.get(code) is not None:
            shares = () if code is None else ((code, 1.0),)
            now = self.scenario.assignment(practice)
            wanted = PracticeAssignment(shares, AssignedHow.HAND, now.locked, now.view)
            self.do(plan_edits.assign_practices(self.scenario, {practice: wanted}, label="Give"))

    @rule()
    def go_back_to_the_snapshot(self) -> None:
        key = snapshots.snapshots(self.scenario)[0].key
        self.do(snapshots.restore_snapshot(self.session.project, self.scenario, key).edit)

    @rule(steps=st.integers(1, 4), back=st.booleans())
    def go(self, steps: int, back: bool) -> None:
        for _ in range(steps):
            if back and self.session.history.position > self.least:
                self.session.undo()
            elif not back:
                self.session.redo()
            self.nothing_locked_has_moved()

    @invariant()
    def nothing_locked_has_moved(self) -> None:
        if hasattr(self, "session"):
            now = Held.of(self.session)
            self.held.still(now)
            self.held = now


LocksThroughHistoryTest: Any = LocksThroughHistory.TestCase
LocksThroughHistoryTest.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
