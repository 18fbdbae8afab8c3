"""The menu of a table: opened by a right click, by the Menu key and by Shift+F10."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QTableView
from typing_extensions import override

from workbench.ui.tables.column_menu import ColumnMenu
from workbench.ui.tables.table_view import TableView


class TableMenu(QObject):
    """``fill`` puts the commands for the rows selected into the menu; an empty menu does not open."""

    def __init__(self, table: QTableView, fill: Callable[[QMenu], object]) -> None:
        super().__init__(table)
        self._table, self._fill = table, fill
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._at)
        table.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shifted = event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
            if shifted or event.key() == Qt.Key.Key_Menu:
                self._at_row()
                return True
        return super().eventFilter(watched, event)

    def _at(self, place: QPoint) -> None:
        if self._table.indexAt(place).isValid():
            self._open(place)
        else:
            self._at_row()

    def _at_row(self) -> None:
        """Open below the current row."""
        index = self._table.currentIndex()
        box = self._table.visualRect(index) if index.isValid() else self._table.viewport().rect()
        self._open(box.bottomLeft() if index.isValid() else box.topLeft())

    def _open(self, place: QPoint) -> None:
        menu = QMenu(self._table.window())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu)
        if menu.isEmpty():
            menu.deleteLater()
            return
        if isinstance(self._table, TableView):
            menu.addSeparator()
            menu.addMenu(ColumnMenu(self._table, menu))
        menu.popup(self._table.viewport().mapToGlobal(place))
