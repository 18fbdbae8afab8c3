"""Published files: a new project of them, or newer ones into the project that is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.errors import WorkbenchError
from workbench.io.project_file.reading import read_project
from workbench.progress import Progress
from workbench.session.opening import OpenProject
from workbench.session.published.importing import Imported
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import Desk
from workbench.ui.dialogs.reading_dialogs import ReadingDialog
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.wizard import ImportWizard


class ImportCommands:
    """``leave`` asks about unsaved work, ``let_go`` closes the project, ``open_path`` opens one."""

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        *,
        leave: Callable[[], bool],
        let_go: Callable[[], object],
        open_path: Callable[[Path], object],
    ) -> None:
        self._desk = desk
        self._window = window
        self._leave = leave
        self._let_go = let_go
        self._open_path = open_path

    def new(self, files: list[Path] | None = None) -> None:
        """Make a new project of published files."""
        if not self._leave():
            return
        draft = ImportWizard.ask(self._window, self._desk, self._desk.folder, files=files)
        if draft is not None and draft.path is not None:
            self._remember(draft)
            self._open_path(draft.path)

    def refresh(self) -> None:
        """Bring newer files into the project that is open; its plans are carried over."""
        bridge = self._desk.bridge
        opened = bridge.opened if bridge is not None else None
        if not isinstance(opened, OpenProject) or opened.read_only or not self._leave():
            return
        path = opened.path
        earlier = None

        def read() -> None:
            nonlocal earlier
            earlier = read_project(path)

        if not self._desk.attempt(read):
            return
        draft = ImportWizard.ask(self._window, self._desk, self._desk.folder, earlier=earlier)
        if draft is None or draft.imported is None:
            return
        self._remember(draft)
        if self._desk.attempt(draft.decide):
            self._replace(opened, draft.imported, path)

    def _replace(self, opened: OpenProject, imported: Imported, path: Path) -> None:
        """Put the newer data in the place of the open project, which comes back as it was if that fails."""
        if opened.changed_outside:
            self._desk.tell(
                Tone.WARNING, f"{path.name} was not refreshed: it was changed by somebody else meanwhile",
                why="Open it again to see the change, then refresh it.",
            )  # fmt: skip
            return
        if self._desk.jobs.busy or not self._desk.attempt(lambda: opened.back_up("before import")):
            return
        self._let_go()

        def failed(problem: WorkbenchError) -> None:
            self._reopen(path, lambda: self._desk.problem.emit(problem))

        self._write(
            imported, path, done=lambda: self._refreshed(imported, path), failed=failed,
            stopped=lambda: self._open_path(path),
        )  # fmt: skip

    def _reopen(self, path: Path, tell: Callable[[], object]) -> None:
        """Open a project; what is to be told comes when it is there, since opening clears the bar."""

        def there() -> None:
            bridge = self._desk.bridge
            if bridge is not None:
                self._desk.project_changed.disconnect(there)
                if bridge.opened.path == path:
                    tell()

        self._desk.project_changed.connect(there)
        self._open_path(path)

    def _refreshed(self, imported: Imported, path: Path) -> None:
        report = MessageAction(
            "Show report",
            lambda: ReadingDialog.ask(
                self._window, "What the refresh changed", "\n".join(imported.as_text())
            ),
        )
        self._reopen(
            path,
            lambda: self._desk.tell(
                Tone.GOOD, f"{path.name} has the newer data",
                why="Plans were carried over; the state before is among the earlier states.",
                actions=(report,),
            ),
        )  # fmt: skip

    def _write(
        self,
        imported: Imported,
        path: Path,
        *,
        done: Callable[[], object],
        failed: Callable[[WorkbenchError], object] | None = None,
        stopped: Callable[[], object] | None = None,
    ) -> None:
        def work(progress: Progress) -> None:
            progress.report(0.1, "Writing the project")
            imported.write(path)

        self._desk.jobs.start(
            "Writing the project", work, lambda _nothing: done(), failed=failed, stopped=stopped
        )

    def _remember(self, draft: ImportDraft) -> None:
        """Keep how columns were named, for files with the same headings."""
        fresh = draft.to_remember()
        if fresh:
            kept = self._desk.settings.now.column_mappings
            self._desk.settings.change(column_mappings={**kept, **fresh})
