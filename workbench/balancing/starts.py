"""Many independent starts on a few threads: the same answer whatever their number and order."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from workbench.balancing.annealing import Result
from workbench.balancing.outcome import Candidate, Effort, Heard, Stopped, Watcher

TELL_EVERY = 0.1
"""Seconds between two words to the watcher."""

Done = queue.SimpleQueue[tuple[int, Result]]
Start = Callable[[int, Callable[[], bool]], Result]
"""Makes start i; asks its second argument now and then whether to stop."""


@dataclass
class Pool:
    """The clock, the watcher and the best of all starts of one search.

    ``describe`` turns a result into a candidate for the watcher. ``deadline`` is the safety in real time:
    set when the first start ends, so that compiling does not count.
    """

    effort: Effort
    watch: Watcher
    describe: Callable[[Result], Candidate]
    tried: int = 0
    best: Result | None = None
    best_index: int = -1
    stopped: Stopped = Stopped.WORK_DONE
    share: tuple[float, float] = (0.0, 1.0)
    _parts: bool = False
    _deadline: float | None = None
    _shown: tuple[Result, Candidate] | None = None
    _stop: threading.Event = field(default_factory=threading.Event)

    @property
    def ended(self) -> bool:
        """Whether the search was cancelled or ran out of time."""
        return self._stop.is_set()

    def run(self, start: Start, indices: range, *, parts: bool = False) -> list[Result | None]:
        """Make the starts; results in the order of ``indices``, None for those that were not made.

        ``parts`` tells that a result is part of a plan, which is never the best plan.
        """
        self._parts = parts
        results: list[Result | None] = [None] * len(indices)
        if not len(indices) or self.ended:
            return results
        pending: queue.SimpleQueue[int] = queue.SimpleQueue()
        done: Done = queue.SimpleQueue()
        for at in range(len(indices)):
            pending.put(at)
        count = max(1, min(self.effort.threads, len(indices)))
        with ThreadPoolExecutor(count, thread_name_prefix="balance") as threads:
            workers = [threads.submit(self._work, start, indices, pending, done) for _ in range(count)]
            try:
                self._listen(indices, results, workers, done)
            finally:
                if not all(worker.done() for worker in workers):
                    self._stop.set()
        self._collect(indices, results, done)
        return results

    def _work(self, start: Start, indices: range, pending: queue.SimpleQueue[int], done: Done) -> None:
        """What one thread does: take the next start until there is none left."""
        while not self._stop.is_set():
            try:
                at = pending.get_nowait()
            except queue.Empty:
                return
            done.put((at, start(indices[at], self._stop.is_set)))

    def _listen(
        self, indices: range, results: list[Result | None], workers: list[Future[None]], done: Done
    ) -> None:
        """Take results as they come and tell the watcher, until all workers have ended."""
        told = 0.0
        ended = 0
        while not all(worker.done() for worker in workers):
            try:
                at, result = done.get(timeout=TELL_EVERY / 2)
                ended += 1
                self._take(indices[at], at, result, results)
            except queue.Empty:
                pass
            now = time.monotonic()
            if now - told >= TELL_EVERY:
                told = now
                self.tell(ended / len(indices))
            if self._deadline is not None and now > self._deadline and not self._stop.is_set():
                self.stopped = Stopped.TIME
                self._stop.set()
            self._raise_failed(workers)
        self._raise_failed(workers)

    @staticmethod
    def _raise_failed(workers: list[Future[None]]) -> None:
        """Raise in the caller's thread what a start raised in its own."""
        for worker in workers:
            if worker.done():
                worker.result()

    def _collect(self, indices: range, results: list[Result | None], done: Done) -> None:
        while not done.empty():
            at, result = done.get()
            self._take(indices[at], at, result, results)

    def _take(self, index: int, at: int, result: Result, results: list[Result | None]) -> None:
        if self._deadline is None:
            self._deadline = time.monotonic() + self.effort.patience * max(self.effort.seconds, 2.0)
        results[at] = result
        self.tried += not self._parts
        if not self._parts:
            self.offer(result, index)

    def offer(self, result: Result, index: int) -> None:
        """Take a plan as the best if it is; of two that cost the same the one of the earlier start."""
        if result.plan is None:
            return
        if self.best is None or (result.cost, index) < (self.best.cost, self.best_index):
            self.best, self.best_index = result, index

    def tell(self, done: float) -> None:
        """Tell the watcher; ``done`` is the share of the present round."""
        first, last = self.share
        if not self.watch(Heard(first + (last - first) * done, self.tried, self._candidate())):
            if not self._stop.is_set():
                self.stopped = Stopped.CANCELLED
            self._stop.set()

    def _candidate(self) -> Candidate | None:
        if self.best is None:
            return None
        if self._shown is None or self._shown[0] is not self.best:
            self._shown = (self.best, self.describe(self.best))
        return self._shown[1]
