"""Running figures equal a recomputation from nothing after every edit, undo, redo and preview."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.grids import grid_units, study_area
from workbench.metrics.figures_json import figures_json
from workbench.metrics.flows import flow_table
from workbench.metrics.merging import merge_of, merges
from workbench.metrics.practice_rules import PracticeRule, propose_assignments
from workbench.models.edit_json import edit_from_json, edit_to_json
from workbench.models.practices import AssignedHow, ConsultationView, PracticeAssignment
from workbench.models.project import Project
from workbench.models.rules import AROUND_50_000_BAND, HUB_BAND, Rules
from workbench.session import plan_edits, practice_edits
from workbench.session.live_figures import LiveFigures
from workbench.session.session import Session

AREA = study_area(grid_units())
PRACTICES = ["P1", "P2", "P3", "P4"]
UNITS = st.lists(st.integers(0, 11), min_size=1, max_size=8, unique=True)


class Workshop(RuleBasedStateMachine):
    """A planner who does everything in any order."""

    @initialize()
    def start(self) -> None:
        self.session = Session(Project("Gridshire", AREA))
        self.session.apply(plan_edits.add_scenario(self.session.project, "Draft"))
        self.scenario = self.session.project.scenarios[0]
        self.session.figures(self.scenario)

    def slots(self) -> list[int]:
        plan = self.scenario.plan
        return [plan.slot(locality.code) for locality in plan]

    def do(self, edit: object) -> None:
        if edit is not None:
            written = edit_from_json(edit_to_json(edit))  # type: ignore[arg-type]  # any edit
            assert written == edit
            self.session.apply(written)

    @rule()
    def new_locality(self) -> None:
        if len(self.scenario.plan) < 5:
            self.do(plan_edits.add_locality(self.scenario))

    @rule(units=UNITS, pick=st.integers(-1, 4))
    def paint(self, units: list[int], pick: int) -> None:
        slots = self.slots()
        slot = slots[pick % len(slots)] if pick >= 0 and slots else -1
        rows = np.array(units)
        preview = self.session.live(self.scenario).preview(rows, slot)
        edit = plan_edits.reassign(self.session.project, self.scenario, rows, slot)
        self.do(edit)
        if edit is not None and len(edit.units) == len(preview.units):
            shown = {row.code: row for row in preview.after}
            real = {row.code: row for row in self.session.figures(self.scenario).localities}
            assert all(repr(real[code]) == repr(row) for code, row in shown.items())

    @precondition(lambda self: self.slots())
    @rule(pick=st.integers(0, 4), locked=st.booleans())
    def lock(self, pick: int, locked: bool) -> None:
        slots = self.slots()
        locality = self.scenario.plan.locality(slots[pick % len(slots)])
        assert locality is not None
        self.do(plan_edits.lock_locality(self.scenario, locality.code, locked=locked))

    @precondition(lambda self: self.slots())
    @rule(pick=st.integers(0, 4))
    def delete(self, pick: int) -> None:
        slots = self.slots()
        locality = self.scenario.plan.locality(slots[pick % len(slots)])
        assert locality is not None
        if not locality.locked:
            self.do(plan_edits.delete_locality(self.session.project, self.scenario, locality.code))

    @rule(by=st.sampled_from(list(PracticeRule)))
    def assign_practices(self, by: PracticeRule) -> None:
        proposed = propose_assignments(AREA, self.scenario, rule=by)
        self.do(plan_edits.assign_practices(self.scenario, proposed, label=str(by)))

    @precondition(lambda self: len(self.slots()) > 1)
    @rule(practice=st.sampled_from(PRACTICES), share=st.sampled_from([0.25, 0.5, 1.0]))
    def split(self, practice: str, share: float) -> None:
        one, two = [locality.code for locality in self.scenario.plan][:2]
        shares = ((one, share), (two, 1 - share)) if share < 1 else ((one, 1.0),)
        wanted = {practice: PracticeAssignment(shares, AssignedHow.HAND)}
        self.do(plan_edits.assign_practices(self.scenario, wanted, label="Split"))

    @rule(practices=st.lists(st.sampled_from(PRACTICES), min_size=2, max_size=3, unique=True))
    def merge(self, practices: list[str]) -> None:
        registers = self.scenario.registers
        free = all(merge_of(registers, code) is None for code in practices)
        if free and not any(self.scenario.assignment(code).locked for code in practices):
            first, *others = practices
            self.do(practice_edits.merge_practices(self.session.project, self.scenario, first, others))

    @rule(practice=st.sampled_from(PRACTICES))
    def take_apart(self, practice: str) -> None:
        if merge_of(self.scenario.registers, practice) is not None:
            self.do(practice_edits.unmerge_practices(self.scenario, practice))

    @rule(practice=st.sampled_from(PRACTICES), view=st.sampled_from(list(ConsultationView)))
    def record_view(self, practice: str, view: ConsultationView) -> None:
        self.do(practice_edits.set_view(self.scenario, [practice], view))

    @rule(practice=st.sampled_from(PRACTICES), locked=st.booleans())
    def lock_practice(self, practice: str, locked: bool) -> None:
        self.do(practice_edits.lock_practices(self.scenario, [practice], locked=locked))

    @rule(preset=st.sampled_from([HUB_BAND, AROUND_50_000_BAND]))
    def band(self, preset: object) -> None:
        before = self.scenario.plan.labels.copy()
        self.do(plan_edits.change_rules(self.scenario, Rules(band=preset), "Band"))  # type: ignore[arg-type]  # a Band
        assert (self.scenario.plan.labels == before).all()

    @rule()
    def undo(self) -> None:
        if self.session.history.position > 1:
            self.session.undo()

    @rule()
    def redo(self) -> None:
        self.session.redo()

    @invariant()
    def running_equals_recomputed(self) -> None:
        if not hasattr(self, "session"):
            return
        running = figures_json(self.session.figures(self.scenario))
        assert running == figures_json(LiveFigures(AREA, self.scenario).figures())
        flows = flow_table(AREA, self.scenario.plan, self.scenario.practices)
        assert flows.total_in_file == 11_250
        for merge in merges(self.scenario.registers):
            together = {self.scenario.assignment(code) for code in (merge.practice, *merge.members)}
            assert len(together) == 1
        known = sum(row["resident"] for row in running["localities"])
        assert known + running["unassigned"]["resident"] == 78_000


TestWorkshop = Workshop.TestCase
TestWorkshop.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


@settings(max_examples=60, deadline=None)
@given(UNITS, st.integers(-1, 2))
def test_a_preview_leaves_no_trace(units: list[int], slot: int) -> None:
    session = Session(Project("Gridshire", AREA))
    session.apply(plan_edits.add_scenario(session.project, "Draft"))
    scenario = session.project.scenarios[0]
    for number in range(3):
        session.apply(plan_edits.add_locality(scenario))
        edit = plan_edits.reassign(session.project, scenario, np.arange(4) + 4 * number, number)
        assert edit is not None
        session.apply(edit)
    live = session.live(scenario)
    sums = live.tally.sums.copy()
    before = figures_json(session.figures(scenario))
    live.preview(np.array(units), slot)
    assert (live.tally.sums == sums).all()
    live.forget_rows(None)
    assert figures_json(session.figures(scenario)) == before
