"""Asking for the words of a parked note and who will see to it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from workbench.ui.components.labels import Role, label
from workbench.ui.dialogs.base import AskingDialog
from workbench.ui.form_rows import add_row, form_layout
from workbench.ui.theme import current_theme


@dataclass(frozen=True)
class NoteWords:
    """What a person wrote."""

    text: str
    who: str


class NoteDialog(AskingDialog):
    """Words and who; the main button waits until there are words, and Ctrl+Enter presses it."""

    def __init__(
        self, title: str, verb: str, place: str, words: NoteWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, verb, parent=parent)
        form = form_layout()
        self.text = add_row(form, "&What", QPlainTextEdit(words.text))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(current_theme().px(84))
        self.text.textChanged.connect(self._follow)
        self.who = add_row(form, "Wh&o", QLineEdit(words.who))
        self.who.setPlaceholderText("Who asks, or who will see to it")
        self._follow()
        self.fill(label(place, Role.SECONDARY, wrap=True), form)
        self.text.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.main.isEnabled():
            self.accept()
        else:
            super().keyPressEvent(event)

    def _follow(self) -> None:
        self.main.setEnabled(bool(self.text.toPlainText().strip()))

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, verb: str, place: str, words: NoteWords
    ) -> NoteWords | None:
        """What was written, None where nobody wrote anything."""
        dialog = cls(title, verb, place, words, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        written = NoteWords(dialog.text.toPlainText(), dialog.who.text())
        dialog.deleteLater()
        return written if accepted else None
