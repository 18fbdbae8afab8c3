"""Measure distances and areas in straight lines on the map; nothing of the plan is touched."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from typing_extensions import override

from workbench.ui import formats
from workbench.ui.map.tools.base import PointerEvent, StrokeHost, Tool
from workbench.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.ui.map.view import MapView

Point = tuple[float, float]
CLOSING = 10
"""Logical pixels around the first point within which a click closes the line."""
_INK, _GROUND = "#15181D", "#FFFFFF"


def length_m(points: Sequence[Point]) -> float:
    """Metres along straight lines between points; (0, 0), (3000, 4000), (3000, 5000) is 6,000."""
    return sum(math.dist(one, other) for one, other in pairwise(points))


def area_m2(points: Sequence[Point]) -> float:
    """Square metres inside the closed line; where it crosses itself, no part counts twice."""
    if len(points) < 3:
        return 0.0
    return float(shapely.area(shapely.make_valid(shapely.Polygon(points))))


def words_of(points: Sequence[Point], *, closed: bool) -> str:
    """What was measured, and that it is straight."""
    if closed:
        around = formats.kilometres(length_m([*points, points[0]]))
        return f"{formats.number(area_m2(points) / 1e6, 2)} km² inside {around}, straight lines"
    return f"{formats.kilometres(length_m(points), 2)}, straight line{'' if len(points) < 3 else 's'}"


class MeasureTool(Tool):
    """Each click adds a corner; a double click ends, a click on the first corner closes; Esc drops."""

    name = "measure"
    cursor = Qt.CursorShape.CrossCursor
    into = False

    def __init__(self, host: StrokeHost) -> None:
        super().__init__(host)
        self._points: list[Point] = []
        self._pointer: Point | None = None
        self._state = "off"

    @property
    def words(self) -> str:
        """What is measured so far; "" for nothing."""
        points = self._line()
        return words_of(points, closed=self._state == "closed") if len(points) > 1 else ""

    @override
    def press(self, event: PointerEvent) -> None:
        if self._state in ("ended", "closed"):
            self._points.clear()
        self._pointer = (event.x, event.y)
        if len(self._points) > 2 and self._near_first(event):
            self._state = "closed"
        else:
            self._points.append(self._pointer)
            self._state = "open"
        self.surface.refresh_tool()

    @override
    def double_click(self, event: PointerEvent) -> None:
        if self._state == "open" and len(self._points) > 1:
            self.finish()
        else:
            self.press(event)

    @override
    def move(self, event: PointerEvent) -> None:
        self.hover(event)

    @override
    def hover(self, event: PointerEvent) -> None:
        if self._state == "open":
            self._pointer = (event.x, event.y)
            self.surface.refresh_tool()

    @override
    def leave(self) -> None:
        if self._state == "open":
            self._pointer = None
            self.surface.refresh_tool()

    @override
    def finish(self) -> bool:
        """End the line at its last corner."""
        if self._state != "open" or len(self._points) < 2:
            return False
        self._state, self._pointer = "ended", None
        self.surface.refresh_tool()
        return True

    @override
    def cancel(self) -> bool:
        if self._state == "off":
            return False
        self._points.clear()
        self._pointer, self._state = None, "off"
        self.surface.refresh_tool()
        return True

    def _line(self) -> list[Point]:
        loose = self._state == "open" and self._pointer is not None
        return [*self._points, self._pointer] if loose and self._pointer is not None else list(self._points)

    def _near_first(self, event: PointerEvent) -> bool:
        first = QPointF(*self.surface.view().to_screen(*self._points[0]))
        return (event.screen - first).manhattanLength() <= CLOSING

    # -- painting
    @override
    def area(self, view: MapView) -> QRectF | None:
        corners = [QPointF(*view.to_screen(*point)) for point in self._line()]
        if not corners:
            return None
        box = QPolygonF(corners).boundingRect().adjusted(-12, -12, 12, 12)
        return box.united(self._label_box(view))

    @override
    def paint(self, painter: QPainter, view: MapView) -> None:
        corners = [QPointF(*view.to_screen(*point)) for point in self._line()]
        if not corners:
            return
        if self._state == "closed":
            fill = QColor(_INK)
            fill.setAlpha(30)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawPolygon(QPolygonF(corners))
            corners.append(corners[0])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_GROUND, 5.0), (_INK, 2.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawPolyline(QPolygonF(corners))
        painter.setPen(QPen(QColor(_INK), 1.5))
        painter.setBrush(QColor(_GROUND))
        for corner in corners[: len(self._points)]:
            painter.drawEllipse(corner, 4, 4)
        if self.words:
            self._paint_words(painter, view)

    def _paint_words(self, painter: QPainter, view: MapView) -> None:
        box = self._label_box(view)
        painter.setPen(QPen(QColor(_INK), 1))
        painter.setBrush(QColor(_GROUND))
        painter.drawRoundedRect(box, 5, 5)
        painter.setFont(current_theme().font("base", "semibold"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.words)

    def _label_box(self, view: MapView) -> QRectF:
        """Where the words stand: beside the last corner, inside the map."""
        theme = current_theme()
        metrics = QFontMetricsF(theme.font("base", "semibold"))
        wide = metrics.horizontalAdvance(self.words) + theme.px(20)
        high = metrics.height() + theme.px(8)
        line = self._line()
        if not line:
            return QRectF()
        at = QPointF(*view.to_screen(*line[-1])) + QPointF(theme.px(14), theme.px(14))
        left = min(max(4.0, at.x()), max(4.0, view.width / view.ratio - wide - 4))
        top = min(max(4.0, at.y()), max(4.0, view.height / view.ratio - high - 4))
        return QRectF(left, top, wide, high)
