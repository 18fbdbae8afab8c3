"""The one item model of the program: an adapter over a columns table and a list of rows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from workbench.ui.components.tips import plain_tip
from workbench.ui.tables.columns import CellKind, Column, RowT

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""Value object of a cell or a header."""
KIND_ROLE = CELL_ROLE + 1
"""CellKind of the column."""
LOOK_ROLE = CELL_ROLE + 2
"""``CellLook``: all that the delegate paints, in one answer."""
_NOWHERE = QModelIndex()
_SELECTABLE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren


@dataclass(frozen=True)
class CellLook:
    """What a cell looks like; two cells of the same look are the same picture.

    ``strong`` emphasises a row, as when its locality is touched by the running stroke; ``quiet`` columns
    are secondary; ``keeps_end`` shows the end of a text that is too long.
    """

    kind: CellKind
    text: str
    value: object = None
    strong: bool = False
    quiet: bool = False
    keeps_end: bool = False


class ColumnTableModel(QAbstractTableModel, Generic[RowT]):
    """Rows keyed by an id. Setting rows again emits changes only for those that differ."""

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        row_id: Callable[[RowT], Hashable],
        rows: Sequence[RowT] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._row_id = row_id
        self._rows: list[RowT] = list(rows)
        self._ids: list[Hashable] = [row_id(row) for row in self._rows]
        self._place = {key: place for place, key in enumerate(self._ids)}
        self._strong: frozenset[Hashable] = frozenset()
        self._header_cells: dict[str, object] = {}
        self._looks: dict[tuple[int, int], CellLook] = {}
        self._flags = tuple(
            _SELECTABLE if column.edit is None else _SELECTABLE | Qt.ItemFlag.ItemIsEditable
            for column in self.columns
        )

    # -- rows
    @property
    def rows(self) -> Sequence[RowT]:
        """The rows in the model's own order."""
        return self._rows

    def row_at(self, index: Index) -> RowT | None:
        """The row of an index of this model."""
        return self._rows[index.row()] if index.isValid() else None

    def id_at(self, place: int) -> Hashable:
        """The id of the row at a place of this model."""
        return self._ids[place]

    def place_of(self, row_id: Hashable) -> int | None:
        """The place of a row id, None where it is not shown."""
        return self._place.get(row_id)

    def column_place(self, column_id: str) -> int:
        """The place of a column.

        Raises:
            KeyError: there is no such column.
        """
        for place, column in enumerate(self.columns):
            if column.id == column_id:
                return place
        raise KeyError(column_id)

    def set_rows(self, rows: Iterable[RowT]) -> None:
        """Show ``rows``; selection and place of the rows that stay are kept."""
        new = list(rows)
        new_ids = [self._row_id(row) for row in new]
        wanted = dict(zip(new_ids, new, strict=True))
        self._drop([place for place, key in enumerate(self._ids) if key not in wanted])
        if [key for key in new_ids if key in self._place] != self._ids:
            self._reorder([key for key in new_ids if key in self._place])
        self._insert(new, new_ids)
        self.update_rows(new)

    def update_rows(self, rows: Iterable[RowT]) -> None:
        """Replace rows by id; unknown ids are passed over. Only rows that differ tell the views."""
        for row in rows:
            place = self._place.get(self._row_id(row))
            if place is not None and self._rows[place] != row:
                before = [self.look(place, at) for at in range(len(self.columns))]
                old, self._rows[place] = self._rows[place], row
                self._forget_looks(place)
                self._tell_cells(place, self._differing(place, old, before))

    def set_strong(self, ids: Iterable[Hashable]) -> None:
        """Emphasise the rows of these ids and no others."""
        wanted = frozenset(ids)
        differing = wanted ^ self._strong
        self._strong = wanted
        places = sorted(self._place[key] for key in differing if key in self._place)
        for place in places:
            self._forget_looks(place)
        for first, last in _runs(places):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def set_header_cell(self, column_id: str, value: object) -> None:
        """Give a header what it paints, such as the limits above a gauge."""
        if self._header_cells.get(column_id) != value:
            self._header_cells[column_id] = value
            place = self.column_place(column_id)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, place, place)

    def _drop(self, places: list[int]) -> None:
        for first, last in reversed(_runs(places)):
            self.beginRemoveRows(_NOWHERE, first, last)
            del self._rows[first : last + 1]
            del self._ids[first : last + 1]
            self._index_ids()
            self.endRemoveRows()

    def _reorder(self, ids: list[Hashable]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        place_after = {key: place for place, key in enumerate(ids)}
        after = [self.index(place_after[self._ids[index.row()]], index.column()) for index in before]
        self._rows = [self._rows[self._place[key]] for key in ids]
        self._ids = ids
        self._index_ids()
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert(self, new: list[RowT], new_ids: list[Hashable]) -> None:
        for first, last in _runs([place for place, key in enumerate(new_ids) if key not in self._place]):
            self.beginInsertRows(_NOWHERE, first, last)
            self._rows[first:first] = new[first : last + 1]
            self._ids[first:first] = new_ids[first : last + 1]
            self._index_ids()
            self.endInsertRows()

    def _index_ids(self) -> None:
        self._place = {key: place for place, key in enumerate(self._ids)}
        self._looks.clear()

    # -- looks
    def look(self, place: int, column_at: int) -> CellLook:
        """What the cell of a row and a column looks like."""
        look = self._looks.get((place, column_at))
        if look is None:
            row, column = self._rows[place], self.columns[column_at]
            value = column.cell(row) if column.cell else None
            strong = column.strong or self._ids[place] in self._strong
            look = CellLook(column.kind, column.display(row), value, strong, column.quiet, column.keeps_end)
            self._looks[place, column_at] = look
        return look

    def _forget_looks(self, place: int) -> None:
        for at in range(len(self.columns)):
            self._looks.pop((place, at), None)

    def _differing(self, place: int, old: RowT, before: Sequence[CellLook]) -> list[int]:
        """Columns whose look or order changed with a row; all where only something unseen did."""
        new = self._rows[place]
        found = [
            at
            for at, column in enumerate(self.columns)
            if self.look(place, at) != before[at] or column.sort_key(old) != column.sort_key(new)
        ]
        return found or list(range(len(self.columns)))

    def _tell_cells(self, place: int, columns: Sequence[int]) -> None:
        for first, last in _runs(columns):
            self.dataChanged.emit(self.index(place, first), self.index(place, last))

    # -- what Qt asks for
    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == LOOK_ROLE:
            return self.look(index.row(), index.column())
        reader = _READERS.get(role)
        return None if reader is None else reader(self.columns[index.column()], self._rows[index.row()])

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return column.title
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return column.help
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column.kind)
            case _:
                if role == CELL_ROLE:
                    return self._header_cells.get(column.id)
                return column.kind if role == KIND_ROLE else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return self._flags[index.column()] if index.isValid() else Qt.ItemFlag.NoItemFlags

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        edit = self.columns[index.column()].edit if index.isValid() else None
        if edit is None or role != Qt.ItemDataRole.EditRole:
            return False
        row = self._rows[index.row()]
        column = self.columns[index.column()]
        if str(value) == (column.edit_text or column.display)(row):
            return True
        return edit(row, str(value))


def _sortable(key: object) -> object:
    return None if isinstance(key, float) and math.isnan(key) else key


_READERS: dict[int, Callable[[Column[Any], Any], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, row: column.display(row),
    Qt.ItemDataRole.EditRole: lambda column, row: (column.edit_text or column.display)(row),
    Qt.ItemDataRole.UserRole: lambda column, row: _sortable(column.sort_key(row)),
    Qt.ItemDataRole.ToolTipRole: lambda column, row: plain_tip(column.tip(row)) if column.tip else None,
    Qt.ItemDataRole.AccessibleTextRole: lambda column, row: (column.spoken or column.display)(row),
    Qt.ItemDataRole.TextAlignmentRole: lambda column, _row: _alignment(column.kind),
    CELL_ROLE: lambda column, row: column.cell(row) if column.cell else None,
    KIND_ROLE: lambda column, _row: column.kind,
}
"""What a role reads from a column and a row."""


def _alignment(kind: CellKind) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if kind.right_aligned else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending places as runs of neighbours: [1, 2, 5] -> [(1, 2), (5, 5)]."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
