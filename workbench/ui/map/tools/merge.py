"""Merge two localities: press on the one that stays and drag onto the other, or click both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from typing_extensions import override

from workbench.ui.map.tools.base import PointerEvent, StrokeHost, Tool
from workbench.ui.map.tools.tag import around, paint_tag, point_box, tag_box

if TYPE_CHECKING:
    from workbench.ui.map.view import MapView

_LINE, _CASING = QColor("#005EB8"), QColor("#FFFFFF")


class MergeTool(Tool):
    """The first locality keeps its number, name and colour; the figures of both together are shown before."""

    name = "merge"
    into = False
    paints = True
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, host: StrokeHost) -> None:
        """Start without a locality."""
        super().__init__(host)
        self._first = self._second = -1
        self._refused = -1
        self._pressed = False
        self._start = self._pointer = (0.0, 0.0)

    @property
    def chosen(self) -> tuple[int, int]:
        """Slots of the locality that stays and of the one that joins it, -1 where none is chosen yet."""
        return self._first, self._second

    @override
    def press(self, event: PointerEvent) -> None:
        slot = self._slot_at(event)
        if slot < 0:
            self.cancel()
            self.host.message("Press on a locality, then drag onto the one that joins it")
            return
        self._pressed = True
        if self._first < 0:
            self._first, self._start = slot, (event.x, event.y)
        self._refused = -1
        self._follow(event)

    @override
    def move(self, event: PointerEvent) -> None:
        if self._first >= 0:
            self._follow(event)

    @override
    def hover(self, event: PointerEvent) -> None:
        self.move(event)

    @override
    def release(self, event: PointerEvent) -> None:
        if not self._pressed:
            return
        self._pressed = False
        self._follow(event)
        if self._second >= 0:
            first, second = self.chosen
            self.host.shapes.commit_merge(first, second)
            self._forget()
        elif self._slot_at(event) != self._first:
            self.cancel()

    @override
    def leave(self) -> None:
        if not self._pressed and self._second >= 0:
            self._take(-1)

    @override
    def cancel(self) -> bool:
        if self._first < 0:
            return False
        self.host.stroke_cancel()
        self._forget()
        return True

    def _slot_at(self, event: PointerEvent) -> int:
        unit = self.surface.picker.unit_at(event.x, event.y)
        return int(self.host.labels()[unit]) if unit >= 0 else -1

    def _follow(self, event: PointerEvent) -> None:
        """Show what lies under the pointer as joining the first locality."""
        self._pointer = (event.x, event.y)
        slot = self._slot_at(event)
        if slot in {self._first, self._refused}:
            slot = -1
        elif slot >= 0 and slot != self._second and not self.host.shapes.may_merge(self._first, slot):
            self._refused, slot = slot, -1
        if slot != self._second:
            self._take(slot)
        self.surface.refresh_tool()

    def _take(self, slot: int) -> None:
        self._second = slot
        if slot < 0:
            self.host.stroke_cancel()
            self.surface.clear_preview()
        else:
            self.surface.set_preview(np.flatnonzero(self.host.labels() == slot), self._first)
            self.host.shapes.preview_merge(self._first, slot)

    def _forget(self) -> None:
        self._first = self._second = self._refused = -1
        self._pressed = False
        self.surface.clear_preview()
        self.surface.refresh_tool()

    def _words(self) -> str:
        """Say which locality joins which."""
        name_of = self.host.shapes.name_of
        if self._second < 0:
            return f"Which locality joins {name_of(self._first)}?"
        return f"{name_of(self._second)} joins {name_of(self._first)}"

    def _tag_box(self, view: MapView) -> QRectF:
        return tag_box(self._words(), self._pointer, view, above=self._second >= 0)

    @override
    def area(self, view: MapView) -> QRectF | None:
        if self._first < 0:
            return None
        ends = [QPointF(*view.to_screen(*place)) for place in (self._start, self._pointer)]
        return around(point_box(ends), self._tag_box(view)).adjusted(-6, -6, 6, 6)

    @override
    def paint(self, painter: QPainter, view: MapView) -> None:
        if self._first < 0:
            return
        start, end = (QPointF(*view.to_screen(*place)) for place in (self._start, self._pointer))
        painter.setBrush(_LINE)
        for colour, width in ((_CASING, 5.0), (_LINE, 2.2)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(start, end)
            painter.drawEllipse(start, 4, 4)
        paint_tag(painter, self._words(), self._tag_box(view))
