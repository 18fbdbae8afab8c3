"""Asking for the number of a locality."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QDialog, QSpinBox, QWidget

from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.form_rows import add_row, form_layout

MOST = 9999


class NumberDialog(AskingDialog):
    """One field, and what becomes of the locality that has the number now."""

    def __init__(self, name: str, now: int, taken: Mapping[int, str], parent: QWidget | None = None) -> None:
        super().__init__(f"Which number for {name}?", "Change number", parent=parent)
        self._now, self._taken = now, taken
        form = form_layout()
        self.number = add_row(form, "&Number", QSpinBox())
        self.number.setRange(1, MOST)
        self.number.setValue(now)
        self.number.setAccessibleName("Number")
        self.number.selectAll()
        self.note = label("", Role.SECONDARY, wrap=True)
        self.number.valueChanged.connect(self._follow)
        self.fill(form, self.note)
        self._follow(now)
        self.number.setFocus()

    def _follow(self, number: int) -> None:
        other = self._taken.get(number, "")
        swap = f"{other} has it now and gets {self._now}" if other and number != self._now else ""
        self.note.setText(swap or ("Its number now" if number == self._now else "This number is free"))
        self.main.setEnabled(number != self._now)

    @classmethod
    def ask(cls, parent: QWidget | None, name: str, now: int, taken: Mapping[int, str]) -> int | None:
        """The number, None where it stays."""
        dialog = cls(name, now, taken, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        number = dialog.number.value()
        dialog.deleteLater()
        return number if accepted else None
