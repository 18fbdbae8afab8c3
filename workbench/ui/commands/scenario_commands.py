"""Scenarios: new, describe, rename, order, show another, delete."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.session import plan_edits
from workbench.session.scenario_edits import described, moved_to, origin_words, renamed
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import Desk
from workbench.ui.dialogs.name_dialog import NameDialog
from workbench.ui.dialogs.scenario_dialog import ScenarioDialog
from workbench.ui.scenarios.describe_dialog import DescribeScenarioDialog


class ScenarioCommands:
    """Each acts on the scenario shown and makes one step."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self._parent = parent

    def new(self) -> None:
        """Ask for another scenario and show it."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        pairs = [(scenario.id, scenario.name) for scenario in bridge.project.scenarios]
        answer = ScenarioDialog.ask(self._parent, pairs, bridge.scenario.id)
        if answer is None:
            return
        project = bridge.project
        if answer.copy_of is None:
            edit = plan_edits.add_scenario(project, answer.name, rules=bridge.scenario.rules)
        else:
            edit = plan_edits.copy_scenario(project, project.scenario(answer.copy_of), answer.name)
        self._desk.apply(edit)

    def describe(self) -> None:
        """Ask where the scenario stands and what its outputs say of it."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        scenario = bridge.scenario
        said = DescribeScenarioDialog.ask(
            self._parent,
            scenario.head,
            origin_words(bridge.project, scenario.head),
            internal=not self._desk.presenting,
        )
        if said is not None:
            self._desk.attempt(lambda: bridge.apply(described(scenario, **said)))

    def rename(self) -> None:
        """Ask for another name."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        name = NameDialog.ask(self._parent, "Which name for the scenario?", "Rename", bridge.scenario.name)
        if name and name != bridge.scenario.name:
            self._desk.apply(renamed(bridge.scenario, name))

    def delete(self) -> None:
        """Delete the scenario shown; undo brings it back whole."""
        bridge = self._desk.bridge
        if bridge is None or len(bridge.project.scenarios) < 2:
            return
        name = bridge.scenario.name
        if self._desk.apply(plan_edits.delete_scenario(bridge.project, bridge.scenario)):
            undo = MessageAction("Undo", lambda: self._desk.attempt(bridge.undo))
            self._desk.tell(Tone.GOOD, f"Scenario {name} was deleted", actions=(undo,))

    def previous(self) -> None:
        """Show the scenario to the left, from the first one the last."""
        self._show(-1)

    def next(self) -> None:
        """Show the scenario to the right, from the last one the first."""
        self._show(1)

    def move_left(self) -> None:
        """Put the scenario before the one to its left."""
        self._move(-1)

    def move_right(self) -> None:
        """Put the scenario after the one to its right."""
        self._move(1)

    def _show(self, step: int) -> None:
        bridge = self._desk.bridge
        if bridge is not None and bridge.project.scenarios:
            there = bridge.project.scenarios
            bridge.show_scenario(there[(there.index(bridge.scenario) + step) % len(there)].id)

    def _move(self, step: int) -> None:
        bridge = self._desk.bridge
        if bridge is not None:
            now = bridge.project.scenarios.index(bridge.scenario)
            self._desk.apply(moved_to(bridge.project, bridge.scenario, now + step))
