"""Delegates of the matrix: names and ages at the left, cells in the middle, parity at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from workbench.ui import formats
from workbench.ui.icons import paint_icon
from workbench.ui.services.cell_painting import paint_cell
from workbench.ui.services.grid import Look, Row
from workbench.ui.services.matrix_model import AGE_WORDS, AGES, SERVICE, MatrixModel
from workbench.ui.theme import current_theme

INDENT = 26
PADDING = 6
_KEPT = 600


class MatrixDelegate(QStyledItemDelegate):
    """Paints from the model's kept looks; pictures of cells are painted once for each look and size."""

    def __init__(self, model: MatrixModel, view: QTableView) -> None:
        super().__init__(view)
        self._model = model
        self._pictures: dict[tuple[Look, int, int, bool, float], QPixmap] = {}
        self.current_row = -1
        current_theme().theme_changed.connect(self._pictures.clear)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        place, column = index.row(), index.column()
        look = self._model.look(place, column)
        rect, state = option.rect, option.state
        if look is not None:
            selected = bool(state & QStyle.StateFlag.State_Selected)
            painter.drawPixmap(rect.topLeft(), self._picture(painter, look, rect, selected=selected))
            if state & QStyle.StateFlag.State_HasFocus:
                _paint_ring(painter, QRectF(rect))
            return
        row = self._model.row_at(place)
        if row is None:
            return
        box = QRectF(rect)
        if row.service is None:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            self._paint_group(painter, box, row, column, focused=focused)
            return
        self._paint_text(painter, box, row, place, column)
        _paint_foot(painter, box)

    def _picture(self, painter: QPainter, look: Look, rect: QRect, *, selected: bool) -> QPixmap:
        wide, high = rect.width(), rect.height()
        ratio = painter.device().devicePixelRatioF()
        key = (look, wide, high, selected, ratio)
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) > _KEPT:
                self._pictures.clear()
            picture = QPixmap(round(wide * ratio), round(high * ratio))
            picture.setDevicePixelRatio(ratio)
            theme = current_theme()
            picture.fill(theme.color("surface"))
            inner = QPainter(picture)
            inner.setRenderHint(QPainter.RenderHint.TextAntialiasing)
            box = QRectF(0, 0, wide, high)
            paint_cell(inner, box, look, selected=selected)
            _paint_foot(inner, box)
            inner.drawLine(QPointF(wide - 0.5, 0), QPointF(wide - 0.5, high))
            inner.end()
            self._pictures[key] = picture
        return picture

    def _paint_group(self, painter: QPainter, box: QRectF, row: Row, column: int, *, focused: bool) -> None:
        theme = current_theme()
        painter.fillRect(box, theme.color("hover" if focused else "window"))
        _paint_foot(painter, box)
        if focused:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        if column != SERVICE:
            return
        side = theme.px(13)
        folded = self._model.grid is not None and row.group in self._model.grid.collapsed
        mark = QRectF(box.left() + theme.px(7), box.center().y() - side / 2, side, side)
        paint_icon(painter, "right" if folded else "down", mark, theme.color("text2"))
        strong, quiet = theme.font("base", "semibold"), theme.font("small")
        note = formats.count(row.count, "service")
        room = box.right() - theme.px(PADDING) - (box.left() + theme.px(INDENT))
        note_wide = QFontMetricsF(quiet).horizontalAdvance(note) + theme.px(8)
        metrics = QFontMetricsF(strong)
        name = metrics.elidedText(row.group, Qt.TextElideMode.ElideRight, room)
        painter.setFont(strong)
        painter.setPen(theme.color("text"))
        place = QRectF(box.left() + theme.px(INDENT), box.top(), room + 2, box.height() - 1)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        used = metrics.horizontalAdvance(name)
        if used + note_wide <= room:
            painter.setFont(quiet)
            painter.setPen(theme.color("text2"))
            place.setLeft(place.left() + used + theme.px(8))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, note)

    def _paint_text(self, painter: QPainter, box: QRectF, row: Row, place: int, column: int) -> None:
        theme = current_theme()
        here = place == self.current_row
        painter.fillRect(box, theme.color("selected" if here and column in (SERVICE, AGES) else "surface"))
        if row.service is None:
            return
        inner = box.adjusted(theme.px(PADDING), 0, -theme.px(PADDING), -1)
        if column == SERVICE:
            inner.setLeft(box.left() + theme.px(INDENT))
            painter.setFont(_name_font(row.service.name, inner.width(), strong=here))
            painter.setPen(theme.color("text"))
            _draw_name(painter, inner, row.service.name)
            return
        text = AGE_WORDS[row.service.ages] if column == AGES else self._model.parity_text(row.service)
        painter.setFont(theme.font("small" if column == AGES else "base"))
        painter.setPen(theme.color("text3" if column == AGES else "text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)


def _paint_foot(painter: QPainter, box: QRectF) -> None:
    """Draw the line under a row."""
    painter.setPen(QPen(current_theme().color("line"), 1))
    painter.drawLine(QPointF(box.left(), box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))


def _paint_ring(painter: QPainter, box: QRectF) -> None:
    """Frame the current cell."""
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.drawRoundedRect(box.adjusted(2, 2, -3, -3), theme.px(4), theme.px(4))
    painter.restore()


def _name_font(name: str, width: float, *, strong: bool) -> QFont:
    """The font of a name: the current row is bold where that costs no letter."""
    theme = current_theme()
    usual, bold = theme.font("base"), theme.font("base", "semibold")
    fits = QFontMetricsF(usual).horizontalAdvance(name) <= width
    stays = QFontMetricsF(bold).horizontalAdvance(name) <= width
    return bold if strong and (stays or not fits) else usual


MOST_LINES = 3


def _draw_name(painter: QPainter, box: QRectF, name: str) -> None:
    """Draw a name in up to three lines; only what is longer is cut."""
    metrics = QFontMetricsF(painter.font())
    lines = name_lines(metrics, name, box.width())
    high = metrics.height()
    top = box.center().y() - high * len(lines) / 2
    for at, line in enumerate(lines):
        text = metrics.elidedText(line, Qt.TextElideMode.ElideRight, box.width() + 1)
        place = QRectF(box.left(), top + at * high, box.width() + 2, high)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def name_lines(metrics: QFontMetricsF, name: str, width: float) -> list[str]:
    """A name broken into at most three lines of this width; the last one holds all that is left."""
    lines: list[str] = []
    rest = name
    while rest and len(lines) < MOST_LINES - 1 and metrics.horizontalAdvance(rest) > width:
        first, rest = split_name(metrics, rest, width)
        lines.append(first)
    return [*lines, rest] if rest else lines


def split_name(metrics: QFontMetricsF, name: str, width: float) -> tuple[str, str]:
    """The words that fit into the first line, and the others."""
    words = name.split(" ")
    taken = 1
    while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width:
        taken += 1
    return " ".join(words[:taken]), " ".join(words[taken:])
