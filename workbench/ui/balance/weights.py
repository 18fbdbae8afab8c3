"""The weights of the score as sliders, folded away until somebody wants them."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QWidget

from workbench.balancing.objective import Objective
from workbench.ui.balance.uses import PARTS
from workbench.ui.components.labels import Role, label
from workbench.ui.theme import current_theme

LEAST, MOST, STEPS = 0.05, 200.0, 60
"""The slider's first step, its last, and the steps between; each step grows by the same factor."""


def weight_of(place: int) -> float:
    """The weight at a place of the slider: 0 is off, then 0.05 to 200, to two figures."""
    if place <= 0:
        return 0.0
    weight = LEAST * (MOST / LEAST) ** ((place - 1) / (STEPS - 1))
    return float(f"{weight:.2g}")


def place_of(weight: float) -> int:
    """The place of the slider nearest to a weight."""
    if weight <= 0:
        return 0
    within = min(max(weight, LEAST), MOST)
    return 1 + round((STEPS - 1) * math.log(within / LEAST) / math.log(MOST / LEAST))


class WeightSliders(QWidget):
    """One slider a part. A weight that a preset gave is kept exactly until its slider is moved."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exact: dict[str, float] = {}
        self._filling = False
        self.sliders: dict[str, QSlider] = {}
        self._said: dict[str, QLabel] = {}
        theme = current_theme()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space(3))
        grid.setVerticalSpacing(theme.space(1))
        grid.setColumnStretch(1, 1)
        for line, (name, words) in enumerate(PARTS.items()):
            slider = QSlider(Qt.Orientation.Horizontal)
            slider.setRange(0, STEPS)
            slider.setPageStep(6)
            slider.setMinimumHeight(theme.px(22))
            slider.setAccessibleName(words.name)
            slider.setAccessibleDescription(words.help)
            head, said = label(words.name), label("", Role.SECONDARY)
            for part in (head, slider):
                part.setToolTip(words.help)
            said.setMinimumWidth(theme.px(40))
            said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            slider.valueChanged.connect(lambda _place, name=name: self._moved(name))
            self.sliders[name], self._said[name] = slider, said
            grid.addWidget(head, line, 0)
            grid.addWidget(slider, line, 1)
            grid.addWidget(said, line, 2)
        self.setLayout(grid)

    def show_weights(self, weights: Objective) -> None:
        """Set all sliders; tells nobody."""
        self._filling = True
        for name, slider in self.sliders.items():
            self._exact[name] = float(getattr(weights, name))
            slider.setValue(place_of(self._exact[name]))
            self._say(name)
        self._filling = False

    def weights(self) -> Objective:
        """The weights as they stand."""
        return Objective(**self._exact)

    def _moved(self, name: str) -> None:
        if not self._filling:
            self._exact[name] = weight_of(self.sliders[name].value())
            self._say(name)
            self.changed.emit()

    def _say(self, name: str) -> None:
        weight = self._exact[name]
        self._said[name].setText("Off" if weight <= 0 else f"{weight:g}")
