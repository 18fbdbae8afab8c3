"""Select units with a rubber band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from typing_extensions import override

from workbench.ui.map.tools.base import PointerEvent, StrokeHost, Tool

if TYPE_CHECKING:
    from workbench.ui.map.view import MapView

_MARGIN = 3.0


class BoxTool(Tool):
    """Drag a box: the units whose representative point lies inside are selected; Shift adds, Ctrl removes."""

    name = "box"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, host: StrokeHost) -> None:
        """Start without a box."""
        super().__init__(host)
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
        found = self.surface.picker.units_in_box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        self.host.select_units(found, event.select_mode)
        self.surface.refresh_tool()

    @override
    def cancel(self) -> bool:
        if self._corners is None:
            return False
        self._corners = None
        self.surface.refresh_tool()
        return True

    def _box(self, view: MapView) -> QRectF | None:
        """Give the box in logical pixels."""
        if self._corners is None:
            return None
        start, end = (QPointF(*view.to_screen(x, y)) for x, y in self._corners)
        return QRectF(start, end).normalized()

    @override
    def area(self, view: MapView) -> QRectF | None:
        box = self._box(view)
        return None if box is None else box.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)

    @override
    def paint(self, painter: QPainter, view: MapView) -> None:
        box = self._box(view)
        if box is None:
            return
        painter.fillRect(box, QColor(0, 94, 184, 28))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor(255, 255, 255), 3.0), (QColor("#005EB8"), 1.4)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(box)
