"""A line drawn freehand: what lasso-like tools that make or part localities have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from typing_extensions import override

from workbench.ui.map.tools.base import NO_UNITS, PointerEvent, StrokeHost, Tool, Units
from workbench.ui.map.tools.tag import around, point_box
from workbench.ui.map_look import map_look

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.ui.map.view import MapView

LINE, CASING = QColor("#005EB8"), QColor("#FFFFFF")
STEP = 2.0
"""Logical pixels that the pointer moves before the line gets another corner."""


class TrailTool(Tool):
    """Draws a line from press to release; the units that it takes are shown as a locality of their own."""

    cursor = Qt.CursorShape.CrossCursor
    paints = True
    under_labels = True

    def __init__(self, host: StrokeHost) -> None:
        """Start without a line."""
        super().__init__(host)
        self._trail: list[tuple[float, float]] = []
        self._last = QPointF()
        self._taken: Units = NO_UNITS

    @property
    def drawing(self) -> bool:
        """Tell whether a line is being drawn."""
        return bool(self._trail)

    def may_begin(self) -> bool:
        """Tell whether a line may be drawn now, and say why not."""
        return True

    def units_of(self, trail: NDArray[np.float64]) -> Units:
        """Give the units that a line takes."""
        raise NotImplementedError

    def new_name(self) -> str:
        """Give the name of the locality that is shown."""
        return self.host.shapes.fresh_name()

    def done(self) -> None:
        """End the line that was let go with some units taken."""
        raise NotImplementedError

    @override
    def press(self, event: PointerEvent) -> None:
        self.cancel()
        if self.may_begin():
            self._trail = [(event.x, event.y)]
            self._last = event.screen

    @override
    def move(self, event: PointerEvent) -> None:
        if not self.drawing or (event.screen - self._last).manhattanLength() < STEP:
            return
        self._trail.append((event.x, event.y))
        self._last = event.screen
        found = self.units_of(np.array(self._trail))
        if not np.array_equal(found, self._taken):
            self._taken = found
            self.show_taken()
        self.surface.refresh_tool()

    @override
    def release(self, event: PointerEvent) -> None:
        if not self.drawing:
            return
        self.move(event)
        if len(self._taken):
            self.done()
        else:
            self.host.message("The line takes no areas")
            self.cancel()

    @override
    def cancel(self) -> bool:
        if not self.drawing:
            return False
        self.forget()
        self.host.stroke_cancel()
        return True

    def show_taken(self) -> None:
        """Show map and figures with the units taken as a locality."""
        hue = self.host.shapes.preview_new(self._taken, self.new_name())
        colour = QColor(map_look().colour(hue)).rgb()
        self.surface.set_preview(self._taken, self.host.shapes.spare_slot(), colour=colour)

    def forget(self) -> None:
        """Take line and units off the map."""
        self._trail, self._taken = [], NO_UNITS
        self.surface.clear_preview()
        self.surface.refresh_tool()

    def corners(self) -> NDArray[np.float64]:
        """Give the line as it is drawn, in metres."""
        return np.array(self._trail)

    closed = False
    """True where the last corner is joined with the first."""

    def _line(self, view: MapView) -> list[QPointF]:
        return [QPointF(*view.to_screen(float(x), float(y))) for x, y in self.corners()]

    @override
    def area(self, view: MapView) -> QRectF | None:
        return around(point_box(self._line(view))) if self.drawing else None

    @override
    def paint(self, painter: QPainter, view: MapView) -> None:
        if not self.drawing:
            return
        line = QPolygonF(self._line(view))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((CASING, 5.0), (LINE, 2.2)):
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            if self.closed:
                painter.drawPolygon(line)
            else:
                painter.drawPolyline(line)
