"""The question before a project with unsaved work is left."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QDialog, QWidget

from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog


class UnsavedAnswer(StrEnum):
    """What shall become of the work."""

    SAVE = "save"
    DROP = "drop"


class UnsavedQuestion(AskingDialog):
    """Save, leave without saving, or stay."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(f"Save your work on {name}?", "Save", safe="Stay here", parent=parent)
        self._answer = UnsavedAnswer.SAVE
        drop = button("Leave without saving", kind=Kind.DANGER, clicked=self._drop)
        words = "What you did since the last save is not in the project file yet."
        self.fill(label(words, Role.SECONDARY, wrap=True), extra=(drop,))

    def _drop(self) -> None:
        self._answer = UnsavedAnswer.DROP
        self.accept()

    @classmethod
    def ask(cls, parent: QWidget | None, name: str) -> UnsavedAnswer | None:
        """The answer; None is to stay."""
        dialog = cls(name, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog._answer
        dialog.deleteLater()
        return answer if accepted else None
