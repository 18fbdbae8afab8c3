"""The scenarios at the right of the menu row: a switch, a combo where it has no room, the saved state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QComboBox, QMenu, QWidget
from typing_extensions import override

from workbench.ui import formats
from workbench.ui.action_set import ActionSet
from workbench.ui.components.buttons import tool_button
from workbench.ui.components.icon_label import IconLabel
from workbench.ui.components.labels import Role, label, row
from workbench.ui.components.segment import Segment
from workbench.ui.components.tips import plain_tip
from workbench.ui.scenario_actions import SWITCHER_MENU
from workbench.ui.theme import current_theme

LONGEST = 20
LEAST_COMBO = 90
COMBO_LETTERS = 18
"""How wide the combo is; its list shows the names in full."""


class ScenarioSwitcher(QWidget):
    """Shows which scenario is on the map; ``chosen`` carries the id of another one."""

    chosen = Signal(str)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = label("Scenario", Role.CAPTION)
        self.segment = Segment("Scenario")
        self.segment.chosen.connect(self.chosen)
        self.combo = QComboBox()
        self.combo.setAccessibleName("Scenario")
        self.combo.activated.connect(lambda _at: self.chosen.emit(str(self.combo.currentData())))
        self.add = tool_button("New scenario", "add", size=16, clicked=actions["new_scenario"].trigger)
        self.more = tool_button("More for this scenario", "more", size=16, clicked=self.open_menu)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(COMBO_LETTERS)
        self.menu = QMenu(self)
        for key in SWITCHER_MENU:
            if key:
                self.menu.addAction(actions[key])
            else:
                self.menu.addSeparator()
        self._mark = IconLabel("check", color="in", size=14)
        self._state = label("", Role.CAPTION)
        self.setLayout(
            row(
                self._caption,
                self.segment,
                self.combo,
                self.add,
                self.more,
                4,
                self._mark,
                self._state,
                margins=(0, 3, 14, 3),
                spacing=6,
            )
        )
        self._scenarios: list[tuple[str, str]] = []
        self._current = ""
        self._room = 0

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu.popup(event.globalPos())

    def open_menu(self) -> None:
        """Offer what can be done with the scenario shown."""
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def show_scenarios(self, scenarios: Sequence[tuple[str, str]], current: str) -> None:
        """Show scenarios as pairs of id and name."""
        if list(scenarios) == self._scenarios and current == self._current:
            return
        self._scenarios, self._current = list(scenarios), current
        letters = [f"{formats.letter(at)}  {_short(name)}" for at, (_, name) in enumerate(scenarios)]
        pairs = [(key, text) for (key, _), text in zip(scenarios, letters, strict=True)]
        self.segment.set_choices(pairs, current)
        self.combo.clear()
        for at, (key, name) in enumerate(scenarios):
            self.combo.addItem(f"{formats.letter(at)}  {name}", key)
        self.combo.setCurrentIndex(self.combo.findData(current))
        self._choose_form()

    def show_state(self, text: str, tip: str) -> None:
        """Say whether everything is saved."""
        self._state.setText(text)
        self._state.setToolTip(tip)
        self._mark.setToolTip(tip)

    @property
    def state_text(self) -> str:
        """What is said about saving."""
        return self._state.text()

    def fit_width(self, room: int) -> None:
        """Take the form that fits into ``room`` pixels, beside the menus."""
        self._room = room
        self._choose_form()

    def _choose_form(self) -> None:
        self.segment.ensurePolished()
        others = (self._caption, self.add, self.more, self._mark, self._state)
        gaps = current_theme().px(6 * len(others) + 4 + 14)
        needed = self.segment.sizeHint().width() + gaps + sum(part.sizeHint().width() for part in others)
        as_combo = needed > self._room
        self.segment.setVisible(not as_combo and bool(self._scenarios))
        self.combo.setVisible(as_combo)
        # the menus beside it keep their room: the caption goes first, then the combo is shorter
        least, hint = current_theme().px(LEAST_COMBO), self.combo.sizeHint().width()
        left = self._room - gaps - sum(part.sizeHint().width() for part in others[1:])
        self._caption.setVisible(not as_combo or left - others[0].sizeHint().width() >= hint)
        self.combo.setMinimumWidth(least)
        self.combo.setMaximumWidth(max(least, min(hint, left)))
        self.combo.setToolTip(plain_tip(self.combo.currentText()))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"
