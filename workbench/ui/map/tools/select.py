"""Select units one by one with a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from typing_extensions import override

from workbench.ui.map.tools.base import NO_UNITS, PointerEvent, Tool

if TYPE_CHECKING:
    from workbench.ui.map.tools.base import StrokeHost, Surface


class SelectTool(Tool):
    """Click selects, Shift adds, Ctrl removes; a double click fits the unit's locality into the view."""

    name = "select"
    selects = True

    @override
    def press(self, event: PointerEvent) -> None:
        select_at(self.host, self.surface, event)

    @override
    def double_click(self, event: PointerEvent) -> None:
        unit = self.surface.picker.unit_at(event.x, event.y)
        if unit < 0:
            return
        labels = self.host.labels()
        slot = int(labels[unit])
        self.surface.fit_to(np.flatnonzero(labels == slot) if slot >= 0 else np.array([unit], dtype=np.int64))


def select_at(host: StrokeHost, surface: Surface, event: PointerEvent) -> None:
    """Select the unit under the pointer; beside the map nothing is selected, unless keys add or remove.

    A plain click also takes the unit's locality in hand. A box or a lasso does not, however few units it
    holds: who draws one has chosen before where they are to go.
    """
    unit = surface.picker.unit_at(event.x, event.y)
    if unit >= 0:
        host.select_units(np.array([unit], dtype=np.int64), event.select_mode)
        slot = int(host.labels()[unit])
        if event.select_mode == "replace" and slot >= 0:
            host.take_in_hand(slot)
    elif event.select_mode == "replace":
        host.select_units(NO_UNITS, "replace")
