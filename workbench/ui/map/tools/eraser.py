"""Take units out of their localities with a round eraser."""

from __future__ import annotations

from typing_extensions import override

from workbench.ui.map.tools.base import PointerEvent
from workbench.ui.map.tools.brush import BrushTool, Stroke

UNASSIGNED = -1


class EraserTool(BrushTool):
    """Make the units under the stroke unassigned."""

    name = "eraser"
    right_drag = False

    @override
    def _begin(self, event: PointerEvent) -> Stroke | None:
        return self._stroke_to(UNASSIGNED, self.host.labels(), None, "Clear", event)
