"""Compare: which scenarios, what is shown of them, pictures and the board pack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.errors import ExportError
from workbench.models.scenario import Scenario
from workbench.progress import Progress
from workbench.ui.commands.file_commands import FileCommands
from workbench.ui.compare.below import CHARTS, FIGURES, MOVES
from workbench.ui.compare.charts_panel import DrawnChart
from workbench.ui.compare.choice import MOST
from workbench.ui.compare.compare_view import CompareView
from workbench.ui.compare.who_moves_panel import ShownMoves
from workbench.ui.components.message_bar import Tone
from workbench.ui.desk import Desk
from workbench.ui.dialogs.file_names import file_name
from workbench.ui.dialogs.files import PICTURES, TABLES, SaveFile
from workbench.ui.dialogs.tick_list_dialog import TickListDialog


class CompareCommands:
    """Acts on the compare view; what is written goes through the commands of files."""

    def __init__(
        self,
        desk: Desk,
        view: CompareView,
        window: QWidget,
        *,
        files: FileCommands,
        show_view: Callable[[str], object],
        copy_scenario: Callable[[], object],
    ) -> None:
        self._desk, self._view, self._window = desk, view, window
        self._files, self._show_view = files, show_view
        view.copy_wanted.connect(copy_scenario)
        view.bar.pack_wanted.connect(self.export_board_pack)
        view.below.charts.save_wanted.connect(self.save_chart)
        view.who.export_wanted.connect(self.export_moves)

    # -- what is shown
    def open(self) -> None:
        """Bring the compare view to the front."""
        self._show_view("compare")

    def back(self) -> None:
        """Back to the drawing."""
        self._show_view("map")

    def choose_scenarios(self) -> None:
        """Ask which scenarios stand side by side."""
        bridge, choice = self._desk.bridge, self._view.choice
        if bridge is None:
            return
        there = [one.id for one in bridge.project.scenarios]
        wanted = TickListDialog.ask(
            self._window, "Which scenarios stand side by side?", "Compare",
            [(one.id, one.name, None) for one in bridge.project.scenarios], choice.scenarios,
            least=2, note=f"The first {MOST} ticked are used.",
        )  # fmt: skip
        if wanted is not None:
            self._view.choose(choice.with_scenarios([one for one in there if one in wanted][:MOST], there))

    def next_baseline(self) -> None:
        """Compare with the next of the scenarios shown."""
        choice = self._view.choice
        at = choice.scenarios.index(choice.baseline)
        following = choice.scenarios[(at + 1) % len(choice.scenarios)]
        self._view.choose(replace(choice, baseline=following))

    def toggle_difference(self) -> None:
        """Show or hide the map of what differs."""
        choice = self._view.choice
        self._view.choose(replace(choice, difference=not choice.difference))

    def figures(self) -> None:
        """Show the figures below the maps."""
        self._view.show_page(FIGURES)

    def charts(self) -> None:
        """Show the charts below the maps."""
        self._view.show_page(CHARTS)

    def moves(self) -> None:
        """Show who moves below the maps."""
        self._view.show_page(MOVES)

    def zoom_in(self) -> None:
        """Show less, larger."""
        self._view.maps.shown[0].canvas.zoom_in()

    def zoom_out(self) -> None:
        """Show more, smaller."""
        self._view.maps.shown[0].canvas.zoom_out()

    def fit(self) -> None:
        """Show the whole study area."""
        self._view.maps.shown[0].canvas.fit()

    # -- what is taken home
    def copy_figures(self) -> None:
        """Put the table on the clipboard."""
        self._view.below.table.copy_all()
        self._desk.tell(Tone.GOOD, "The figures are on the clipboard")

    def save_picture(self) -> None:
        """Ask for a file and write the view as it is shown."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        path = self._ask(f"{bridge.project.name} compared.png", "Save picture of this view")
        if path is None:
            return
        picture = self._view.picture()

        def write() -> None:
            if not picture.save(str(path), "PNG"):  # type: ignore[call-overload]  # the stubs want bytes, Qt takes text
                raise _unwritten(path)
            self._files.tell_written(path)

        self._desk.attempt(write)

    def save_chart(self, drawn: DrawnChart) -> None:
        """Ask for a file and write a chart into it, large enough for print."""
        path = self._ask(f"{drawn.chart.title}.png", "Save picture as")
        if path is None:
            return

        def work(_progress: Progress) -> Path:
            try:
                path.write_bytes(drawn.bigger())
            except OSError as problem:
                raise _unwritten(path) from problem
            return path

        self._desk.jobs.start("Drawing the chart", work, self._files.tell_written)

    def export_moves(self, shown: ShownMoves) -> None:
        """Ask for a file and write who moves, by from and to."""
        name = f"Who moves, {shown.before.name} to {shown.after.name}.csv"
        path = SaveFile.ask(self._window, "Export who moves", TABLES, self._desk.folder / file_name(name))
        if path is not None and self._desk.attempt(lambda: self._view.who.write(shown, path)):
            self._files.tell_written(path)

    def export_board_pack(self) -> None:
        """Ask for a file and write the board pack of the scenarios compared, the baseline first."""
        self._export(self._files.export_board_pack_of)

    def export_workbook(self) -> None:
        """Ask for a file and write the scenarios compared as a workbook, the baseline first."""
        self._export(self._files.export_comparison_of)

    def _export(self, export: Callable[[Scenario, list[Scenario]], None]) -> None:
        bridge, choice = self._desk.bridge, self._view.choice
        if bridge is None or not choice.complete:
            return
        first, *others = (bridge.project.scenario(one) for one in (choice.baseline, *choice.others))
        export(first, others)

    def _ask(self, name: str, title: str) -> Path | None:
        return SaveFile.ask(self._window, title, PICTURES, self._desk.folder / file_name(name))


def _unwritten(path: Path) -> ExportError:
    return ExportError(
        f"{path.name} was not written.",
        why=f"{path.parent} cannot be written.",
        remedy="Choose another folder.",
    )
