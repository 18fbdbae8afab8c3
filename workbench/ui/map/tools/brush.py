"""Paint units into the target locality with a round brush."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from typing_extensions import override

from workbench.ui.map.paths import path_from
from workbench.ui.map.tools.base import PointerEvent, StrokeHost, Units
from workbench.ui.map.tools.stroke import StrokeTool

if TYPE_CHECKING:
    from workbench.ui.map.view import MapView

_RING_MARGIN = 4.0
_CROSS = 5.0
_SMALLEST_RING = 3.0
_TRAIL = QColor(255, 255, 255, 150)

Point = tuple[float, float]


class PathTool(StrokeTool):
    """A stroke that takes what lies on its way; between two events the way is straight."""

    def __init__(self, host: StrokeHost) -> None:
        """Start without a stroke."""
        super().__init__(host)
        self._passed = np.zeros(0, dtype=bool)
        self._trail: list[Point] = []
        self._pointer: Point | None = None

    def along(self, start: Point, end: Point) -> Units:
        """Give the units that the way from one point to another takes."""
        raise NotImplementedError

    @override
    def press(self, event: PointerEvent) -> None:
        self._pointer = (event.x, event.y)
        if self.begin(event):
            self._trail = [self._pointer]
            self._passed = np.zeros(len(self.host.labels()), dtype=bool)
            self._extend(self._pointer)
        self.surface.refresh_tool()

    @override
    def move(self, event: PointerEvent) -> None:
        self._pointer = (event.x, event.y)
        if self.running:
            self._extend(self._pointer)
        self.surface.refresh_tool()

    @override
    def release(self, event: PointerEvent) -> None:
        if self.running:
            self._extend((event.x, event.y))
            self.commit()

    @override
    def hover(self, event: PointerEvent) -> None:
        self._pointer = (event.x, event.y)
        self.surface.refresh_tool()

    @override
    def leave(self) -> None:
        if not self.running:
            self._pointer = None
            self.surface.refresh_tool()

    def _extend(self, point: Point) -> None:
        """Take the units between the last point and this one."""
        found = self.along(self._trail[-1], point)
        self._trail.append(point)
        found = found[~self._passed[found]]
        self._passed[found] = True
        self.add(found)


class BrushTool(PathTool):
    """Paint into the target with a ring of the chosen radius."""

    name = "brush"
    sized = True

    @override
    def along(self, start: Point, end: Point) -> Units:
        return self.surface.picker.units_along((start, end), self.surface.brush_radius_m)

    def _ring_radius(self, view: MapView) -> float:
        """Give the brush radius in logical pixels."""
        return max(self.surface.brush_radius_m / view.metres_per_pixel, _SMALLEST_RING)

    @override
    def area(self, view: MapView) -> QRectF | None:
        if self._pointer is None:
            return None
        points = [self._pointer, *(self._trail if self.running else ())]
        screen = np.array([view.to_screen(x, y) for x, y in points])
        reach = self._ring_radius(view) + _RING_MARGIN
        low, high = screen.min(axis=0) - reach, screen.max(axis=0) + reach
        return QRectF(QPointF(*low), QPointF(*high))

    @override
    def paint(self, painter: QPainter, view: MapView) -> None:
        if self._pointer is None:
            return
        if self.running and len(self._trail) > 1:
            screen = np.array([view.to_screen(x, y) for x, y in self._trail])
            painter.setPen(QPen(_TRAIL, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path_from(screen, np.array([0, len(screen)])))
        centre = QPointF(*view.to_screen(*self._pointer))
        radius = self._ring_radius(view)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor(255, 255, 255), 3.0), (QColor("#15181D"), 1.2)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(centre, radius, radius)
            if radius > 2 * _CROSS:
                painter.drawLine(centre - QPointF(_CROSS, 0), centre + QPointF(_CROSS, 0))
                painter.drawLine(centre - QPointF(0, _CROSS), centre + QPointF(0, _CROSS))
