"""Start the window: one application, its theme, the hook for problems that nobody expected."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

import workbench
from workbench import paths
from workbench.balancing import warming
from workbench.ui.commands.file_commands import sample_file
from workbench.ui.icons import app_icon
from workbench.ui.main_window import MainWindow
from workbench.ui.memory import keep_large_apart
from workbench.ui.messages import ExceptionHook
from workbench.ui.settings import Settings
from workbench.ui.theme import Appearance, install_theme
from workbench.ui.window_words import PROGRAM

logger = logging.getLogger(__name__)

WARM_AFTER_MS = 4000
"""How long the window is left alone before the balancer is compiled beside it."""
FRAME = 40
"""Pixels that a title bar and the frame may take; they are known only once the window is shown."""
_LOG_BYTES = 500_000


def application() -> QApplication:
    """The one application of this process."""
    there = QApplication.instance()
    keep_large_apart()
    app = there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName(PROGRAM)
    app.setApplicationVersion(workbench.__version__)
    app.setWindowIcon(app_icon())
    return app


def run(project: Path | None = None, sample: bool = False) -> int:
    """Open the window on a project, on the sample or on the start page; returns the exit status."""
    keep_log()
    settings = Settings()
    app = application()
    install_theme(app, appearance=Appearance(settings.now.theme))
    window = MainWindow(settings)
    ExceptionHook(lambda: window.bar).install()
    window.restore_place()
    show_within_screen(window)
    if sample:
        window.file_commands.open_path(sample_file())
    elif project is not None:
        window.file_commands.open_path(project)
    else:
        QTimer.singleShot(0, window, window.file_commands.keeping.offer_at_start)
    warm_when_idle(window)
    return int(app.exec())


def warm_when_idle(window: MainWindow) -> None:
    """Have the balancer compiled, once after installation, when the window has been open for a while."""

    def warm() -> None:
        if window.desk.jobs.busy:
            QTimer.singleShot(WARM_AFTER_MS, window, warm)
            return
        try:
            warming.start()
        except OSError as problem:
            logger.warning("The balancer could not be prepared ahead: %s", problem)

    QTimer.singleShot(WARM_AFTER_MS, window, warm)


def show_within_screen(window: QWidget) -> None:
    """Show a window; where its frame would reach beyond the screen and hide the last row, over all of it."""
    room = window.screen().availableSize()
    if window.width() < room.width() and window.height() + FRAME < room.height():
        window.show()
    else:
        window.showMaximized()


def keep_log() -> None:
    """Write warnings to the log; a folder that cannot be written leaves the program without one."""
    path = paths.log_dir() / "workbench.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("workbench").addHandler(handler)
