"""Services: commands of the menu, each acting on the selection of the services view."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.models.scenario import Scenario
from workbench.models.scope import CellKey, Scope
from workbench.session.exporting import export_scope_matrix
from workbench.session.scope_import import read_scope_import
from workbench.ui import formats
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import Desk
from workbench.ui.dialogs.file_names import file_name
from workbench.ui.dialogs.files import WORKBOOKS, OpenFile, SaveFile
from workbench.ui.dialogs.import_preview import ImportPreview, PreviewWords
from workbench.ui.services.dialogs.catalogue_dialog import CatalogueDialog
from workbench.ui.services.dialogs.presets_dialog import PresetsDialog
from workbench.ui.services.dialogs.registers_dialog import RegistersDialog
from workbench.ui.services.findings import Place
from workbench.ui.services.services_view import ServicesView


class ServicesCommands:
    """Each asks for what it needs and makes one step."""

    def __init__(self, desk: Desk, view: ServicesView, parent: QWidget) -> None:
        self._desk = desk
        self._view = view
        self._parent = parent
        view.register_wanted.connect(self._settle)

    # -- cells
    def scope_in(self) -> None:
        """Set the selected cells to In."""
        self._view.set_scope(Scope.IN)

    def scope_part(self) -> None:
        """Set the selected cells to Part."""
        self._view.set_scope(Scope.PARTIAL)

    def scope_out(self) -> None:
        """Take the selected cells out; the reason is asked for."""
        self._view.set_scope(Scope.OUT)

    def scope_none(self) -> None:
        """Set the selected cells to not applicable."""
        self._view.set_scope(Scope.NOT_APPLICABLE)

    def reset(self) -> None:
        """Take the selected cells back."""
        self._view.reset()

    def copy(self) -> None:
        """Copy the selected cells."""
        self._view.copy()

    def paste(self) -> None:
        """Paste over the selected cells."""
        self._view.paste()

    def fill_down(self) -> None:
        """Copy the uppermost selected cells down."""
        self._view.fill_down()

    def fill_right(self) -> None:
        """Copy the leftmost selected cells to the right."""
        self._view.fill_right()

    def details(self) -> None:
        """Put the keyboard into the panel."""
        self._view.details()

    # -- what is shown
    def find(self) -> None:
        """Put the keyboard into the search field."""
        self._view.find_service()

    def next_gap(self) -> None:
        """Go to the next line of what the matrix says."""
        self._view.next_gap()

    def previous_gap(self) -> None:
        """Go to the line before."""
        self._view.previous_gap()

    def findings(self) -> None:
        """Show what the matrix says."""
        self._view.show_findings()

    def _settle(self, place: Place) -> None:
        """Open the table where something that is missing is recorded."""
        if not self._desk.editable:
            return
        if place is Place.CATALOGUE:
            self.catalogue()
        else:
            RegistersDialog.ask(self._parent, self._desk, tab=str(place))

    def fold_all(self) -> None:
        """Fold every group."""
        self._view.fold_all()

    def open_all(self) -> None:
        """Open every group."""
        self._view.open_all()

    # -- dialogs
    def presets(self) -> None:
        """Ask for a preset, showing what it changes, and apply it."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        people = self._desk.shown.people if self._desk.shown is not None else float("nan")
        edit = PresetsDialog.ask(self._parent, bridge.project, bridge.scenario, people)
        if edit is not None and self._desk.apply(edit):
            undo = MessageAction("Undo", lambda: self._desk.attempt(bridge.undo))
            cells = formats.count(len(edit.keys), "cell")
            self._desk.tell(Tone.GOOD, f"{edit.label}: {cells} changed", actions=(undo,))

    def catalogue(self) -> None:
        """Show the catalogue to be edited; each change is a step of its own."""
        if self._desk.bridge is not None:
            CatalogueDialog.ask(self._parent, self._desk)

    def registers(self) -> None:
        """Show partners, teams, leads and checklist to be edited."""
        if self._desk.bridge is not None:
            RegistersDialog.ask(self._parent, self._desk)

    # -- workbooks
    def export_workbook(self) -> None:
        """Ask for a file and write the scope workbook."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        name = file_name(f"{bridge.project.name} {bridge.scenario.name} services.xlsx")
        path = SaveFile.ask(self._parent, "Export scope workbook", WORKBOOKS, self._desk.folder / name)
        if path is not None and self._desk.attempt(
            lambda: export_scope_matrix(
                bridge.session, bridge.scenario, path, profile=self._desk.profile, public=self._desk.public
            )
        ):
            self._desk.tell(Tone.GOOD, f"Wrote {path.name}", why=f"In {path.parent}.")

    def import_workbook(self) -> None:
        """Ask for an edited workbook, show what it changes, and accept it as one step."""
        path = OpenFile.ask(self._parent, "Import scope workbook", WORKBOOKS, self._desk.folder)
        if path is not None:
            self._desk.attempt(lambda: self.import_file(path))

    def import_file(self, path: Path) -> None:
        """Show what an edited workbook changes, and accept it as one step.

        Raises:
            InputError: the file cannot be used; nothing has changed.
        """
        bridge = self._desk.bridge
        if bridge is None:
            return
        proposal = read_scope_import(bridge.project, bridge.scenario, path)
        theirs = read_scope_import(bridge.project, bridge.scenario, path, take_workbook=True)
        chosen = ImportPreview.ask(
            self._parent, bridge.scenario, proposal, theirs, cell_words(bridge.scenario)
        )
        if chosen is None:
            return
        edit = chosen.edit(bridge.scenario)
        if edit is None:
            self._desk.tell(Tone.GOOD, "The scenario has all of this already")
            return
        self._desk.state_wanted.emit("before import")
        if self._desk.apply(edit):
            undo = MessageAction("Undo", lambda: self._desk.attempt(bridge.undo))
            cells = formats.count(len(edit.keys), "cell")
            self._desk.tell(Tone.GOOD, f"Imported {path.name}", why=f"{cells} changed.", actions=(undo,))


def cell_words(scenario: Scenario) -> PreviewWords:
    """Cells of the matrix by service, ages and the locality's name."""

    def place(text: str) -> str:
        key = CellKey.parse(text)
        locality = scenario.plan.get(key.locality) if key is not None else None
        if key is None or locality is None:
            return text
        return f"{key.service}, {key.age.words.lower()}, {locality.name}"

    return PreviewWords("cell", place)
