"""Telling about problems: expected ones in the message bar, unexpected ones in a dialog with details."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

import workbench
from workbench import paths
from workbench.errors import LockedError, WorkbenchError
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.components.message_bar import MessageAction, MessageBar, Tone
from workbench.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

logger = logging.getLogger(__name__)


def tell_problem(bar: MessageBar, problem: WorkbenchError, *, actions: Sequence[MessageAction] = ()) -> None:
    """Show an expected problem in the bar: what in bold, then why and what next."""
    why = " ".join(part for part in (problem.why, problem.remedy) if part)
    tone = Tone.WARNING if isinstance(problem, LockedError) else Tone.PROBLEM  # as where a tool meets a lock
    bar.say(tone, problem.what, why=why, actions=actions)


def details_of(problem: BaseException) -> str:
    """What somebody needs who looks into it: versions and the trace, without any data of the project."""
    head = (
        f"Locality Workbench {workbench.__version__}\n"
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, {platform.platform()}\n\n"
    )
    return head + "".join(traceback.format_exception(problem))


class UnexpectedProblemDialog(QDialog):
    """Says that something unexpected happened, that the work is safe, and gives details to copy."""

    def __init__(self, problem: BaseException, *, log_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.details = details_of(problem)
        self.setWindowTitle("Something unexpected happened")
        self._text = QPlainTextEdit(self.details)
        self._text.setReadOnly(True)
        self._text.setMinimumHeight(theme.px(180))
        self._text.setAccessibleName("Details")
        self._log_folder = log_folder
        words = (
            "Your work up to the last step is kept on this computer. The last command was not carried out."
        )
        close = button("Go on working", kind=Kind.PRIMARY, clicked=self.accept)
        self.setLayout(
            column(
                label("Something unexpected happened", Role.HEADING),
                label(words, Role.SECONDARY, wrap=True),
                self._text,
                label(f"The log is kept in {log_folder}", Role.CAPTION, wrap=True),
                row(
                    button("Copy details", icon="copy", clicked=self.copy_details),
                    button("Show log", icon="folder", clicked=self.show_log),
                    None,
                    close,
                ),
                margins=(24, 20, 24, 20),
                spacing=12,
            )
        )
        close.setDefault(True)
        if parent is None:
            theme.dress(self)
        self.resize(theme.px(640), theme.px(420))

    def copy_details(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self.details)

    def show_log(self) -> None:
        """Open the folder of the log in the desktop's file browser."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder)))


class ExceptionHook:
    """The program's ``sys.excepthook``: expected problems to the bar, others to the dialog."""

    def __init__(
        self,
        bar: Callable[[], MessageBar | None],
        *,
        show: Callable[[BaseException], None] | None = None,
    ) -> None:
        self._bar = bar
        self._show = show or _show_dialog
        self._showing = False

    def install(self) -> None:
        """Take over from Python's own hook."""
        sys.excepthook = self

    def __call__(
        self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        """Tell about a problem that nobody caught."""
        bar = self._bar()
        if isinstance(problem, WorkbenchError) and bar is not None:
            logger.info("Told in the bar: %s", problem)
            tell_problem(bar, problem)
            return
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, problem, trace)
            return
        logger.error("Unexpected", exc_info=(kind, problem, trace))
        if not self._showing:
            self._showing = True
            try:
                self._show(problem)
            finally:
                self._showing = False


def _show_dialog(problem: BaseException) -> None:
    parent = QApplication.activeWindow()
    UnexpectedProblemDialog(problem, log_folder=paths.log_dir(), parent=parent).exec()
