"""What a board takes home: the board pack, scenarios as a workbook, and the map as a page for print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.metrics.threshold import USUAL_THRESHOLD, Threshold
from workbench.models.scenario import MOST_BESIDE, Scenario
from workbench.progress import Progress
from workbench.session.exporting import export_comparison, export_comparison_map, export_map
from workbench.session.frozen import frozen
from workbench.ui.desk import Desk
from workbench.ui.dialogs.file_names import file_name
from workbench.ui.dialogs.files import BOARD_PACKS, PRINTED_MAPS, WORKBOOKS, SaveFile
from workbench.ui.dialogs.print_dialog import PrintDialog
from workbench.ui.dialogs.tick_list_dialog import TickListDialog
from workbench.ui.map_look import map_look


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
        others = self._others()
        chosen = self._beside(bridge.scenario, others) if others else others
        if chosen is not None:
            self.pack_of(folder, bridge.scenario, chosen)

    def pack_of(self, folder: Path, first: Scenario, others: list[Scenario]) -> None:
        """Ask for a file and write the board pack of a scenario with others beside it."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        name = f"{bridge.project.name} {first.name} board pack.pdf"
        path = SaveFile.ask(self._window, "Export board pack", BOARD_PACKS, folder / file_name(name))
        if path is not None:
            self.write_pack(path, first, others)

    def write_pack(self, path: Path, first: Scenario, others: list[Scenario]) -> None:
        """Write the board pack of a scenario with ``others`` beside it."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        session, public = frozen(bridge.project, [first, *others]), self._desk.public
        threshold = self._threshold

        def work(progress: Progress) -> Path:
            from workbench.session.board_pack import export_board_pack

            first, *rest = session.project.scenarios
            export_board_pack(
                session, first, path, rest, public=public, threshold=threshold, progress=progress
            )
            return path

        self._desk.jobs.start("Drawing the board pack", work, self._wrote)

    def comparison(self, folder: Path) -> None:
        """Ask which scenarios are compared and for a file, then write them side by side as a workbook."""
        bridge = self._desk.bridge
        chosen = None if bridge is None else self._beside(bridge.scenario, self._others(), least=1)
        if bridge is not None and chosen:
            self.comparison_of(folder, bridge.scenario, chosen)

    def comparison_of(self, folder: Path, first: Scenario, others: list[Scenario]) -> None:
        """Ask for a file and write a scenario with others beside it as a workbook."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        name = f"{bridge.project.name} {first.name} compared.xlsx"
        path = SaveFile.ask(self._window, "Export comparison workbook", WORKBOOKS, folder / file_name(name))
        if path is None:
            return
        target, session = path, frozen(bridge.project, [first, *others])
        public, profile, threshold = self._desk.public, self._desk.profile, self._threshold

        def work(progress: Progress) -> Path:
            progress.report(0.1, "Writing the workbook")
            chosen = session.project.scenarios
            export_comparison(session, chosen, target, profile=profile, public=public, threshold=threshold)
            return target

        self._desk.jobs.start("Writing the workbook", work, self._wrote)

    def printed_map(self, folder: Path) -> None:
        """Ask how and where, and draw a page: PDF and SVG as vectors, PNG as a picture."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        others = self._others()
        wish = PrintDialog.ask(self._window, bridge.scenario.name, compare=bool(others))
        if wish is None:
            return
        chosen: list[Scenario] = []
        if wish.side_by_side:
            chosen = self._beside(bridge.scenario, others, least=1) or []
            if not chosen:
                return
        what = "maps side by side" if chosen else "map"
        name = f"{bridge.project.name} {bridge.scenario.name} {what}.pdf"
        path = SaveFile.ask(self._window, f"Export {what} for print", PRINTED_MAPS, folder / file_name(name))
        if path is None:
            return
        target, session = path, frozen(bridge.project, [bridge.scenario, *chosen])
        grey = map_look().grey

        def work(progress: Progress) -> Path:
            progress.report(0.1, f"Drawing the {what}")
            first, *rest = session.project.scenarios
            if rest:
                export_comparison_map(session, first, target, rest, dpi=wish.dpi, paper=wish.paper)
            else:
                export_map(session, first, target, dpi=wish.dpi, paper=wish.paper, grey=grey)
            return target

        self._desk.jobs.start(f"Drawing the {what}", work, self._wrote)

    @property
    def _threshold(self) -> Threshold:
        """From how many people who move the public is consulted, as the planner has set it."""
        return Threshold.parse(self._desk.settings.now.consultation_threshold) or USUAL_THRESHOLD

    def _others(self) -> list[Scenario]:
        """The scenarios beside the one shown."""
        bridge = self._desk.bridge
        if bridge is None:
            return []
        return [one for one in bridge.project.scenarios if one.id != bridge.scenario.id]

    def _beside(self, scenario: Scenario, others: list[Scenario], *, least: int = 0) -> list[Scenario] | None:
        """The scenarios to be compared with the one shown; None where nobody answered."""
        items = [(one.id, one.name, None) for one in others]
        first = [one.id for one in others[:MOST_BESIDE]]
        note = f"The first {MOST_BESIDE} ticked are used."
        wanted = TickListDialog.ask(
            self._window, f"Compare {scenario.name} with which scenarios?", "Go on", items, first,
            least=least, note=note if least else f"{note} None ticked: nothing is compared.",
        )  # fmt: skip
        return None if wanted is None else [one for one in others if one.id in wanted[:MOST_BESIDE]]
