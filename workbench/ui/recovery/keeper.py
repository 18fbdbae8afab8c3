"""Looks after the open project while somebody works: its lock, backups by time, changes from outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from workbench.errors import WorkbenchError
from workbench.io.project_file.backups import EVERY
from workbench.io.project_file.conflicts import conflict_copies
from workbench.io.project_file.locks import BEAT_S
from workbench.progress import Progress
from workbench.session.opening import OpenProject
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import Desk


class Keeper(QObject):
    """Works beside the window; what it has to tell goes to the message bar, once."""

    def __init__(self, desk: Desk, window: QWidget, *, merge: Callable[[Path], object]) -> None:
        super().__init__(window)
        self._merge = merge
        self._desk = desk
        self._last_backup = datetime.now(UTC)
        self._told: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_S * 1000)
        self._timer.timeout.connect(self.look_after)
        desk.project_changed.connect(self._project_changed)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self.look_outside()
        return False

    @property
    def opened(self) -> OpenProject | None:
        """The open project where it lies in a file and can be changed."""
        bridge = self._desk.bridge
        opened = bridge.opened if bridge is not None else None
        return opened if isinstance(opened, OpenProject) and not opened.read_only else None

    def look_after(self) -> None:
        """Say that the project is still open here, and make a backup where one is due."""
        opened = self.opened
        if opened is None:
            return
        opened.beat()
        if datetime.now(UTC) - self._last_backup >= EVERY:
            self.back_up("timed", only_new=True)

    def back_up(self, why: str, *, only_new: bool = False) -> None:
        """Make a backup beside the window; while other work goes on, the next minute will do."""
        opened = self.opened
        if opened is None:
            return

        def work(progress: Progress) -> None:
            progress.report(0.1, "Keeping an earlier state")
            opened.back_up(why, only_new=only_new)

        begun = self._desk.jobs.start(
            "Keeping an earlier state", work, lambda _nothing: None, failed=self._failed
        )
        if begun:
            self._last_backup = datetime.now(UTC)

    def back_up_now(self, why: str) -> None:
        """Keep the present state before something large is done; a full disk is told and stops nothing."""
        opened = self.opened
        if opened is not None:
            try:
                opened.back_up(why)
            except WorkbenchError as problem:
                self._failed(problem)

    def look_outside(self) -> None:
        """Tell once when somebody else has changed the file, or a sync client has put a copy beside it."""
        opened = self.opened
        if opened is None:
            return
        if opened.changed_outside:
            self._tell(
                f"{opened.path.name} was changed by somebody else",
                "Your work here is kept. Save it under another name, then look at both.",
            )
        for copy in conflict_copies(opened.path):
            self._tell(
                f"A sync conflict copy lies beside {opened.path.name}: {copy.name}",
                "Two computers changed the project. Merge shows first what the copy would bring.",
                MessageAction("Merge…", partial(self._merge, copy)),
            )

    def _project_changed(self) -> None:
        self._told.clear()
        self._last_backup = datetime.now(UTC)
        if self.opened is None:
            self._timer.stop()
        else:
            self._timer.start()
            QTimer.singleShot(0, self, self.look_outside)

    def _failed(self, problem: WorkbenchError) -> None:
        self._tell("No earlier state could be kept", f"{problem.why} {problem.remedy}".strip())

    def _tell(self, what: str, why: str, *actions: MessageAction) -> None:
        if what not in self._told:
            self._told.add(what)
            self._desk.tell(Tone.WARNING, what, why=why, actions=actions)
