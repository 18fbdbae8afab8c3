"""A card with a search field and the list of what was found, as the palette and the search use it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from workbench.ui.components.labels import Role, column, label, row, rule
from workbench.ui.components.shadow import add_shadow
from workbench.ui.components.tips import plain_tip
from workbench.ui.icons import icon, paint_icon
from workbench.ui.theme import current_theme

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
WIDTH, ROW, ROWS = 600, 46, 8
_NOWHERE = QModelIndex()
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_OWN = (*_MOVES, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


@dataclass(frozen=True)
class FoundRow:
    """One line found: ``detail`` stands small below the title, ``side`` small at the right.

    A row that is not ``ready`` is grey and cannot be taken; its detail says why.
    """

    key: Hashable
    title: str
    detail: str = ""
    side: str = ""
    icon: str = ""
    ready: bool = True

    @property
    def spoken(self) -> str:
        """The whole line for a screen reader."""
        words = ", ".join(part for part in (self.title, self.detail, self.side) if part)
        return words if self.ready else f"{words}, not now"


class _FoundModel(QAbstractListModel):
    """The lines found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[FoundRow] = []

    def show(self, rows: Sequence[FoundRow]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        found = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return found.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return found.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(found.detail) or None
            case _:
                return found if role == ROW_ROLE else None


class _FoundDelegate(QStyledItemDelegate):
    """Paints a line: icon, title over detail, and what stands at the right."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, current_theme().px(ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found = index.data(ROW_ROLE)
        if not isinstance(found, FoundRow):
            return
        theme = current_theme()
        rect: QRectF = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selected"))
            painter.fillRect(
                QRectF(rect.left(), rect.top(), theme.px(3), rect.height()), theme.color("accent")
            )
        ink, quiet = (theme.color(token if found.ready else "text3") for token in ("text", "text2"))
        pad, side = theme.px(14), theme.px(18)
        left = rect.left() + pad
        if found.icon:
            paint_icon(painter, found.icon, QRectF(left, rect.center().y() - side / 2, side, side), quiet)
            left += side + theme.px(10)
        small = QFont(font)
        small.setPixelSize(theme.px(12))
        right = self._paint_side(painter, found, rect.adjusted(0, 0, -pad, 0), small)
        room = QRectF(left, rect.top(), right - left, rect.height())
        half = room.height() / 2
        self._text(
            painter, found.title, room.adjusted(0, theme.px(3), 0, -half) if found.detail else room, font, ink
        )
        if found.detail:
            self._text(painter, found.detail, room.adjusted(0, half, 0, -theme.px(3)), small, quiet)
        painter.restore()

    @staticmethod
    def _paint_side(painter: QPainter, found: FoundRow, rect: QRectF, font: QFont) -> float:
        """Write what stands at the right; gives where the rest has to end."""
        if not found.side:
            return rect.right()
        painter.setFont(font)
        painter.setPen(current_theme().color("text2" if found.ready else "text3"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, found.side)
        return rect.right() - painter.fontMetrics().horizontalAdvance(found.side) - current_theme().px(14)

    @staticmethod
    def _text(painter: QPainter, text: str, box: QRectF, font: QFont, ink: QColor) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)


class FinderCard(QFrame):
    """Lies over the window's body, takes the keyboard, and gives it back when it goes.

    ``find`` gives the lines for what was typed; ``taken`` tells the key of the line that was chosen, after
    the keyboard is back where it was.
    """

    taken = Signal(object)
    taken_whole = Signal(object)
    """The same with Shift held."""

    def __init__(
        self, over: QWidget, name: str, hint: str, find: Callable[[str], Sequence[FoundRow]], *, foot: str
    ) -> None:
        super().__init__(over)
        self.setObjectName("card")
        self.setAccessibleName(name)
        self._find = find
        self.waiting = ""
        """What is said instead of "nothing" while what is searched is not complete."""
        self._back: QWidget | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(name)
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icon("search", size=16), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(lambda _text: self.refresh())
        self.field.installEventFilter(self)
        self.model = _FoundModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_FoundDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(f"{name}: what was found")
        self.list.clicked.connect(self._clicked)
        self.list.selectionModel().currentChanged.connect(lambda now, _before: self._speak(now))
        self.nothing = label("", Role.SECONDARY)
        self.nothing.setContentsMargins(current_theme().px(14), 10, 0, 10)
        self._foot = label(foot, Role.CAPTION)
        head = column(self.field, margins=(10, 10, 10, 8))
        layout = column(head, rule(), self.list, self.nothing, rule(), spacing=0, margins=(1, 1, 1, 1))
        layout.addLayout(row(self._foot, None, margins=(14, 6, 14, 7)))
        self.setLayout(layout)
        add_shadow(self)
        over.installEventFilter(self)
        self.hide()

    def open(self, text: str = "") -> None:
        """Show the card with the keyboard in it."""
        if self.isHidden():
            self._back = QApplication.focusWidget()
        self.field.setText(text)
        self.refresh()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_card(self) -> None:
        """Hide it and give the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        back, self._back = self._back, None
        if back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Find again, as when what is searched has changed."""
        rows = self._find(self.field.text())
        self.model.show(rows)
        self.list.setVisible(bool(rows))
        typed = self.field.text().strip()
        self.nothing.setText(self.waiting or f"Nothing is called “{typed}”")
        self.nothing.setVisible(not rows and bool(typed))
        if rows:
            self.list.setCurrentIndex(self.model.index(0, 0))
        self._place()

    # -- place and keys
    def _place(self) -> None:
        theme, over = current_theme(), self.parentWidget()
        if over is None:
            return
        width = min(theme.px(WIDTH), over.width() - theme.px(32))
        shown = min(len(self.model.rows), ROWS)
        high = theme.px(ROW) * shown
        room = over.height() - theme.px(150)
        self.list.setFixedHeight(max(min(high, room), 0))
        self.setFixedWidth(width)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.resize(width, self.sizeHint().height())
        self.move(
            QPoint((over.width() - width) // 2, min(theme.px(56), max(over.height() - self.height(), 0)))
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.field and isinstance(event, QKeyEvent) and event.key() in _OWN:
            if kind == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if kind == QEvent.Type.KeyPress:
                self._use(event)
                return True
        elif watched is self.field and kind == QEvent.Type.FocusOut:
            if (
                QApplication.activePopupWidget() is None
                and not self.isHidden()
                and QApplication.activeWindow()
            ):
                self.hide()
        elif watched is self.parentWidget() and kind == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _use(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_card()
        elif key in _MOVES:
            self._move({_MOVES[0]: -1, _MOVES[1]: 1, _MOVES[2]: -ROWS, _MOVES[3]: ROWS}[Qt.Key(key)])
        else:
            whole = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._take(self.list.currentIndex(), whole=whole)

    def _move(self, step: int) -> None:
        count = len(self.model.rows)
        if not count:
            return
        at = self.list.currentIndex().row() + step
        at = at % count if abs(step) == 1 else min(max(at, 0), count - 1)
        self.list.setCurrentIndex(self.model.index(at, 0))

    def _clicked(self, index: QModelIndex) -> None:
        self._take(index)

    def _take(self, index: Index, *, whole: bool = False) -> None:
        if not index.isValid() or not self.model.rows[index.row()].ready:
            return
        key = self.model.rows[index.row()].key
        self.close_card()
        (self.taken_whole if whole else self.taken).emit(key)

    def _speak(self, index: QModelIndex) -> None:
        """Let the field, which has the keyboard, say which line is current."""
        if index.isValid():
            self.field.setAccessibleDescription(self.model.rows[index.row()].spoken)
