"""Data: plans in and out, and what the project holds."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.exporting import export_plan
from workbench.session.plan_import import read_plan
from workbench.session.plan_workbook import read_plan_workbook
from workbench.ui import formats
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import Desk
from workbench.ui.dialogs.file_names import file_name
from workbench.ui.dialogs.files import PLANS, PLANS_BACK, OpenFile, SaveFile
from workbench.ui.dialogs.import_preview import ImportPreview, PreviewWords
from workbench.ui.dialogs.reading_dialogs import ReadingDialog, sources_text
from workbench.ui.session_bridge import SessionBridge


class DataCommands:
    """Each asks for what it needs and makes one step."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self._parent = parent

    # -- plans
    def import_plan(self) -> None:
        """Bring a plan from a CSV file, or an edited workbook, into the scenario shown."""
        path = OpenFile.ask(self._parent, "Import plan", PLANS_BACK, self._desk.folder)
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
        if path.suffix.casefold() == ".xlsx":
            self._import_workbook(bridge, path)
            return
        proposal = read_plan(bridge.project, path)
        edit = proposal.edit(bridge.scenario)
        if edit is None:
            self._desk.tell(Tone.GOOD, "The scenario has this plan already")
            return
        self._desk.state_wanted.emit("before import")
        bridge.apply(edit)
        report = proposal.report
        undo = MessageAction("Undo", lambda: self._desk.attempt(bridge.undo))
        words = (
            f"{formats.count(report.units_assigned, 'area')} in "
            f"{formats.count(len(report.localities), 'locality', 'localities')}, "
            f"{report.units_unassigned} unassigned."
        )
        self._desk.tell(Tone.GOOD, f"Imported {path.name}", why=words, actions=(undo,))

    def _import_workbook(self, bridge: SessionBridge, path: Path) -> None:
        """Show what an edited workbook changes, and accept it as one step."""
        ours = read_plan_workbook(bridge.project, bridge.scenario, path)
        theirs = read_plan_workbook(bridge.project, bridge.scenario, path, take_workbook=True)
        words = plan_words(bridge.project, bridge.scenario)
        chosen = ImportPreview.ask(self._parent, bridge.scenario, ours, theirs, words)
        if chosen is None:
            return
        edit = chosen.edit(bridge.scenario)
        if edit is None:
            self._desk.tell(Tone.GOOD, "The scenario has all of this already")
            return
        self._desk.state_wanted.emit("before import")
        bridge.apply(edit)
        undo = MessageAction("Undo", lambda: self._desk.attempt(bridge.undo))
        moved = [f"{formats.count(len(chosen.units), 'area')} moved"] if chosen.units else []
        moved += [f"{formats.count(len(chosen.practices), 'practice')} assigned"] if chosen.practices else []
        why = f"{', '.join(moved)}." if moved else ""
        self._desk.tell(Tone.GOOD, f"Imported {path.name}", why=why, actions=(undo,))

    def export_plan(self) -> None:
        """Write the plan of the scenario shown as CSV."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        name = f"{bridge.scenario.name}.csv"
        path = SaveFile.ask(self._parent, "Export plan", PLANS, self._desk.folder / file_name(name))
        if path is not None and self._desk.attempt(
            lambda: export_plan(bridge.session, bridge.scenario, path)
        ):
            self._desk.tell(Tone.GOOD, f"Wrote {path.name}")

    def sources(self) -> None:
        """Show what the project holds."""
        if self._desk.bridge is not None:
            text = sources_text(self._desk.bridge.project, internal=not self._desk.presenting)
            ReadingDialog.ask(self._parent, "What the project holds", text)


def plan_words(project: Project, scenario: Scenario) -> PreviewWords:
    """Areas and practices with their names, and codes with the names of their localities."""
    tables = (project.area.units, project.area.practices)

    def place(code: str) -> str:
        name = next((str(t.names[t.index_of[code]]) for t in tables if code in t.index_of), "")
        return f"{code}, {name}" if name else code

    def value(words: str) -> str:
        locality = scenario.plan.get(words)
        return words if locality is None else f"{words}, {locality.name}"

    return PreviewWords("area or practice", place, value)
