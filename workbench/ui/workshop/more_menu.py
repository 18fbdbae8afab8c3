"""What stands behind "More" in workshop mode, in groups that fit on a small screen in large letters."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QMenu, QWidget

from workbench.ui.action_set import ActionSet
from workbench.ui.actions import specs
from workbench.ui.area_finder import AreaFinder
from workbench.ui.workshop.kind_menu import KindMenu

PAINT = "&Paint"
GROUPS = {
    "&Select": ("tool_select", "tool_box", "tool_lasso", "tool_polygon", "", "touching"),
    PAINT: (
        "tool_click", "tool_bigger_area", "", "fill_enclosed", "smaller", "larger", "limits",
    ),
    "&Localities": (
        "tool_border", "tool_outline", "tool_split_line", "tool_merge", "", "new_locality", "rename", "lock",
    ),
    "L&ook": (
        "tool_pan", "tool_identify", "tool_measure", "", "find", "fit", "fit_locality", "next_issue", "",
        "grey_print", "hatches",
    ),
    "S&creens": ("projector", "presenting", "full_screen"),
}  # fmt: skip
"""Its menus: every tool that has no button of its own, and what goes with it; an empty one draws a line."""
AFTER = ("redo", "history", "", "previous_scenario", "next_scenario")
"""What follows them."""


class MoreMenu(QMenu):
    """The actions of the window by groups; a tool that is in none stands among those that paint."""

    def __init__(self, actions: ActionSet, buttons: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__("More", parent)
        self._actions = actions
        self._there = {spec.id for spec in specs()}
        self.tools = [spec.id for spec in specs() if spec.choice == "tool" and spec.id not in buttons]
        """Tools that have no button of their own."""
        placed = {key for keys in GROUPS.values() for key in keys}
        self.groups: dict[str, QMenu] = {}
        for title, keys in GROUPS.items():
            rest = [key for key in self.tools if key not in placed] if title == PAINT else []
            self.groups[title] = self.addMenu(title)
            self._fill(self.groups[title], (*rest, *keys))
        self.addSeparator()
        self._fill(self, AFTER)

    def offer_kinds(self, finder: AreaFinder) -> None:
        """Let the kind of larger areas be chosen after the tools that paint."""
        menu = self.groups[PAINT]
        first_line = next(action for action in menu.actions() if action.isSeparator())
        menu.insertMenu(first_line, KindMenu(finder, menu))

    def _fill(self, menu: QMenu, keys: Collection[str]) -> None:
        for key in keys:
            if not key:
                menu.addSeparator()
            elif key in self._there:
                menu.addAction(self._actions[key])
