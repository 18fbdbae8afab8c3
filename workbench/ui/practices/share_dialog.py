"""Asking for the share that a locality must hold of a practice's list, for the rule by minimum share."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QSpinBox, QWidget

from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.form_rows import add_row, form_layout

USUAL_PERCENT = 50


class MinimumShareDialog(AskingDialog):
    """A per cent of the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("How much of its list must live there?", "Assign practices", parent=parent)
        form = form_layout()
        self.percent = add_row(
            form,
            "&Minimum share",
            QSpinBox(),
            note="A practice goes to the locality where most of its patients live if at least this share"
            " of its list does; else it has no locality. Those chosen by hand or locked stay.",
        )
        self.percent.setRange(1, 100)
        self.percent.setSuffix(" %")
        self.percent.setValue(USUAL_PERCENT)
        self.fill(form)
        self.percent.setFocus()
        self.percent.selectAll()

    @classmethod
    def ask(cls, parent: QWidget | None) -> float | None:
        """The share wanted, 0 to 1; None where nothing shall be assigned."""
        dialog = cls(parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.percent.value() / 100
        dialog.deleteLater()
        return answer if accepted else None
