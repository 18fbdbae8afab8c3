"""Select units one by one with a click."""

from __future__ import annotations

import numpy as np
from typing_extensions import override

from workbench.ui.map.tools.base import NO_UNITS, PointerEvent, Tool


class SelectTool(Tool):
    """Click selects, Shift adds, Ctrl removes; a double click fits the unit's locality into the view."""

    name = "select"

    @override
    def press(self, event: PointerEvent) -> None:
        unit = self.surface.picker.unit_at(event.x, event.y)
        if unit >= 0:
            self.host.select_units(np.array([unit], dtype=np.int64), event.select_mode)
        elif event.select_mode == "replace":
            self.host.select_units(NO_UNITS, "replace")

    @override
    def double_click(self, event: PointerEvent) -> None:
        unit = self.surface.picker.unit_at(event.x, event.y)
        if unit < 0:
            return
        labels = self.host.labels()
        slot = int(labels[unit])
        self.surface.fit_to(np.flatnonzero(labels == slot) if slot >= 0 else np.array([unit], dtype=np.int64))
