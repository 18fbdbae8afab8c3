"""Point at one place of the map, for whoever asked; the tool that was in hand comes back afterwards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from typing_extensions import override

from workbench.ui.map.tools.base import PointerEvent, StrokeHost, Tool


class PlaceTool(Tool):
    """One click answers, Esc calls it off: ``chosen`` gets the place in metres, or None."""

    name = "place"
    cursor = Qt.CursorShape.CrossCursor
    into = False

    def __init__(self, host: StrokeHost, chosen: Callable[[tuple[float, float] | None], object]) -> None:
        super().__init__(host)
        self._chosen = chosen
        self._answered = False

    @override
    def release(self, event: PointerEvent) -> None:
        self._answer((event.x, event.y))

    @override
    def cancel(self) -> bool:
        if self._answered:
            return False
        self._answer(None)
        return True

    def _answer(self, place: tuple[float, float] | None) -> None:
        if not self._answered:
            self._answered = True
            self._chosen(place)
