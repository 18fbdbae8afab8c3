"""Asking for the band: least, target and most people, and which people count."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QDialog, QSpinBox, QWidget

from workbench.models.populations import PopulationBasis
from workbench.models.rules import BAND_PRESETS, NO_BAND, Band, Rules, preset_name
from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.form_rows import add_row, form_layout

OWN = "Own band"
FREE = "Free"
MOST = 10_000_000


class BandDialog(AskingDialog):
    """Presets fill the three numbers; other numbers are the planner's own band."""

    def __init__(self, rules: Rules, *, weighted: bool, parent: QWidget | None = None) -> None:
        super().__init__("Which people and which band?", "Use this band", parent=parent)
        self._rules = rules
        self._filling = False
        form = form_layout()
        self.basis = add_row(
            form,
            "&Count",
            QComboBox(),
            tip="Resident, registered and weighted people are never added together",
        )
        for basis in PopulationBasis:
            if weighted or basis is not PopulationBasis.WEIGHTED:
                self.basis.addItem(basis.words, basis)
        self.basis.setCurrentIndex(self.basis.findData(rules.basis))
        self.preset = add_row(form, "&Band", QComboBox())
        self.preset.addItems([*BAND_PRESETS, FREE, OWN])
        self.low = add_row(form, "&Least", _people_box(), note="Both limits count as inside")
        self.target = add_row(form, "&Target", _people_box())
        self.high = add_row(form, "&Most", _people_box())
        self.problem = label("", Role.CAPTION, wrap=True)
        self.fill(form, self.problem)
        self._show(rules.band)
        self.preset.setCurrentText(preset_name(rules.band))
        self.preset.currentTextChanged.connect(self._preset_taken)
        for box in (self.low, self.target, self.high):
            box.valueChanged.connect(self._typed)
        self._typed()

    def rules(self) -> Rules | None:
        """The rules as filled in; None where the numbers make no band."""
        if self.preset.currentText() == FREE:
            band = replace(NO_BAND, target=self.target.value())
        elif not 0 <= self.low.value() <= self.target.value() <= self.high.value():
            return None
        else:
            band = Band(self.low.value(), self.high.value(), self.target.value())
        return replace(self._rules, band=band, basis=PopulationBasis(self.basis.currentData()))

    def _show(self, band: Band) -> None:
        self._filling = True
        self.low.setValue(band.low)
        self.high.setValue(min(band.high, MOST))
        self.target.setValue(band.target)
        self._filling = False

    def _preset_taken(self, name: str) -> None:
        free = name == FREE
        self.low.setEnabled(not free)
        self.high.setEnabled(not free)
        if name in BAND_PRESETS:
            self._show(BAND_PRESETS[name])
        self._typed()

    def _typed(self, *_value: int) -> None:
        if self._filling:
            return
        rules = self.rules()
        self.main.setEnabled(rules is not None)
        words = "" if rules is not None else "The target lies between least and most."
        self.problem.setText(words)
        if rules is not None and self.preset.currentText() != FREE:
            self._filling = True
            self.preset.blockSignals(True)
            self.preset.setCurrentText(preset_name(rules.band))
            self.preset.blockSignals(False)
            self._filling = False

    @classmethod
    def ask(cls, parent: QWidget | None, rules: Rules, *, weighted: bool) -> Rules | None:
        """The rules wanted, None where they shall stay."""
        dialog = cls(rules, weighted=weighted, parent=parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.rules()
        dialog.deleteLater()
        return answer if accepted else None


def _people_box() -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, MOST)
    box.setSingleStep(1000)
    box.setGroupSeparatorShown(True)
    box.setSuffix(" people")
    return box
