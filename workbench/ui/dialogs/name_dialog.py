"""Asking for a name."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.form_rows import add_row, form_layout


class NameDialog(AskingDialog):
    """One field; the main button waits until there is a name."""

    def __init__(self, title: str, verb: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, verb, parent=parent)
        form = form_layout()
        self.name = add_row(form, "&Name", QLineEdit(text))
        self.name.selectAll()
        self.name.textChanged.connect(self._follow)
        self._follow(text)
        self.body(form)
        self.name.setFocus()

    def _follow(self, text: str) -> None:
        self.main.setEnabled(bool(text.strip()))

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, verb: str, text: str = "") -> str | None:
        """The name, None where nobody gave one."""
        dialog = cls(title, verb, text, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        name = dialog.name.text().strip()
        dialog.deleteLater()
        return name if accepted else None
