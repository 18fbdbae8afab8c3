"""The tab "Layers": what the map shows above the localities."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from workbench.ui.components.labels import Role, column, label


@dataclass(frozen=True)
class LayerChoice:
    """One layer that can be shown or hidden."""

    key: str
    text: str
    help: str


LAYERS = (
    LayerChoice("labels", "&Labels with people", "Number, name and people of each locality"),
    LayerChoice("outlines", "&Outlines of localities", "The dark lines between localities"),
    LayerChoice("hairlines", "&Borders of areas", "The fine white lines between areas"),
    LayerChoice("practices", "&Practices", "A disc for each practice, larger for a longer list"),
    LayerChoice("hospitals", "&Hospitals", "A square for each hospital"),
)


class LayersPanel(QWidget):
    """One tick box a layer."""

    changed = Signal(str, bool)
    """Key of the layer and whether it is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = column(label("Shown on the map", Role.SECTION), margins=(16, 14, 16, 12), spacing=10)
        self.boxes: dict[str, QCheckBox] = {}
        for choice in LAYERS:
            box = QCheckBox(choice.text)
            box.setChecked(True)
            box.setToolTip(choice.help)
            box.setAccessibleName(choice.text.replace("&", ""))
            box.setAccessibleDescription(choice.help)
            box.toggled.connect(lambda shown, key=choice.key: self.changed.emit(key, shown))
            layout.addWidget(box)
            self.boxes[choice.key] = box
        layout.addStretch(1)
        self.setLayout(layout)
