"""Do long work of the user interface in slices between events, so that no event waits for it."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QObject

SLICE_S = 0.005
"""A slice ends with the first piece of work after this time; a piece may take 3 ms more."""


class SlicedWork:
    """Runs one piece of work, an iterator that pauses where it may be interrupted."""

    def __init__(self, owner: QObject, after_slice: Callable[[], object]) -> None:
        """Live as long as the owner; ``after_slice`` is called after every slice."""
        self._work: Iterator[None] | None = None
        self._after_slice = after_slice
        self._timer = QTimer(owner)
        self._timer.timeout.connect(self._run_slice)

    @property
    def running(self) -> bool:
        """Whether there is work left."""
        return self._work is not None

    def start(self, work: Iterator[None]) -> None:
        """Begin with the next event; whatever was being done is dropped."""
        self._work = work
        self._timer.start(0)

    def put_off(self, milliseconds: int) -> None:
        """Leave what is left until this much later, since something is more urgent."""
        if self._work is not None:
            self._timer.start(milliseconds)

    def stop(self) -> None:
        """Drop the work."""
        self._work = None
        self._timer.stop()

    def finish(self) -> None:
        """Do what is left now."""
        for _ in self._work or ():
            pass
        self.stop()

    def _run_slice(self) -> None:
        deadline = perf_counter() + SLICE_S
        if self._timer.interval():
            self._timer.start(0)
        for _ in self._work or ():
            if perf_counter() >= deadline:
                self._after_slice()
                return
        self.stop()
        self._after_slice()
