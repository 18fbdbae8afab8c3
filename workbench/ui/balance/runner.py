"""A search beside the window: the best so far comes back a few times a second, Cancel keeps it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from workbench.balancing import warming
from workbench.balancing.outcome import Candidate, Heard, Watcher
from workbench.errors import WorkbenchError
from workbench.progress import Cancelled, Progress
from workbench.session.balance_problem import BalanceTask
from workbench.ui.balance.reading import best_words, passing_colours
from workbench.ui.jobs import Jobs

if TYPE_CHECKING:
    from workbench.session.balance import BalanceProposals

BETWEEN_PICTURES_S = 0.2


@dataclass(frozen=True, eq=False)
class Passing:
    """How a search stands: share done, starts, and the best plan so far where it is another."""

    done: float
    tried: int
    words: str = ""
    labels: NDArray[np.int32] | None = None
    colours: NDArray[np.uint32] | None = None


class _Waiting:
    """Hands the wait for the compiler on to the window, and ends it when the user cancels."""

    def __init__(
        self, progress: Progress, stop: threading.Event, told: Callable[[float, str], object]
    ) -> None:
        self._progress, self._stop, self._told = progress, stop, told

    def report(self, done: float, text: str = "") -> None:
        """Tell how far it is.

        Raises:
            Cancelled: the user does not want to wait.
        """
        self._progress.report(done, text)
        if self._stop.is_set():
            raise Cancelled
        self._told(done, text)


def _unheard(_done: float, _words: str) -> None:
    """Building a task is not told: the bar runs without a measure until the search begins."""


def solve_task(task: BalanceTask, watch: Watcher) -> BalanceProposals:
    """Search; the kernel comes with this import, which takes a second and would hold the window up."""
    from workbench.session.balance import solve

    return solve(task, watch)


class Runner(QObject):
    """One search at a time."""

    preparing = Signal(float, str)
    """The balancer is being compiled, once after installation: share done, words."""
    heard = Signal(object)
    """``Passing``, at most five times a second."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._stop = threading.Event()
        self._last = 0.0
        self._best: Candidate | None = None

    def start(
        self,
        what: str,
        make: Callable[[Progress], BalanceTask],
        *,
        done: Callable[[BalanceProposals], object],
        failed: Callable[[WorkbenchError], object],
        stopped: Callable[[], object],
    ) -> bool:
        """Begin; False while other work is going on. ``stopped``: cancelled before there was a search.

        ``make`` builds the task, in the thread of the search: for a whole country that takes seconds.
        """
        self._stop = threading.Event()
        self._last, self._best = 0.0, None
        stop = self._stop

        def work(progress: Progress) -> BalanceProposals:
            waiting = _Waiting(progress, stop, self.preparing.emit)
            task = make(_Waiting(progress, stop, _unheard))
            warming.wait_until_warm(waiting)
            return solve_task(task, lambda heard: self._watch(task, heard, progress, stop))

        return self._jobs.start(what, work, done, failed=failed, stopped=stopped)

    def cancel(self) -> None:
        """Stop the search; the best plan so far is handed over as usual."""
        self._stop.set()

    def _watch(self, task: BalanceTask, heard: Heard, progress: Progress, stop: threading.Event) -> bool:
        """Called by the search, in its thread."""
        if stop.is_set():
            return False
        progress.report(heard.done)
        now = time.monotonic()
        if now - self._last >= BETWEEN_PICTURES_S:
            self._last = now
            self.heard.emit(self._passing(task, heard))
        return True

    def _passing(self, task: BalanceTask, heard: Heard) -> Passing:
        best = heard.best
        if best is None or best is self._best:
            return Passing(heard.done, heard.tried)
        self._best = best
        labels = task.slots_of(best)
        return Passing(heard.done, heard.tried, best_words(task, best), labels, passing_colours(task, labels))
