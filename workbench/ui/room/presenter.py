"""The presenter's switch: internal notes are hidden on every screen, and a small sign says so."""

from __future__ import annotations

from workbench.ui.action_set import ActionSet
from workbench.ui.components.icon_label import IconLabel
from workbench.ui.components.labels import Role, framed, label, row
from workbench.ui.components.message_bar import Tone
from workbench.ui.components.relayout import relayout
from workbench.ui.desk import Desk
from workbench.ui.window_parts import Parts

HIDDEN = "Internal notes are hidden on every screen"


class Presenter:
    """Each part that shows notes hears of the desk; this one holds the switch and the sign."""

    def __init__(self, desk: Desk, parts: Parts, actions: ActionSet) -> None:
        self._desk, self._actions, self._parts = desk, actions, parts
        word = label("Presenting", Role.STRONG)
        self.sign = framed(
            row(IconLabel("presenting", size=14), word, margins=(8, 2, 8, 2), spacing=5), "message_info"
        )
        self.sign.setToolTip("Internal notes are hidden on every screen. Shift+F11 shows them")
        self.sign.setAccessibleName("Presenting: internal notes are hidden")
        self.sign.hide()
        parts.menu_row.add_sign(self.sign, word)

    def show_sign(self) -> None:
        """Show the sign, but in workshop mode, whose own bar says it: the menus need all of the row there."""
        self.sign.setVisible(self._desk.presenting and not self._parts.workshop.on)
        row_of_menus = self._parts.menu_row
        self._parts.switcher.fit_width(row_of_menus.fit_signs(row_of_menus.width()))
        relayout(self._parts.switcher, row_of_menus)

    def toggle(self) -> None:
        """Hide internal notes, or show them again."""
        on = not self._desk.presenting
        self._desk.present(on=on)
        self.show_sign()
        self._actions["presenting"].setChecked(on)
        if on:
            self._desk.tell(Tone.GOOD, HIDDEN, why="They stay in the project. Shift+F11 shows them again.")
        else:
            self._desk.withdrawn.emit(HIDDEN)
