"""The history under the table: the last steps, newest first; a click goes back or forward to one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from workbench.models.history import History
from workbench.ui import formats
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.history_columns import HistoryRow, history_columns, history_row
from workbench.ui.tables.table_view import TableView

LEAST_ROWS = 3


class HistoryPanel(QWidget):
    """Steps as a list; ``step_chosen`` carries how many steps shall be done."""

    step_chosen = Signal(int)
    all_wanted = Signal()
    """All steps are wanted in a window of their own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ColumnTableModel[HistoryRow](history_columns(), lambda r: r.position, parent=self)
        self.table = TableView(self.model, "History", compact=True)
        self.table.horizontalHeader().hide()
        self.table.setSortingEnabled(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.clicked.connect(lambda _index: self._go(self.table.current_id()))
        self.table.row_opened.connect(self._go)
        self._all = button("", kind=Kind.LINK, clicked=self.all_wanted.emit)
        self._history = History()
        self._opened_as = "Opened project"
        self._head = QWidget()
        self._head.setLayout(row(label("History", Role.SECTION), None, self._all, margins=(12, 6, 14, 2)))
        layout = column(self._head, spacing=0)
        layout.addWidget(self.table, 1)
        self.setLayout(layout)

    def show_history(self, history: History, *, opened_as: str) -> None:
        """Show the steps of a project; ``opened_as`` names the state before the first."""
        self._history = history
        self._opened_as = opened_as
        total = len(history.steps)
        limit = max(self._room, LEAST_ROWS)
        newest = max(history.position, min(total, history.position + 2))
        places = list(range(newest, max(-1, newest - limit), -1))
        self.model.set_rows([history_row(history, place, opened_as=opened_as) for place in places])
        self.model.set_strong([history.position])
        self.table.choose(history.position)
        self._all.setText(f"Show all {formats.count(total, 'step')}")
        self._all.setVisible(total + 1 > len(places))

    @property
    def steps(self) -> int:
        """Lines there are to show, the opening included."""
        return len(self._history.steps) + 1

    def height_for_rows(self, rows: int) -> int:
        """Height that shows so many steps."""
        return self._head.sizeHint().height() + self.table.height_for_rows(rows)

    @property
    def _room(self) -> int:
        rows = self.table.viewport().height() // max(1, self.table.verticalHeader().defaultSectionSize())
        return max(LEAST_ROWS, rows)

    def _go(self, position: object) -> None:
        if isinstance(position, int) and position != self._history.position:
            self.step_chosen.emit(position)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_history(self._history, opened_as=self._opened_as)
