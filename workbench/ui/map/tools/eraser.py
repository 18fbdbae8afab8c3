"""Take units out of their localities with a round eraser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from workbench.ui.map.tools.brush import BrushTool, Stroke

if TYPE_CHECKING:
    from workbench.ui.map.tools.base import PointerEvent

UNASSIGNED = -1


class EraserTool(BrushTool):
    """Make the units under the stroke unassigned."""

    name = "eraser"
    right_drag = False

    @override
    def _begin(self, event: PointerEvent) -> Stroke | None:
        return self._stroke_to(UNASSIGNED, self.host.labels(), None, "Clear", event)
