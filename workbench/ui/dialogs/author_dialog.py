"""Asking whose name stands beside the steps of a project."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QDialog, QLineEdit, QRadioButton, QWidget

from workbench.preferences import Preferences, account_name
from workbench.ui.components.labels import Role, label, row
from workbench.ui.dialogs.base import AskingDialog


class AuthorDialog(AskingDialog):
    """The name of the account, another one, or none at all."""

    def __init__(self, now: Preferences, parent: QWidget | None = None) -> None:
        super().__init__("Whose name stands in the history?", "Use it", parent=parent)
        self._now = now
        account = account_name() or "not known"
        self.account = QRadioButton(f"The name of this &account: {account}")
        self.own = QRadioButton("&Another name")
        self.none = QRadioButton("&No name")
        self.name = QLineEdit(now.own_name)
        self.name.setAccessibleName("Name in the history")
        self.name.setPlaceholderText("Name or role")
        self.name.textEdited.connect(lambda _text: self.own.setChecked(True))
        self._choices = {"account": self.account, "own": self.own, "none": self.none}
        self._choices[now.name_in_history].setChecked(True)
        about = (
            "It is kept with each step from now on, in the project file only, and shown to whoever opens the "
            "project or merges a copy of it. Nothing that is exported names it."
        )
        self.fill(
            label(about, Role.SECONDARY, wrap=True),
            self.account,
            row(self.own, self.name, spacing=8),
            self.none,
        )

    @property
    def chosen(self) -> Preferences:
        """The preferences with what was chosen."""
        which = next(name for name, choice in self._choices.items() if choice.isChecked())
        return replace(self._now, name_in_history=which, own_name=self.name.text().strip())

    @classmethod
    def ask(cls, parent: QWidget | None, now: Preferences) -> Preferences | None:
        """The preferences with another choice, None where nobody chose."""
        dialog = cls(now, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen
        dialog.deleteLater()
        return chosen if accepted else None
