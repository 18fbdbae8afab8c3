"""Asking in how many parts a locality may lie, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QSpinBox, QWidget

from workbench.models.localities import Locality
from workbench.session.permitted_parts import MOST_PARTS
from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.form_rows import add_row, form_layout


class PartsDialog(AskingDialog):
    """A number and a reason; several parts need one."""

    def __init__(self, locality: Locality, now: int, parent: QWidget | None = None) -> None:
        super().__init__(f"In how many parts may {locality.name} lie?", "Permit", parent=parent)
        form = form_layout()
        self.parts = add_row(
            form,
            "&Parts",
            QSpinBox(),
            note=f"It lies in {now} now." if now > 1 else "It is in one piece now.",
        )
        self.parts.setRange(1, MOST_PARTS)
        self.parts.setValue(max(locality.permitted_parts, now if locality.permitted_parts == 1 else 1))
        self.reason = add_row(form, "&Reason", QLineEdit(locality.parts_reason))
        self.reason.setPlaceholderText("Such as: the ferry joins them")
        note = "Parts beyond this number are warned about. The balancer still makes localities of one piece."
        self.fill(form, label(note, Role.SECONDARY, wrap=True))
        self.parts.valueChanged.connect(lambda _value: self._weigh())
        self.reason.textChanged.connect(lambda _text: self._weigh())
        self._weigh()
        (self.reason if self.parts.value() > 1 else self.parts).setFocus()

    def _weigh(self) -> None:
        several = self.parts.value() > 1
        self.reason.setEnabled(several)
        self.main.setEnabled(not several or bool(self.reason.text().strip()))

    @classmethod
    def ask(cls, parent: QWidget | None, locality: Locality, now: int) -> tuple[int, str] | None:
        """The number and the reason, None where they shall stay."""
        dialog = cls(locality, now, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.parts.value(), dialog.reason.text()
        dialog.deleteLater()
        return answer if accepted else None
