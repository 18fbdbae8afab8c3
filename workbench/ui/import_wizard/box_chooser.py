"""A box drawn on the map of the study area."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from typing_extensions import override

from workbench.session.published.choice import Box
from workbench.ui.map.tools.base import PointerEvent, StrokeHost, Tool
from workbench.ui.map.view import MapView
from workbench.ui.theme import current_theme

_EDGE = 3.0


class BoxChooser(Tool):
    """Drag a box over the map; ``drawn`` gets its corners, and the box in force stays on the map."""

    name = "choose"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, host: StrokeHost, drawn: Callable[[Box], object]) -> None:
        super().__init__(host)
        self._drawn = drawn
        self._shown: Box | None = None
        self._corners: tuple[tuple[float, float], tuple[float, float]] | None = None

    @override
    def press(self, event: PointerEvent) -> None:
        self._corners = ((event.x, event.y), (event.x, event.y))

    @override
    def move(self, event: PointerEvent) -> None:
        if self._corners is not None:
            self._corners = (self._corners[0], (event.x, event.y))
            self.surface.refresh_tool()

    @override
    def release(self, event: PointerEvent) -> None:
        if self._corners is None:
            return
        (x0, y0), (x1, y1) = self._corners[0], (event.x, event.y)
        self._corners = None
        self._drawn((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        self.surface.refresh_tool()

    def show_box(self, box: Box | None) -> None:
        """Leave this box on the map, or none."""
        self._shown = box
        self.surface.refresh_tool()

    @override
    def cancel(self) -> bool:
        there, self._corners = self._corners is not None, None
        if there:
            self.surface.refresh_tool()
        return there

    @override
    def area(self, view: MapView) -> QRectF | None:
        corners = self._corners
        if corners is None and self._shown is not None:
            corners = self._shown[:2], self._shown[2:]
        if corners is None:
            return None
        start, end = (QPointF(*view.to_screen(x, y)) for x, y in corners)
        return QRectF(start, end).normalized().adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)

    @override
    def paint(self, painter: QPainter, view: MapView) -> None:
        box = self.area(view)
        if box is not None:
            painter.setBrush(QColor(0, 94, 184, 28))
            painter.setPen(QPen(current_theme().color("accent"), 1.4))
            painter.drawRect(box.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE))
