"""Give units to the target locality one by one."""

from __future__ import annotations

import numpy as np
from typing_extensions import override

from workbench.ui.map.tools.base import NO_UNITS, PointerEvent
from workbench.ui.map.tools.stroke import StrokeTool


class ClickTool(StrokeTool):
    """Press shows what the unit would do, release gives it to the target; sliding on takes another unit."""

    name = "click"

    @override
    def press(self, event: PointerEvent) -> None:
        if self.begin(event):
            self.move(event)

    @override
    def move(self, event: PointerEvent) -> None:
        if self.running:
            unit = self.surface.picker.unit_at(event.x, event.y)
            self.put(np.array([unit], dtype=np.int64) if unit >= 0 else NO_UNITS)

    @override
    def release(self, event: PointerEvent) -> None:
        self.move(event)
        self.commit()
