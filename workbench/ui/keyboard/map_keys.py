"""The keys of the map: arrows move the unit cursor, Space selects, Enter gives to the locality in hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from workbench.models.plan import UNASSIGNED
from workbench.session.changes import Changes
from workbench.ui.desk import Desk
from workbench.ui.keyboard.stepping import DOWN, LEFT, RIGHT, UP
from workbench.ui.keyboard.unit_cursor import UnitCursor
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.tools.base import Units

_KEY = Qt.Key
_ARROWS = {_KEY.Key_Left: LEFT, _KEY.Key_Right: RIGHT, _KEY.Key_Up: UP, _KEY.Key_Down: DOWN}
_PAD = Qt.KeyboardModifier.KeypadModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class KeyCalls:
    """What the keys ask for: units to a slot, the menu at an area."""

    give: Callable[[Units, int], object]
    assign_selection: Callable[[], object]
    menu_at: Callable[[int], object]


class MapKeys(QObject):
    """Asked by the canvas before it uses a key itself; pressing a button of the mouse hides the cursor."""

    def __init__(self, desk: Desk, canvas: MapCanvas, cursor: UnitCursor, calls: KeyCalls) -> None:
        super().__init__(canvas)
        self._desk, self._canvas, self._cursor, self._calls = desk, canvas, cursor, calls
        canvas.ask_first(self.press)
        canvas.tapped.connect(self.tap)
        canvas.pressed.connect(cursor.hide)
        self._used: Units = np.empty(0, dtype=np.int64)
        desk.changed.connect(self._note_use)

    @property
    def in_use(self) -> bool:
        """Whether the keyboard is on the map with the cursor shown, so that digits speak of its area."""
        return self._cursor.unit >= 0 and self._canvas.hasFocus()

    def in_hand(self) -> Units:
        """The selected areas, or else the one under the cursor."""
        selected = self._desk.focus.selection
        if len(selected) or self._cursor.unit < 0:
            return selected
        return np.array([self._cursor.unit], dtype=np.int64)

    def in_question(self) -> Units:
        """What a key gives away: what is in hand, yet nothing that is out of sight.

        Where the map was moved away from the cursor it only moves back.
        """
        selected = self._desk.focus.selection
        if not len(selected) and self._cursor.bring_into_view(margin=0.0):
            return selected
        return self.in_hand()

    def press(self, event: QKeyEvent) -> bool:
        """Use a key; tells whether it was used."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~_PAD
        if self._desk.bridge is None:
            return False
        if key in _ARROWS and held in (Qt.KeyboardModifier.NoModifier, _SHIFT):
            self._step(key, extend=held == _SHIFT)
            return True
        if key == _KEY.Key_F10 and held == _SHIFT:
            self._calls.menu_at(self._cursor.unit)
            return True
        if held != Qt.KeyboardModifier.NoModifier:
            return False
        match key:
            case _KEY.Key_Return | _KEY.Key_Enter:
                self._commit()
            case _KEY.Key_Home:
                self._home()
            case _KEY.Key_PageUp:
                self._take_locality(-1)
            case _KEY.Key_PageDown:
                self._take_locality(1)
            case _KEY.Key_Delete | _KEY.Key_Backspace if self._cursor.unit >= 0:
                self._calls.give(self.in_question(), UNASSIGNED)
            case _:
                return False
        return True

    def tap(self) -> None:
        """Space was tapped: select the area under the cursor, or take it out of the selection."""
        if self._cursor.unit < 0:
            self._cursor.show()
            return
        unit = np.array([self._cursor.unit], dtype=np.int64)
        if not self._begin_anew() and unit[0] in self._desk.focus.selection:
            self._desk.host.select_units(unit, "remove")
        else:
            self._desk.host.select_units(unit, "add")

    def _step(self, key: Qt.Key, *, extend: bool) -> None:
        before = self._cursor.unit
        self._cursor.step(_ARROWS[key])
        if extend:
            self._begin_anew()
            both = np.unique([unit for unit in (before, self._cursor.unit) if unit >= 0])
            self._desk.host.select_units(both.astype(np.int64), "add")

    def _note_use(self, changes: Changes) -> None:
        """Remember a selection that was given away; it stays, so that another locality can get it instead."""
        selected = self._desk.focus.selection
        if len(selected) and np.isin(selected, changes.units).any():
            self._used = selected

    def _begin_anew(self) -> bool:
        """Drop a selection that was given away, lest its areas go along to the next locality."""
        used, self._used = self._used, self._used[:0]
        anew = len(used) > 0 and np.array_equal(used, self._desk.focus.selection)
        if anew:
            self._desk.focus.clear_selection()
        return anew

    def _commit(self) -> None:
        """Finish what the tool has begun, or give the areas in question to the locality in hand."""
        tool, target = self._canvas.tool(), self._desk.target
        if tool is not None and tool.finish():
            return
        if target is None or self._desk.bridge is None or self._cursor.unit < 0:
            self._calls.assign_selection()
            return
        self._calls.give(self.in_question(), self._desk.bridge.scenario.plan.slot(target.code))

    def _home(self) -> None:
        """Go to the locality in hand: the area nearest to its middle, or the middle of the map for none."""
        bridge, target = self._desk.bridge, self._desk.target
        if bridge is None:
            return
        points = bridge.project.area.units.points
        some = np.arange(len(points))
        if target is not None:
            own = bridge.scenario.plan.units_of(bridge.scenario.plan.slot(target.code))
            some = own if len(own) else some
        if len(some):
            middle = points[some].mean(axis=0)
            self._cursor.go_to(int(some[np.hypot(*(points[some] - middle).T).argmin()]), centre=True)

    def _take_locality(self, step: int) -> None:
        """Take the next locality in hand, or the one before."""
        codes = [locality.code for locality in self._desk.localities]
        if codes:
            now = self._desk.focus.target
            at = codes.index(now) + step if now in codes else 0
            self._desk.focus.set_target(codes[at % len(codes)])
