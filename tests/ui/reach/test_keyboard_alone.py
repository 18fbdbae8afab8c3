"""Keyboard alone: open the sample, make a locality of ten areas, name it, lock it, export it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.window_driving import answer_files, press_key, wait_for_jobs
from workbench.ui.commands.file_commands import sample_file
from workbench.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NAME = "Bramble Valley"


def type_in(text: str) -> None:
    """Type where the keyboard is."""
    there = QApplication.focusWidget()
    assert there is not None
    QTest.keyClicks(there, text)


def test_ten_areas_become_a_named_locked_exported_locality(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not sample_file().is_file():
        pytest.skip("the sample is made by scripts/make_sample.py")
    press_key(window, K.Key_K, CONTROL)
    type_in("fictional sample")
    press_key(window, K.Key_Return)
    wait_for_jobs(qtbot, window)
    bridge = window.desk.bridge
    assert bridge is not None

    press_key(window, K.Key_N, CONTROL)
    type_in(NAME)
    press_key(window, K.Key_Return)
    QApplication.processEvents()  # an editor hands its text over when the key is dealt with
    target = window.desk.target
    assert target is not None
    assert target.name == NAME
    for _ in window.parts.panes():
        if window.map.canvas.hasFocus():
            break
        press_key(window, K.Key_F6)
    assert window.map.canvas.hasFocus()

    press_key(window, K.Key_Space)  # shows the cursor
    press_key(window, K.Key_Space)  # selects the area under it
    ways = (K.Key_Right, K.Key_Down, K.Key_Left, K.Key_Down, K.Key_Right)
    for press in range(60):
        if len(window.desk.focus.selection) >= 10:
            break
        press_key(window, ways[press % len(ways)], SHIFT)
    ten = window.desk.focus.selection
    assert len(ten) == 10
    press_key(window, K.Key_Return)
    plan = bridge.scenario.plan
    assert plan.units_of(plan.slot(target.code)).tolist() == ten.tolist()

    press_key(window, K.Key_K)
    assert window.desk.target is not None
    assert window.desk.target.locked
    steps = [step.label for step in bridge.session.history.steps][-4:]
    assert steps[0].startswith("New locality")
    assert NAME in steps[1]
    assert steps[2] == f"Assign 10 areas to {NAME}"
    assert steps[3] == f"Lock {NAME}"

    book = tmp_path / "configuration.xlsx"
    answer_files(monkeypatch, save=book)
    press_key(window, K.Key_E, CONTROL)
    wait_for_jobs(qtbot, window)
    sheet = openpyxl.load_workbook(book, data_only=True)["Localities"]
    assert any(NAME in (str(cell) for cell in row) for row in sheet.iter_rows(values_only=True))
