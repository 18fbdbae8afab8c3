"""The menu on the map: what can be done with the area or the selection under the cursor."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from workbench.ui.action_set import ActionSet
from workbench.ui.commands.area_lock_commands import AreaLockCommands
from workbench.ui.desk import Desk
from workbench.ui.limits_menu import LimitCommands
from workbench.ui.map_area import MapArea

LOCKS_OF_AREAS = "locks of areas"
CONTEXT_MENU = (
    "assign_selection", "new_from_selection", "unassign_selection", "", "fit_locality", "rename",
    "renumber", "recolour", "lock", "", "split_equal", "copy_locality", "permit_parts", "delete", "",
    LOCKS_OF_AREAS, "", "fit",
)  # fmt: skip
"""Commands of the menu on the map; an empty one draws a line, one place is for the locks of these areas."""


class MapMenu(QObject):
    """Opens at a right click or the menu key; holds the locks of areas, which it names as they are there."""

    def __init__(self, desk: Desk, acts: ActionSet, map_area: MapArea) -> None:
        super().__init__(map_area)
        self._desk, self._acts, self._map = desk, acts, map_area
        self.locks = AreaLockCommands(
            desk, under=lambda: desk.focus.cursor if desk.focus.cursor >= 0 else map_area.unit_under
        )
        self.limits = LimitCommands(desk, acts, map_area.canvas.window(), show=self._show_beside_rail)
        map_area.canvas.context_requested.connect(self._open)

    def _open(self, at: QPoint, unit: int) -> None:
        """Open the menu at a place of the canvas; the locality there is taken in hand first."""
        bridge = self._desk.bridge
        if bridge is None:
            return
        code = bridge.scenario.plan.code_of_unit(unit) if unit >= 0 else None
        if code is not None and not len(self._desk.focus.selection):
            self._desk.focus.set_target(code)
        canvas = self._map.canvas
        menu = QMenu(canvas.window())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key in CONTEXT_MENU:
            if key == LOCKS_OF_AREAS:
                self._offer_locks(menu, unit)
            elif key:
                menu.addAction(self._acts[key])
            else:
                menu.addSeparator()
        menu.popup(canvas.mapToGlobal(at))

    def _offer_locks(self, menu: QMenu, unit: int) -> None:
        """Name the areas that would be locked or unlocked; the pointer leaves the map when the menu opens."""
        units = self.locks.in_question(unit)
        for words, locked in zip(self.locks.wording(units), (True, False), strict=True):
            if words:
                menu.addAction(words, partial(self.locks.set_locked, units, locked=locked))
        if self._acts["unlock_all_areas"].isEnabled():
            menu.addAction(self._acts["unlock_all_areas"])
        self.limits.offer_inside(menu, unit)

    def _show_beside_rail(self, menu: QMenu) -> None:
        """Pop a menu up at the left edge of the map, at the height of the pointer, which is on the rail."""
        canvas = self._map.canvas
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        height = canvas.mapFromGlobal(QCursor.pos()).y()
        menu.popup(canvas.mapToGlobal(QPoint(2, min(max(height, 2), canvas.height()))))
