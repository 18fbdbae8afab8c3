"""Select the units inside a shape: what box, lasso and polygon have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from typing_extensions import override

from workbench.ui.map.tools.base import NO_UNITS, PointerEvent, SelectMode, StrokeHost, Tool, Units
from workbench.ui.map.tools.select import select_at
from workbench.ui.map.tools.tag import around, point_box

if TYPE_CHECKING:
    from workbench.ui.map.view import MapView

FILL, LINE, CASING = QColor(0, 94, 184, 28), QColor("#005EB8"), QColor("#FFFFFF")
SMALLEST = 4.0
"""A drag that stays within so many logical pixels is a click on one area."""


class ShapeTool(Tool):
    """Corners in metres that become the selection; Shift adds, Ctrl removes.

    Units count whose inner point lies inside, or with the switch "Touching" all that the shape meets.
    """

    cursor = Qt.CursorShape.CrossCursor
    selects = True
    under_labels = True

    def __init__(self, host: StrokeHost) -> None:
        """Start without a shape."""
        super().__init__(host)
        self._corners: list[tuple[float, float]] = []

    @property
    def running(self) -> bool:
        """Tell whether a shape is being drawn."""
        return bool(self._corners)

    def inside(self) -> Units:
        """Give the units of the shape."""
        return self.surface.picker.units_in_polygon(
            np.array(self._corners), touching=self.host.finder.touching
        )

    @override
    def offered(self) -> Units:
        return self.inside() if len(self._corners) > 2 else NO_UNITS

    def take(self, mode: SelectMode) -> None:
        """Select what the shape holds."""
        found = self.inside()
        self._corners = []
        self.host.select_units(found, mode)
        self.surface.refresh_tool()

    def take_drag(self, event: PointerEvent) -> None:
        """Select what a dragged shape holds; a drag that went nowhere selects the unit under the pointer."""
        box = point_box(self._outline(self.surface.view()))
        if max(box.width(), box.height()) > SMALLEST:
            self.take(event.select_mode)
        else:
            self._corners = []
            select_at(self.host, self.surface, event)
            self.surface.refresh_tool()

    @override
    def cancel(self) -> bool:
        if not self.running:
            return False
        self._corners = []
        self.surface.refresh_tool()
        return True

    def _outline(self, view: MapView) -> list[QPointF]:
        """Give the corners in logical pixels."""
        return [QPointF(*view.to_screen(x, y)) for x, y in self._corners]

    @override
    def area(self, view: MapView) -> QRectF | None:
        return around(point_box(self._outline(view))) if self.running else None

    @override
    def paint(self, painter: QPainter, view: MapView) -> None:
        if not self.running:
            return
        shape = QPolygonF(self._outline(view))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(FILL)
        painter.drawPolygon(shape, Qt.FillRule.WindingFill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((CASING, 3.0), (LINE, 1.4)):
            painter.setPen(QPen(colour, width))
            painter.drawPolygon(shape)
