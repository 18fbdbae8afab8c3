"""The first rows of a file, to choose the row that holds the headings."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from workbench.errors import InputError
from workbench.io.published.heading_rows import first_rows
from workbench.io.published.recognised import Recognised
from workbench.ui.components.tips import plain_tip
from workbench.ui.theme import current_theme

MOST_COLUMNS = 30
_HIGH, _WIDEST = 150, 220


class FirstRows(QTableWidget):
    """Rows with their numbers, that of the headings bold; a click or Enter takes another one."""

    row_chosen = Signal(int)
    """The row that shall hold the headings, counted from 1."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("First rows of the file")
        self.setToolTip("Click the row that holds the headings")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(current_theme().px(24))
        self.setFixedHeight(current_theme().px(_HIGH))
        self.cellClicked.connect(lambda place, _column: self.row_chosen.emit(place + 1))
        self.itemActivated.connect(lambda item: self.row_chosen.emit(item.row() + 1))

    def show_file(self, file: Recognised) -> None:
        """Show the first rows of a file; one that is gone shows none, which reading it will tell."""
        try:
            rows = first_rows(file)
        except InputError:
            rows = ()
        wide = min(max((len(row) for row in rows), default=0), MOST_COLUMNS)
        self.setRowCount(len(rows))
        self.setColumnCount(wide)
        for place, row in enumerate(rows):
            for column in range(wide):
                item = QTableWidgetItem(row[column] if column < len(row) else "")
                item.setToolTip(plain_tip(item.text()))
                if place + 1 == file.heading_row:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                self.setItem(place, column, item)
        for column in range(wide):
            fitting = self.sizeHintForColumn(column) + current_theme().px(12)
            self.setColumnWidth(column, min(fitting, current_theme().px(_WIDEST)))
        if rows:
            self.selectRow(file.heading_row - 1)
            self.scrollTo(self.model().index(file.heading_row - 1, 0))
        self.setAccessibleDescription(f"Headings are in row {file.heading_row}")
