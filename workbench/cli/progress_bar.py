"""A progress bar on stderr for long work, where somebody is looking."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from workbench.progress import NoProgress, Progress

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

WAIT_S = 0.3
"""Work that takes no longer shows nothing."""


class BarProgress:
    """Progress as a bar that appears once the work has taken ``WAIT_S`` seconds."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begun = time.monotonic()
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None

    def report(self, done: float, text: str = "") -> None:
        """Move the bar; Ctrl+C stops the work."""
        if self._bar is None:
            if time.monotonic() - self._begun < WAIT_S:
                return
            self._show()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, description=text or self._text)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

        parts = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
        self._bar = Progress(*parts, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task(self._text, total=1.0)
        self._bar.start()

    @property
    def shown(self) -> bool:
        """Whether the bar is on the screen."""
        return self._bar is not None

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


@contextmanager
def watched(text: str) -> Iterator[Progress]:
    """Progress for the work inside; nothing is shown where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield NoProgress()
        return
    bar = BarProgress(text)
    try:
        yield bar
    finally:
        bar.close()
