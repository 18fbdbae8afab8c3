"""The scenarios at the right of the menu row: a switch, a combo where it is narrow, and the saved state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from workbench.ui.action_set import ActionSet
from workbench.ui.components.buttons import tool_button
from workbench.ui.components.icon_label import IconLabel
from workbench.ui.components.labels import Role, label, row
from workbench.ui.components.segment import Segment
from workbench.ui.theme import current_theme

NARROW = 1200
MOST_SEGMENTS = 4
LONGEST = 20


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
        self._mark = IconLabel("check", color="in", size=14)
        self._state = label("", Role.CAPTION)
        self.setLayout(
            row(
                self._caption,
                self.segment,
                self.combo,
                self.add,
                4,
                self._mark,
                self._state,
                margins=(0, 3, 14, 3),
                spacing=6,
            )
        )
        self._scenarios: list[tuple[str, str]] = []
        self._current = ""
        self._narrow = False

    def show_scenarios(self, scenarios: Sequence[tuple[str, str]], current: str) -> None:
        """Show scenarios as pairs of id and name."""
        if list(scenarios) == self._scenarios and current == self._current:
            return
        self._scenarios, self._current = list(scenarios), current
        letters = [f"{_letter(at)}  {_short(name)}" for at, (_, name) in enumerate(scenarios)]
        pairs = [(key, text) for (key, _), text in zip(scenarios, letters, strict=True)]
        self.segment.set_choices(pairs, current)
        self.combo.clear()
        for at, (key, name) in enumerate(scenarios):
            self.combo.addItem(f"{_letter(at)}  {name}", key)
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

    def fit_width(self, width: int) -> None:
        """Take the form that a window of this width has room for."""
        self._narrow = width < current_theme().px(NARROW)
        self._choose_form()

    def _choose_form(self) -> None:
        as_combo = self._narrow or len(self._scenarios) > MOST_SEGMENTS
        self.segment.setVisible(not as_combo and bool(self._scenarios))
        self.combo.setVisible(as_combo)


def _letter(at: int) -> str:
    """A, B, ..., Z, then 27, 28."""
    return chr(ord("A") + at) if at < 26 else str(at + 1)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"
