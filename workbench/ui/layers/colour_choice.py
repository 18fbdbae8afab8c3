"""What areas are coloured by: the locality or an indicator, and its classes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from workbench.metrics.classing import FEWEST, MOST, Method
from workbench.ui.components.labels import column, label, row
from workbench.ui.layers.layer_state import Shading

METHODS = {
    Method.QUANTILES: ("Quantiles", "About as many areas in each class"),
    Method.EQUAL: ("Equal intervals", "Classes as wide as one another"),
    Method.NATURAL: ("Natural breaks", "Classes that fall into the gaps between figures"),
}


class ColourChoice(QWidget):
    """One line for what, and below it, where it is an indicator, how many classes of which kind."""

    by_changed = Signal(str)
    method_changed = Signal(object)
    classes_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by = _combo("Colour areas by", "The locality they belong to, or a figure of each area")
        self.method = _combo("Kind of classes", "How the limits between classes are found")
        for method, (words, tip) in METHODS.items():
            self.method.addItem(words, method)
            self.method.setItemData(self.method.count() - 1, tip, 3)  # Qt.ItemDataRole.ToolTipRole
        self.classes = _combo("Number of classes", "More classes tell more, fewer are told apart more easily")
        for number in range(FEWEST, MOST + 1):
            self.classes.addItem(f"{number} classes", number)
        self.classes.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        caption = label("Colour areas b&y")
        caption.setBuddy(self.by)
        self._how = QWidget()
        how = row(self.method, self.classes)
        how.setStretch(0, 1)
        self._how.setLayout(how)
        first = row(caption, self.by)
        first.setStretch(1, 1)
        self.setLayout(column(first, self._how, margins=(24, 2, 10, 6), spacing=6))
        self.by.activated.connect(lambda _at: self.by_changed.emit(self.by.currentData()))
        self.method.activated.connect(lambda _at: self.method_changed.emit(self.method.currentData()))
        self.classes.activated.connect(lambda _at: self.classes_changed.emit(self.classes.currentData()))

    def show_shading(self, shading: Shading, indicators: Mapping[str, str]) -> None:
        """Show what is chosen, and what there is to choose."""
        wanted = [("Locality", ""), *((words, key) for key, words in indicators.items())]
        if [(self.by.itemText(at), self.by.itemData(at)) for at in range(self.by.count())] != wanted:
            self.by.clear()
            for words, key in wanted:
                self.by.addItem(words, key)
        self.by.setCurrentIndex(max(self.by.findData(shading.by), 0))
        self.method.setCurrentIndex(list(METHODS).index(shading.method))
        self.classes.setCurrentIndex(shading.classes - FEWEST)
        self._how.setVisible(self.by.currentIndex() > 0)


def _combo(name: str, tip: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setAccessibleDescription(tip)
    made.setToolTip(tip)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made
