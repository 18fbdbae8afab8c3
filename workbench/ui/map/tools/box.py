"""Select units with a rubber band."""

from __future__ import annotations

from typing_extensions import override

from workbench.ui.map.tools.base import PointerEvent, Units
from workbench.ui.map.tools.shape import ShapeTool


class BoxTool(ShapeTool):
    """Drag a box from corner to corner."""

    name = "box"

    @override
    def press(self, event: PointerEvent) -> None:
        self._corners = [(event.x, event.y)] * 4

    @override
    def move(self, event: PointerEvent) -> None:
        if self.running:
            (west, south), (east, north) = self._corners[0], (event.x, event.y)
            self._corners = [(west, south), (east, south), (east, north), (west, north)]
            self.surface.refresh_tool()

    @override
    def release(self, event: PointerEvent) -> None:
        if self.running:
            self.move(event)
            self.take_drag(event)

    @override
    def inside(self) -> Units:
        (x0, y0), (x1, y1) = self._corners[0], self._corners[2]
        return self.surface.picker.units_in_box(
            min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), touching=self.host.finder.touching
        )
