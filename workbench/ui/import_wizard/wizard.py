"""The import of published files: steps at the left, one page at a time, reading beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFrame, QStackedWidget, QWidget
from typing_extensions import override

from workbench.errors import WorkbenchError
from workbench.io.project_file.reading import LoadedProject
from workbench.io.published.kinds import Kind as FileKind
from workbench.progress import Progress
from workbench.session.published.importing import Imported
from workbench.session.published.rows_behind import rows_behind
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.components.message_bar import MessageAction, MessageBar, Tone
from workbench.ui.components.progress_panel import ProgressPanel
from workbench.ui.desk import Desk
from workbench.ui.dialogs.base import room_on_screen
from workbench.ui.dialogs.file_names import file_name
from workbench.ui.dialogs.files import PROJECTS, SaveFile
from workbench.ui.import_wizard.area_page import AreaPage
from workbench.ui.import_wizard.changes_page import ChangesPage
from workbench.ui.import_wizard.columns_page import ColumnsPage
from workbench.ui.import_wizard.draft import ImportDraft, Looked
from workbench.ui.import_wizard.files_page import ChooseFiles, FilesPage
from workbench.ui.import_wizard.line_actions import Deed, LineAction, file_of
from workbench.ui.import_wizard.page import Page
from workbench.ui.import_wizard.report_page import ReportPage
from workbench.ui.import_wizard.report_rows import ReportRow
from workbench.ui.import_wizard.rows_dialog import RowsDialog
from workbench.ui.import_wizard.steps import Steps
from workbench.ui.jobs import Jobs, Work
from workbench.ui.messages import tell_problem
from workbench.ui.theme import current_theme

REPORTS = "Reports (*.txt *.json)"
NAMELESS = frozenset({"", "desktop", "documents", "downloads", "temp", "tmp"})
"""Folders whose name says nothing of a project."""


def _name_of(folder: Path) -> str:
    """What a project of the files in a folder may be called; a planner can call it otherwise."""
    plain = folder.name.casefold() in NAMELESS
    return "New project" if plain else folder.name.replace("_", " ").strip().capitalize()


class ImportWizard(QDialog):
    """Files, columns, study area, report; the answer is a project that is not written yet."""

    def __init__(
        self, desk: Desk, folder: Path, *, earlier: LoadedProject | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._desk = desk
        self.draft = ImportDraft(earlier=earlier)
        self.setWindowTitle("Refresh data" if self.draft.refreshing else "New project from published files")
        self.setModal(True)
        self.setAcceptDrops(True)
        self.jobs = Jobs(self)
        self.jobs.reported.connect(self._reported)
        self.jobs.ended.connect(self._ended)
        self.files = FilesPage(self.draft, folder)
        self.columns = ColumnsPage(self.draft)
        self.area = AreaPage(self.draft, desk.host)
        self.report = ReportPage(self.draft)
        self.changes = ChangesPage(self.draft)
        self.pages: tuple[Page, ...] = (self.files, self.columns, self.area, self.report)
        self.pages += (self.changes,) if self.draft.refreshing else ()
        self.bar = MessageBar()
        self.progress = ProgressPanel(stop="Stop reading")
        self.progress.cancelled.connect(self._stop)
        self._waiting: list[Callable[[], object]] = []
        self.stage = QStackedWidget()
        self.steps = Steps([page.title for page in self.pages])
        self.back = button("&Back", clicked=self.go_back)
        self.leave = button("Cancel", kind=Kind.QUIET, clicked=self.reject)
        self.next = button("&Next", kind=Kind.PRIMARY, clicked=self.go_on)
        self.next.setDefault(True)
        self._lay_out()
        self.files.wanted.connect(self.read_kinds)
        self.area.read_wanted.connect(self._read_area)
        self.report.read_wanted.connect(self._read_all)
        self.report.save_wanted.connect(self._save_report)
        self.report.rows_wanted.connect(self._look_up)
        self.report.acted.connect(self._act)
        self.changes.acted.connect(self._act)
        for page in self.pages:
            page.changed.connect(self._follow)
        self.resize(room_on_screen(self, theme.px(1280), theme.px(740)))
        self._show(0)

    def _lay_out(self) -> None:
        theme = current_theme()
        for page in self.pages:
            self.stage.addWidget(page)
        side = QFrame()
        side.setObjectName("side")
        side.setFixedWidth(theme.px(190))
        side.setLayout(
            column(label("Import data", Role.TITLE), self.steps, None, margins=(20, 26, 16, 20), spacing=18)
        )
        main = column(self.bar, spacing=0)
        main.addWidget(self.stage, 1)
        holder = QWidget()
        holder.setLayout(column(self.progress, margins=(28, 0, 28, 8)))
        main.addWidget(holder)
        main.addLayout(row(None, self.leave, self.back, self.next, margins=(28, 8, 28, 18), spacing=10))
        whole = row(side, spacing=0)
        whole.addLayout(main, 1)
        self.setLayout(whole)

    # -- going
    @property
    def page(self) -> Page:
        """The page in front."""
        return self.pages[self.stage.currentIndex()]

    def wanted_pages(self) -> list[int]:
        """The pages that these files need."""
        pages = [0]
        if self.draft.mappable:
            pages.append(1)
        if any(file.kind is FileKind.BOUNDARIES for file in self.draft.files):
            pages.append(2)
        return [*pages, *range(3, len(self.pages))]

    def go_on(self) -> None:
        """The next page; on the last one, accept."""
        now = self.stage.currentIndex()
        later = [page for page in self.wanted_pages() if page > now]
        if not self.page.ready or self.jobs.busy:
            return
        if later:
            self._show(later[0])
        elif self.draft.refreshing:
            self.accept()
        elif self.draft.imported is not None:
            self._make(self.draft.imported)

    def go_back(self) -> None:
        """The page before."""
        earlier = [page for page in self.wanted_pages() if page < self.stage.currentIndex()]
        self._stop()
        if earlier:
            self._show(earlier[-1])

    def _show(self, at: int) -> None:
        self.bar.clear()
        self.stage.setCurrentIndex(at)
        self.page.enter()
        self._follow()

    def _follow(self) -> None:
        now, wanted = self.stage.currentIndex(), self.wanted_pages()
        self.steps.show_step(now, set(wanted))
        last = now == wanted[-1]
        verb = "&Refresh the project" if self.draft.refreshing else "&Make the project"
        self.next.setText(verb if last else "&Next")
        self.next.setEnabled(self.page.ready and not self.jobs.busy)
        self.back.setEnabled(now > 0)

    # -- reading
    def read_kinds(self, paths: list[Path]) -> None:
        """See what files are, and list them."""
        preferences = self._desk.settings.now
        self._start(
            "Looking at the files", lambda p: self.draft.read_kinds(paths, preferences, p), self._kinds_read
        )

    def _kinds_read(self, looked: Looked) -> None:
        found = looked.found
        self.draft.add(found)
        self.files.enter()
        if found and not self.files.name.text():
            self.files.name.setText(_name_of(found[0].path.parent))
        for problem in looked.problems:
            tell_problem(self.bar, problem)
        if found and self.page is self.report:
            self._show(1 if self.draft.unknown and self.draft.mappable else self.stage.currentIndex())
        self._follow()

    def _read_area(self) -> None:
        self._start("Reading the boundaries", self.draft.preview, self._area_read)

    def _area_read(self, imported: Imported) -> None:
        self.area.show_area(imported.built.area)

    def _read_all(self) -> None:
        asked = (list(self.draft.files), self.draft.choice)

        def done(imported: Imported) -> None:
            if asked == (self.draft.files, self.draft.choice):  # nothing was chosen anew meanwhile
                self.draft.imported = imported
                self.report.show_imported(imported)

        self._start("Reading the files", self.draft.build, done)

    def _look_up(self, line: ReportRow) -> None:
        """Read the rows behind a line of the report, and show them."""
        account, files = line.account, list(self.draft.files)
        if account is not None:
            self._start(
                "Looking up the rows",
                lambda progress: rows_behind(files, account, line.reason, progress=progress),
                lambda found: RowsDialog.ask(self, found),
            )

    def _act(self, line: ReportRow, action: LineAction) -> None:
        """Do what was chosen about a line of the report."""
        file = file_of(line, self.draft)
        match action.deed:
            case Deed.CHOOSE if action.choice is not None:
                self.draft.choose(action.choice)
                self._read_all()
            case Deed.ANSWER if line.decision is not None and self.draft.imported is not None:
                self.draft.answers[line.decision] = action.answer
                self.changes.enter()
            case Deed.LEAVE_OUT if file is not None:
                self.draft.drop(file)
                self._show(0 if file.kind is FileKind.BOUNDARIES else self.stage.currentIndex())
            case Deed.OTHER_FILE | Deed.ADD_FILE:
                paths = ChooseFiles.ask(self, self.files.folder)
                if paths and file is not None and action.deed is Deed.OTHER_FILE:
                    self.draft.drop(file)
                if paths:
                    self.read_kinds(paths)
            case Deed.MAP_AGAIN if file is not None:
                self._show(1)
                self.columns.choose(file)

    def _start(self, what: str, work: Work, done: Callable[[Any], object]) -> None:
        """Read beside the window; what is asked for meanwhile is read afterwards."""
        self.bar.clear()
        if self.jobs.start(what, work, done, failed=self._failed, stopped=self._stopped):
            self.progress.start(what)
        else:
            self._waiting.append(lambda: self._start(what, work, done))
        self._follow()

    def _stop(self) -> None:
        """Ask what is being read to stop, and leave out what waits for it."""
        self._waiting.clear()
        self.jobs.cancel()

    def _reported(self, share: float, text: str) -> None:
        self.progress.report(share, text)

    def _failed(self, problem: WorkbenchError) -> None:
        tell_problem(self.bar, problem)
        self.report.show_nothing()
        self._follow()

    def _stopped(self) -> None:
        self.report.show_nothing()
        if not self._waiting and self.page is not self.files:
            again = MessageAction("Read again", self.page.enter)
            self.bar.say(Tone.NOTE, "Stopped; nothing has changed", actions=(again,))
        elif not self._waiting:
            self.bar.say(Tone.NOTE, "Stopped; nothing has changed")
        self._follow()

    def _ended(self) -> None:
        self.progress.finish()
        if self._waiting:
            self._waiting.pop(0)()
        self._follow()

    def _make(self, imported: Imported) -> None:
        """Write the new project; every choice stays until somebody says where it goes, and it is written."""
        suggestion = self._desk.folder / file_name(f"{self.draft.name}.gpkg")
        path = SaveFile.ask(self, "Save the new project", PROJECTS, suggestion)
        if path is None:
            return
        if any(file.path.resolve() == path.resolve() for file in self.draft.files):
            self.bar.say(Tone.PROBLEM, f"{path.name} is one of the files to read", why="Name another file.")
            return

        def work(progress: Progress) -> None:
            progress.report(0.1, "Writing the project")
            imported.write(path)

        def done(_nothing: object) -> None:
            self.draft.path = path
            self.accept()

        self._start("Writing the project", work, done)

    def _save_report(self) -> None:
        path = SaveFile.ask(self, "Save the report", REPORTS, self.files.folder / "import report.txt")
        if path is None:
            return
        try:
            self.report.write(path)
            self.bar.say(Tone.GOOD, f"Wrote {path.name}")
        except OSError as problem:
            self.bar.say(Tone.PROBLEM, f"{path.name} was not written", why=f"{problem.strerror}.")

    # -- the dialog
    @classmethod
    def ask(
        cls, parent: QWidget | None, desk: Desk, folder: Path, *, earlier: LoadedProject | None = None,
        files: list[Path] | None = None,
    ) -> ImportDraft | None:  # fmt: skip
        """What a planner accepted, None where nobody did."""
        dialog = cls(desk, folder, earlier=earlier, parent=parent)
        if files:
            dialog.read_kinds(files)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        draft = dialog.draft
        dialog.deleteLater()
        return draft if accepted and draft.imported is not None else None

    @override
    def done(self, result: int) -> None:
        self._waiting.clear()
        self.jobs.join()
        super().done(result)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            if self.page is not self.files:
                self._stop()
                self._show(0)
            self.read_kinds(paths)
