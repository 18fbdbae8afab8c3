"""Identify (I): a click, or the cursor of the keyboard, shows all that is known in a card on the map."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF

from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.ui.desk import Desk
from workbench.ui.identify.card import IdentifyCard
from workbench.ui.identify.facts import Identified, identify_practice, identify_site, identify_unit
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.symbols import SiteSymbols
from workbench.ui.map.tools.base import PointerEvent
from workbench.ui.map.tools.identify import IdentifyTool


class Identifying(QObject):
    """Holds the card and what it is about, so that it follows every change of the plan."""

    def __init__(self, desk: Desk, canvas: MapCanvas, symbols: SiteSymbols, tool: IdentifyTool) -> None:
        super().__init__(canvas)
        self._desk, self._canvas, self._symbols = desk, canvas, symbols
        self._about: Callable[[], Identified] | None = None
        self.card = IdentifyCard(canvas)
        self.card.close_button.clicked.connect(self.hide)
        tool.answer_with(self._clicked)
        desk.project_changed.connect(self.hide)
        desk.scenario_changed.connect(self._refresh)
        desk.changed.connect(lambda _changes: self._refresh())
        desk.focus.cursor_changed.connect(self._cursor_moved)

    def unit(self, unit: int) -> None:
        """Show an area."""
        if unit >= 0:
            self._show(lambda: identify_unit(*self._plan(), unit))

    def practice(self, code: str) -> None:
        """Show a practice."""
        self._show(lambda: identify_practice(*self._plan(), code))

    def site(self, code: str) -> None:
        """Show a provider site."""
        self._show(lambda: identify_site(*self._plan(), code))

    def hide(self) -> bool:
        """Put the card away; tells whether it was there."""
        shown = not self.card.isHidden()
        self._about = None
        self.card.hide()
        return shown

    def _clicked(self, event: PointerEvent) -> None:
        hit = self._symbols.hit(self._canvas.view(), QPointF(event.screen))
        if hit is None:
            unit = self._canvas.picker.unit_at(event.x, event.y)
            if unit >= 0:
                self.unit(unit)
            else:
                self.hide()
        elif hit.kind == "practice":
            self.practice(hit.code)
        else:
            self.site(hit.code)

    def _cursor_moved(self, unit: int) -> None:
        if unit >= 0 and not self.card.isHidden():
            self.unit(unit)

    def _plan(self) -> tuple[Project, Scenario]:
        bridge = self._desk.bridge
        assert bridge is not None  # noqa: S101 - shown with a project only
        return bridge.project, bridge.scenario

    def _show(self, about: Callable[[], Identified]) -> None:
        self._about = about
        self._refresh()

    def _refresh(self) -> None:
        if self._about is not None and self._desk.bridge is not None:
            self.card.show_facts(self._about())
