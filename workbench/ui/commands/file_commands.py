"""File: new, open, save, export, close; long work runs beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QMainWindow

from workbench import paths
from workbench.errors import ExportError, WorkbenchError
from workbench.io.workbooks.profiles import PROFILES
from workbench.models.scenario import Scenario
from workbench.progress import Progress
from workbench.session.creating import create_project
from workbench.session.export_notes import carried_notes
from workbench.session.exporting import export_configuration
from workbench.session.frozen import frozen
from workbench.session.opening import OpenProject, open_project
from workbench.ui import thumbnails
from workbench.ui.commands.board_exports import BoardExports
from workbench.ui.commands.import_commands import ImportCommands
from workbench.ui.commands.keeping_commands import KeepingCommands
from workbench.ui.commands.open_exports import OpenExports
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import Desk
from workbench.ui.dialogs.file_kinds import FileKind, kind_of, need_import
from workbench.ui.dialogs.file_names import file_name
from workbench.ui.dialogs.files import PICTURES, PROJECTS, WORKBOOKS, OpenFile, SaveFile
from workbench.ui.dialogs.new_project_dialog import NewProject, NewProjectDialog
from workbench.ui.dialogs.unsaved_question import UnsavedAnswer, UnsavedQuestion
from workbench.ui.session_bridge import SessionBridge

SAMPLE = "fernshire.gpkg"


def sample_file() -> Path:
    """The project file of the fictional county."""
    return paths.sample_data() / SAMPLE


class FileCommands:
    """Opens one project at a time; leaving one with unsaved work asks first."""

    def __init__(
        self, desk: Desk, window: QMainWindow, *, picture: Callable[[], QImage], cancel: Callable[[], bool]
    ) -> None:
        self._desk = desk
        self._window = window
        self._picture = picture
        self._cancel = cancel
        self.keeping = KeepingCommands(
            desk, window, show=self.show_opened, open_path=self.open_path, leave=self.leave
        )
        self.imports = ImportCommands(
            desk, window, leave=self.leave, let_go=self.let_go, open_path=self.open_path
        )
        self.beside = {"keeping": self.keeping, "imports": self.imports}
        """Commands on files that stand for themselves, by the group of their actions."""
        self._boards = BoardExports(desk, window, wrote=self.tell_written)
        self._open_data = OpenExports(desk, window, wrote=self.tell_written)

    # -- opening
    def new(self) -> None:
        """Ask for the files of a new project."""
        self.new_from({})

    def new_from(self, files: dict[FileKind, Path]) -> None:
        """Make a new project of these files and others that are asked for."""
        if not self.leave():
            return
        answer = NewProjectDialog.ask(self._window, files, self._desk.folder)
        if answer is not None:
            self.create(answer)

    def create(self, answer: NewProject) -> None:
        """Ask where the new project goes, write it, and open it."""
        name = file_name(f"{answer.name}.gpkg")
        wanted = SaveFile.ask(self._window, "Save the new project", PROJECTS, self._desk.folder / name)
        if wanted is None:
            return
        path = wanted

        def work(progress: Progress) -> Path:
            progress.report(0.1, "Writing the project")
            create_project(path, name=answer.name, area=answer.area, overwrite=True)
            return path

        self._desk.jobs.start("Writing the project", work, self.open_path)

    def open(self) -> None:
        """Ask for a project."""
        path = OpenFile.ask(self._window, "Open a project", PROJECTS, self._desk.folder)
        if path is not None and self.leave():
            self.open_path(path)

    def open_sample(self) -> None:
        """Open the fictional county."""
        if self.leave():
            self.open_path(sample_file())

    def open_path(self, path: Path) -> None:
        """Open a project in the background; the one before is let go when the new one is there."""
        sample = path == sample_file()
        if not sample and self.keeping.offer_for(path):
            return
        self._desk.jobs.start(
            f"Opening {path.name}",
            lambda progress: open_project(path, progress=progress, shared=sample),
            self.show_opened,
        )

    def show_opened(self, opened: OpenProject) -> None:
        """Put an opened project on the desk."""
        self.let_go()
        self._desk.attempt(lambda: self._desk.use(SessionBridge(opened)))
        if opened.path != sample_file():
            self._desk.settings.keep(self._desk.settings.now.with_recent_file(opened.path))
        if opened.read_only:
            action = MessageAction("Save a copy", self.save_as)
            self._desk.tell(
                Tone.NOTE, "Opened for reading only", why=opened.save_hint + ".", actions=(action,)
            )

    def open_dropped(self, files: list[Path]) -> None:
        """Open a dropped project, or begin a new one with dropped data files."""
        kinds = {kind_of(path): path for path in files}
        if FileKind.PROJECT in kinds:
            if self.leave():
                self.open_path(kinds[FileKind.PROJECT])
            return
        if need_import(files):
            self.imports.new(files)
            return
        data = dict(kinds)
        data.pop(FileKind.UNKNOWN, None)
        if data:
            self.new_from(data)
            return
        self._desk.tell(
            Tone.WARNING, f"{files[0].name} cannot be opened here",
            why="Drop a project (.gpkg), boundaries, or files as the NHS and the ONS publish them.",
        )  # fmt: skip

    # -- saving
    def save(self) -> None:
        """Write all work to the project file."""
        self._cancel()
        bridge = self._desk.bridge
        if bridge is None:
            return
        path = bridge.opened.path
        if path is None or path == sample_file() or bridge.read_only:
            self.save_as()
            return
        self._publish(bridge, bridge.opened.save, path)

    def save_as(self) -> None:
        """Write all work to another file."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        now = bridge.opened.path
        name = f"{bridge.project.name}.gpkg" if now is None or now == sample_file() else now.name
        folder = self._desk.folder if now is None or now == sample_file() else now.parent
        path = SaveFile.ask(self._window, "Save as", PROJECTS, folder / file_name(name))
        if path is not None:
            self._publish(bridge, lambda: bridge.opened.save_as(path), path)

    def _publish(self, bridge: SessionBridge, publish: Callable[[], object], path: Path) -> None:
        def work(progress: Progress) -> None:
            progress.report(0.1, f"Saving {path.name}")
            publish()

        def done(_nothing: object) -> None:
            bridge.note_saved()
            self._keep_card(path)
            self._desk.settings.keep(self._desk.settings.now.with_recent_file(path))
            self._desk.tell(Tone.GOOD, f"Saved to {path.name}", why=f"In {path.parent}.")

        def failed(problem: WorkbenchError) -> None:
            self._desk.tell(
                Tone.PROBLEM, problem.what, why=f"{problem.why} {problem.remedy}".strip(),
                actions=(MessageAction("Save elsewhere", self.save_as),),
            )  # fmt: skip

        self._desk.jobs.start(f"Saving {path.name}", work, done, failed=failed)

    def _keep_card(self, path: Path) -> None:
        bridge, shown = self._desk.bridge, self._desk.shown
        if bridge is not None and shown is not None:
            thumbnails.remember(path, bridge.project, bridge.scenario, shown)

    # -- leaving
    def close(self) -> None:
        """Back to the start page."""
        if self.leave():
            self.let_go()
            self._desk.use(None)

    def quit(self) -> None:
        """Close the window, which asks about unsaved work."""
        self._window.close()

    def leave(self) -> bool:
        """Ask about unsaved work; tells whether the project may be left."""
        bridge = self._desk.bridge
        self._cancel()
        if bridge is None or not bridge.opened.unsaved:
            return True
        answer = UnsavedQuestion.ask(self._window, bridge.project.name)
        if answer is None:
            return False
        if answer is UnsavedAnswer.DROP:
            return True
        path = bridge.opened.path
        if path is None or path == sample_file():
            name = file_name(f"{bridge.project.name}.gpkg")
            path = SaveFile.ask(self._window, "Save as", PROJECTS, self._desk.folder / name)
            if path is None:
                return False
            wanted = path
            return self._desk.attempt(lambda: bridge.save_as(wanted))
        return self._desk.attempt(bridge.save)

    def let_go(self) -> None:
        """Close the project that is open; its picture is kept for the start page."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        path = bridge.opened.path
        if path is not None and not bridge.opened.unsaved and path != sample_file():
            self._keep_card(path)
        opened = bridge.opened
        self._desk.use(None)
        opened.close(discard=True)

    # -- recent files
    def open_recent(self, path: Path) -> None:
        """Open a project of the start page."""
        if self.leave():
            self.open_path(path)

    def find_recent(self, path: Path) -> None:
        """Look for a project that has moved."""
        found = OpenFile.ask(self._window, f"Where is {path.name}?", PROJECTS, self._desk.folder)
        if found is not None:
            self.forget_recent(path)
            self.open_path(found)

    def forget_recent(self, path: Path) -> None:
        """Take a project off the start page."""
        self._desk.settings.keep(self._desk.settings.now.without_recent_file(path))
        self._desk.project_changed.emit()

    def forget_missing(self) -> None:
        """Take all projects whose file is gone off the start page."""
        now = self._desk.settings.now
        there = tuple(name for name in now.recent_files if Path(name).is_file())
        self._desk.settings.keep(replace(now, recent_files=there))
        self._desk.project_changed.emit()

    @staticmethod
    def show_in_folder(path: Path) -> None:
        """Open the folder of a file in the desktop's file browser."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    # -- exporting
    def export_workbook(self) -> None:
        """Ask for a file and write the locality configuration."""
        bridge = self._desk.bridge
        self._cancel()
        if bridge is None:
            return
        name = f"{bridge.project.name} {bridge.scenario.name}.xlsx"
        path = SaveFile.ask(self._window, "Export workbook", WORKBOOKS, self._desk.folder / file_name(name))
        if path is not None:
            self.export_workbook_to(path)

    def export_workbook_to(self, path: Path) -> None:
        """Write the locality configuration of the scenario shown, as it is at this moment."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        session, scenario = frozen(bridge.project, [bridge.scenario]), bridge.scenario
        public, profile = self._desk.public, self._desk.profile

        def work(progress: Progress) -> Path:
            progress.report(0.1, "Writing the workbook")
            first = session.project.scenarios[0]
            export_configuration(session, first, path, profile=profile, public=public)
            return path

        def done(path: Path) -> None:
            if not bridge.read_only and scenario in bridge.project.scenarios:
                for note in carried_notes(session.project.scenarios[0], scenario):
                    bridge.session.keep_note(note)
            self.tell_written(path)

        self._desk.jobs.start("Writing the workbook", work, done)

    def tell_written(self, path: Path) -> None:
        """Say where a file is now."""
        show = MessageAction("Show in folder", lambda: self.show_in_folder(path))
        self._desk.tell(Tone.GOOD, f"Wrote {path.name}", why=f"In {path.parent}.", actions=(show,))

    def export_board_pack(self) -> None:
        """Ask what the board shall see and write it as a PDF."""
        self._cancel()
        self._boards.board_pack(self._desk.folder)

    def export_board_pack_of(self, first: Scenario, others: list[Scenario]) -> None:
        """Ask for a file and write the board pack of these scenarios."""
        self._boards.pack_of(self._desk.folder, first, others)

    def export_comparison(self) -> None:
        """Ask which scenarios stand side by side and write them as a workbook."""
        self._cancel()
        self._boards.comparison(self._desk.folder)

    def export_comparison_of(self, first: Scenario, others: list[Scenario]) -> None:
        """Ask for a file and write these scenarios side by side as a workbook."""
        self._boards.comparison_of(self._desk.folder, first, others)

    def export_printed_map(self) -> None:
        """Ask for a file and draw the map as a page for print."""
        self._cancel()
        self._boards.printed_map(self._desk.folder)

    def export_geopackage(self) -> None:
        """Ask for a file and write layers for QGIS."""
        self._cancel()
        self._open_data.geopackage(self._desk.folder)

    def export_geojson(self) -> None:
        """Ask for a file and write shapes for web maps."""
        self._cancel()
        self._open_data.geojson(self._desk.folder)

    def export_tables(self) -> None:
        """Ask for a folder and write tables for other programs."""
        self._cancel()
        self._open_data.tables(self._desk.folder)

    def toggle_public(self) -> None:
        """Leave internal notes out of what is exported from now on, or let them stand."""
        self._desk.public = not self._desk.public
        if self._desk.public:
            self._desk.tell(
                Tone.NOTE, "Internal notes are left out of every export from now on",
                why="Sources, licences and assumptions stay. The project keeps the notes.",
            )  # fmt: skip

    def toggle_publication(self) -> None:
        """Write workbooks from now on as for publication, or as working copies."""
        working, publication = PROFILES
        self._desk.profile = working if self._desk.profile == publication else publication
        if self._desk.profile == publication:
            self._desk.tell(
                Tone.NOTE, "Workbooks are written for publication from now on",
                why="They follow the accessibility guidance: no charts, filters, fills or frozen rows.",
            )  # fmt: skip

    def export_map(self) -> None:
        """Ask for a file and write the map as it is shown."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        name = f"{bridge.project.name} {bridge.scenario.name}.png"
        path = SaveFile.ask(self._window, "Export map picture", PICTURES, self._desk.folder / file_name(name))
        if path is not None:
            self._desk.attempt(lambda: self._write_map(path))

    def _write_map(self, path: Path) -> None:
        if not self._picture().save(str(path), "PNG"):  # type: ignore[call-overload]  # the stubs want bytes, Qt takes text
            raise ExportError(f"{path.name} was not written.", why=f"{path.parent} cannot be written.",
                              remedy="Choose another folder.")  # fmt: skip
        self.tell_written(path)

    def copy_map(self) -> None:
        """Put the map on the clipboard."""
        QGuiApplication.clipboard().setImage(self._picture())
        self._desk.tell(Tone.GOOD, "The map is on the clipboard")
