"""What a screen reader hears of the map: the area under the cursor, the selection, the locality in hand."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent

from workbench.ui import formats
from workbench.ui.desk import Desk
from workbench.ui.keyboard.unit_words import effect_words, unit_words
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.session_bridge import SessionBridge


class SpokenMap(QObject):
    """Keeps the accessible description of the canvas and announces what has changed.

    The description is that of the area under the cursor; without a cursor it says how to begin.
    """

    changed = Signal(str)
    """The words about the area under the cursor, "" without a cursor."""

    def __init__(self, desk: Desk, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._desk, self._canvas = desk, canvas
        self.words = ""
        self._asked: tuple[object, ...] = ()
        self._asked_of = desk.focus.selection
        self._told: list[str] = []
        self._describe("Arrow keys move a cursor from area to area")
        desk.focus.cursor_changed.connect(lambda _unit: self._tell())
        desk.focus.selection_changed.connect(lambda _units: self._selection_changed())
        desk.focus.target_changed.connect(lambda _code: self._target_changed())
        desk.changed.connect(lambda _changes: self._tell())
        desk.scenario_changed.connect(self._tell)

    def _tell(self) -> None:
        """Speak of the area under the cursor."""
        bridge, unit = self._desk.bridge, self._desk.focus.cursor
        if bridge is None or unit < 0:
            if self.words:
                self.words = ""
                self.changed.emit("")
            return
        selected = self._desk.focus.selection
        words = unit_words(
            bridge.project, bridge.scenario, unit, selection=selected, effect=self._effect(bridge, unit)
        )
        if words != self.words:
            self.words = words
            self._describe(words)
            self.announce(words)
            self.changed.emit(words)

    def _effect(self, bridge: SessionBridge, unit: int) -> list[str]:
        """What Enter would do; worked out once for a selection, through which the cursor may walk."""
        selected, target = self._desk.focus.selection, self._desk.focus.target
        asked = (bridge.session.generation, bridge.scenario.id, target, unit if not len(selected) else -1)
        if asked != self._asked or selected is not self._asked_of:
            units = selected if len(selected) else np.array([unit], dtype=np.int64)
            self._told = effect_words(bridge.project, bridge.scenario, bridge.live, units, target)
            self._asked, self._asked_of = asked, selected
        return self._told

    def _selection_changed(self) -> None:
        bridge, selected = self._desk.bridge, self._desk.focus.selection
        if self._desk.focus.cursor >= 0:
            self._tell()
        elif bridge is not None and len(selected):
            people = formats.people(float(bridge.project.area.units.resident[selected].sum()))
            self.announce(f"{formats.count(len(selected), 'area')} selected, {people}")

    def _target_changed(self) -> None:
        target = self._desk.target
        if target is not None:
            self.announce(f"Locality {target.number} {target.name} in hand")
        self._tell()

    def announce(self, words: str) -> None:
        """Have a screen reader say something now, without moving the keyboard."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._canvas, words))

    def _describe(self, words: str) -> None:
        self._canvas.setAccessibleDescription(words)
        if QAccessible.isActive():
            event = QAccessibleEvent(self._canvas, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)
