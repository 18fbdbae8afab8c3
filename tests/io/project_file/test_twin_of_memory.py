"""The working copy holds what memory holds after every edit, undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.io.project_file.example_project import (
    HOSTILE,
    assert_same_history,
    assert_same_plans,
    session_on,
    working_copy_of,
)
from workbench.errors import EditError
from workbench.models.adjacency import Link
from workbench.models.edits import Edit, RegisterEdit, ScopeEdit
from workbench.models.localities import Locality
from workbench.models.populations import PopulationBasis
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import Project
from workbench.models.registers import Lead
from workbench.models.rules import Band, Rules
from workbench.models.scenario import STATUSES, Scenario
from workbench.models.scope import DEFAULT_CELL, NOT_APPLICABLE_CELL, CellKey, ScopeCell
from workbench.models.services import AgeGroup, Service
from workbench.session import plan_edits as edits
from workbench.session.scenario_edits import described, moved_to, renamed

CELLS = [CellKey("SV01", AgeGroup.ADULTS, "L01"), CellKey("SV01", AgeGroup.CHILDREN, "L02")]


class TwinOfMemory(RuleBasedStateMachine):
    """Random edits, undo and redo through a real session; the copy is read after each of them."""

    template: Path
    folder: Path

    @initialize()
    def open(self) -> None:
        self.copy = working_copy_of(self.template, self.folder)
        self.session = session_on(self.copy)
        # From the start there is something of everything, so that few steps reach the rare changes.
        self.do(edits.add_scenario(self.project, "First"))
        scenario = self.project.scenarios[0]
        for _ in range(2):
            self.do(edits.add_locality(scenario))
        self.do(edits.assign_by_hand(scenario, ["M1", "M2"], "L01", label="Practices"))
        self.do(edits.reassign(self.project, scenario, np.arange(4), 0))

    def teardown(self) -> None:
        if hasattr(self, "copy"):
            self.copy.close(discard=True)

    @property
    def project(self) -> Project:
        return self.session.project

    def a_scenario(self, data: st.DataObject) -> Scenario:
        return self.project.scenarios[data.draw(st.integers(0, len(self.project.scenarios) - 1))]

    def a_locality(self, data: st.DataObject, scenario: Scenario) -> Locality | None:
        found = list(scenario.plan)
        return found[data.draw(st.integers(0, len(found) - 1))] if found else None

    def do(self, edit: Edit | None) -> None:
        if edit is None:
            return
        try:
            self.session.apply(edit)
        except EditError:  # a lock or a name in use; then neither side may have changed
            return

    @rule(name=st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=4), data=st.data())
    def add_scenario(self, name: str, data: st.DataObject) -> None:
        if len(self.project.scenarios) < 4:
            edit = edits.add_scenario(self.project, name)
            self.do(replace(edit, position=data.draw(st.integers(0, len(self.project.scenarios)))))

    @precondition(lambda self: self.project.scenarios)
    @rule(data=st.data())
    def add_locality(self, data: st.DataObject) -> None:
        self.do(edits.add_locality(self.a_scenario(data)))

    @precondition(lambda self: self.project.scenarios)
    @rule(data=st.data(), units=st.sets(st.integers(0, 11), min_size=1))
    def paint(self, data: st.DataObject, units: set[int]) -> None:
        scenario = self.a_scenario(data)
        locality = self.a_locality(data, scenario)
        slot = -1 if locality is None or data.draw(st.booleans()) else scenario.plan.slot(locality.code)
        self.do(edits.reassign(self.project, scenario, np.array(sorted(units)), slot))

    @precondition(lambda self: self.project.scenarios)
    @rule(
        data=st.data(),
        change=st.sampled_from(["delete", "rename", "lock", "hub", "recolour"]),
        name=st.sampled_from(HOSTILE),
    )
    def change_locality(self, data: st.DataObject, change: str, name: str) -> None:
        scenario = self.a_scenario(data)
        locality = self.a_locality(data, scenario)
        if locality is None:
            return
        code = locality.code
        makers: dict[str, Callable[[], Edit]] = {
            "delete": lambda: edits.delete_locality(self.project, scenario, code),
            "rename": lambda: edits.rename_locality(scenario, code, name),
            "lock": lambda: edits.lock_locality(scenario, code, locked=not locality.locked),
            "hub": lambda: edits.change_locality(scenario, code, "Hub", hub_site=name, note=name),
            "recolour": lambda: edits.recolour_locality(scenario, code, "#123456"),
        }
        self.do(makers[change]())

    @precondition(lambda self: self.project.scenarios)
    @rule(
        data=st.data(),
        practices=st.sets(st.sampled_from(["M1", "M2", "M3", "M9"]), min_size=1),
        kind=st.sampled_from(["none", "whole", "split"]),
    )
    def assign_practices(self, data: st.DataObject, practices: set[str], kind: str) -> None:
        scenario = self.a_scenario(data)
        codes = [locality.code for locality in scenario.plan]
        wanted = PracticeAssignment()
        if kind == "split" and len(codes) > 1:
            wanted = PracticeAssignment(((codes[0], 1 / 3), (codes[1], 2 / 3)), AssignedHow.HAND, locked=True)
        elif kind == "whole" and codes:
            wanted = PracticeAssignment.whole(codes[0], AssignedHow.SITE)
        self.do(edits.assign_practices(scenario, dict.fromkeys(sorted(practices), wanted), label="Practices"))

    @precondition(lambda self: self.project.scenarios)
    @rule(data=st.data(), low=st.integers(0, 5), basis=st.sampled_from(PopulationBasis))
    def change_rules(self, data: st.DataObject, low: int, basis: PopulationBasis) -> None:
        scenario = self.a_scenario(data)
        links = (Link("E01000000", "E0100000B", HOSTILE[0]),)
        rules = Rules(Band(low, 10, 7), basis, links, scenario.rules.locked_units)
        self.do(edits.change_rules(scenario, rules, "Rules"))

    @precondition(lambda self: self.project.scenarios)
    @rule(data=st.data(), units=st.sets(st.integers(0, 11), min_size=1), locked=st.booleans())
    def lock_units(self, data: st.DataObject, units: set[int], locked: bool) -> None:
        rows = np.array(sorted(units))
        self.do(edits.lock_units(self.project, self.a_scenario(data), rows, locked=locked))

    @precondition(lambda self: self.project.scenarios)
    @rule(
        data=st.data(),
        keys=st.sets(st.sampled_from(CELLS), min_size=1),
        cell=st.sampled_from([DEFAULT_CELL, NOT_APPLICABLE_CELL, ScopeCell(phase=2, note="; DROP")]),
    )
    def decide(self, data: st.DataObject, keys: set[CellKey], cell: ScopeCell) -> None:
        scenario = self.a_scenario(data)
        wanted = tuple(sorted(keys))
        before = tuple(scenario.cell(key) for key in wanted)
        self.do(ScopeEdit(scenario.id, wanted, before, (cell,) * len(wanted), "Decide"))

    @precondition(lambda self: self.project.scenarios)
    @rule(
        data=st.data(), role=st.sampled_from(["Clinical", "Manager"]), held=st.sampled_from([None, "", "P1"])
    )
    def appoint(self, data: st.DataObject, role: str, held: str | None) -> None:
        scenario = self.a_scenario(data)
        key = f"L01|{role}"
        after = None if held is None else Lead("L01", role, held)
        self.do(RegisterEdit(scenario.id, "lead", key, scenario.registers.get("lead", key), after, role))

    @rule(name=st.sampled_from(HOSTILE), keep=st.booleans())
    def change_catalogue(self, name: str, keep: bool) -> None:
        before = self.project.registers.get("service", "S1")
        after = Service("S1", "Group", name) if keep else None
        self.do(RegisterEdit("", "service", "S1", before, after, "Catalogue"))

    @precondition(lambda self: self.project.scenarios)
    @rule(
        data=st.data(),
        change=st.sampled_from(["copy", "rename", "describe", "move", "delete"]),
        name=st.sampled_from(HOSTILE),
    )
    def change_scenario(self, data: st.DataObject, change: str, name: str) -> None:
        scenario = self.a_scenario(data)
        match change:
            case "copy":
                self.do(edits.copy_scenario(self.project, scenario, name))
            case "rename":
                self.do(renamed(scenario, name))
            case "describe":
                status = data.draw(st.sampled_from(STATUSES))
                self.do(described(scenario, status=status, caveats=name, author=name))
            case "move":
                self.do(moved_to(self.project, scenario, data.draw(st.integers(0, 5))))
            case "delete":
                self.do(edits.delete_scenario(self.project, scenario))

    @rule(steps=st.integers(1, 4))
    def undo(self, steps: int) -> None:
        for _ in range(steps):
            self.session.undo()

    @rule(steps=st.integers(1, 4))
    def redo(self, steps: int) -> None:
        for _ in range(steps):
            self.session.redo()

    @invariant()
    def the_copy_holds_what_memory_holds(self) -> None:
        loaded = self.copy.read()
        assert_same_plans(self.project, loaded.project)
        assert_same_history(self.session.history, loaded.history)


def test_the_copy_is_the_twin_of_memory(tmp_path: Path, blank: Path) -> None:
    # Not handed in as arguments: Hypothesis makes the machine itself.
    TwinOfMemory.template, TwinOfMemory.folder = blank, tmp_path / "working"
    machine: Any = TwinOfMemory.TestCase
    machine.settings = settings(
        max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
    )
    machine().runTest()
    assert list((tmp_path / "working").iterdir()) == []
