"""Ask what lies under a click: an area, a practice or a site."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from typing_extensions import override

from workbench.ui.map.tools.base import PointerEvent, StrokeHost, Tool


class IdentifyTool(Tool):
    """A click tells everything that is known of the symbol or the area there; it changes nothing."""

    name = "identify"
    cursor = Qt.CursorShape.WhatsThisCursor
    into = False

    def __init__(self, host: StrokeHost) -> None:
        """Start with nobody to ask."""
        super().__init__(host)
        self._ask: Callable[[PointerEvent], object] | None = None

    def answer_with(self, ask: Callable[[PointerEvent], object]) -> None:
        """Hand each click to somebody who shows what is there."""
        self._ask = ask

    @override
    def press(self, event: PointerEvent) -> None:
        if self._ask is not None:
            self._ask(event)
