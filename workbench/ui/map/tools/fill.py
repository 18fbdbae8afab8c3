"""Give a whole pocket to the target locality: unassigned areas that hang together, or an enclave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from typing_extensions import override

from workbench.ui.map.tools.base import NO_UNITS, PointerEvent, StrokeHost, Units
from workbench.ui.map.tools.stroke import StrokeTool
from workbench.ui.map.tools.tag import around, paint_tag, tag_box

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from workbench.ui.map.view import MapView


class FillTool(StrokeTool):
    """Hovering hatches the pocket under the pointer and says its people; a click assigns it."""

    name = "fill"
    right_drag = False

    def __init__(self, host: StrokeHost) -> None:
        """Start over no pocket."""
        super().__init__(host)
        self._pocket: Units = NO_UNITS
        self._unit = self._label = -1
        self._words = ""
        self._pointer: tuple[float, float] | None = None

    @override
    def offered(self) -> Units:
        return self._pocket

    @override
    def hover(self, event: PointerEvent) -> None:
        self._pointer = (event.x, event.y)
        before = self._pocket
        if self._look(event) is not before and not self.running:
            target = self.host.target_slot()
            shown = self._pocket if target is not None else NO_UNITS
            self.surface.set_preview(shown, -1 if target is None else target)
        self.surface.refresh_tool()

    @override
    def leave(self) -> None:
        if not self.running:
            self._forget()
            self.surface.clear_preview()
            self.surface.refresh_tool()

    @override
    def press(self, event: PointerEvent) -> None:
        self._forget()
        if self.begin(event):
            self.move(event)
            if not len(self._pocket):
                self.host.message("Fill takes unassigned areas, or an enclave that one locality encloses")

    @override
    def move(self, event: PointerEvent) -> None:
        self._pointer = (event.x, event.y)
        if self.running:
            self.put(self._look(event))
        self.surface.refresh_tool()

    @override
    def release(self, event: PointerEvent) -> None:
        self.move(event)
        self.commit()
        self._forget()

    @override
    def cancel(self) -> bool:
        dropped = super().cancel()
        if self._pointer is not None and not dropped:
            self.surface.clear_preview()
        self._forget()
        return dropped

    def _look(self, event: PointerEvent) -> Units:
        """Find the pocket under the pointer; the same array as before where it is the same."""
        unit = self.surface.picker.unit_at(event.x, event.y)
        label = int(self.host.labels()[unit]) if unit >= 0 else -1
        known = unit == self._unit or (unit >= 0 and (self._pocket == unit).any())
        if known and label == self._label:  # the plan may have changed under the pointer, as by undo
            return self._pocket
        self._unit, self._label = unit, label
        elsewhere = unit >= 0 and (label < 0 or label != self.host.target_slot())
        self._pocket = self.host.finder.pocket_at(unit) if elsewhere else NO_UNITS
        self._words = self.host.finder.words(self._pocket) if len(self._pocket) else ""
        return self._pocket

    def _forget(self) -> None:
        """Look anew at the next event: the plan may have changed."""
        self._pocket, self._unit, self._words, self._pointer = NO_UNITS, -1, "", None

    @override
    def area(self, view: MapView) -> QRectF | None:
        if self._pointer is None or not self._words:
            return None
        return around(tag_box(self._words, self._pointer, view))

    @override
    def paint(self, painter: QPainter, view: MapView) -> None:
        if self._pointer is not None and self._words and not self.running:
            paint_tag(painter, self._words, tag_box(self._words, self._pointer, view))
