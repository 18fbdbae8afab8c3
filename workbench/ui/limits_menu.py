"""The menu of drawing limits: from which locality areas are taken, and inside which larger area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from workbench.ui.action_set import ActionSet
from workbench.ui.components.message_bar import MessageAction, Tone
from workbench.ui.desk import Desk
from workbench.ui.draw_limits import DrawLimits

MOST_NAMES = 60
"""A kind of larger area with more names is offered only on the map, for the area under the pointer."""


class LimitCommands:
    """Set and drop the limits of drawing; ``show`` pops a menu up."""

    def __init__(
        self, desk: Desk, acts: ActionSet, owner: QWidget, *, show: Callable[[QMenu], object]
    ) -> None:
        self._desk, self._acts, self._owner, self._show = desk, acts, owner, show
        desk.host.limits_changed.connect(self._follow)

    def open(self) -> None:
        """Offer all limits."""
        bridge = self._desk.bridge
        self._follow()
        if bridge is None:
            return
        now = self._desk.host.limits
        menu = QMenu(self._owner)
        sources = QActionGroup(menu)
        menu.addAction("Take areas from").setEnabled(False)
        self._offer(menu, sources, "Any locality", replace(now, unassigned=False, source=""))
        self._offer(menu, sources, "Unassigned only", replace(now, unassigned=True, source=""))
        one = menu.addMenu("One locality only")
        for locality in bridge.scenario.plan:
            wanted = replace(now, unassigned=False, source=locality.code, scenario=bridge.scenario.id)
            self._offer(one, sources, f"{locality.number} {locality.name}", wanted)
        menu.addSeparator()
        menu.addAction("Stay inside").setEnabled(False)
        places = QActionGroup(menu)
        self._offer(menu, places, "Anywhere", replace(now, column=None, parent=""))
        for column in self._desk.host.finder.columns().values():
            if len(column.name_of) <= MOST_NAMES:
                inner = menu.addMenu(column.title)
                for code, name in sorted(column.name_of.items(), key=lambda item: (item[1], item[0])):
                    self._offer(inner, places, name or code, replace(now, column=column, parent=code))
        self._show(menu)

    def offer_inside(self, menu: QMenu, unit: int) -> None:
        """Offer on the map to stay inside the larger areas of the area under the pointer."""
        if self._desk.bridge is None or unit < 0 or not self._desk.editable:
            return
        now = self._desk.host.limits
        found = [(column, str(column.codes[unit])) for column in self._desk.host.finder.columns().values()]
        inner = menu.addMenu("Stay &inside")
        places = QActionGroup(inner)
        for column, code in found:
            if code:
                name = column.name_of.get(code) or code
                self._offer(inner, places, name, replace(now, column=column, parent=code))
        self._offer(inner, places, "Anywhere", replace(now, column=None, parent=""))

    def drop(self) -> None:
        """Let drawing take any area again."""
        self._desk.host.set_limits(DrawLimits())

    def _offer(self, menu: QMenu, group: QActionGroup, words: str, wanted: DrawLimits) -> None:
        now = self._desk.host.limits
        action = menu.addAction(words.replace("&", "&&"), partial(self._set, wanted))
        action.setCheckable(True)
        group.addAction(action)
        wants = (wanted.unassigned, wanted.source, wanted.place)
        action.setChecked(wants == (now.unassigned, now.source, now.place))

    def _set(self, wanted: DrawLimits) -> None:
        bridge = self._desk.bridge
        if bridge is None:
            return
        self._desk.host.set_limits(wanted)
        if not wanted.any:
            self._desk.tell(Tone.GOOD, "Drawing takes any area again")
            return
        self._desk.tell(
            Tone.GOOD, f"Drawing takes {wanted.words(bridge.scenario)}",
            why="For every drawing tool, until you drop it (Shift+L).",
            actions=(MessageAction("Drop", self.drop),),
        )  # fmt: skip

    def _follow(self) -> None:
        """The button in the rail stays pressed while anything is limited."""
        self._acts["limits"].setChecked(self._desk.host.limits.any)
