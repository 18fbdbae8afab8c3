"""How cells are painted: a shape, a word, a ground and an edge, so that grey print keeps every state."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from workbench.ui.components.icon_label import IconLabel
from workbench.ui.services.grid import CellState, Look
from workbench.ui.theme import current_theme

SHAPE = 10
GAP = 4
INSET = 3
CORNER = 9
TOKENS = {
    CellState.IN: "in", CellState.PART: "near", CellState.OUT: "over",
    CellState.NOT_APPLICABLE: "text3", CellState.PENDING: "over",
}  # fmt: skip
LOUD = (CellState.PART, CellState.OUT, CellState.PENDING)


def cell_width(word: str = "Part") -> int:
    """Width that a cell needs for a word in bold."""
    theme = current_theme()
    wide = QFontMetricsF(theme.font("small", "semibold")).horizontalAdvance(word)
    return round(wide + theme.px(SHAPE + GAP + 2 * INSET + 10))


def paint_shape(painter: QPainter, state: CellState, box: QRectF, color: QColor | None = None) -> None:
    """Paint the shape of a state into a square: dot, half disc, cross, dash, dashed ring."""
    theme = current_theme()
    ink = color or theme.color(TOKENS[state])
    side = box.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(ink, max(1.2, side * 0.15), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    match state:
        case CellState.IN:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(box.center(), side * 0.3, side * 0.3)
        case CellState.PART:
            painter.setPen(QPen(ink, side * 0.12))
            ring = box.adjusted(side * 0.06, side * 0.06, -side * 0.06, -side * 0.06)
            painter.drawEllipse(ring)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPie(ring, 90 * 16, 180 * 16)
        case CellState.OUT:
            painter.setPen(pen)
            cross = box.adjusted(side * 0.14, side * 0.14, -side * 0.14, -side * 0.14)
            painter.drawLine(cross.topLeft(), cross.bottomRight())
            painter.drawLine(cross.topRight(), cross.bottomLeft())
        case CellState.PENDING:
            pen.setDashPattern([1.6, 1.6])
            painter.setPen(pen)
            painter.drawEllipse(box.adjusted(side * 0.1, side * 0.1, -side * 0.1, -side * 0.1))
        case CellState.NOT_APPLICABLE:
            painter.setPen(pen)
            middle = box.center().y()
            painter.drawLine(QPointF(box.left() + 1, middle), QPointF(box.right() - 1, middle))
    painter.restore()


def paint_gap(painter: QPainter, corner: QPointF, size: float) -> None:
    """Paint the violet corner that marks missing data; ``corner`` is the upper right one."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(current_theme().color("under"))
    left, below = QPointF(corner.x() - size, corner.y()), QPointF(corner.x(), corner.y() + size)
    painter.drawPolygon(QPolygonF([left, corner, below]))
    painter.restore()


def paint_cell(painter: QPainter, box: QRectF, look: Look, *, selected: bool) -> None:
    """Paint a cell without its focus ring."""
    theme = current_theme()
    painter.fillRect(box, theme.color("selected" if selected else "surface"))
    inner = box.adjusted(theme.px(INSET), theme.px(2), -theme.px(INSET), -theme.px(3))
    ink = theme.color(TOKENS[look.state])
    if look.state in LOUD:
        _paint_ground(painter, inner, look.state, ink)
    elif look.state is CellState.NOT_APPLICABLE and not selected:
        painter.fillRect(box, QBrush(theme.color("line"), Qt.BrushStyle.BDiagPattern))
    size = theme.px(SHAPE)
    loud = look.state in LOUD
    font = theme.font("small", "semibold" if loud else "regular")
    metrics = QFontMetricsF(font)
    with_shape = look.state is not CellState.NOT_APPLICABLE
    room = inner.width() - (size + theme.px(GAP + 4) if with_shape else theme.px(4))
    word = metrics.elidedText(look.word, Qt.TextElideMode.ElideRight, room) if look.word else ""
    wide = metrics.horizontalAdvance(word) + (size + theme.px(GAP) if with_shape and word else size)
    left = inner.center().x() - wide / 2
    if with_shape:
        shape = QRectF(left, inner.center().y() - size / 2, size, size)
        paint_shape(painter, look.state, shape)
        left += size + theme.px(GAP)
    if word:
        painter.setFont(font)
        painter.setPen(ink if loud else theme.color("text2" if with_shape else "text3"))
        place = QRectF(left, inner.top(), inner.right() - left + 2, inner.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
    if look.corner:
        paint_gap(painter, QPointF(box.right(), box.top()), theme.px(CORNER))


def _paint_ground(painter: QPainter, box: QRectF, state: CellState, ink: QColor) -> None:
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.color("near_soft" if state is CellState.PART else "over_soft"))
    edge = QColor(ink)
    edge.setAlphaF(0.55)
    solid = state is CellState.OUT
    painter.setPen(QPen(edge, 1, Qt.PenStyle.SolidLine if solid else Qt.PenStyle.DotLine))
    radius = theme.px(4)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()


def shape_icon(state: CellState | None, *, size: int = SHAPE + 2) -> QIcon:
    """The shape of a state as an icon; None is the corner of missing data."""
    side = current_theme().px(size)
    made = QIcon()
    for ratio in (1, 2):
        pixmap = QPixmap(QSize(side * ratio, side * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        if state is None:
            paint_gap(painter, QPointF(side - 1, 2), side - 4)
        else:
            paint_shape(painter, state, QRectF(1, 1, side - 2, side - 2))
        painter.end()
        made.addPixmap(pixmap)
    return made


class CellShape(IconLabel):
    """A shape as a widget, where its word stands beside it."""

    def __init__(self, state: CellState, *, size: int = 14, parent: QWidget | None = None) -> None:
        super().__init__("info", size=size, parent=parent)
        self._state = state

    @override
    def _paint(self, painter: QPainter, box: QRectF) -> None:
        paint_shape(painter, self._state, box.adjusted(1, 1, -1, -1))
