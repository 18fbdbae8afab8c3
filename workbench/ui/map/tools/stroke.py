"""Give units to a locality from press to release: the part that all tools that paint have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from typing_extensions import override

from workbench.ui import formats
from workbench.ui.map.tools.base import HOW_TO_CHOOSE, NO_UNITS, PointerEvent, StrokeHost, Tool, Units

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Aim:
    """Where the units of a stroke go: to ``slot``, from anywhere else or from one slot only.

    The step is called as "Paint 4 areas into Leek": ``verb``, the areas, ``towards``, the locality.
    """

    slot: int
    verb: str
    labels: NDArray[np.int32]
    only_from: int | None = None
    towards: str = "into"

    def wanted(self, units: Units) -> Units:
        """Of ``units``, those that the stroke moves where no lock or limit keeps them."""
        now = self.labels[units]
        return units[now != self.slot if self.only_from is None else now == self.only_from]


class StrokeTool(Tool):
    """A tool whose strokes give units to a locality. It shows them while the button is down.

    The left button paints into the locality in hand; a drag with the right button gives areas of it back to
    the locality that the drag starts on.
    """

    cursor = Qt.CursorShape.CrossCursor
    paints = True
    right_drag = True

    def __init__(self, host: StrokeHost) -> None:
        """Start without a stroke."""
        super().__init__(host)
        self._aim: Aim | None = None
        self._taken: Units = NO_UNITS

    @property
    def running(self) -> bool:
        """Tell whether a stroke is running."""
        return self._aim is not None

    def begin(self, event: PointerEvent) -> bool:
        """Start a stroke; tells whether it is clear where its units go."""
        self.cancel()
        self._taken = NO_UNITS
        self._aim = self.aim(event)
        return self._aim is not None

    def aim(self, event: PointerEvent) -> Aim | None:
        """Decide where the units of a stroke go, None where that is not clear."""
        target = self.host.target_slot()
        if target is None:
            self.host.message("Choose a locality to paint into", remedy=HOW_TO_CHOOSE)
            return None
        labels = self.host.labels()
        if event.button != Qt.MouseButton.RightButton:
            return Aim(target, "Paint", labels)
        unit = self.surface.picker.unit_at(event.x, event.y)
        source = int(labels[unit]) if unit >= 0 else -1
        if source == target:
            self.host.message("Start the right-drag on the locality that takes the areas back")
            return None
        return Aim(source, "Give back", labels, only_from=target, towards="to")

    def add(self, units: Units) -> None:
        """Take more units into the stroke, none of which it was offered before."""
        found = self._free(units)
        if len(found):
            self._show(np.concatenate([self._taken, found]))

    def put(self, units: Units) -> None:
        """Make these the units of the stroke."""
        found = self._free(units)
        if not np.array_equal(found, self._taken):
            self._show(found)

    def commit(self) -> None:
        """End the stroke as one step, or as none where it has no units."""
        aim, self._aim = self._aim, None
        if aim is None:
            return
        if len(self._taken):
            label = f"{aim.verb} {formats.count(len(self._taken), 'area')}"
            self.host.stroke_commit(np.sort(self._taken), aim.slot, label, towards=aim.towards)
        else:
            self.host.stroke_cancel()
        self._taken = NO_UNITS
        self.surface.clear_preview()
        self.surface.refresh_tool()

    @override
    def cancel(self) -> bool:
        if self._aim is None:
            return False
        self._aim = None
        self._taken = NO_UNITS
        self.host.stroke_cancel()
        self.surface.clear_preview()
        self.surface.refresh_tool()
        return True

    def _free(self, units: Units) -> Units:
        """Leave out what the stroke does not want, and what a lock or a limit keeps."""
        if self._aim is None or not len(units):
            return NO_UNITS
        wanted = self._aim.wanted(units)
        return self.host.allowed(wanted, self._aim.slot) if len(wanted) else wanted

    def _show(self, units: Units) -> None:
        """Show the effect that the stroke has now."""
        if self._aim is not None:
            self._taken = units
            self.surface.set_preview(units, self._aim.slot)
            self.host.stroke_preview(units, self._aim.slot)
