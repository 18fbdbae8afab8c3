"""A ring or an outline that shows for a moment where the map has gone to."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.paths import view_transform
from workbench.ui.map.view import Bounds, MapView
from workbench.ui.theme import current_theme

STEP_MS, STEPS = 60, 22
RADIUS, WIDER = 30.0, 34.0


class Flash(QObject):
    """An overlay that draws a shrinking ring around a spot, or the outline of a place, then nothing."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._box: Bounds | None = None
        self._path = QPainterPath()
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._step)
        canvas.add_overlay(self)

    @property
    def shown(self) -> bool:
        """Whether the ring is on the map now."""
        return self._left > 0

    def at(self, box: Bounds) -> None:
        """Draw the ring around a part of the map: west, south, east, north; a point is a box of no size."""
        self._box, self._path = box, QPainterPath()
        self._start()

    def around(self, path: QPainterPath) -> None:
        """Draw an outline in metres."""
        self._box, self._path = None, path
        self._start()

    def _start(self) -> None:
        self._left = STEPS
        self._timer.start()
        self._canvas.update()

    def _step(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._timer.stop()
        self._canvas.update()

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw the outline, or the ring, which is wide at first."""
        if self._left <= 0:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = view_transform(view).map(self._path) if self._box is None else self._ring(view, self._box)
        for colour, width in (("#FFFFFF", 7.0), ("#005EB8", 4.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawPath(path)

    def _ring(self, view: MapView, box: Bounds) -> QPainterPath:
        west, south, east, north = box
        left, top = view.to_screen(west, north)
        right, bottom = view.to_screen(east, south)
        wide = WIDER * current_theme().factor * max(0.0, (self._left - STEPS / 2) / (STEPS / 2))
        least = RADIUS * current_theme().factor
        across = max((right - left) / 2, least) + wide
        down = max((bottom - top) / 2, least) + wide
        ring = QPainterPath()
        ring.addEllipse(QPointF((left + right) / 2, (top + bottom) / 2), across, down)
        return ring
