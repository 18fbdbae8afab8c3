"""Work beside the window of which only the newest counts: what is outdated is dropped and never shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from workbench.errors import WorkbenchError
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

    @property
    def busy(self) -> bool:
        """Whether anything is being worked out or waits for it."""
        return bool(self._running or self._waiting)

    def ask(self, kind: str, work: Work, done: Callable[[Any], object]) -> None:
        """Work something out; whatever was asked of this kind before is dropped."""
        self._waiting[kind] = (work, done)
        if self._running == kind:
            self._outdated = True
            self._jobs.cancel()
        if not self._running:
            self._next()

    def forget(self) -> None:
        """Drop everything, and wait for the thread: what it reads may be about to go."""
        self._waiting.clear()
        self._jobs.join()
        if self._running:
            self._running = ""
            self.busy_changed.emit(False)

    def _next(self) -> None:
        if not self._waiting:
            return
        kind = next(iter(self._waiting))
        work, done = self._waiting.pop(kind)
        self._running, self._outdated = kind, False
        self.busy_changed.emit(True)
        self._jobs.start(
            kind,
            work,
            lambda result: self._ended(lambda: done(result)),
            failed=lambda problem: self._ended(lambda: self._tell(problem)),
            stopped=lambda: self._ended(None),
        )

    def _tell(self, problem: WorkbenchError) -> None:
        self.problem.emit(problem)

    def _ended(self, show: Callable[[], object] | None) -> None:
        self._running = ""
        if show is not None and not self._outdated:
            show()
        if not self._running:
            self._next()
        if not self._running:
            self.busy_changed.emit(False)
