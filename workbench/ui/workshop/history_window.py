"""All steps of a project in a window: search, who did what when, and a jump to any of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from workbench.models.history import History
from workbench.ui import formats
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.history_columns import HistoryRow, history_columns, history_row
from workbench.ui.tables.table_view import TableView
from workbench.ui.theme import current_theme


class HistoryWindow(QDialog):
    """The latest step first; Enter, a double click or the button goes there."""

    def __init__(
        self, history: History, name: str, go_to: Callable[[int], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._go_to = go_to
        self.setWindowTitle("History")
        rows = [
            history_row(history, place, opened_as=f"Opened {name}")
            for place in range(len(history.steps), -1, -1)
        ]
        model = ColumnTableModel[HistoryRow](
            history_columns(full=True), lambda r: r.position, rows, parent=self
        )
        model.set_strong([history.position])
        self.table = TableView(model, "History, all steps", compact=True)
        self.table.row_opened.connect(self._open)
        self.table.row_chosen.connect(self._follow)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find a step")
        self.search.setAccessibleName("Find a step")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.table.set_filter)
        self._now = history.position
        self.jump = button("Go there", kind=Kind.PRIMARY, clicked=lambda: self._open(self.table.current_id()))
        close = button("Close", kind=Kind.QUIET, clicked=self.reject)
        undone = len(history.steps) - history.position
        words = formats.count(len(history.steps), "step") + (f", {undone:,} of them undone" if undone else "")
        layout = column(
            row(label("History", Role.HEADING), None, label(words, Role.SECONDARY)), self.search,
            margins=(24, 20, 24, 18), spacing=12,
        )  # fmt: skip
        layout.addWidget(self.table, 1)
        layout.addLayout(row(None, close, self.jump))
        self.setLayout(layout)
        self.resize(theme.px(760), theme.px(560))
        self.table.choose(history.position)
        self._follow(history.position)
        self.search.setFocus()

    def _follow(self, position: object) -> None:
        self.jump.setEnabled(isinstance(position, int) and position != self._now)

    def _open(self, position: object) -> None:
        if isinstance(position, int) and position != self._now:
            self.accept()
            self._go_to(position)

    @classmethod
    def ask(cls, parent: QWidget | None, history: History, name: str, go_to: Callable[[int], object]) -> None:
        """Show it until a step was chosen or it is closed."""
        dialog = cls(history, name, go_to, parent)
        dialog.exec()
        dialog.deleteLater()
