"""The middle of the matrix: a table view whose keys set, fill, copy, paste, fold and find."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget
from typing_extensions import override

from workbench.models.scope import Scope
from workbench.ui.services.matrix_delegates import MatrixDelegate
from workbench.ui.services.matrix_header import MatrixHeader
from workbench.ui.services.matrix_model import FIRST, MatrixModel
from workbench.ui.theme import current_theme


class Wish(StrEnum):
    """What a key asks of the view around the table."""

    COPY = "copy"
    PASTE = "paste"
    FILL_DOWN = "fill_down"
    FILL_RIGHT = "fill_right"
    RESET = "reset"
    FIND = "find"
    DETAILS = "details"
    DROP = "drop"
    NEXT_GAP = "next_gap"
    PREVIOUS_GAP = "previous_gap"


SCOPE_KEYS = {
    Qt.Key.Key_I: Scope.IN, Qt.Key.Key_P: Scope.PARTIAL,
    Qt.Key.Key_O: Scope.OUT, Qt.Key.Key_N: Scope.NOT_APPLICABLE,
}  # fmt: skip
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_WISHES: dict[tuple[Qt.Key, Qt.KeyboardModifier], Wish] = {
    (Qt.Key.Key_D, _CTRL): Wish.FILL_DOWN,
    (Qt.Key.Key_R, _CTRL): Wish.FILL_RIGHT,
    (Qt.Key.Key_F, _CTRL): Wish.FIND,
    (Qt.Key.Key_C, _CTRL): Wish.COPY,
    (Qt.Key.Key_V, _CTRL): Wish.PASTE,
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): Wish.RESET,
    (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier): Wish.RESET,
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier): Wish.DETAILS,
    (Qt.Key.Key_Enter, Qt.KeyboardModifier.NoModifier): Wish.DETAILS,
    (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier): Wish.DETAILS,
    (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier): Wish.DROP,
    (Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier): Wish.NEXT_GAP,
    (Qt.Key.Key_F8, _SHIFT): Wish.PREVIOUS_GAP,
}
_FOLDS = {Qt.Key.Key_Minus: True, Qt.Key.Key_Plus: False}


def _modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


class QuietTable(QTableView):
    """A table view that fills its ground itself, so that scrolling moves pixels and paints only new rows.

    Pixels are moved only where nothing waits to be painted: Qt moves what waits along with the rows, also
    beyond the edge of the table, where it would be painted over whatever lies below.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting = True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._waiting = False
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), current_theme().color("surface"))
        painter.end()
        super().paintEvent(event)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        viewport, opaque = self.viewport(), Qt.WidgetAttribute.WA_OpaquePaintEvent
        viewport.setAttribute(opaque, not self._waiting)
        super().scrollContentsBy(dx, dy)
        viewport.setAttribute(opaque)

    @override
    def reset(self) -> None:
        self._waiting = True
        super().reset()

    @override
    def updateGeometries(self) -> None:
        self._waiting = True
        super().updateGeometries()

    @override
    def dataChanged(
        self,
        topLeft: QModelIndex | QPersistentModelIndex,
        bottomRight: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        self._waiting = True
        super().dataChanged(topLeft, bottomRight, roles)

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        self._waiting = True
        super().selectionChanged(selected, deselected)


def bare_table(model: MatrixModel, name: str) -> QTableView:
    """A table view in the style of the matrix, without bars of its own."""
    view = QuietTable()
    _dress(view, model, name)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    return view


def _dress(view: QTableView, model: MatrixModel, name: str) -> MatrixHeader:
    view.setModel(model)
    view.setAccessibleName(name)
    header = MatrixHeader(model, view)
    view.setHorizontalHeader(header)
    view.setItemDelegate(MatrixDelegate(model, view))
    view.setShowGrid(False)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    view.verticalHeader().hide()
    view.verticalHeader().setMinimumSectionSize(8)
    return header


class MatrixGridView(QuietTable):
    """Cells of localities; the only part of the matrix that takes the keyboard."""

    scope_typed = Signal(object)
    """``Scope`` that was typed over the selection."""
    wished = Signal(object)
    """``Wish``."""
    group_toggled = Signal(str)
    """A group is folded or opened."""
    fold_wanted = Signal(str, bool)

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = model
        self.header = _dress(self, model, "Services by localities")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)

    def _group_here(self) -> str:
        row = self._matrix.row_at(self.currentIndex().row())
        return row.group if row is not None else ""

    def on_group(self) -> bool:
        """Whether the current row is the head of a group."""
        index = self.currentIndex()
        return index.isValid() and self._matrix.service_at(index.row()) is None

    def _takes(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), _modifiers(event)
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        if (key, modifiers) in _WISHES or event.matches(QKeySequence.StandardKey.SelectAll):
            return True
        if key in _FOLDS or key == Qt.Key.Key_Space:
            return modifiers in (Qt.KeyboardModifier.NoModifier, _SHIFT)
        return plain and (key in SCOPE_KEYS or Qt.Key.Key_A <= key <= Qt.Key.Key_Z)

    @override
    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._takes(event)
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), _modifiers(event)
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        wish = _WISHES.get((key, modifiers))
        if self.on_group() and plain and self._fold_by_key(key):
            return
        if wish is not None:
            self.wished.emit(wish)
        elif plain and key in SCOPE_KEYS:
            self.scope_typed.emit(SCOPE_KEYS[key])
        elif key in _FOLDS and modifiers in (Qt.KeyboardModifier.NoModifier, _SHIFT):
            self.fold_wanted.emit(self._group_here(), _FOLDS[key])
        elif plain and Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fold_by_key(self, key: Qt.Key) -> bool:
        group = self._group_here()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.group_toggled.emit(group)
        elif key == Qt.Key.Key_Left:
            self.fold_wanted.emit(group, True)
        elif key == Qt.Key.Key_Right:
            self.fold_wanted.emit(group, False)
        else:
            return False
        return True

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters set the scope; names are found with Ctrl+F."""

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid():
            self.choose_first()
        super().focusInEvent(event)

    def choose_first(self) -> None:
        """Make the first cell current."""
        row = next((at for at, row in enumerate(self._matrix.rows) if row.service is not None), None)
        if row is not None and self._matrix.columnCount() > FIRST + 1:
            self.choose(self._matrix.index(row, FIRST))

    def choose(self, index: QModelIndex) -> None:
        """Make a cell current, select only it and scroll to it."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
