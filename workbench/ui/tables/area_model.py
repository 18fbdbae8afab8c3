"""The table of all areas: rows are unit numbers, sorted and filtered by numpy, since there may be 33,000."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QIdentityProxyModel, QObject, Qt
from typing_extensions import override

from workbench.ui.tables.column_table_model import ColumnTableModel
from workbench.ui.tables.columns import Column

Units = NDArray[np.int64]
Keys = Mapping[str, Callable[[], NDArray[np.float64] | Sequence[str]]]


class AreaModel(ColumnTableModel[int]):
    """Shows the units handed to it, in the order of a column; ``keys`` gives what each column sorts by."""

    def __init__(self, columns: Sequence[Column[int]], keys: Keys, parent: QObject | None = None) -> None:
        super().__init__(columns, lambda unit: unit, parent=parent)
        self._keys = keys
        self._wanted: Units = np.empty(0, dtype=np.int64)
        self._by: tuple[str, bool] | None = None

    @property
    def units(self) -> Units:
        """The units shown, in their order."""
        return np.array(self._rows, dtype=np.int64)

    def show_units(self, units: Units) -> None:
        """Show these units; where they stand as they did, only their looks are told anew."""
        self._wanted = units
        self._arrange()

    def order_by(self, column_id: str | None, *, descending: bool = False) -> None:
        """Sort by a column, None for the order of the project."""
        self._by = None if column_id is None else (column_id, descending)
        self._arrange()

    def _arrange(self) -> None:
        order = self._wanted
        if self._by is not None and len(order):
            column_id, descending = self._by
            order = order[_ranks(self._keys[column_id](), order, descending=descending)]
        rows = [int(unit) for unit in order]
        if rows == self._rows:
            self._looks.clear()
            if rows:
                last = self.index(len(rows) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows, self._ids = rows, list(rows)
        self._index_ids()
        self.endResetModel()


def _ranks(keys: NDArray[np.float64] | Sequence[str], units: Units, *, descending: bool) -> Units:
    """Places of the units in order; figures that are not known come last in both directions."""
    if isinstance(keys, np.ndarray):
        values = np.asarray(keys, dtype=np.float64)[units]
        return np.argsort(-values if descending else values, kind="stable")
    words = [keys[unit] for unit in units]
    return np.array(sorted(range(len(words)), key=words.__getitem__, reverse=descending), dtype=np.int64)


class AreaProxy(QIdentityProxyModel):
    """Stands between the model and the view, and lets the model itself sort."""

    def __init__(self, source: AreaModel) -> None:
        super().__init__(source)
        self._areas = source
        self.setSourceModel(source)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        columns = self._areas.columns
        name = columns[column].id if 0 <= column < len(columns) else None
        self._areas.order_by(name, descending=order == Qt.SortOrder.DescendingOrder)

    def set_filter(self, text: str, accepts: Callable[[object], bool] | None = None) -> None:
        """Nothing: the panel hands over the units to show."""
