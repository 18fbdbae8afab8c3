"""Where the program starts: the command line, or the window that it asks for.

The command line knows nothing of the window; what two of its commands need of it is handed over here. Qt and
the window are imported only when they are wanted, so that scripts start quickly and need no screen. So is
the command line: the processes of a sweep import this file, too, and have no use for it.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import FrameType, TracebackType

from workbench import paths
from workbench.errors import WorkbenchError

PLATFORM = "QT_QPA_PLATFORM"
_LOG_BYTES = 500_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (None: that of this process); returns the exit status."""
    own = arguments is None
    if arguments is None:
        sys.excepthook = tell_unexpected
        arguments = sys.argv[1:]
    before = signal.signal(signal.SIGINT, _leave) if own else None
    from workbench.cli.app import run
    from workbench.cli.handed import Handed

    if own:
        signal.signal(signal.SIGINT, before)
    return run(arguments, Handed(open_window=open_window, draw_window=draw_window))


def _leave(_number: int, _frame: FrameType | None) -> None:
    """End at once on Ctrl+C while the program is still being read: no file has been touched.

    An exception would not do: some libraries tell of it with a traceback, or go on half imported.
    """
    os.write(2, b"Stopped; nothing has changed.\n")
    os._exit(1)


def has_screen() -> bool:
    """Whether a window can be shown here; Qt would end the whole program where it cannot."""
    if not sys.platform.startswith("linux") or os.environ.get(PLATFORM):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window(project: Path | None, *, sample: bool) -> int:
    """Open the window and stay until it is closed.

    Raises:
        WorkbenchError: there is no screen.
    """
    if not has_screen():
        raise WorkbenchError(
            "There is no screen to open a window on.",
            why="DISPLAY and WAYLAND_DISPLAY are empty.",
            remedy="Use a command instead; --help lists them.",
        )
    from workbench.ui.app import run as run_window

    return run_window(project, sample)


def draw_window(
    project: Path, png: Path, *, scenario: str | None, size: tuple[int, int], scale: float
) -> None:
    """Draw the main window into a PNG file; no screen is needed and none is used."""
    os.environ.setdefault(PLATFORM, "offscreen")
    from workbench.ui.pictures import main_window_picture

    main_window_picture(project, png, scenario, size, scale)


def tell_unexpected(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
    """Say in one line that something went wrong which nobody expected; the details go to the log."""
    from workbench.cli.output import problem

    log = write_log("".join(traceback.format_exception(kind, value, trace)))
    where = f"The details are in {log}." if log else "The log cannot be written."
    problem(
        f"Something unexpected happened: {kind.__name__}. The file on disk is as it was saved last. {where}"
    )


def write_log(text: str) -> Path | None:
    """Add a text to the log; None where that is not possible."""
    path = paths.log_dir() / "workbench.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    handler.emit(logging.LogRecord("workbench", logging.ERROR, "", 0, text, None, None))
    handler.close()
    return path
