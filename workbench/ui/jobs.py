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
    """Runs the work and hands what came of it to the window's thread by signals with its number."""

    reported = Signal(int, float, str)
    succeeded = Signal(int, object)
    stopped = Signal(int)
    failed = Signal(int, object)

    def __init__(self, number: int, work: Work) -> None:
        super().__init__()
        self._number = number
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
            self.reported.emit(self._number, done, text)

    @override
    def run(self) -> None:
        try:
            result = self._work(self)
        except Cancelled:
            self.stopped.emit(self._number)
        except Exception as problem:  # noqa: BLE001 - the one place: whatever went wrong is told in the window
            self.failed.emit(self._number, problem)
        else:
            self.succeeded.emit(self._number, result)


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
        self._number = 0
        self._done: Callable[[Any], object] = _ignore
        self._on_failure: Callable[[WorkbenchError], object] | None = None
        self._on_stop: Callable[[], object] | None = None

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
        self._number += 1
        self._done, self._on_failure, self._on_stop = done, failed, stopped
        thread = _JobThread(self._number, work)
        self._thread = thread
        # Bound methods of this object, so that Qt queues the calls to its thread.
        thread.reported.connect(self._reported)
        thread.succeeded.connect(self._succeeded)
        thread.stopped.connect(self._stopped)
        thread.failed.connect(self._failed)
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
            self._thread.cancel()
            self._let_go()

    def _let_go(self) -> None:
        """Wait for the thread's end; what it still says is passed over."""
        thread, self._thread = self._thread, None
        self._number += 1
        if thread is not None and not thread.wait(_JOIN_MS):
            logger.warning("A job did not end within %s ms", _JOIN_MS)
        self.ended.emit()

    def _reported(self, number: int, share: float, text: str) -> None:
        if number == self._number:
            self.reported.emit(share, text)

    def _succeeded(self, number: int, result: object) -> None:
        if number == self._number:
            self._let_go()
            self._done(result)

    def _stopped(self, number: int) -> None:
        if number == self._number:
            self._let_go()
            if self._on_stop is not None:
                self._on_stop()

    def _failed(self, number: int, problem: Exception) -> None:
        if number != self._number:
            return
        self._let_go()
        if not isinstance(problem, WorkbenchError):
            raise problem
        if self._on_failure is not None:
            self._on_failure(problem)
        else:
            self.problem_told.emit(problem)


def _ignore(_result: object) -> None:
    """Take a result that nobody waits for."""
