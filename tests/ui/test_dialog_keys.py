"""Dialogs by the keyboard: Enter presses the button that has it, or else the main one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from workbench.ui.dialogs.name_dialog import NameDialog
from workbench.ui.dialogs.unsaved_question import UnsavedAnswer, UnsavedQuestion


@pytest.mark.usefixtures("light_theme")
@pytest.mark.parametrize(
    ("words", "accepted", "answer"),
    [
        ("Save", True, UnsavedAnswer.SAVE),
        ("Leave without saving", True, UnsavedAnswer.DROP),
        ("Stay here", False, UnsavedAnswer.SAVE),
    ],
)
def test_enter_presses_the_button_that_has_the_keyboard(
    qtbot: QtBot, words: str, accepted: bool, answer: UnsavedAnswer
) -> None:
    dialog = UnsavedQuestion("Gridshire")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    chosen = next(made for made in dialog.findChildren(QPushButton) if made.text() == words)
    chosen.setFocus()
    QTest.keyClick(chosen, Qt.Key.Key_Return)
    assert (dialog.result() == QDialog.DialogCode.Accepted) == accepted
    assert dialog._answer is answer
    assert not dialog.isVisible()


@pytest.mark.usefixtures("light_theme")
def test_enter_in_a_field_presses_the_main_button(qtbot: QtBot) -> None:
    dialog = NameDialog("What is it called?", "Rename", "West")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
