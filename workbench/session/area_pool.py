"""Balance parent areas on the processors of this machine."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from workbench.balancing.areas import AreaResult, AreaTask, balance_area
from workbench.errors import EditError
from workbench.progress import Progress

AreaRunner = Callable[[Sequence[AreaTask], Progress], Iterator[AreaResult]]
"""Balances areas, gives each result as it comes; reports no share, only looks whether to stop."""
_LOOK_S = 0.2
_STARTS = 3
"""How often the processes are started when the system ends one of them."""

WORTH_S = 3.0
"""Processor seconds of work that a process has to have to be worth its start, which takes one or two."""


def pool(workers: int | None = None, *, worth_s: float = WORTH_S) -> AreaRunner:
    """A runner with up to ``workers`` processes, as many as there are processors unless told.

    There are no more of them than have ``worth_s`` seconds of work each; one alone is this process.

    Raises:
        EditError: fewer than one worker.
    """
    count = workers if workers is not None else os.cpu_count() or 1
    if count < 1:
        raise EditError("A sweep needs a worker.", remedy="Give it 1 or more.")

    def run(tasks: Sequence[AreaTask], progress: Progress) -> Iterator[AreaResult]:
        # the largest areas first, so that no worker is left alone with one at the end
        ordered = sorted(tasks, key=lambda task: (-task.problem.n, task.code))
        processes = min(count, len(tasks), int(_work_s(tasks) / worth_s) if worth_s > 0 else count)
        if processes < 2:
            for task in ordered:
                progress.report(0.0)
                yield balance_area(task)
            return
        yield from _in_processes(ordered, processes, progress)

    return run


def _work_s(tasks: Sequence[AreaTask]) -> float:
    """About how many processor seconds the tasks take: an effort's second is one of two threads."""
    return sum(2.0 * task.effort.seconds for task in tasks)


def _in_processes(tasks: Sequence[AreaTask], workers: int, progress: Progress) -> Iterator[AreaResult]:
    """All results; areas whose process was ended from outside are balanced by new processes."""
    left = {task.code: task for task in tasks}
    for _ in range(_STARTS):
        with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_leave_interrupts) as executor:
            futures = {executor.submit(balance_area, task): task.code for task in left.values()}
            try:
                for done in _as_they_come(futures, progress):
                    result = done.result()
                    del left[result.code]
                    yield result
            except BrokenProcessPool:
                pass
            finally:
                executor.shutdown(cancel_futures=True)
        if not left:
            return
    raise EditError(
        "The sweep's processes were ended from outside.",
        why="The machine may have run out of memory.",
        remedy="Try again with fewer workers.",
    )


def _leave_interrupts() -> None:
    """Ctrl+C reaches all processes of a terminal; the one that the user started sees to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _as_they_come(futures: dict[Future[AreaResult], str], progress: Progress) -> Iterator[Future[AreaResult]]:
    waiting = set(futures)
    while waiting:
        done, waiting = wait(waiting, timeout=_LOOK_S, return_when=FIRST_COMPLETED)
        progress.report(0.0)
        yield from done
