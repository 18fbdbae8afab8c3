"""The question before something is thrown away in front of twenty people."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog

DESTRUCTIVE: dict[str, tuple[str, str]] = {
    "delete": ("Delete the locality in hand?", "Delete"),
    "delete_scenario": ("Delete this scenario?", "Delete"),
    "unassign_selection": ("Make the selected areas unassigned?", "Unassign"),
    "unlock_all": ("Unlock every locality?", "Unlock"),
    "unlock_all_areas": ("Unlock every area?", "Unlock"),
    "assign_site": ("Assign all practices anew, by site?", "Assign"),
    "assign_patients": ("Assign all practices anew, by most patients?", "Assign"),
    "colour_apart": ("Give the localities other colours?", "Colour"),
    "scope_reset": ("Reset the selected cells?", "Reset"),
    "close": ("Close the project?", "Close"),
    "quit": ("Close the window?", "Close"),
}
"""Commands that workshop mode has confirmed, with the question and the verb. Others ask by themselves."""


class ConfirmDialog(AskingDialog):
    """A question with a verb; the safe answer is the default."""

    def __init__(self, question: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(question, verb, safe="Keep", danger=True, parent=parent)
        self.fill(label("Undo would bring it back, but everybody is watching.", Role.SECONDARY, wrap=True))
        self.safe.setDefault(True)
        self.safe.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, question: str, verb: str) -> bool:
        """Whether the person wants it."""
        dialog = cls(question, verb, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted
