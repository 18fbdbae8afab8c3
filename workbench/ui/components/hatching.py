"""The six hatches of localities on small things such as chips, drawn with lines."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

_INK = QColor(0x20, 0x24, 0x2B, 150)
_STROKE = 0.22
"""Width of a stroke by the gap between strokes."""
_RISING, _FALLING, _LEVEL, _UPRIGHT, _DOTS, _LATTICE = range(1, 7)


def paint_hatch(painter: QPainter, box: QRectF, hatch: int, *, gap: float) -> None:
    """Draw a hatch (1 to 6, as on the map; 0 draws nothing) over a box; strokes may end outside it."""
    if hatch == _DOTS:
        _paint_dots(painter, box, gap)
    elif hatch:
        painter.setPen(QPen(_INK, gap * _STROKE))
        painter.drawLines(_strokes(box, hatch, gap))


def _paint_dots(painter: QPainter, box: QRectF, gap: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_INK)
    for row in range(int(box.height() / gap) + 1):
        for column in range(int(box.width() / gap) + 2):
            middle = QPointF(box.left() + (column + 0.5 * (row % 2)) * gap, box.top() + (row + 0.5) * gap)
            painter.drawEllipse(middle, gap * _STROKE, gap * _STROKE)


def _strokes(box: QRectF, hatch: int, gap: float) -> list[QLineF]:
    left, top, right, bottom = box.left(), box.top(), box.right(), box.bottom()
    if hatch == _LEVEL:
        levels = [top + (at + 0.5) * gap for at in range(int(box.height() / gap) + 1)]
        return [QLineF(left, y, right, y) for y in levels]
    if hatch == _UPRIGHT:
        columns = [left + (at + 0.5) * gap for at in range(int(box.width() / gap) + 1)]
        return [QLineF(x, top, x, bottom) for x in columns]
    high = box.height()
    step = gap * (2.0 if hatch == _LATTICE else 1.4)
    tops = [left + at * step for at in range(int((box.width() + high) / step) + 1)]
    rising = [QLineF(x, top, x - high, bottom) for x in tops] if hatch != _FALLING else []
    falling = [QLineF(x - high, top, x, bottom) for x in tops] if hatch != _RISING else []
    return rising + falling
