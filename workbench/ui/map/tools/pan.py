"""Move the map by dragging it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from typing_extensions import override

from workbench.ui.map.tools.base import PointerEvent, StrokeHost, Tool


class PanTool(Tool):
    """Drag the map with the left button; the middle button and Space do the same in every tool."""

    name = "pan"
    cursor = Qt.CursorShape.OpenHandCursor

    def __init__(self, host: StrokeHost) -> None:
        """Start at rest."""
        super().__init__(host)
        self._last: QPointF | None = None

    @override
    def press(self, event: PointerEvent) -> None:
        self._last = event.screen

    @override
    def move(self, event: PointerEvent) -> None:
        if self._last is not None:
            step = event.screen - self._last
            self._last = event.screen
            self.surface.pan_by(step.x(), step.y())

    @override
    def release(self, event: PointerEvent) -> None:
        self.move(event)
        self._last = None

    @override
    def cancel(self) -> bool:
        dragging, self._last = self._last is not None, None
        return dragging
