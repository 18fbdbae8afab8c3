"""The rows behind a line of the report, as they stand in the file; sorted, filtered and copied to Excel."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from workbench.io.published.file_rows import FileRow
from workbench.io.readers.numbers import parse_number
from workbench.session.published.rows_behind import RowsBehind
from workbench.ui import formats
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.dialogs.base import room_on_screen
from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.columns import CellKind, Column
from workbench.ui.tables.table_view import TableView
from workbench.ui.theme import current_theme

_WIDEST, _LOOKED_AT = 26, 60
"""Letters of the widest column, and rows that are looked at to find how wide it has to be."""


class RowsDialog(QDialog):
    """Every kept row with its number in the file, its cells and why it is not used."""

    def __init__(self, found: RowsBehind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setWindowTitle("Rows behind the line")
        self.setModal(True)
        self._found = found
        shown = len(found.rows)
        rows = formats.count(found.count, "row")
        words = f"{rows} of {found.file}" if shown >= found.count else (
            f"The first {formats.number(shown)} of {rows} of {found.file}"
        )  # fmt: skip
        self.told = label(words, Role.SECONDARY, wrap=True)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter rows")
        self.filter.setAccessibleName("Filter rows")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._narrow)
        model = ColumnTableModel(_columns(found), lambda one: one.row, found.rows)
        self.table = TableView(model, "Rows behind the line", remember=lambda _layout: None, compact=True)
        self.copy = button("&Copy for Excel", icon="copy", clicked=self._copy)
        self.leave = button("Close", kind=Kind.PRIMARY, clicked=self.accept)
        self.leave.setDefault(True)
        heading = label(found.reason, Role.HEADING, wrap=True)
        body = column(heading, self.told, self.filter, margins=(24, 20, 24, 18), spacing=10)
        body.addWidget(self.table, 1)
        body.addLayout(row(self.copy, None, self.leave, spacing=8))
        self.setLayout(body)
        self.resize(room_on_screen(self, theme.px(1100), theme.px(600)))
        self.table.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, found: RowsBehind) -> None:
        """Show the rows until somebody closes them."""
        dialog = cls(found, parent)
        dialog.exec()
        dialog.deleteLater()

    def _narrow(self, text: str) -> None:
        self.table.set_filter(text)

    def _copy(self) -> None:
        """Copy the selected rows; all that are shown where none is selected."""
        self.table.copy_selection()
        count = len(self.table.selected_ids()) or self.table.proxy.rowCount()
        self.told.setText(f"Copied {formats.count(count, 'row')} with the headings")


def _columns(found: RowsBehind) -> tuple[Column[FileRow], ...]:
    """The number of the row, its cells by heading, the file and the reason."""
    C = Column[FileRow]  # noqa: N806 - stands for a class
    cells = [_cells(found, place, heading) for place, heading in enumerate(found.headings)]
    return (
        C("row", "Row", "The row as a spreadsheet numbers it", lambda r: formats.number(r.row),
          lambda r: r.row, CellKind.NUMBER, "8,888,888"),
        *cells,
        C("file", "File", "Where it stands", lambda _: found.file, lambda _: found.file,
          width_text=found.file[:_WIDEST], quiet=True),
        C("why", "Why", "Why it is not used", lambda _: found.reason, lambda _: found.reason,
          width_text=found.reason[:_WIDEST], quiet=True),
    )  # fmt: skip


def _cells(found: RowsBehind, place: int, heading: str) -> Column[FileRow]:
    """One column of the file; sorted by number where every cell holds one or none."""
    texts = [one.cells[place] for one in found.rows]
    numbers = {text: _number(text) for text in set(texts)}
    is_number = any(text and value is not None for text, value in numbers.items()) and all(
        value is not None or not text for text, value in numbers.items()
    )

    def text_of(one: FileRow) -> str:
        return one.cells[place]

    def number_of(one: FileRow) -> float | None:
        return numbers[one.cells[place]]

    widest = max(texts[:_LOOKED_AT], key=len, default="")[:_WIDEST]
    title = heading or f"Column {place + 1}"
    kind, key = (CellKind.NUMBER, number_of) if is_number else (CellKind.TEXT, text_of)
    return Column(f"cell{place}", title, title, text_of, key, kind, width_text=widest or "8")


def _number(text: str) -> float | None:
    """The number of a cell; None where it is blank, suppressed or no number."""
    try:
        value = parse_number(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
