"""Data: plans in and out, scenarios, and what the project holds."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench import paths
from workbench.session import plan_edits
from workbench.session.exporting import export_plan
from workbench.session.plan_import import read_plan
from workbench.session.scenario_edits import renamed
from workbench.ui import formats
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import Desk
from workbench.ui.dialogs.files import PLANS, OpenFile, SaveFile
from workbench.ui.dialogs.name_dialog import NameDialog
from workbench.ui.dialogs.reading_dialogs import ReadingDialog, sources_text
from workbench.ui.dialogs.scenario_dialog import ScenarioDialog


class DataCommands:
    """Each asks for what it needs and makes one step."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self._parent = parent

    @property
    def _folder(self) -> Path:
        return Path(self._desk.settings.now.last_folder or paths.documents_dir())

    # -- plans
    def import_plan(self) -> None:
        """Bring a plan from a CSV file into the scenario shown."""
        path = OpenFile.ask(self._parent, "Import plan", PLANS, self._folder)
        if path is not None:
            self._desk.attempt(lambda: self.import_plan_file(path))

    def import_plan_file(self, path: Path) -> None:
        """Bring the plan of a file into the scenario shown, as one step.

        Raises:
            InputError: the file cannot be used; nothing has changed.
        """
        bridge = self._desk.bridge
        if bridge is None:
            return
        proposal = read_plan(bridge.project, path)
        edit = proposal.edit(bridge.scenario)
        if edit is None:
            self._desk.tell(Tone.GOOD, "The scenario has this plan already")
            return
        bridge.apply(edit)
        report = proposal.report
        undo = MessageAction("Undo", lambda: self._desk.attempt(bridge.undo))
        words = (
            f"{formats.count(report.units_assigned, 'area')} in "
            f"{formats.count(len(report.localities), 'locality', 'localities')}, "
            f"{report.units_unassigned} unassigned."
        )
        self._desk.tell(Tone.GOOD, f"Imported {path.name}", why=words, actions=(undo,))

    def export_plan(self) -> None:
        """Write the plan of the scenario shown as CSV."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        name = f"{bridge.scenario.name}.csv"
        path = SaveFile.ask(self._parent, "Export plan", PLANS, self._folder / name)
        if path is not None and self._desk.attempt(
            lambda: export_plan(bridge.session, bridge.scenario, path)
        ):
            self._desk.tell(Tone.GOOD, f"Wrote {path.name}")

    # -- scenarios
    def new_scenario(self) -> None:
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

    def rename_scenario(self) -> None:
        """Ask for another name."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        name = NameDialog.ask(self._parent, "Which name for the scenario?", "Rename", bridge.scenario.name)
        if name and name != bridge.scenario.name:
            self._desk.apply(renamed(bridge.scenario, name))

    def delete_scenario(self) -> None:
        """Delete the scenario shown; undo brings it back whole."""
        bridge = self._desk.bridge
        if bridge is None or len(bridge.project.scenarios) < 2:
            return
        name = bridge.scenario.name
        if self._desk.apply(plan_edits.delete_scenario(bridge.project, bridge.scenario)):
            undo = MessageAction("Undo", lambda: self._desk.attempt(bridge.undo))
            self._desk.tell(Tone.GOOD, f"Scenario {name} was deleted", actions=(undo,))

    def sources(self) -> None:
        """Show what the project holds."""
        if self._desk.bridge is not None:
            ReadingDialog.ask(self._parent, "What the project holds", sources_text(self._desk.bridge.project))
