"""Work beside the window of which only the newest counts: what is outdated is dropped and never shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.ui.jobs import Jobs, Work


class Latest(QObject):
    """Works one thing at a time, each kind of work only for what was asked last."""

    busy_changed = Signal(bool)
    problem = Signal(object)
    """A ``WorkbenchError`` of work that is still wanted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = Jobs(self)
        self._waiting: dict[str, tuple[Work, Callable[[Any], object]]] = {}
        self._running = ""
        self._outdated = False
        self._next_soon = QTimer(self)
        self._next_soon.setSingleShot(True)
        self._next_soon.timeout.connect(self._next)
        self._jobs.ended.connect(self._ended)

    @property
    def busy(self) -> bool:
        """Whether anything is being worked out or waits for it."""
        return self._jobs.busy or bool(self._waiting)

    def ask(self, kind: str, work: Work, done: Callable[[Any], object]) -> None:
        """Work something out; whatever was asked of this kind before is dropped."""
        self._waiting[kind] = (work, done)
        if self._running == kind:
            self._outdated = True
            self._jobs.cancel()
        if not self._jobs.busy:
            self._next()

    def forget(self) -> None:
        """Drop everything, and wait for the thread: what it reads may be about to go."""
        self._waiting.clear()
        self._jobs.join()
        self._next_soon.stop()
        self.busy_changed.emit(False)

    def _next(self) -> None:
        if self._jobs.busy:
            return
        if not self._waiting:
            self.busy_changed.emit(False)
            return
        kind = next(iter(self._waiting))
        work, done = self._waiting.pop(kind)
        self._running, self._outdated = kind, False
        self.busy_changed.emit(True)
        self._jobs.start(
            kind,
            work,
            lambda result: None if self._outdated else done(result),
            failed=lambda problem: None if self._outdated else self.problem.emit(problem),
        )

    def _ended(self) -> None:
        """Go on with what waits, after what was worked out is shown, however the work ended."""
        self._running = ""
        self._next_soon.start(0)
