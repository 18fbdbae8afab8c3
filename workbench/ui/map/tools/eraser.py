"""Take units out of their localities with a round eraser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from workbench.ui.map.tools.brush import BrushTool
from workbench.ui.map.tools.stroke import Aim

if TYPE_CHECKING:
    from workbench.ui.map.tools.base import PointerEvent

UNASSIGNED = -1


class EraserTool(BrushTool):
    """Make the units under the stroke unassigned."""

    name = "eraser"
    into = False
    right_drag = False

    @override
    def aim(self, event: PointerEvent) -> Aim | None:
        return Aim(UNASSIGNED, "Clear", self.host.labels())
