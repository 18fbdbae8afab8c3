"""A few words beside the pointer, such as how many areas and people a click would take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from workbench.ui.theme import current_theme

if TYPE_CHECKING:
    from workbench.ui.map.view import MapView

_INK, _GROUND, _EDGE = QColor("#15181D"), QColor(255, 255, 255, 240), QColor("#7F8793")
"""As on the map's labels: the map keeps its light look in the dark theme."""
AWAY = 16.0
"""Logical pixels from the pointer, so that the tag does not hide what is pointed at."""


def tag_box(words: str, at: tuple[float, float], view: MapView, *, above: bool = False) -> QRectF:
    """Give the logical rectangle of a tag for a place of the map, inside the widget.

    It stands below the place, or ``above`` it where the card of a stroke stands below.
    """
    theme = current_theme()
    metrics = QFontMetricsF(theme.font("small", "semibold"))
    wide = metrics.horizontalAdvance(words) + theme.px(16)
    high = metrics.height() + theme.px(8)
    x, y = view.to_screen(*at)
    width, height = view.width / view.ratio, view.height / view.ratio
    left = x + AWAY if x + AWAY + wide <= width else x - AWAY - wide
    over = y - AWAY - high
    fits = over >= 0 if above else y + AWAY + high > height
    top = over if fits else y + AWAY
    return QRectF(max(left, 0.0), max(top, 0.0), wide, high)


def paint_tag(painter: QPainter, words: str, box: QRectF) -> None:
    """Write the words into their rectangle."""
    theme = current_theme()
    painter.setPen(QPen(_EDGE, 1))
    painter.setBrush(_GROUND)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
    painter.setPen(_INK)
    painter.setFont(theme.font("small", "semibold"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def around(*boxes: QRectF) -> QRectF:
    """Give the rectangle around some rectangles with room for their lines."""
    whole = QRectF()
    for box in boxes:
        whole = whole.united(box)
    return whole.adjusted(-3, -3, 3, 3)


def point_box(points: list[QPointF]) -> QRectF:
    """Give the rectangle around points."""
    xs, ys = [point.x() for point in points], [point.y() for point in points]
    return QRectF(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)
