"""F1 in a dialog: the keys of the window are asleep behind it, so each dialog gets a key of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

KEY = "help_key"


class HelpInDialogs(QObject):
    """``asked`` gets the dialog in front; a guide that may be used beside it has to be its child."""

    def __init__(self, asked: Callable[[QWidget], object], parent: QObject) -> None:
        super().__init__(parent)
        self._asked = asked
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._offer)

    def _offer(self, _window: object) -> None:
        """Give the dialog that has come to the front its key."""
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.findChild(QShortcut, KEY) is None:
            key = QShortcut(QKeySequence("F1"), dialog)
            key.setObjectName(KEY)
            key.activated.connect(lambda: self._asked(dialog))
