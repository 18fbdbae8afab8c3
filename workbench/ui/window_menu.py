"""The menu on the map: what can be done with the area or the selection under the cursor."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from workbench.ui.action_set import ActionSet
from workbench.ui.desk import Desk

CONTEXT_MENU = (
    "assign_selection", "new_from_selection", "unassign_selection", "", "fit_locality", "rename",
    "recolour", "lock", "delete", "", "fit",
)  # fmt: skip
"""Commands of the menu on the map; an empty one draws a line."""


def show_context_menu(canvas: QWidget, desk: Desk, acts: ActionSet, at: QPoint, unit: int) -> None:
    """Open the menu at a place of the canvas; the locality there is taken in hand first."""
    bridge = desk.bridge
    if bridge is None:
        return
    code = bridge.scenario.plan.code_of_unit(unit) if unit >= 0 else None
    if code is not None and not len(desk.focus.selection):
        desk.focus.set_target(code)
    menu = QMenu(canvas.window())
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for key in CONTEXT_MENU:
        if key:
            menu.addAction(acts[key])
        else:
            menu.addSeparator()
    menu.popup(canvas.mapToGlobal(at))
