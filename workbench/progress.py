"""How long work tells how far it is and hears that it should stop."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - a cancelled job is no error (architecture.md, rule 7)
    """Raised inside long work when the user has asked it to stop; nothing has been changed."""


class Progress(Protocol):
    """What long work is handed: it reports a share of the whole and checks for cancel."""

    def report(self, done: float, text: str = "") -> None:
        """Say that the share ``done`` (0 to 1) is finished; ``text`` says what is being done.

        Raises:
            Cancelled: the user asked the work to stop.
        """


class NoProgress:
    """Progress that nobody watches; never cancels."""

    def report(self, done: float, text: str = "") -> None:
        """Ignore the report."""


class Asked:
    """A progress that can be asked for a cancel between two reports, which shows the last of them again."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress or NoProgress()
        self._last = (0.0, "")

    def report(self, done: float, text: str = "") -> None:
        """Say that the share ``done`` is finished."""
        self._last = (done, text)
        self._progress.report(done, text)

    def ask(self) -> None:
        """Hear whether to stop.

        Raises:
            Cancelled: the user asked the work to stop.
        """
        self._progress.report(*self._last)


class _SubProgress:
    def __init__(self, parent: Progress, *, start: float, end: float) -> None:
        self._parent = parent
        self._start = start
        self._end = end

    def report(self, done: float, text: str = "") -> None:
        self._parent.report(self._start + (self._end - self._start) * done, text)


def sub_progress(parent: Progress, *, start: float, end: float) -> Progress:
    """A part of ``parent`` that runs from share ``start`` to share ``end``."""
    return _SubProgress(parent, start=start, end=end)
