"""Paint units into the target locality with a round brush."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from typing_extensions import override

from workbench.ui.map.paths import path_from
from workbench.ui.map.tools.base import NO_UNITS, PointerEvent, StrokeHost, Tool, Units

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.ui.map.view import MapView

_RING_MARGIN = 4.0
_CROSS = 5.0
_SMALLEST_RING = 3.0
_TRAIL = QColor(255, 255, 255, 150)


@dataclass
class Stroke:
    """One stroke from press to release."""

    slot: int
    labels: NDArray[np.int32]
    only_from: int | None
    verb: str
    passed: NDArray[np.bool_]
    trail: list[tuple[float, float]]
    taken: Units = field(default_factory=lambda: NO_UNITS)


class BrushTool(Tool):
    """Paint into the target; a right-drag gives areas of the target back to the locality it started on."""

    name = "brush"
    cursor = Qt.CursorShape.CrossCursor
    right_drag = True

    def __init__(self, host: StrokeHost) -> None:
        """Start without a stroke."""
        super().__init__(host)
        self._stroke: Stroke | None = None
        self._pointer: tuple[float, float] | None = None

    @property
    def painting(self) -> bool:
        """Tell whether a stroke is running."""
        return self._stroke is not None

    @override
    def press(self, event: PointerEvent) -> None:
        self.cancel()
        self._pointer = (event.x, event.y)
        self._stroke = self._begin(event)
        if self._stroke is not None:
            self._extend(self._stroke, (event.x, event.y))

    @override
    def move(self, event: PointerEvent) -> None:
        self._pointer = (event.x, event.y)
        if self._stroke is not None:
            self._extend(self._stroke, (event.x, event.y))
        self.surface.refresh_tool()

    @override
    def release(self, event: PointerEvent) -> None:
        stroke = self._stroke
        if stroke is None:
            return
        self._extend(stroke, (event.x, event.y))
        self._stroke = None
        if len(stroke.taken):
            noun = "area" if len(stroke.taken) == 1 else "areas"
            self.host.stroke_commit(
                np.sort(stroke.taken), stroke.slot, f"{stroke.verb} {len(stroke.taken):,} {noun}"
            )
        else:
            self.host.stroke_cancel()
        self.surface.clear_preview()
        self.surface.refresh_tool()

    @override
    def hover(self, event: PointerEvent) -> None:
        self._pointer = (event.x, event.y)
        self.surface.refresh_tool()

    @override
    def leave(self) -> None:
        if self._stroke is None:
            self._pointer = None
            self.surface.refresh_tool()

    @override
    def cancel(self) -> bool:
        if self._stroke is None:
            return False
        self._stroke = None
        self.host.stroke_cancel()
        self.surface.clear_preview()
        self.surface.refresh_tool()
        return True

    def _begin(self, event: PointerEvent) -> Stroke | None:
        """Decide where the units of a stroke go, None where that is not clear."""
        target = self.host.target_slot()
        if target is None:
            self.host.message("Choose a locality to paint into")
            return None
        labels = self.host.labels()
        if event.button != Qt.MouseButton.RightButton:
            return self._stroke_to(target, labels, None, "Paint", event)
        unit = self.surface.picker.unit_at(event.x, event.y)
        source = int(labels[unit]) if unit >= 0 else -1
        if source == target:
            self.host.message("Start the right-drag on the locality that takes the areas back")
            return None
        return self._stroke_to(source, labels, target, "Give back", event)

    @staticmethod
    def _stroke_to(
        slot: int, labels: NDArray[np.int32], only_from: int | None, verb: str, event: PointerEvent
    ) -> Stroke:
        """Make a stroke that starts at an event."""
        return Stroke(slot, labels, only_from, verb, np.zeros(len(labels), dtype=bool), [(event.x, event.y)])

    def _extend(self, stroke: Stroke, point: tuple[float, float]) -> None:
        """Take the units between the last point and this one."""
        found = self.surface.picker.units_along((stroke.trail[-1], point), self.surface.brush_radius_m)
        stroke.trail.append(point)
        found = found[~stroke.passed[found]]
        if not len(found):
            return
        stroke.passed[found] = True
        now = stroke.labels[found]
        wanted = found[now != stroke.slot if stroke.only_from is None else now == stroke.only_from]
        allowed = self.host.allowed(wanted, stroke.slot) if len(wanted) else wanted
        if len(allowed):
            stroke.taken = np.concatenate([stroke.taken, allowed])
            self.surface.set_preview(stroke.taken, stroke.slot)
            self.host.stroke_preview(stroke.taken, stroke.slot)

    def _ring_radius(self, view: MapView) -> float:
        """Give the brush radius in logical pixels."""
        return max(self.surface.brush_radius_m / view.metres_per_pixel, _SMALLEST_RING)

    @override
    def area(self, view: MapView) -> QRectF | None:
        if self._pointer is None:
            return None
        points = [self._pointer, *(self._stroke.trail if self._stroke else ())]
        screen = np.array([view.to_screen(x, y) for x, y in points])
        reach = self._ring_radius(view) + _RING_MARGIN
        low, high = screen.min(axis=0) - reach, screen.max(axis=0) + reach
        return QRectF(QPointF(*low), QPointF(*high))

    @override
    def paint(self, painter: QPainter, view: MapView) -> None:
        if self._pointer is None:
            return
        if self._stroke is not None and len(self._stroke.trail) > 1:
            screen = np.array([view.to_screen(x, y) for x, y in self._stroke.trail])
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
