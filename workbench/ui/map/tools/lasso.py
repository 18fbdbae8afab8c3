"""Select units with a line drawn freehand."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from typing_extensions import override

from workbench.ui.map.tools.base import PointerEvent, StrokeHost
from workbench.ui.map.tools.shape import ShapeTool


class LassoTool(ShapeTool):
    """Draw around areas; the line closes itself on release, and all that it goes round is inside."""

    name = "lasso"

    def __init__(self, host: StrokeHost) -> None:
        """Start without a line."""
        super().__init__(host)
        self._last = QPointF()

    @override
    def press(self, event: PointerEvent) -> None:
        self._corners = [(event.x, event.y)]
        self._last = event.screen

    @override
    def move(self, event: PointerEvent) -> None:
        if self.running and event.screen != self._last:
            self._corners.append((event.x, event.y))
            self._last = event.screen
            self.surface.refresh_tool()

    @override
    def release(self, event: PointerEvent) -> None:
        if self.running:
            self.move(event)
            self.take_drag(event)
