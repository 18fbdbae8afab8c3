"""Sorting and filtering the rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.ui.tables.column_table_model import ColumnTableModel


class SortFilterModel(QSortFilterProxyModel):
    """Sorts by the raw values, what is not known last in both directions, and filters by words."""

    def __init__(self, source: ColumnTableModel[Any]) -> None:
        super().__init__(source)
        self._words: tuple[str, ...] = ()
        self._narrowed: tuple[str, ...] = ()
        self._accepts: Callable[[Any], bool] | None = None
        self.setSortRole(Qt.ItemDataRole.UserRole)
        self.setDynamicSortFilter(True)
        self.setSourceModel(source)
        self._table = source

    def set_filter(self, text: str, accepts: Callable[[Any], bool] | None = None) -> None:
        """Show rows that hold every word of ``text`` in some column and that ``accepts`` takes."""
        self._words = tuple(text.casefold().split())
        self._accepts = accepts
        self.invalidate()

    def narrow(self, text: str) -> None:
        """Show only rows with these words too, whatever other filter there is."""
        self._narrowed = tuple(text.casefold().split())
        self.invalidate()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        row = self._table.rows[source_row]
        if self._accepts is not None and not self._accepts(row):
            return False
        words = self._words + self._narrowed
        if not words:
            return True
        text = " ".join(column.display(row) for column in self._table.columns).casefold()
        return all(word in text for word in words)

    @override
    def lessThan(
        self,
        source_left: QModelIndex | QPersistentModelIndex,
        source_right: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        left, right = source_left.data(Qt.ItemDataRole.UserRole), source_right.data(Qt.ItemDataRole.UserRole)
        if left is None or right is None:
            unknown_left = left is None and right is not None
            unknown_right = right is None and left is not None
            return unknown_right if self.sortOrder() is Qt.SortOrder.AscendingOrder else unknown_left
        if isinstance(left, str) and isinstance(right, str):
            return left.casefold() < right.casefold()
        return bool(left < right)
