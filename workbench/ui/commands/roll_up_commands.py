"""Roll-up, larger areas from look-ups, and the early focus."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.io.readers.lookups import lookup_headings
from workbench.io.roll_up_csv import write_roll_up_csv
from workbench.metrics.alignment import Alignment, alignment
from workbench.metrics.roll_up import RollUp, Subset, roll_up, subset
from workbench.session.early_focus import choose_early_focus, early_focus
from workbench.session.hierarchies import keep_hierarchies, read_hierarchies
from workbench.ui.components.message_bar import Tone
from workbench.ui.desk import Desk
from workbench.ui.dialogs.file_names import file_name
from workbench.ui.dialogs.files import LOOKUPS, TABLES, OpenFile, SaveFile
from workbench.ui.dialogs.tick_list_dialog import TickListDialog
from workbench.ui.scenarios.lookup_dialog import LookupDialog
from workbench.ui.scenarios.roll_up_dialog import RollUpCalls, RollUpDialog
from workbench.ui.session_bridge import SessionBridge
from workbench.ui.tables.columns import ChipValue


class RollUpCommands:
    """Each asks for what it needs and makes one step."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        self._parent = parent

    def show(self) -> None:
        """Show the localities of the scenario by larger areas."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        dialog = RollUpDialog(
            f"Roll-up of {bridge.scenario.name}", self._calls(bridge), editable=self._desk.editable,
            parent=self._parent,
        )  # fmt: skip
        dialog.exec()
        dialog.deleteLater()

    def _calls(self, bridge: SessionBridge) -> RollUpCalls:
        def rolled(kind: str) -> RollUp:
            area = bridge.project.area
            return roll_up(area, bridge.scenario, bridge.live.figures(), area.units.parents[kind])

        def aligned(kind: str) -> Alignment:
            units = bridge.project.area.units
            return alignment(units, bridge.scenario.plan, units.parents[kind])

        def early() -> tuple[Subset, Subset]:
            figures = bridge.live.figures()
            return subset(figures, early_focus(bridge.scenario)), subset(figures)

        return RollUpCalls(
            kinds=lambda: [(kind, one.title) for kind, one in bridge.project.area.units.parents.items()],
            rolled=rolled,
            aligned=aligned,
            chips=lambda: {x.code: ChipValue(str(x.number), x.colour) for x in bridge.scenario.plan},
            early=early,
            focus=self._choose_focus,
            add=self._import,
            export=self._export,
        )

    def import_lookup(self) -> None:
        """Ask for a look-up and add its larger areas."""
        self._import(self._parent)

    def choose_focus(self) -> None:
        """Ask which localities start first."""
        self._choose_focus(self._parent)

    def _import(self, parent: QWidget) -> None:
        bridge = self._desk.bridge
        if bridge is None:
            return
        path = OpenFile.ask(parent, "Larger areas from a look-up", LOOKUPS, self._desk.folder)
        if path is not None:
            self._desk.attempt(lambda: self.import_file(bridge, path, parent))

    def import_file(self, bridge: SessionBridge, path: Path, parent: QWidget) -> None:
        """Ask how a look-up is to be read and keep its larger areas, as one step.

        Raises:
            InputError: the file cannot be read at all.
        """
        report = LookupDialog.ask(
            parent, path.name, lookup_headings(path),
            lambda said: read_hierarchies(bridge.project, path, kind=said["title"], **said),
        )  # fmt: skip
        if report is not None:
            self._desk.state_wanted.emit("before import")
            bridge.apply(keep_hierarchies(bridge.project, report.hierarchies, report.file))
            self._desk.tell(Tone.GOOD, f"Larger areas from {report.file} were added")

    def _choose_focus(self, parent: QWidget) -> None:
        bridge = self._desk.bridge
        if bridge is None:
            return
        scenario = bridge.scenario
        wanted = TickListDialog.ask(
            parent, "Which localities start first?", "Keep",
            [(one.code, f"{one.number}  {one.name}", None) for one in scenario.plan],
            early_focus(scenario), note="Roll-up and figures show them beside all localities",
        )  # fmt: skip
        if wanted is not None:
            self._desk.attempt(lambda: bridge.apply(choose_early_focus(scenario, wanted)))

    def _export(self, parent: QWidget, found: RollUp) -> None:
        bridge = self._desk.bridge
        if bridge is None:
            return
        name = f"{bridge.scenario.name} by {found.title}.csv"
        path = SaveFile.ask(parent, "Export roll-up", TABLES, self._desk.folder / file_name(name))
        if path is not None and self._desk.attempt(lambda: write_roll_up_csv(found, path)):
            self._desk.tell(Tone.GOOD, f"Wrote {path.name}", why=f"In {path.parent}.")
