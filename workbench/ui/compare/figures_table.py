"""The table of all figures; its columns stand under the maps that they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from workbench.metrics.scorecard import Heading, Verdict
from workbench.ui.compare.figure_rows import BEST, Cell, Difference, FigureRow, copied
from workbench.ui.components.badge import badge_width
from workbench.ui.icons import paint_icon
from workbench.ui.status import BandState, paint_status
from workbench.ui.tables.copying import put_rows
from workbench.ui.tables.delegates import row_height
from workbench.ui.theme import current_theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
PADDING = 12
_GAP = 8
NARROW = 230
"""Design pixels that two differences need in a column of their own."""
MOST_IN_COLUMN = 2
"""Differences from the baseline that fit into a column of their own."""
_SHAPES = {Verdict.BETTER: BandState.IN, Verdict.WORSE: BandState.OVER}


class FiguresModel(QAbstractTableModel):
    """Titles, a column for each scenario, and one of differences where it is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FigureRow] = []
        self.names: list[str] = []
        self.difference = ""
        self.narrow = False
        """Whether the column of differences has no room for figures."""

    def show_rows(self, rows: Sequence[FigureRow], names: Sequence[str], difference: str) -> None:
        """Show rows; ``difference`` is the title of the last column, "" for none."""
        shape = (len(self.rows), [row.id for row in self.rows], len(self.names), self.difference)
        same = shape == (len(rows), [row.id for row in rows], len(names), difference)
        if not same:
            self.beginResetModel()
        self.rows, self.names, self.difference = list(rows), list(names), difference
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))

    @property
    def beside(self) -> bool:
        """Whether differences stand beside the values: there is no column for them, or one too narrow."""
        return not self.difference or self.narrow or len(self.names) > MOST_IN_COLUMN + 1

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return len(self.rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 1 + len(self.names) + bool(self.difference) if self.rows else 0

    def cell(self, index: Index) -> Cell | None:
        """The value at an index, None for titles and differences."""
        row, at = self.rows[index.row()], index.column() - 1
        return row.cells[at] if 0 <= at < len(row.cells) else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, cell = self.rows[index.row()], self.cell(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if index.column() == 0 or row.heading:
                return row.title if index.column() == 0 else ""
            if cell is not None:
                return cell.told
            return "; ".join(f"{one.letter} {one.told}" for one in row.differences)
        if role == Qt.ItemDataRole.ToolTipRole and not row.heading:
            if index.column() == 0:
                return f"{row.title}\n{row.tip}"
            if cell is not None and cell.difference is not None:
                return f"{cell.told}\n{cell.difference.told} beside the baseline"
            return self.data(index)
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            titles = ["Figures", *self.names, self.difference]
            return titles[section] if section < len(titles) else ""
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class FiguresDelegate(QStyledItemDelegate):
    """Value, "Best" by word and shape, and the difference from the baseline."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, FiguresModel):
            return
        theme, row, box = current_theme(), model.rows[index.row()], QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, theme.color("selected" if selected else "sunken" if row.heading else "surface"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if index.column() and not row.heading:
            painter.drawLine(box.topLeft(), box.bottomLeft())
        inner = box.adjusted(theme.px(PADDING), 0, -theme.px(4), -1)
        cell = model.cell(index)
        if index.column() == 0:
            ink = theme.color("text")
            _text(painter, inner, row.title, "semibold" if row.heading else "regular", ink, small=row.heading)
        elif cell is not None:
            self._paint_cell(painter, inner, cell, beside=model.beside, worded=not model.difference)
        elif model.beside:
            self._paint_verdicts(painter, inner, row.differences)
        else:
            self._paint_differences(painter, inner, row.differences)
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()

    @staticmethod
    def _paint_cell(painter: QPainter, box: QRectF, cell: Cell, *, beside: bool, worded: bool) -> None:
        """``worded`` writes better and worse here: no column at the right does."""
        theme = current_theme()
        weight = "semibold" if cell.best else "regular"
        ink = theme.color("text3" if cell.quiet else "text")
        at = _text(painter, box, cell.text, weight, ink, small=cell.quiet)
        best = max(at + theme.px(_GAP), box.left() + theme.px(58))
        if cell.best and best + badge_width(BEST) <= box.right() + 1:
            mark = theme.px(13)
            place = QRectF(best, box.center().y() - mark / 2, mark, mark)
            paint_icon(painter, "check", place, theme.color("in"))
            rest = box.adjusted(best - box.left() + mark + theme.px(4), 0, 0, 0)
            at = _text(painter, rest, BEST, "medium", theme.color("in"), small=True)
        if beside and cell.difference is not None:
            left = max(at + theme.px(_GAP), box.left() + theme.px(116))
            room = QFontMetricsF(theme.font("small")).horizontalAdvance(cell.difference.words) + theme.px(14)
            if left + room <= box.right() + 1:
                rest = box.adjusted(left - box.left(), 0, 0, 0)
                _paint_difference(painter, rest, cell.difference, worded=worded)

    @staticmethod
    def _paint_verdicts(painter: QPainter, box: QRectF, differences: Sequence[Difference]) -> None:
        """Which scenarios are better and which worse, where the figures of all would not fit."""
        theme, at = current_theme(), box.left()
        for verdict in (Verdict.BETTER, Verdict.WORSE):
            letters = ", ".join(one.letter for one in differences if one.verdict is verdict)
            if letters:
                size = theme.px(10)
                paint_status(painter, _SHAPES[verdict], QRectF(at, box.center().y() - size / 2, size, size))
                at += size + theme.px(4)
                words = f"{letters} {verdict}"
                rest = box.adjusted(at - box.left(), 0, 0, 0)
                at = _text(painter, rest, words, "regular", theme.color("text2"), small=True) + theme.px(10)

    @staticmethod
    def _paint_differences(painter: QPainter, box: QRectF, differences: Sequence[Difference]) -> None:
        if not differences:
            return
        theme, wide = current_theme(), box.width() / max(2, len(differences))
        for place, one in enumerate(differences):
            part = QRectF(box.left() + place * wide, box.top(), wide - theme.px(3), box.height())
            _paint_difference(painter, part, one, letter=True)


def _paint_difference(
    painter: QPainter, box: QRectF, one: Difference, *, letter: bool = False, worded: bool = True
) -> None:
    """Letter, the shape of better or worse, the difference, and the word where there is room."""
    theme = current_theme()
    at = box.left()
    if letter:
        at = _text(painter, box, one.letter, "regular", theme.color("text3"), small=True) + theme.px(4)
    shape = _SHAPES.get(one.verdict)
    if shape is not None:
        size = theme.px(10)
        paint_status(painter, shape, QRectF(at, box.center().y() - size / 2, size, size))
        at += size + theme.px(4)
    rest = box.adjusted(at - box.left(), 0, 0, 0)
    metrics = QFontMetricsF(theme.font("small"))
    words = f"{one.words} {one.verdict}" if worded and one.verdict in _SHAPES else one.words
    shown = words if metrics.horizontalAdvance(words) <= rest.width() else one.words
    _text(painter, rest, shown, "regular", theme.color("text2"), small=True)


def _text(
    painter: QPainter, box: QRectF, text: str, weight: str, ink: QColor, *, small: bool = False
) -> float:
    """Write one line at the left of a box; gives where it ends."""
    font = current_theme().font("small" if small else "base", weight)
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 1)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(
        box.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown
    )
    return box.left() + metrics.horizontalAdvance(shown)


class FiguresTable(QTableView):
    """Arrow keys walk through it, Ctrl+C copies all of it for a spreadsheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FiguresModel(self)
        self.setModel(self.figures)
        self.setItemDelegate(FiguresDelegate(self))
        self.setAccessibleName("Figures of the scenarios")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._widths: list[int] = []
        self._at_balance = False
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def show_rows(self, rows: Sequence[FigureRow], names: Sequence[str], difference: str) -> None:
        """Show the figures; the first time from the balance on, which most projects have figures for."""
        self.figures.show_rows(rows, names, difference)
        self.clearSpans()
        for place, row in enumerate(rows):
            if row.heading:
                self.setSpan(place, 0, 1, self.figures.columnCount())
        self.set_widths(self._widths)
        if rows and not self._at_balance:
            self._at_balance = True
            place = next(at for at, row in enumerate(rows) if row.title == Heading.BALANCE)
            self.scrollTo(self.figures.index(place, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def set_widths(self, widths: Sequence[int]) -> None:
        """Make the columns as wide as what stands above them."""
        self._widths = list(widths)
        self.figures.narrow = bool(widths) and widths[-1] < current_theme().px(NARROW)
        for place, wide in enumerate(self._widths[: self.figures.columnCount()]):
            self.setColumnWidth(place, wide)

    @property
    def bar_width(self) -> int:
        """Room of the scroll bar, which the last column gives up."""
        return self.verticalScrollBar().sizeHint().width()

    def copy_all(self) -> None:
        """Put the whole table on the clipboard."""
        put_rows(copied(self.figures.rows, self.figures.names))

    def _fit(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(row_height("row_compact"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_all()
            event.accept()
        else:
            super().keyPressEvent(event)
