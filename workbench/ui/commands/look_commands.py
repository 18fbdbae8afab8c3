"""Look: grey print view and hatches."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from workbench.ui.action_set import ActionSet
from workbench.ui.desk import Desk
from workbench.ui.map_look import map_look


class LookCommands(QObject):
    """Switches the look of localities; every window and its menu follow."""

    def __init__(self, desk: Desk, window: QWidget, actions: ActionSet) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._actions = actions
        map_look().changed.connect(self._follow)
        self._tick()

    def toggle_grey(self) -> None:
        """Show greys and hatches as on grey paper, or hues again."""
        look = map_look()
        look.set_grey(not look.grey)

    def toggle_hatches(self) -> None:
        """Hatch all localities, or only those that a neighbour looks like."""
        look = map_look()
        look.set_hatched(not look.hatches_wanted)

    def _follow(self) -> None:
        self._tick()
        self._desk.show_again()
        self._window.update()

    def _tick(self) -> None:
        look = map_look()
        self._actions["grey_print"].setChecked(look.grey)
        self._actions["hatches"].setChecked(look.hatches_wanted)
