"""The menu row comes with Alt while it is hidden, and goes when it was used or Alt is pressed again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu
from typing_extensions import override

from workbench.ui.menus import MenuRow

GRACE_MS = 150
"""A menu that closes may be followed by the next one of the row."""
UNUSED_MS = 4000
"""So long the row stands when nobody opens a menu of it."""


class MenuOnAlt(QObject):
    """Watches the keys of one window while it is told to."""

    def __init__(self, window: QMainWindow, menu_row: MenuRow) -> None:
        super().__init__(window)
        self._window, self._row = window, menu_row
        self._watching = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._hide_if_unused)
        for menu in menu_row.menus.values():
            menu.aboutToHide.connect(self._menu_closed)

    def watch(self, *, on: bool) -> None:
        """Begin or end; the row itself is shown or hidden by whoever asks."""
        if on == self._watching:
            return
        self._watching = on
        self._later.stop()
        handle = self._window.windowHandle()  # hears the keys of the window alone, and nothing of painting
        if handle is not None:
            (handle.installEventFilter if on else handle.removeEventFilter)(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Alt and not event.isAutoRepeat():
                self._later.start(GRACE_MS if self._row.isVisible() else UNUSED_MS)
                self._row.show()
        elif kind == QEvent.Type.MouseButtonPress and self._row.isVisible():
            self._later.start(GRACE_MS)
        return super().eventFilter(watched, event)

    def _menu_closed(self) -> None:
        if self._watching:
            self._later.start(GRACE_MS)

    def _hide_if_unused(self) -> None:
        """Hide the row, unless a menu of it is open or the keyboard stands in it."""
        popup = QApplication.activePopupWidget()
        used = self._row.bar.hasFocus() or isinstance(popup, QMenu)
        if self._watching and used:
            self._later.start(UNUSED_MS)
        elif self._watching:
            self._row.hide()
