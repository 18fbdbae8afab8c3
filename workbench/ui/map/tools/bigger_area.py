"""Paint whole larger areas, such as wards or PCNs, into the target locality."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from typing_extensions import override

from workbench.ui.map.paths import path_from
from workbench.ui.map.strokes import draw_wide
from workbench.ui.map.tools.base import NO_UNITS, LargerArea, PointerEvent, StrokeHost, Units
from workbench.ui.map.tools.brush import PathTool, Point
from workbench.ui.map.tools.tag import around, paint_tag, tag_box

if TYPE_CHECKING:
    from workbench.ui.map.view import MapView

_CASING, _LINE = QColor("#FFFFFF"), QColor("#15181D")
_CASING_WIDTH, _LINE_WIDTH = 5.0, 2.4


class BiggerAreaTool(PathTool):
    """Hovering outlines the larger area under the pointer; a stroke takes all that it comes through."""

    name = "bigger_area"

    def __init__(self, host: StrokeHost) -> None:
        """Start over no larger area."""
        super().__init__(host)
        self._under: LargerArea | None = None
        self._unit = -1
        self._words = ""

    @override
    def along(self, start: Point, end: Point) -> Units:
        crossed = self.surface.picker.units_along((start, end), 0.0)
        found = NO_UNITS
        while len(crossed):
            larger = self.host.finder.larger_area_at(int(crossed[0]))
            units = crossed[:1] if larger is None else larger.units
            found = found if larger is None else np.union1d(found, units)
            crossed = np.setdiff1d(crossed, units)
        return found

    @override
    def offered(self) -> Units:
        return NO_UNITS if self._under is None else self._under.units

    @override
    def hover(self, event: PointerEvent) -> None:
        self._look(event)
        super().hover(event)

    @override
    def press(self, event: PointerEvent) -> None:
        self._unit = -1
        self._look(event)
        if self._under is None and self._unit >= 0:
            self.host.message("No larger area of this kind is known here")
        super().press(event)

    @override
    def move(self, event: PointerEvent) -> None:
        self._look(event)
        super().move(event)

    @override
    def leave(self) -> None:
        self._under, self._unit = None, -1
        super().leave()

    def _look(self, event: PointerEvent) -> None:
        """Find the larger area under the pointer."""
        unit = self.surface.picker.unit_at(event.x, event.y)
        if unit == self._unit:
            return
        self._unit = unit
        self._under = self.host.finder.larger_area_at(unit) if unit >= 0 else None
        if self._under is not None:
            self._words = f"{self._under.name}   {self.host.finder.words(self._under.units)}"

    def _path(self, view: MapView) -> QPainterPath:
        """Give the line around the larger area in device pixels."""
        if self._under is None:
            return QPainterPath()
        lines = self._under.outline
        return path_from((lines.xy - (view.left, view.top)) * (view.scale, -view.scale), lines.offsets)

    @override
    def area(self, view: MapView) -> QRectF | None:
        if self._under is None or self._pointer is None:
            return None
        xy = self._under.outline.xy
        low, high = view.to_screen(*xy.min(axis=0)), view.to_screen(*xy.max(axis=0))
        box = QRectF(QPointF(low[0], high[1]), QPointF(high[0], low[1]))
        seen = QRectF(0, 0, view.width / view.ratio, view.height / view.ratio)
        return around(box.intersected(seen), tag_box(self._words, self._pointer, view))

    @override
    def paint(self, painter: QPainter, view: MapView) -> None:
        if self._under is None or self._pointer is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = self._path(view)
        painter.save()
        painter.scale(1 / view.ratio, 1 / view.ratio)
        draw_wide(painter, path, _CASING, _CASING_WIDTH * view.ratio)
        draw_wide(painter, path, _LINE, _LINE_WIDTH * view.ratio)
        painter.restore()
        if not self.running:
            paint_tag(painter, self._words, tag_box(self._words, self._pointer, view))
