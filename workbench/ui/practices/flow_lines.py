"""An overlay: curved arrows from where people live to where they are registered, wide by people."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from workbench.ui import formats
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.view import MapView
from workbench.ui.theme import current_theme

INK = "#20242B"
PAPER = "#FFFFFF"
THIN, THICK = 1.5, 13.0
BEND = 0.16
"""How far a curve swings out, of its length, so that both ways between two localities are apart."""
GAP = 16.0
"""Pixels of the design between a centre and the end of an arrow, for the label of the locality."""


@dataclass(frozen=True)
class FlowArrow:
    """People who live around ``start`` and are registered around ``end``, metres of EPSG:27700."""

    start: tuple[float, float]
    end: tuple[float, float]
    people: float
    words: str


class FlowLines:
    """The widest arrow is drawn first, so that narrow ones stay visible."""

    def __init__(self) -> None:
        """Start with none."""
        self.arrows: tuple[FlowArrow, ...] = ()

    def show(self, arrows: Sequence[FlowArrow]) -> None:
        """Draw these from now on."""
        self.arrows = tuple(sorted(arrows, key=lambda arrow: -arrow.people))

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw curves with heads, and the people beside those that are long enough."""
        if not self.arrows:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = self.arrows[0].people
        factor = current_theme().factor
        words: list[tuple[QPointF, str, float]] = []
        for arrow in self.arrows:
            start = QPointF(*view.to_screen(*arrow.start))
            end = QPointF(*view.to_screen(*arrow.end))
            wide = (THIN + (THICK - THIN) * arrow.people / most) * factor
            drawn = _paint_arrow(painter, start, end, wide)
            if drawn is not None:
                words.append((drawn[0], formats.number(arrow.people), drawn[1]))
        taken: list[QRectF] = []
        for at, text, room in words:
            _paint_words(painter, at, text, room=room, taken=taken)


def _paint_arrow(
    painter: QPainter, start: QPointF, end: QPointF, wide: float
) -> tuple[QPointF, float] | None:
    """Draw one; gives its middle and length, None where it is too short to draw."""
    factor = current_theme().factor
    across, down = end.x() - start.x(), end.y() - start.y()
    length = math.hypot(across, down)
    head = wide * 0.9 + 6 * factor
    if length < 2 * GAP * factor + head:
        return None
    unit = QPointF(across / length, down / length)
    side = QPointF(-unit.y(), unit.x())
    bend = (start + end) / 2 + side * (length * BEND)
    first = _towards(start, bend, GAP * factor)
    tip = _towards(end, bend, GAP * factor)
    neck = _towards(tip, bend, head)
    path = QPainterPath(first)
    path.quadTo(bend, neck)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    flat = Qt.PenCapStyle.FlatCap
    paper, ink = QColor(PAPER), QColor(INK)
    paper.setAlpha(200)
    ink.setAlpha(205)
    painter.setPen(QPen(paper, wide + 2.5 * factor, Qt.PenStyle.SolidLine, flat))
    painter.drawPath(path)
    painter.setPen(QPen(ink, wide, Qt.PenStyle.SolidLine, flat))
    painter.drawPath(path)
    way = _direction(neck, tip)
    beside = QPointF(-way.y(), way.x()) * (wide / 2 + 3.5 * factor)
    painter.setPen(QPen(paper, 1.2 * factor))
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([tip, neck + beside, neck - beside]))
    return path.pointAtPercent(0.5), length


def _paint_words(painter: QPainter, at: QPointF, words: str, *, room: float, taken: list[QRectF]) -> None:
    """Write the people beside an arrow, where it is long enough and no wider flow's stand there."""
    theme = current_theme()
    font = theme.font("micro", "semibold")
    metrics = QFontMetricsF(font)
    wide, high = metrics.horizontalAdvance(words) + theme.px(8), metrics.height() + theme.px(1)
    if room < 2.2 * wide:
        return
    box = QRectF(at.x() - wide / 2, at.y() - high / 2, wide, high)
    if any(box.intersects(other) for other in taken):
        return
    taken.append(box)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(PAPER))
    painter.drawRoundedRect(box, 3, 3)
    painter.setFont(font)
    painter.setPen(QColor("#15181D"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _direction(start: QPointF, end: QPointF) -> QPointF:
    length = math.hypot(end.x() - start.x(), end.y() - start.y()) or 1.0
    return (end - start) / length


def _towards(start: QPointF, end: QPointF, by: float) -> QPointF:
    return start + _direction(start, end) * by
