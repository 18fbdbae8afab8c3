"""Locked areas: no tool, step, undo, redo, import or deletion moves them, and the file keeps them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.grids import grid_area, grid_project
from workbench.errors import EditError
from workbench.models.edit_json import edit_from_json, edit_to_json, rules_from_json, rules_to_json
from workbench.models.edits import Compound, Edit, Reassignment, RulesEdit
from workbench.models.rules import AROUND_50_000_BAND, Rules
from workbench.models.scenario import Scenario
from workbench.session import plan_edits
from workbench.session.build_from_practices import propose_by_pcn
from workbench.session.creating import create_project
from workbench.session.opening import open_project
from workbench.session.plan_import import import_plan
from workbench.session.session import Session


@pytest.fixture
def session() -> Session:
    """West holds U01 to U04, East U05 to U08, the upper row is unassigned; U01, U02 and U12 are locked."""
    made = Session(grid_project())
    made.apply(plan_edits.add_scenario(made.project, "Draft"))
    scenario = made.project.scenarios[0]
    for slot, name in enumerate(("West", "East")):
        made.apply(plan_edits.add_locality(scenario, name))
        paint(made, range(4 * slot, 4 * slot + 4), slot)
    lock(made, [0, 1, 11])
    return made


@pytest.fixture
def scenario(session: Session) -> Scenario:
    return session.project.scenarios[0]


def paint(session: Session, units: Sequence[int], slot: int) -> None:
    edit = plan_edits.reassign(session.project, session.project.scenarios[0], np.array(units), slot)
    assert edit is not None
    session.apply(edit)


def lock(session: Session, units: list[int], *, locked: bool = True) -> RulesEdit:
    edit = plan_edits.lock_units(
        session.project, session.project.scenarios[0], np.array(units), locked=locked
    )
    assert edit is not None
    session.apply(edit)
    return edit


def move(scenario: Scenario, unit: str, before: str | None, after: str | None) -> Reassignment:
    return Reassignment(scenario.id, (unit,), (before,), (after,), "Move")


def test_codes_are_kept_sorted_and_each_once() -> None:
    assert Rules(locked_units=("U03", "U01", "U03")).locked_units == ("U01", "U03")
    assert Rules().locked_units == ()
    assert replace(Rules(locked_units=("U1",)), band=AROUND_50_000_BAND).locked_set == {"U1"}


def test_what_is_locked_and_what_the_steps_are_called(session: Session, scenario: Scenario) -> None:
    assert list(scenario.rules.locked_units) == ["U01", "U02", "U12"]
    assert session.history.steps[-1].edit.label == "Lock 3 areas"
    assert lock(session, [2]).label == "Lock Gridtown 001C"
    assert lock(session, [0, 4], locked=False).label == "Unlock Gridtown 001A"
    assert list(scenario.rules.locked_units) == ["U02", "U03", "U12"]
    assert plan_edits.lock_units(session.project, scenario, np.array([1]), locked=True) is None
    assert plan_edits.lock_units(session.project, scenario, np.array([5]), locked=False) is None
    every = plan_edits.unlock_all_units(scenario)
    assert every is not None
    assert every.label == "Unlock 3 areas"
    session.apply(every)
    assert plan_edits.unlock_all_units(scenario) is None
    for _ in range(4):
        session.undo()
    assert len(scenario.rules.locked_units) == 0
    session.redo()
    assert list(scenario.rules.locked_units) == ["U01", "U02", "U12"]


def test_builders_leave_locked_areas_out(session: Session, scenario: Scenario) -> None:
    free = plan_edits.movable(session.project, scenario, np.array([0, 2, 11, 8]), 1)
    assert free.tolist() == [2, 8]
    held = plan_edits.held_units(session.project, scenario, np.array([0, 2, 11]))
    assert held.tolist() == [True, False, True]
    assert plan_edits.reassign(session.project, scenario, np.array([0, 11]), 1) is None


def test_no_step_moves_a_locked_area_whoever_made_it(session: Session, scenario: Scenario) -> None:
    with pytest.raises(EditError) as one:
        session.apply(move(scenario, "U01", "L01", "L02"))
    assert (one.value.what, one.value.remedy) == ("Gridtown 001A is locked.", "Unlock it to move it.")
    with pytest.raises(EditError, match=r"Gridtown 003D is locked\."):
        session.apply(move(scenario, "U12", None, "L01"))  # unassigned and locked stays unassigned
    with pytest.raises(EditError, match=r"Gridtown 001A and 1 other area are locked\."):
        session.apply(plan_edits.delete_locality(session.project, scenario, "L01"))
    assert scenario.plan.get("L01") is not None
    session.apply(Reassignment(scenario.id, ("U01", "U03"), ("L01", "L01"), ("L01", "L02")))  # U01 stays


def test_a_compound_cannot_slip_past_a_lock(session: Session, scenario: Scenario) -> None:
    rules = scenario.rules
    unlock = RulesEdit(scenario.id, rules, replace(rules, locked_units=()))
    with pytest.raises(EditError, match="is locked"):
        session.apply(Compound(scenario.id, (unlock, move(scenario, "U01", "L01", "L02"))))
    first = RulesEdit(scenario.id, rules, replace(rules, locked_units=(*rules.locked_units, "U03")))
    with pytest.raises(EditError, match="Gridtown 001C is locked"):
        session.apply(
            Compound(scenario.id, (Compound(scenario.id, (first,)), move(scenario, "U03", "L01", "L02")))
        )
    session.apply(Compound(scenario.id, (move(scenario, "U03", "L01", "L02"), first)))
    assert scenario.plan.code_of_unit(2) == "L02"
    assert "U03" in scenario.rules.locked_set
    session.undo()  # the one step that moved and locked goes back as one
    assert scenario.plan.code_of_unit(2) == "L01"
    assert "U03" not in scenario.rules.locked_set


def test_a_step_of_old_rules_cannot_drop_a_lock(session: Session, scenario: Scenario) -> None:
    stale = RulesEdit(scenario.id, Rules(), Rules(band=AROUND_50_000_BAND), "Band")
    with pytest.raises(EditError, match="A rule of the scenario has changed"):
        session.apply(stale)
    edit = plan_edits.change_rules(scenario, replace(scenario.rules, band=AROUND_50_000_BAND), "Band")
    assert edit is not None
    session.apply(edit)
    assert scenario.rules.locked_units == ("U01", "U02", "U12")


def test_an_unknown_area_cannot_be_locked(session: Session, scenario: Scenario) -> None:
    wanted = replace(scenario.rules, locked_units=(*scenario.rules.locked_units, "E01999999"))
    with pytest.raises(EditError, match="no area E01999999"):
        session.apply(RulesEdit(scenario.id, scenario.rules, wanted, "Lock"))


def test_figures_stay_and_follow_after_a_lock(session: Session, scenario: Scenario) -> None:
    before = session.figures(scenario)
    lock(session, [6])
    after = session.figures(scenario)
    assert after.localities == before.localities
    assert after.rules.locked_units == ("U01", "U02", "U07", "U12")


def test_imports_and_building_stop_at_a_lock(session: Session, scenario: Scenario, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    codes = [str(code) for code in session.project.area.units.codes]
    file.write_text("unit_code,locality\n" + "".join(f"{code},East\n" for code in codes), encoding="utf-8")
    labels = scenario.plan.labels.copy()
    for dry_run in (True, False):
        with pytest.raises(EditError, match=r"Gridtown 001A and 2 other areas are locked\."):
            import_plan(session, "Draft", file, dry_run=dry_run)
    with pytest.raises(EditError, match="locked"):
        propose_by_pcn(session.project, scenario)
    np.testing.assert_array_equal(scenario.plan.labels, labels)
    names = [(u, "West" if u < "U05" else "East" if u != "U12" else "") for u in codes]
    file.write_text(
        "unit_code,locality\n" + "".join(f"{unit},{name}\n" for unit, name in names), encoding="utf-8"
    )
    assert import_plan(session, "Draft", file).units_moved == 3  # U09 to U11, which nothing holds


def test_copies_keep_locks_and_new_scenarios_start_without(session: Session, scenario: Scenario) -> None:
    session.apply(plan_edits.copy_scenario(session.project, scenario, "Copy"))
    session.apply(plan_edits.add_scenario(session.project, "Empty", rules=scenario.rules))
    assert [s.rules.locked_units for s in session.project.scenarios] == [
        ("U01", "U02", "U12"), ("U01", "U02", "U12"), (),
    ]  # fmt: skip


def test_json_keeps_locks_and_reads_files_of_before() -> None:
    rules = Rules(locked_units=("U02", "U01"))
    plain = rules_to_json(rules)
    assert plain["locked_units"] == ["U01", "U02"]
    assert rules_from_json(json.loads(json.dumps(plain))) == rules
    edit = RulesEdit("s-1", Rules(), rules, "Lock 2 areas")
    assert edit_from_json(json.loads(json.dumps(edit_to_json(edit)))) == edit
    del plain["locked_units"]
    assert rules_from_json(plain) == Rules()


def test_the_project_file_keeps_locks_and_opens_without_them(tmp_path: Path) -> None:
    path = tmp_path / "gridshire.gpkg"
    create_project(path, name="Gridshire", area=grid_area())
    with open_project(path, folder=tmp_path / "working") as opened:
        opened.session.apply(plan_edits.add_scenario(opened.session.project, "Draft"))
        lock(opened.session, [3, 1])
        opened.save()
    with open_project(path, folder=tmp_path / "working") as opened:
        session = opened.session
        assert list(session.project.scenarios[0].rules.locked_units) == ["U02", "U04"]
        session.undo()
        assert len(session.project.scenarios[0].rules.locked_units) == 0
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE scenarios SET rules = json_remove(rules, '$.locked_units')")
        db.execute("DELETE FROM edits")
        db.execute("UPDATE settings SET value = '0' WHERE key = 'position'")
    with open_project(path, folder=tmp_path / "working") as opened:
        assert opened.session.project.scenarios[0].rules == Rules()
        lock(opened.session, [3])


class LocksHold(RuleBasedStateMachine):
    """Random steps, undo and redo: what is locked before and after any of them has not moved."""

    @initialize()
    def open(self) -> None:
        self.session = Session(grid_project())
        self.session.apply(plan_edits.add_scenario(self.session.project, "Draft"))
        for slot in range(3):
            self.session.apply(plan_edits.add_locality(self.scenario))
            paint(self.session, range(4 * slot, 4 * slot + 4), slot)
        self.keep()

    @property
    def scenario(self) -> Scenario:
        return self.session.project.scenarios[0]

    def keep(self) -> None:
        self.locked = self.scenario.rules.locked_set
        self.where = self.places()

    def places(self) -> dict[str, str | None]:
        codes = [str(code) for code in self.session.project.area.units.codes]
        plan = self.scenario.plan
        return dict(zip(codes, plan.codes_of(plan.labels), strict=True))

    def do(self, edit: Edit | None) -> None:
        if edit is None:
            return
        try:
            self.session.apply(edit)
        except EditError:  # a lock in the way; then nothing may have changed
            assert self.places() == self.where
            assert self.scenario.rules.locked_set == self.locked

    @rule(units=st.sets(st.integers(0, 11), min_size=1), locked=st.booleans())
    def lock_or_unlock(self, units: set[int], locked: bool) -> None:
        rows = np.array(sorted(units))
        self.do(plan_edits.lock_units(self.session.project, self.scenario, rows, locked=locked))

    @rule()
    def unlock_all(self) -> None:
        self.do(plan_edits.unlock_all_units(self.scenario))

    @rule(units=st.sets(st.integers(0, 11), min_size=1), slot=st.integers(-1, 2))
    def paint(self, units: set[int], slot: int) -> None:
        if slot < 0 or self.scenario.plan.locality(slot) is not None:
            rows = np.array(sorted(units))
            self.do(plan_edits.reassign(self.session.project, self.scenario, rows, slot))

    @rule(wanted=st.lists(st.sampled_from(["L01", "L02", "L03", None]), min_size=12, max_size=12))
    def take_a_plan(self, wanted: list[str | None]) -> None:
        if all(code is None or self.scenario.plan.get(code) is not None for code in wanted):
            made = plan_edits.replace_plan(self.session.project, self.scenario, wanted, [], label="Plan")
            self.do(made if made.parts else None)

    @rule(
        wanted=st.lists(st.sampled_from(["L01", "L02", None]), min_size=12, max_size=12), after=st.booleans()
    )
    def move_and_lock_in_one_step(self, wanted: list[str | None], after: bool) -> None:
        if any(self.scenario.plan.get(code) is None for code in ("L01", "L02")):
            return
        moved = plan_edits.replace_plan(self.session.project, self.scenario, wanted, [], label="")
        locks = plan_edits.lock_units(self.session.project, self.scenario, np.arange(6), locked=True)
        freed = plan_edits.unlock_all_units(self.scenario)
        parts = (*moved.parts, locks) if after else (freed, *moved.parts)
        self.do(Compound(self.scenario.id, tuple(part for part in parts if part is not None), "Both"))

    @rule(code=st.sampled_from(["L01", "L02", "L03"]))
    def delete(self, code: str) -> None:
        if self.scenario.plan.get(code) is not None:
            self.do(plan_edits.delete_locality(self.session.project, self.scenario, code))

    @rule(steps=st.integers(1, 3), back=st.booleans())
    def go(self, steps: int, back: bool) -> None:
        least = 7  # the steps that made the scenario stay done
        for _ in range(steps):
            if back and self.session.history.position > least:
                self.session.undo()
            elif not back:
                self.session.redo()
            self.nothing_locked_has_moved()

    @invariant()
    def nothing_locked_has_moved(self) -> None:
        if not hasattr(self, "session"):
            return
        now, stayed = self.places(), self.locked & self.scenario.rules.locked_set
        assert {unit: now[unit] for unit in stayed} == {unit: self.where[unit] for unit in stayed}
        self.keep()


LocksHoldTest: Any = LocksHold.TestCase
LocksHoldTest.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
