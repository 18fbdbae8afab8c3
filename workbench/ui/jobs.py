"""Long work beside the window: it reports how far it is, can be cancelled, and is joined on close."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal
from typing_extensions import override

from workbench.errors import WorkbenchError
from workbench.progress import Cancelled, Progress

logger = logging.getLogger(__name__)

_BETWEEN_REPORTS_S = 0.05
_JOIN_MS = 30_000

Work = Callable[[Progress], Any]


class _JobThread(QThread):
    """Runs the work and hands what came of it to the window's thread by signals."""

    reported = Signal(float, str)
    succeeded = Signal(object)
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._cancel = threading.Event()
        self._last = 0.0

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._cancel.set()

    def report(self, done: float, text: str = "") -> None:
        """Progress as the work sees it."""
        if self._cancel.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= _BETWEEN_REPORTS_S or done >= 1:
            self._last = now
            self.reported.emit(done, text)

    @override
    def run(self) -> None:
        try:
            result = self._work(self)
        except Cancelled:
            self.stopped.emit()
        except Exception as problem:  # noqa: BLE001 - the one place: whatever went wrong is told in the window
            self.failed.emit(problem)
        else:
            self.succeeded.emit(result)


class Jobs(QObject):
    """Starts long work, one piece at a time, and tells how it goes."""

    started = Signal(str)
    """What is being done, in words."""
    reported = Signal(float, str)
    ended = Signal()
    problem_told = Signal(object)
    """An expected problem that no ``failed`` took."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: _JobThread | None = None

    @property
    def busy(self) -> bool:
        """Whether work is going on."""
        return self._thread is not None

    def start(
        self,
        what: str,
        work: Work,
        done: Callable[[Any], object],
        *,
        failed: Callable[[WorkbenchError], object] | None = None,
        stopped: Callable[[], object] | None = None,
    ) -> bool:
        """Begin ``work`` in a thread of its own; ``done`` gets its result here. False while busy.

        ``work`` takes plain data and a ``Progress`` and touches no widget.
        """
        if self._thread is not None:
            return False
        thread = _JobThread(work, self)
        self._thread = thread
        thread.reported.connect(self.reported)
        thread.succeeded.connect(lambda result: self._finish(thread, lambda: done(result)))
        thread.stopped.connect(lambda: self._finish(thread, stopped))
        thread.failed.connect(lambda problem: self._finish(thread, lambda: self._fail(problem, failed)))
        self.started.emit(what)
        thread.start()
        return True

    def cancel(self) -> None:
        """Ask the work to stop; it ends at its next report and changes nothing."""
        if self._thread is not None:
            self._thread.cancel()

    def join(self) -> None:
        """Stop and wait, when the window closes; nothing is handed over any more."""
        if self._thread is not None:
            thread, self._thread = self._thread, None
            thread.cancel()
            if not thread.wait(_JOIN_MS):
                logger.warning("A job did not end within %s ms", _JOIN_MS)
            self.ended.emit()

    def _finish(self, thread: _JobThread, then: Callable[[], object] | None) -> None:
        if thread is not self._thread:
            return
        thread.wait(_JOIN_MS)
        self._thread = None
        thread.deleteLater()
        self.ended.emit()
        if then is not None:
            then()

    def _fail(self, problem: Exception, failed: Callable[[WorkbenchError], object] | None) -> None:
        if not isinstance(problem, WorkbenchError):
            raise problem
        if failed is not None:
            failed(problem)
        else:
            self.problem_told.emit(problem)
