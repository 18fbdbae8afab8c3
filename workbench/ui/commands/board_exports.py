"""What a board takes home: the board pack and the map as a page for print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.metrics.who_moves import Threshold
from workbench.models.scenario import MOST_BESIDE, Scenario
from workbench.progress import Progress
from workbench.session.exporting import export_comparison_map, export_map
from workbench.session.frozen import frozen
from workbench.ui.desk import Desk
from workbench.ui.dialogs.files import BOARD_PACKS, PRINTED_MAPS, SaveFile
from workbench.ui.dialogs.print_dialog import PrintDialog
from workbench.ui.dialogs.tick_list_dialog import TickListDialog


class BoardExports:
    """Asks what is wanted, and writes it beside the window."""

    def __init__(self, desk: Desk, window: QWidget, *, wrote: Callable[[Path], object]) -> None:
        self._desk = desk
        self._window = window
        self._wrote = wrote

    def board_pack(self, folder: Path) -> None:
        """Ask which scenarios are compared and for a file, then write the board pack."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        others = [one for one in bridge.project.scenarios if one.id != bridge.scenario.id]
        if others:
            wanted = self._beside(bridge.scenario, others)
            if wanted is None:
                return
            others = [one for one in others if one.id in wanted]
        self.pack_of(folder, bridge.scenario, others)

    def pack_of(self, folder: Path, first: Scenario, others: list[Scenario]) -> None:
        """Ask for a file and write the board pack of a scenario with others beside it."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        name = f"{bridge.project.name} {first.name} board pack.pdf"
        path = SaveFile.ask(self._window, "Export board pack", BOARD_PACKS, folder / name)
        if path is not None:
            self.write_pack(path, first, others)

    def write_pack(self, path: Path, first: Scenario, others: list[Scenario]) -> None:
        """Write the board pack of a scenario with ``others`` beside it."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        session, public = frozen(bridge.project, [first, *others]), self._desk.public
        threshold = Threshold.parse(self._desk.settings.now.consultation_threshold) or Threshold(0.05)

        def work(progress: Progress) -> Path:
            from workbench.session.board_pack import export_board_pack

            first, *rest = session.project.scenarios
            export_board_pack(
                session, first, path, rest, public=public, threshold=threshold, progress=progress
            )
            return path

        self._desk.jobs.start("Drawing the board pack", work, self._wrote)

    def printed_map(self, folder: Path) -> None:
        """Ask how and where, and draw a page: PDF and SVG as vectors, PNG as a picture."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        others = [one for one in bridge.project.scenarios if one.id != bridge.scenario.id]
        wish = PrintDialog.ask(self._window, bridge.scenario.name, compare=bool(others))
        if wish is None:
            return
        chosen: list[Scenario] = []
        if wish.side_by_side:
            wanted = self._beside(bridge.scenario, others)
            chosen = [one for one in others if one.id in (wanted or ())]
            if not chosen:
                return
        what = "maps side by side" if chosen else "map"
        name = f"{bridge.project.name} {bridge.scenario.name} {what}.pdf"
        path = SaveFile.ask(self._window, f"Export {what} for print", PRINTED_MAPS, folder / name)
        if path is None:
            return
        target, session = path, frozen(bridge.project, [bridge.scenario, *chosen])

        def work(progress: Progress) -> Path:
            progress.report(0.1, f"Drawing the {what}")
            first, *rest = session.project.scenarios
            if rest:
                export_comparison_map(session, first, target, rest, dpi=wish.dpi, paper=wish.paper)
            else:
                export_map(session, first, target, dpi=wish.dpi, paper=wish.paper)
            return target

        self._desk.jobs.start(f"Drawing the {what}", work, self._wrote)

    def _beside(self, scenario: Scenario, others: list[Scenario]) -> tuple[str, ...] | None:
        """Ids of the scenarios to be compared with the one shown; None where nobody answered."""
        items = [(one.id, one.name, None) for one in others]
        first = [one.id for one in others[:MOST_BESIDE]]
        wanted = TickListDialog.ask(
            self._window, f"Compare {scenario.name} with which scenarios?", "Go on", items, first,
            note=f"The first {MOST_BESIDE} ticked are used. None ticked: nothing is compared.",
        )  # fmt: skip
        return None if wanted is None else wanted[:MOST_BESIDE]
