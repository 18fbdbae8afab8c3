"""A table of records that is edited in place: each change, addition and removal is a step of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from workbench.errors import WorkbenchError
from workbench.models.edits import Edit
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.components.tips import plain_tip
from workbench.ui.desk import Desk
from workbench.ui.dialogs.plain_table import plain_table


@dataclass(frozen=True)
class RecordColumn:
    """A column; without ``fixed`` it is edited, by one of ``choices`` where there are any."""

    title: str
    choices: tuple[str, ...] = ()
    fixed: bool = False


@dataclass(frozen=True)
class RecordSource:
    """Where records come from and what changes them; the functions make edits and may refuse."""

    columns: tuple[RecordColumn, ...]
    rows: Callable[[], Sequence[tuple[str, Sequence[str]]]]
    """Key and texts of every record."""
    change: Callable[[str, int, str], Edit | None]
    """Key, column and new text."""
    add: Callable[[], Edit | None] | None = None
    remove: Callable[[str], Edit | None] | None = None
    move: Callable[[str, int], Edit | None] | None = None
    """Key and steps, -1 is up."""
    stretch: tuple[int, ...] = (1,)
    add_text: str = "Add"
    note: Callable[[], str] = field(default=lambda: "")


class _Choices(QStyledItemDelegate):
    def __init__(self, choices: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QComboBox(parent)
        editor.addItems(list(self._choices))
        editor.setCurrentText(str(index.data() or ""))
        editor.activated.connect(lambda _place: self.commitData.emit(editor))
        return editor


class _Table(QTableWidget):
    """Enter and F2 edit, Delete asks the page to remove."""

    remove: Callable[[], object] | None = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.state() != QAbstractItemView.State.EditingState and self.currentIndex().isValid():
            self.edit(self.currentIndex())
            event.accept()
        elif event.key() == Qt.Key.Key_Delete and self.remove is not None:
            self.remove()
        else:
            super().keyPressEvent(event)


class RecordTable(QWidget):
    """The table with its buttons; what stands in the way of a change is told under it."""

    def __init__(self, desk: Desk, name: str, source: RecordSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._source = desk, source
        self._filling = False
        self.table = _Table(0, len(source.columns))
        dressed = plain_table(name, [one.title for one in source.columns], stretch=source.stretch)
        _dress_like(self.table, dressed, source)
        self.table.remove = self.remove if source.remove is not None else None
        self.table.itemChanged.connect(self._changed)
        self.told = label("", Role.SECONDARY, wrap=True)
        parts: list[QWidget] = []
        if source.add is not None:
            parts.append(button(source.add_text, icon="add", clicked=self.add))
        if source.remove is not None:
            parts.append(button("Remove", icon="delete", clicked=self.remove))
        if source.move is not None:
            parts.append(button("Up", kind=Kind.QUIET, clicked=lambda: self.move_row(-1)))
            parts.append(button("Down", kind=Kind.QUIET, clicked=lambda: self.move_row(1)))
        self.setLayout(column(self.table, self.told, row(*parts, None), margins=(0, 8, 0, 0), spacing=8))
        self.reload()

    def reload(self, key: str | None = None) -> None:
        """Read the records again, keeping the current row or going to the one of ``key``."""
        self._filling = True
        place = (self.table.currentRow(), self.table.currentColumn())
        rows = self._source.rows()
        self.table.setRowCount(len(rows))
        for at, (row_key, texts) in enumerate(rows):
            for column_at, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, row_key)
                item.setToolTip(plain_tip(text))
                if self._source.columns[column_at].fixed:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(at, column_at, item)
            if row_key == key:
                place = (at, max(0, place[1]))
        if rows and place[0] >= 0:
            self.table.setCurrentCell(min(place[0], len(rows) - 1), max(0, place[1]))
        self._filling = False
        self.told.setText(self._source.note())

    def _carry_out(self, make: Callable[[], Edit | None], key: str | None = None) -> None:
        bridge = self._desk.bridge
        problem = ""
        try:
            edit = make()
            if edit is not None and bridge is not None:
                bridge.apply(edit)
        except WorkbenchError as refused:
            problem = " ".join(part for part in (refused.what, refused.why, refused.remedy) if part)
        self.reload(key)
        if problem:
            self.told.setText(problem)

    def _key(self) -> str | None:
        item = self.table.item(self.table.currentRow(), 0)
        return None if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def _changed(self, item: QTableWidgetItem) -> None:
        if not self._filling:
            key, at, text = str(item.data(Qt.ItemDataRole.UserRole)), item.column(), item.text().strip()
            self._carry_out(lambda: self._source.change(key, at, text), key)

    def add(self) -> None:
        """Add a record and go to it."""
        if self._source.add is not None:
            before = {key for key, _ in self._source.rows()}
            self._carry_out(self._source.add)
            added = next((key for key, _ in self._source.rows() if key not in before), None)
            if added is not None:
                self.reload(added)

    def remove(self) -> None:
        """Remove the current record; undo brings it back."""
        key, remove = self._key(), self._source.remove
        if key is not None and remove is not None:
            self._carry_out(lambda: remove(key))

    def move_row(self, steps: int) -> None:
        """Put the current record at another place."""
        key, move = self._key(), self._source.move
        if key is not None and move is not None:
            self._carry_out(lambda: move(key, steps), key)


def _dress_like(table: QTableWidget, model: QTableWidget, source: RecordSource) -> None:
    """Take titles, name and behaviour of a plain table; edit by double-click, F2, Enter or typing."""
    table.setAccessibleName(model.accessibleName())
    table.setHorizontalHeaderLabels([one.title for one in source.columns])
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(
        QAbstractItemView.EditTrigger.DoubleClicked
        | QAbstractItemView.EditTrigger.EditKeyPressed
        | QAbstractItemView.EditTrigger.AnyKeyPressed
    )
    for at, one in enumerate(source.columns):
        table.horizontalHeader().setSectionResizeMode(at, model.horizontalHeader().sectionResizeMode(at))
        if one.choices:
            table.setItemDelegateForColumn(at, _Choices(one.choices, table))
    model.deleteLater()
