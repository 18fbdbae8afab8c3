"""Compile the balancer once after installation, in a process of its own, so that the first use does not hang.

``python -m workbench.balancing.warming`` is that process. The window starts it when it is idle, with low
priority; the scripts start it after installing, and so does a first use that has to wait for it. Two that
start at once take turns, and the second finds nothing left to do.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from workbench.balancing import compiled
from workbench.balancing.objective import PRESETS, Objective, Preference
from workbench.balancing.outcome import Effort
from workbench.balancing.problem import PatientGraph, Problem, border_graph
from workbench.progress import NoProgress, Progress

WORDS = "Preparing the balancer, once after installation (about 40 seconds)"
"""What the first use shows while it waits."""
EXPECTED_S = 40.0
_PATIENTLY = "--patiently"
_MARK = "ready"
_LOCK = "preparing"
_LOOK_S = 0.1
_SIDE = 6
"""Units along a side of the square that is balanced for practice."""


def is_warm() -> bool:
    """Whether everything is compiled already; compiles nothing itself."""
    return (compiled.folder() / _MARK).exists()


def start(*, patiently: bool = True) -> subprocess.Popen[bytes] | None:
    """Start the process that compiles, with low priority unless somebody waits; None where all is done."""
    if is_warm():
        return None
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    if patiently:
        flags |= getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
    how = [_PATIENTLY] if patiently else []
    return subprocess.Popen(  # noqa: S603 - this program's own module in this Python
        [sys.executable, "-m", "workbench.balancing.warming", *how],
        cwd=Path(__file__).resolve().parents[2],
        env=os.environ | {compiled.FOLDER_VARIABLE: str(compiled.folder().parent)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=flags,
    )


def wait_until_warm(progress: Progress | None = None) -> None:
    """Return once everything is compiled, by a helper process; at once where it is.

    The first use calls this before it imports the kernel: compiling in this process would hold the window
    up. Where the helper cannot do its work the kernel is compiled by its first use as well, only slower.

    Raises:
        Cancelled: the user stopped waiting; the helper goes on, so that the next time is quicker.
    """
    helper = start(patiently=False)
    if helper is None:
        return
    watch = progress or NoProgress()
    begun = time.monotonic()
    while helper.poll() is None and not is_warm():
        waited = time.monotonic() - begun
        watch.report(waited / (waited + EXPECTED_S / 2), WORDS)
        time.sleep(_LOOK_S)
    if is_warm():
        helper.wait()  # it has nothing left to do
    watch.report(1.0, WORDS)


def warm(progress: Progress | None = None) -> None:
    """Compile everything in this process by balancing a small square in every way."""
    watch = progress or NoProgress()
    with _turn(compiled.folder() / _LOCK):
        if is_warm():
            return
        from workbench.balancing.alternatives import alternatives
        from workbench.balancing.kernel.subgraph import runs_inside
        from workbench.balancing.rebalance import rebalance
        from workbench.balancing.search import search

        problem = _square()
        effort = Effort(seconds=0.02, seed=1)
        everything = Objective(**dict.fromkeys(Objective.part_names(), 1.0))
        watch.report(0.0, WORDS)
        found = search(problem, everything, effort).best
        watch.report(0.6, WORDS)
        search(replace(problem, localities=None), PRESETS[Preference.COMPACT], effort)
        watch.report(0.75, WORDS)
        if found is not None:
            # one area is missing: a drawing that is right needs nothing compiled
            drawn = np.where(np.arange(problem.n) == problem.n - 1, -1, found.plan).astype(np.int32)
            rebalance(replace(problem, start=drawn, labels=found.labels), effort)
            runs_inside(
                problem.graph.indptr,
                problem.graph.neighbours,
                np.arange(problem.n),
                np.arange(problem.n, dtype=np.int32),
            )
        watch.report(0.9, WORDS)
        alternatives(problem, PRESETS[Preference.COMPACT], effort, count=2)
        (compiled.folder() / _MARK).touch()
        watch.report(1.0, WORDS)


def _square() -> Problem:
    """Six by six units of 1,000 people each, for four localities, with everything that a problem can have."""
    n = _SIDE * _SIDE
    row, column = np.divmod(np.arange(n), _SIDE)
    right, up = np.flatnonzero(column < _SIDE - 1), np.flatnonzero(row < _SIDE - 1)
    pairs = np.concatenate([np.column_stack([right, right + 1]), np.column_stack([up, up + _SIDE])])
    start = np.where(row < 3, 0, 1).astype(np.int32)
    pinned = np.zeros(n, bool)
    pinned[0] = True
    first, second = np.arange(0, n - 1, 2), np.arange(1, n, 2)
    patients = border_graph(n, np.column_stack([first, second]).astype(np.int32), np.full(n // 2, 500.0))
    return Problem(
        rows=np.arange(n),
        graph=border_graph(n, pairs.astype(np.int32), np.ones(len(pairs))),
        people=np.full(n, 1000.0),
        x_km=column.astype(np.float64),
        y_km=row.astype(np.float64),
        low=6000.0,
        high=12000.0,
        target=9000.0,
        start=start,
        labels=2,
        localities=4,
        pinned=pinned,
        patients=PatientGraph(patients.indptr, patients.neighbours, patients.border_km, 100.0, 18_100.0),
        parents=(row.astype(np.int32) // 2,),
        hubs=np.array([[1.0, 1.0], [4.0, 4.0]]),
        names=np.array([f"unit {unit}" for unit in range(n)], dtype=object),
    )


@contextmanager
def _turn(lock: Path) -> Iterator[None]:
    """Hold a lock of the system's on a file; it goes with the process, however that ends."""
    with lock.open("ab") as file:
        while not _locked(file):
            time.sleep(_LOOK_S)
        yield


def _locked(file: BinaryIO) -> bool:
    """Try to lock a file; False where another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    if _PATIENTLY in sys.argv and hasattr(os, "nice"):
        os.nice(10)
    warm()
