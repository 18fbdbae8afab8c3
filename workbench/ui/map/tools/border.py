"""Push the border of two localities: the units passed over change sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from typing_extensions import override

from workbench.ui.map.paths import path_from
from workbench.ui.map.tools.base import NO_UNITS, PointerEvent, StrokeHost
from workbench.ui.map.tools.push import Border, Push
from workbench.ui.map.tools.stroke import Aim, StrokeTool

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from workbench.ui.map.view import MapView

REACH = 9.0
"""Logical pixels from a border within which it can be taken hold of."""
WIDE, CASING = 5.0, 8.0
_LINE, _AROUND = QColor("#005EB8"), QColor("#FFFFFF")
_SOLID, _ROUND = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap
THIN = 3.0
"""Device pixels: vertices in one square of this side are drawn as one."""


class BorderTool(StrokeTool):
    """A border thickens under the pointer; press on it and push. Dragging back takes the units back."""

    name = "border"
    into = False
    right_drag = False

    def __init__(self, host: StrokeHost) -> None:
        """Start away from any border."""
        super().__init__(host)
        self._border: Border | None = None
        self._push: Push | None = None

    @override
    def hover(self, event: PointerEvent) -> None:
        self._show_border(self._near(event))

    @override
    def leave(self) -> None:
        if self._push is None:
            self._show_border(None)

    @override
    def press(self, event: PointerEvent) -> None:
        self.cancel()
        border = self._near(event)
        self._show_border(border)
        if border is None:
            self.host.message("Press on the border of two localities, then push it")
            return
        pixel = self.surface.view().metres_per_pixel
        self._push = Push(border, self.host.labels().copy(), self.surface.picker, pixel, (event.x, event.y))

    @override
    def move(self, event: PointerEvent) -> None:
        if self._push is not None:
            self._push.go((event.x, event.y))
            self._follow(self._push)

    @override
    def release(self, event: PointerEvent) -> None:
        self.move(event)
        if self._push is not None:
            self._push = None
            self.commit()
            self._show_border(None)

    @override
    def cancel(self) -> bool:
        pushing, self._push = self._push is not None, None
        dropped = super().cancel()
        if self._border is not None and self._surface is not None:
            self._show_border(None)
        return dropped or pushing

    def _follow(self, push: Push) -> None:
        """Show the units passed over on the side that pushes."""
        giving, passed = push.result()
        if giving is None:
            if self.running:
                self.put(NO_UNITS)
            return
        to = next(side for side in push.border.sides if side != giving)
        if self._aim is None or self._aim.slot != to:
            self._aim = Aim(to, "Push" if to >= 0 else "Clear", push.labels, only_from=giving)
        self.put(passed)

    def _near(self, event: PointerEvent) -> Border | None:
        """Find the border under the pointer, None where there is none or one side is no locality at all."""
        picker, labels = self.surface.picker, self.host.labels()
        reach = REACH * self.surface.view().metres_per_pixel
        around = picker.units_in_disc(event.x, event.y, reach)
        unit = picker.unit_at(event.x, event.y)
        if unit < 0 and len(around):
            unit = picker.nearest(event.x, event.y, around)
        others = around[labels[around] != labels[unit]] if len(around) else around
        if not len(others):
            return None
        other = picker.nearest(event.x, event.y, others)
        one, two = int(labels[unit]), int(labels[other])
        lines = self.surface.border_lines(one, two)
        if not lines:
            return None
        return Border(frozenset((one, two)), lines)

    def _show_border(self, border: Border | None) -> None:
        """Thicken this border and no other."""
        before = self._border
        self._border = border
        same = before is not None and border is not None and np.array_equal(before.xy, border.xy)
        if not same and not (before is None and border is None):
            self.surface.refresh_tool()

    @override
    def area(self, view: MapView) -> QRectF | None:
        if self._border is None:
            return None
        (west, south), (east, north) = self._border.xy.min(axis=0), self._border.xy.max(axis=0)
        corners = QPointF(*view.to_screen(west, north)), QPointF(*view.to_screen(east, south))
        return QRectF(*corners).adjusted(-CASING, -CASING, CASING, CASING)

    @override
    def paint(self, painter: QPainter, view: MapView) -> None:
        if self._border is None:
            return
        device = (self._border.xy - (view.left, view.top)) * (view.scale, -view.scale)
        path = path_from(*_thinned(device, self._border.offsets))
        painter.save()
        painter.scale(1 / view.ratio, 1 / view.ratio)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_AROUND, CASING), (_LINE, WIDE)):
            painter.setPen(QPen(colour, width * view.ratio, _SOLID, _ROUND, Qt.PenJoinStyle.RoundJoin))
            painter.drawPath(path)
        painter.restore()


def _thinned(
    xy: NDArray[np.float64], offsets: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Leave out vertices less than about a line's width from the one before: a wide pen is slow over many."""
    cell = np.floor(xy / THIN).astype(np.int64)
    keep = np.concatenate(([True], (cell[1:] != cell[:-1]).any(axis=1)))
    keep[offsets[:-1]] = keep[offsets[1:] - 1] = True
    return xy[keep], np.concatenate(([0], np.cumsum(keep)))[offsets]
