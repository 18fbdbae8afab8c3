"""Having a place clicked on the map; the tool that was in hand comes back afterwards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from workbench.ui.map.tools.base import StrokeHost
from workbench.ui.map.tools.place import PlaceTool
from workbench.ui.map_area import MapArea

Place = tuple[float, float]


def pick_place(map_area: MapArea, host: StrokeHost, chosen: Callable[[Place], object]) -> None:
    """Call ``chosen`` with the next place that is clicked; Esc or another tool calls it off."""
    canvas = map_area.canvas
    before = canvas.tool()

    def answered(place: Place | None) -> None:
        def go_on() -> None:
            if canvas.tool() is tool:
                canvas.set_tool(before)
            if place is not None:
                chosen(place)

        QTimer.singleShot(0, canvas, go_on)  # the tool that calls is put away only after it has returned

    tool = PlaceTool(host, answered)
    canvas.set_tool(tool)
    canvas.setFocus()
