"""How a line of what the matrix says is painted: chip, words, and the place in small print below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView
from typing_extensions import override

from workbench.ui import formats
from workbench.ui.components.chip import chip_size, paint_chip
from workbench.ui.icons import paint_icon
from workbench.ui.services.cell_painting import paint_gap
from workbench.ui.services.findings import Finding, FindingGroup
from workbench.ui.services.findings_model import FindingsModel
from workbench.ui.services.matrix_delegates import name_lines
from workbench.ui.theme import current_theme

MARGIN, MARK, GAP = 8, 13, 8
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class FindingsDelegate(QStyledItemDelegate):
    """Heads have one line; what is found has its words, wrapped, and where it is."""

    def __init__(self, model: FindingsModel, view: QTreeView) -> None:
        super().__init__(view)
        self._model, self._view = model, view
        self._heights: dict[tuple[str, str, int], int] = {}
        current_theme().theme_changed.connect(self._heights.clear)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        theme = current_theme()
        wide = self._view.viewport().width()
        finding = self._model.finding_at(index)
        if finding is None:
            return QSize(wide, max(theme.px(30), round(QFontMetricsF(theme.font("base")).height()) + 10))
        note = self._model.note(finding)
        kept = (finding.text, note, wide)
        high = self._heights.get(kept)
        if high is None:
            if len(self._heights) > 8000:
                self._heights.clear()
            base, small = QFontMetricsF(theme.font("base")), QFontMetricsF(theme.font("small"))
            room = self._text_room(wide)
            lines = len(name_lines(base, finding.text, room)) * base.height()
            lines += len(name_lines(small, note, room)) * small.height() if note else 0
            high = self._heights[kept] = round(lines) + theme.px(11)
        return QSize(wide, high)

    @staticmethod
    def _text_left() -> int:
        theme = current_theme()
        return theme.px(MARGIN + MARK + GAP) + chip_size("88").width() + theme.px(GAP)

    def _text_room(self, wide: int) -> float:
        return wide - self._text_left() - current_theme().px(MARGIN)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = current_theme()
        box = QRectF(option.rect)
        box.setLeft(0)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        group, finding = self._model.group_at(index), self._model.finding_at(index)
        ground = "selected" if selected else "surface" if finding is not None else "window"
        painter.save()
        painter.fillRect(box, theme.color(ground))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(box.left(), box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))
        if group is not None:
            self._paint_group(painter, box, group, folded=not self._view.isExpanded(index))
        elif finding is not None:
            self._paint_finding(painter, box, finding)
        if focused:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_group(self, painter: QPainter, box: QRectF, group: FindingGroup, *, folded: bool) -> None:
        theme = current_theme()
        side = theme.px(MARK)
        mark = QRectF(box.left() + theme.px(MARGIN), box.center().y() - side / 2, side, side)
        paint_icon(painter, "right" if folded else "down", mark, theme.color("text2"))
        left = mark.right() + theme.px(GAP)
        count = formats.number(len(group.findings))
        painter.setFont(theme.font("base"))
        wide = QFontMetricsF(theme.font("base")).horizontalAdvance(count)
        right = box.right() - theme.px(MARGIN)
        painter.setPen(theme.color("text2"))
        painter.drawText(QRectF(right - wide - 2, box.top(), wide + 2, box.height()), RIGHT, count)
        if group.missing:
            size = theme.px(9)
            at = QPointF(right - wide - theme.px(6), box.center().y() - size / 2)
            paint_gap(painter, at, size)
            right -= size + theme.px(6)
        font = theme.font("base", "semibold")
        room = right - wide - theme.px(GAP) - left
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        title = QFontMetricsF(font).elidedText(group.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, box.top(), room + 2, box.height()), LEFT, title)

    def _paint_finding(self, painter: QPainter, box: QRectF, finding: Finding) -> None:
        theme = current_theme()
        place = self._model.locality_of(finding)
        top = box.top() + theme.px(5)
        if place is not None:
            size = chip_size(str(place.number))
            left = box.left() + theme.px(MARGIN + MARK + GAP)
            paint_chip(
                painter, QRectF(left, top, size.width(), size.height()), str(place.number), place.colour
            )
        left, room = box.left() + self._text_left(), self._text_room(round(box.width()))
        note = self._model.note(finding)
        for words, role, ink in ((finding.text, "base", "text"), (note, "small", "text2")):
            font = theme.font(role)
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(theme.color(ink))
            for line in name_lines(metrics, words, room):
                text = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room + 1)
                painter.drawText(QRectF(left, top, room + 2, metrics.height()), LEFT, text)
                top += metrics.height()
