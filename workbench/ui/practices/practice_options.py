"""The option bar while the map shows one practice: what is shaded and which lines are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, label, row, rule
from workbench.ui.theme import current_theme

SHADINGS = ("Share of area registered here", "Localities")
LINES: tuple[tuple[str, float], ...] = (
    ("No lines", float("inf")),
    ("10 patients or more", 10.0),
    ("40 patients or more", 40.0),
    ("100 patients or more", 100.0),
)
"""Words and the fewest patients of an area that has a line."""
USUAL_LINES = 2


class PracticeOptions(QFrame):
    """Shown in place of the tool's options while a practice is shown on the map."""

    changed = Signal()
    flows_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, bar: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("optionbar")
        self.setAccessibleName("Options of the practice on the map")
        self.shading = QComboBox()
        self.shading.setAccessibleName("Show on map")
        self.shading.addItems(list(SHADINGS))
        self.lines = QComboBox()
        self.lines.setAccessibleName("Lines from the practice to its patients")
        for words, least in LINES:
            self.lines.addItem(words, least)
        self.lines.setCurrentIndex(USUAL_LINES)
        for combo in (self.shading, self.lines):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self._shading_word = label("Show on map", Role.CAPTION)
        flows = button("Flows", icon="people", tip="Where people live and where they are registered")
        flows.clicked.connect(self.flows_wanted)
        export = button("Export", kind=Kind.PRIMARY, icon="export")
        export.clicked.connect(self.export_wanted)
        layout = row(*bar, 2, rule(vertical=True, length=22), 2, margins=(10, 0, 12, 0))
        for part in (self._shading_word, self.shading, label("Lines", Role.CAPTION), self.lines):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(flows)
        layout.addWidget(export)
        self.setLayout(layout)
        self._fit()
        current_theme().theme_changed.connect(self._fit)
        self.hide()

    def _fit(self) -> None:
        self.setFixedHeight(current_theme().size("option_bar"))

    @property
    def shades(self) -> bool:
        """Whether areas are shaded by share."""
        return self.shading.currentIndex() == 0

    @property
    def least(self) -> float:
        """Fewest patients of an area that has a line."""
        return float(self.lines.currentData())

    def toggle_lines(self) -> None:
        """Draw the usual lines, or none."""
        self.lines.setCurrentIndex(0 if self.lines.currentIndex() else USUAL_LINES)
