"""The filter that every table has: "/" opens a field over its header, and rows without the words go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTableView
from typing_extensions import override

from workbench.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH = 220
_OWN = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QuickFilter(QLineEdit):
    """Enter goes back to the rows and keeps the filter, Esc drops it."""

    def __init__(self, table: QTableView, narrow: Callable[[str], object]) -> None:
        super().__init__(table)
        self._table = table
        self.setPlaceholderText("Filter rows")
        self.setAccessibleName(f"Filter {table.accessibleName()}")
        self.setClearButtonEnabled(True)
        self.setToolTip("Rows that hold every word. Esc shows all rows again")
        self.textChanged.connect(narrow)
        self.hide()
        table.installEventFilter(self)

    def open(self) -> None:
        """Show the field and put the keyboard into it."""
        self._place()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def drop(self) -> None:
        """Show all rows again."""
        self.clear()
        self.hide()
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _place(self) -> None:
        theme = current_theme()
        header = self._table.horizontalHeader()
        wide = min(theme.px(WIDTH), self._table.width() - theme.px(16))
        high = max(self.minimumSizeHint().height(), theme.size("control"))
        top = 0 if header.isHidden() else max(0, (header.height() - high) // 2)
        self.setGeometry(self._table.width() - wide - theme.px(8), top, wide, high)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and not self.isHidden():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # else the window would take it as its own command
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.drop()
                return True
        return super().eventFilter(watched, event)

    @override
    def event(self, event: QEvent) -> bool:
        """Keep Esc and Enter, which are commands of the window."""
        own = isinstance(event, QKeyEvent) and event.key() in _OWN
        if own and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.drop()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.setVisible(bool(self.text()))
        else:
            super().keyPressEvent(event)
