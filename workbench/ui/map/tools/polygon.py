"""Select units with a polygon, corner by corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from typing_extensions import override

from workbench.ui.map.tools.base import PointerEvent, SelectMode, StrokeHost
from workbench.ui.map.tools.shape import CASING, LINE, ShapeTool
from workbench.ui.map.tools.tag import around, point_box

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from workbench.ui.map.view import MapView

_DOT = 3.5
_CLOSES_AT = 8.0
"""Logical pixels around the first corner within which a click closes the polygon."""


class PolygonTool(ShapeTool):
    """Each click is a corner; Backspace takes one back; Enter, a double click or the first corner closes."""

    name = "polygon"

    def __init__(self, host: StrokeHost) -> None:
        """Start without corners."""
        super().__init__(host)
        self._pointer: QPointF | None = None
        self._mode: SelectMode = "replace"

    @override
    def press(self, event: PointerEvent) -> None:
        if not self.running:
            self._mode = event.select_mode
        first = self._outline(self.surface.view())[:1]
        if len(self._corners) > 2 and (event.screen - first[0]).manhattanLength() <= _CLOSES_AT:
            self.finish()
            return
        self._corners.append((event.x, event.y))
        self._pointer = event.screen
        self.surface.refresh_tool()

    @override
    def double_click(self, event: PointerEvent) -> None:
        if len(self._corners) > 2:
            self.finish()
        else:
            self.press(event)

    @override
    def move(self, event: PointerEvent) -> None:
        self.hover(event)

    @override
    def hover(self, event: PointerEvent) -> None:
        self._pointer = event.screen
        if self.running:
            self.surface.refresh_tool()

    @override
    def key(self, event: QKeyEvent) -> bool:
        if not self.running or event.key() != Qt.Key.Key_Backspace:
            return False
        self._corners.pop()
        self.surface.refresh_tool()
        return True

    @override
    def finish(self) -> bool:
        if not self.running:
            return False
        if len(self._corners) < 3:
            self.host.message("A polygon needs three corners")
        else:
            self.take(self._mode)
        return True

    def _loose(self, view: MapView) -> list[QPointF]:
        """Give the corners with the pointer as the next one, in logical pixels."""
        return [*self._outline(view), *([] if self._pointer is None else [self._pointer])]

    @override
    def area(self, view: MapView) -> QRectF | None:
        box = point_box(self._loose(view)) if self.running else None
        return None if box is None else around(box.adjusted(-_DOT, -_DOT, _DOT, _DOT))

    @override
    def paint(self, painter: QPainter, view: MapView) -> None:
        if not self.running:
            return
        super().paint(painter, view)
        corners = self._outline(view)
        if self._pointer is not None:
            for colour, width in ((CASING, 3.0), (LINE, 1.4)):
                painter.setPen(QPen(colour, width, Qt.PenStyle.DashLine))
                painter.drawLine(corners[-1], self._pointer)
        painter.setPen(QPen(LINE, 1.4))
        painter.setBrush(CASING)
        for corner in corners:
            painter.drawEllipse(corner, _DOT, _DOT)
