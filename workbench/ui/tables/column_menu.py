"""The menu of the columns of a table: on its header, and in the menu of its rows for the keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

if TYPE_CHECKING:
    from workbench.ui.tables.column_table_model import ColumnTableModel


class ColumnTable(Protocol):
    """What the menu asks of a table."""

    table_model: ColumnTableModel[Any]

    @property
    def columns_arranged(self) -> bool:
        """Whether a person has arranged the columns."""

    def isColumnHidden(self, column: int, /) -> bool:
        """Whether the column at a place is hidden."""

    def choose_column(self, column_id: str, shown: bool) -> None:
        """Show or hide a column."""

    def forget_columns(self) -> None:
        """Arrange the columns as they were at first."""

    def horizontalHeader(self) -> QHeaderView:
        """The headings."""

    def window(self) -> QWidget:
        """The window that the table is in."""


class ColumnMenu(QMenu):
    """Every column with a tick where it is shown, and the way back to the usual ones."""

    def __init__(self, table: ColumnTable, parent: QWidget) -> None:
        super().__init__("Col&umns", parent)
        self._table = table
        columns = table.table_model.columns
        shown = [column.id for at, column in enumerate(columns) if not table.isColumnHidden(at)]
        for column in columns:
            action = self.addAction((column.title or column.help).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(column.id in shown)
            action.setEnabled(shown != [column.id])  # a table without any column could not be brought back
            action.toggled.connect(partial(table.choose_column, column.id))
        self.addSeparator()
        self.addAction("As they &were at first", table.forget_columns).setEnabled(table.columns_arranged)


def open_columns(table: ColumnTable, place: QPoint | None = None) -> None:
    """Open the menu at a place of the header, or at its beginning."""
    header = table.horizontalHeader()
    menu = ColumnMenu(table, table.window())
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(header.mapToGlobal(place or header.rect().bottomLeft()))
