"""The Qt model over the grid: service, ages, one column a locality, parity."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from workbench.models.localities import Locality
from workbench.models.scope import CellKey
from workbench.models.services import Service
from workbench.ui import formats
from workbench.ui.components.tips import plain_tip
from workbench.ui.services.grid import Counts, Grid, Look, Row
from workbench.ui.services.shown_fields import SCOPE

SERVICE, AGES, FIRST = 0, 1, 2
AGE_WORDS = {"A": "Adult", "C": "Child", "B": "All"}
_NO_INDEX = QModelIndex()
_NONE = Qt.ItemFlag.NoItemFlags
_SHOWN = Qt.ItemFlag.ItemIsEnabled
_CHOSEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
Index = QModelIndex | QPersistentModelIndex


class MatrixModel(QAbstractTableModel):
    """Delegates ask ``look`` and ``row_at`` directly; roles serve screen readers, tests and copying."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid: Grid | None = None

    # -- content
    def use(self, grid: Grid | None) -> None:
        """Show another grid."""
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def rearrange(self, change: Callable[[Grid], object]) -> None:
        """Do something that makes other rows, such as filtering."""
        self.beginResetModel()
        if self.grid is not None:
            change(self.grid)
        self.endResetModel()

    def cells_changed(self, keys: Iterable[CellKey]) -> None:
        """Draw cells, and the parity of their services, again."""
        if self.grid is None:
            return
        gone = frozenset(keys)
        self.grid.forget(gone)
        if self.grid.begun_changed() and self.grid.rows:
            last = len(self.grid.rows) - 1
            self.dataChanged.emit(self.index(0, FIRST), self.index(last, self.parity_column))
            return
        services = {key.service for key in gone}
        for place, row in enumerate(self.grid.rows):
            if row.service is not None and row.service.id in services:
                self.dataChanged.emit(self.index(place, FIRST), self.index(place, self.parity_column))

    def people_changed(self) -> None:
        """Draw the parity column again."""
        if self.rowCount():
            column = self.parity_column
            self.dataChanged.emit(self.index(0, column), self.index(self.rowCount() - 1, column))

    # -- places
    @property
    def parity_column(self) -> int:
        """The last column."""
        return self.columnCount() - 1

    @property
    def rows(self) -> list[Row]:
        """All rows shown."""
        return self.grid.rows if self.grid is not None else []

    def row_at(self, row: int) -> Row | None:
        """A row; None where there is none."""
        rows = self.rows
        return rows[row] if 0 <= row < len(rows) else None

    def service_at(self, row: int) -> Service | None:
        """The service of a row; None for the head of a group."""
        found = self.row_at(row)
        return found.service if found is not None else None

    def locality_at(self, column: int) -> Locality | None:
        """The locality of a column; None for the others."""
        if self.grid is None or not FIRST <= column < self.parity_column:
            return None
        return self.grid.localities[column - FIRST]

    def look(self, row: int, column: int) -> Look | None:
        """How a cell is drawn; None where there is no cell."""
        grid = self.grid
        if grid is None or column < FIRST or column - FIRST >= len(grid.localities) or row >= len(grid.rows):
            return None
        service = grid.rows[row].service
        return None if service is None else grid.look(service, grid.localities[column - FIRST])

    def key(self, row: int, column: int) -> CellKey | None:
        """The key of a cell; None where there is none or the service is not for the age group."""
        service, locality = self.service_at(row), self.locality_at(column)
        if self.grid is None or service is None or locality is None:
            return None
        return self.grid.key(service, locality)

    def place_of(self, service: str, locality: str) -> QModelIndex:
        """The cell of a service and locality; not valid where it is not shown."""
        if self.grid is None:
            return QModelIndex()
        column = next((at for at, one in enumerate(self.grid.localities) if one.code == locality), None)
        row = next((at for at, r in enumerate(self.rows) if r.service and r.service.id == service), None)
        return QModelIndex() if row is None or column is None else self.index(row, FIRST + column)

    def parity_text(self, service: Service) -> str:
        """The parity as a whole per cent, a dash where there is none."""
        parity = math.nan if self.grid is None else self.grid.parity(service)
        return formats.percent(parity, 0, unknown=formats.nothing(""))

    def counts(self) -> Counts | None:
        """The counts of the strip."""
        return self.grid.counts() if self.grid is not None else None

    # -- Qt
    @override
    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        if parent.isValid():
            return 0
        return FIRST + (len(self.grid.localities) if self.grid is not None else 0) + 1

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _NONE
        return _SHOWN if self.look(index.row(), index.column()) is None else _CHOSEN

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or self.grid is None:
            return None
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            tip = role == Qt.ItemDataRole.ToolTipRole
            spoken = self._spoken(row, index.column(), tip=tip)
            return plain_tip(spoken) if tip else spoken
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if row.service is None:
            return row.group if index.column() == SERVICE else ""
        if index.column() == SERVICE:
            return row.service.name
        if index.column() == AGES:
            return AGE_WORDS[row.service.ages]
        if index.column() == self.parity_column:
            return self.parity_text(row.service)
        look = self.look(index.row(), index.column())
        return look.word if look is not None else ""

    def _spoken(self, row: Row, column: int, *, tip: bool) -> str:
        grid = self.grid
        if grid is None:
            return ""
        if row.service is None:
            folded = "folded" if row.group in grid.collapsed else "open"
            return f"{row.group}, {formats.count(row.count, 'service')}, {folded}"
        locality = self.locality_at(column)
        if locality is None:
            if column == self.parity_column:
                return f"{row.service.name}: parity {self.parity_text(row.service)}"
            return row.service.name
        spoken = grid.spoken(row.service, locality)
        reason = grid.cell(row.service, locality).reason if tip and grid.field is SCOPE else ""
        return f"{spoken}\n{reason}" if reason else spoken

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role not in (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole,
        ):  # fmt: skip
            return None
        locality = self.locality_at(section)
        if locality is not None:
            name = f"{locality.number} {locality.name}"
            return plain_tip(name) if role == Qt.ItemDataRole.ToolTipRole else name
        titles = {SERVICE: "Service", AGES: "Ages", self.parity_column: "Parity"}
        if role == Qt.ItemDataRole.ToolTipRole and section == self.parity_column:
            return "Share of the people whose locality offers the service in full"
        return titles.get(section, "")
