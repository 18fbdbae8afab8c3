"""The flow table as an item model: locality of residence down, locality of registration across."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from workbench.metrics.flows import FlowEnd, FlowTable
from workbench.ui import formats
from workbench.ui.theme import current_theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
TOTAL = "All"
OWN_SHARE = "Own residents"


class FlowTableModel(QAbstractTableModel):
    """All rows but the last of the core's table, which is not of the file, and both totals.

    The last two columns are the total and the share of residents registered in their own locality.
    """

    def __init__(self) -> None:
        super().__init__()
        self.table: FlowTable | None = None

    def show(self, table: FlowTable | None) -> None:
        """Show another table."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if self.table is None or parent.isValid() else len(self.table.rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if self.table is None or parent.isValid() else len(self.table.columns) + 2

    def people(self, row: int, column: int) -> float:
        """The figure of a cell; NaN for the share and where there is none."""
        table = self.table
        assert table is not None  # noqa: S101 - only asked of cells that are there
        down, across = row == len(table.rows) - 1, column - len(table.columns)
        if across > 0:
            return math.nan
        if down:
            return table.total_in_file if across == 0 else float(table.column_totals_in_file[column])
        return float(table.in_file[row].sum() if across == 0 else table.in_file[row, column])

    def text(self, row: int, column: int) -> str:
        """What a cell shows."""
        table = self.table
        if table is None:
            return ""
        if column == len(table.columns) + 1:
            return self._share_text(table, row)
        people = self.people(row, column)
        return "–" if people == 0 else formats.number(people)

    @staticmethod
    def _share_text(table: FlowTable, row: int) -> str:
        if row < table.localities:
            return formats.percent(float(table.own_residents_share[row]), unknown="–")
        if row < len(table.rows) - 1:
            return ""
        count = table.localities
        living = table.people[:count].sum()
        own = float(np.trace(table.people[:count, :count]))
        return formats.percent(own / living if living > 0 else None, unknown="–")

    def is_own(self, row: int, column: int) -> bool:
        """Whether a cell is of people registered in the locality where they live."""
        return self.table is not None and row == column < self.table.localities

    def is_total(self, row: int, column: int) -> bool:
        """Whether a cell is a sum."""
        table = self.table
        return table is not None and (row == len(table.rows) - 1 or column >= len(table.columns))

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.table is None:
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row, column)
        return self._look(row, column, role)

    def _look(self, row: int, column: int, role: int) -> Any:  # noqa: ANN401 - font or colour, as Qt asks
        theme, own, total = current_theme(), self.is_own(row, column), self.is_total(row, column)
        match role:
            case Qt.ItemDataRole.FontRole:
                return theme.font("base", "semibold" if own or total else "regular")
            case Qt.ItemDataRole.BackgroundRole if own or total:
                return theme.color("accent_soft" if own else "sunken")
            case Qt.ItemDataRole.ForegroundRole:
                return theme.color("text3" if self.text(row, column) == "–" else "text")
            case _:
                return None

    def _spoken(self, row: int, column: int) -> str:
        table = self.table
        if table is None or column > len(table.columns):
            return self.text(row, column)
        lives = TOTAL if row == len(table.rows) - 1 else table.rows[row].title
        where = TOTAL if column == len(table.columns) else table.columns[column].title
        return f"Live in {lives}, registered in {where}: {formats.people(self.people(row, column))}"

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        table = self.table
        if table is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation is Qt.Orientation.Vertical:
            return TOTAL if section == len(table.rows) - 1 else _title(table.rows[section])
        if section < len(table.columns):
            return _title(table.columns[section])
        return TOTAL if section == len(table.columns) else OWN_SHARE

    def as_lines(self) -> list[list[str]]:
        """The whole table for a spreadsheet."""
        table = self.table
        if table is None:
            return [[]]
        titles = [self.headerData(at, Qt.Orientation.Horizontal) for at in range(self.columnCount())]
        lines = [["Live in \\ registered in", *map(str, titles)]]
        for row in range(self.rowCount()):
            cells = [f"{self.people(row, at):.0f}" for at in range(len(table.columns) + 1)]
            head = str(self.headerData(row, Qt.Orientation.Vertical))
            lines.append([head, *cells, self.text(row, len(table.columns) + 1)])
        return lines


def _title(end: FlowEnd) -> str:
    return end.title if end.locality is None else f"{end.locality.number} {end.title}"
