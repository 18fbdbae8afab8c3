"""How a map is to be printed: what it shows, on which paper, and how sharp it is as a picture."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from workbench.io.maps.paper import PAPERS
from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.form_rows import add_row, form_layout

_DPI = (150, 200, 300, 600)
_FOR_PRINT = 300
_SHARP = "Dots matter to PNG pictures. PDF and SVG are sharp at any size."
_LETTERS = 24
"""Letters of a scenario's name that are shown; the list itself shows all of it."""


@dataclass(frozen=True)
class PrintWish:
    """What was chosen; ``dpi`` matters to pictures alone."""

    side_by_side: bool
    paper: str
    dpi: int


class PrintDialog(AskingDialog):
    """The choices before a file is asked for."""

    def __init__(self, scenario: str, *, compare: bool, parent: QWidget | None = None) -> None:
        super().__init__("Export map for print", "Choose file", parent=parent)
        form = form_layout()
        self.shows = add_row(form, "&Show", QComboBox())
        self.shows.addItem(scenario, False)
        if compare:
            self.shows.addItem("Scenarios side by side", True)
        self.paper = add_row(form, "&Paper", QComboBox())
        for name in PAPERS:
            self.paper.addItem(f"{name} landscape", name)
        self.dpi = add_row(form, "&Dots to the inch", QComboBox(), tip=_SHARP)
        for dots in _DPI:
            self.dpi.addItem(str(dots), dots)
        self.dpi.setCurrentIndex(_DPI.index(_FOR_PRINT))
        # a long name must not make the window as wide as itself
        self.shows.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.shows.setMinimumContentsLength(_LETTERS)
        self.fill(form, label(_SHARP, Role.CAPTION, wrap=True))

    @property
    def wish(self) -> PrintWish:
        """What is chosen."""
        return PrintWish(self.shows.currentData(), self.paper.currentData(), self.dpi.currentData())

    @classmethod
    def ask(cls, parent: QWidget | None, scenario: str, *, compare: bool) -> PrintWish | None:
        """What was chosen, None where the work was called off."""
        dialog = cls(scenario, compare=compare, parent=parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        wish = dialog.wish
        dialog.deleteLater()
        return wish if accepted else None
