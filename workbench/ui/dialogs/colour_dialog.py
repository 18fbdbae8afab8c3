"""Asking for a locality's hue: eight of them, each with its name, all readable with black text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QToolButton, QWidget

from workbench.models.localities import LOCALITY_HUES, Locality
from workbench.ui.components.chip import chip_icon
from workbench.ui.dialogs.base import AskingDialog


class ColourDialog(AskingDialog):
    """One button a hue; arrow keys walk through them."""

    def __init__(self, locality: Locality, parent: QWidget | None = None) -> None:
        super().__init__(f"Which hue for {locality.name}?", "Use this hue", parent=parent)
        self._group = QButtonGroup(self)
        grid = QGridLayout()
        for at, (name, colour) in enumerate(LOCALITY_HUES):
            choice = QToolButton()
            choice.setText(f"  {name.capitalize()}")
            choice.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            choice.setIcon(chip_icon(str(locality.number), colour))
            choice.setIconSize(QSize(28, 20))
            choice.setCheckable(True)
            choice.setChecked(colour.casefold() == locality.colour.casefold())
            choice.setAccessibleName(name)
            choice.setMinimumWidth(180)
            self._group.addButton(choice, at)
            grid.addWidget(choice, at // 2, at % 2)
        self.body(grid)

    @property
    def colour(self) -> str | None:
        """The hue taken."""
        at = self._group.checkedId()
        return LOCALITY_HUES[at][1] if at >= 0 else None

    @classmethod
    def ask(cls, parent: QWidget | None, locality: Locality) -> str | None:
        """The hue wanted, None where it shall stay."""
        dialog = cls(locality, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.colour
        dialog.deleteLater()
        return answer if accepted else None
