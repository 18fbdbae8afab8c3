"""Drawing hub localities by keys alone: draw, repair, split, merge, practices, undo, save, reopen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.reach.test_keyboard_alone import type_in
from tests.ui.reach.test_keyboard_on_the_map import keys
from tests.ui.window_driving import answer_files, plan_labels, press_key, wait_for_jobs
from workbench.ui.main_window import MainWindow

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier

DRAWN = [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 3, 3]
"""The number of the locality of each area once the cut-off area is repaired."""


def numbers(window: MainWindow) -> list[int]:
    """The number of the locality of each area, 0 where it is unassigned."""
    assert window.desk.bridge is not None
    plan = window.desk.bridge.scenario.plan
    return [0 if one is None else one.number for one in map(plan.locality, plan_labels(window))]


def command(window: MainWindow, words: str) -> None:
    """Run a command by letters of its name."""
    press_key(window, K.Key_K, CONTROL)
    type_in(words)
    press_key(window, K.Key_Return)
    QApplication.processEvents()


def go_to(window: MainWindow, code: str, qtbot: QtBot) -> None:
    """Put the cursor on an area by its code."""
    press_key(window, K.Key_F, CONTROL)
    qtbot.waitUntil(lambda: window.reach.finding.ready)
    type_in(code)
    press_key(window, K.Key_Return)


def test_hub_localities_are_drawn_without_a_mouse(
    window: MainWindow, grid_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_files(monkeypatch, open_=grid_file)
    press_key(window, K.Key_O, CONTROL)
    wait_for_jobs(qtbot, window)
    bridge = window.desk.bridge
    assert bridge is not None

    for name in ("West", "East", "North"):
        press_key(window, K.Key_N, CONTROL)
        type_in(name)
        press_key(window, K.Key_Return)
        QApplication.processEvents()
        press_key(window, K.Key_1, CONTROL)
    assert [locality.name for locality in window.desk.localities] == ["West", "East", "North"]

    block, row = (K.Key_Right, K.Key_Up, K.Key_Left), (K.Key_Right, K.Key_Right)
    for digit, first, ways in ((K.Key_1, "U01", block), (K.Key_2, "U03", block), (K.Key_3, "U09", row)):
        go_to(window, first, qtbot)
        keys(window, *ways, modifiers=SHIFT)
        keys(window, digit, K.Key_Escape)
    go_to(window, "U12", qtbot)
    keys(window, K.Key_1)
    assert numbers(window) == [*DRAWN[:11], 1]
    keys(window, K.Key_N, modifiers=SHIFT)
    assert window.desk.focus.selection.tolist() == [11]
    keys(window, K.Key_3)
    assert numbers(window) == DRAWN
    keys(window, K.Key_Escape)

    command(window, "assign by site")
    assert bridge.scenario.assignment("P1").main == bridge.scenario.assignment("P2").main
    assert bridge.scenario.assignment("P1").main == window.desk.localities[0].code

    for _ in window.desk.localities:
        if window.desk.target is window.desk.localities[1]:
            break
        keys(window, K.Key_PageDown)
    keys(window, K.Key_X, modifiers=SHIFT)
    assert len(window.desk.localities) == 4
    split = numbers(window)
    assert {split[unit] for unit in (2, 3, 6, 7)} == {2, 4}

    command(window, "tables localities")
    table = window.localities.table
    assert table.hasFocus()
    table.choose(window.desk.localities[1].code)
    keys(window, K.Key_Down, modifiers=SHIFT)
    keys(window, K.Key_Down, modifiers=SHIFT)
    command(window, "merge selected")
    merged = numbers(window)
    assert len(window.desk.localities) == 2
    assert set(merged[2:4]) == set(merged[8:]) == {2}

    keys(window, K.Key_Z, K.Key_Z, modifiers=CONTROL)
    assert numbers(window) == DRAWN
    keys(window, K.Key_Y, modifiers=CONTROL)
    assert numbers(window) == split

    keys(window, K.Key_S, modifiers=CONTROL)
    wait_for_jobs(qtbot, window)
    keys(window, K.Key_W, modifiers=CONTROL)
    assert window.desk.bridge is None
    press_key(window, K.Key_O, CONTROL)
    wait_for_jobs(qtbot, window)
    assert numbers(window) == split
    keys(window, K.Key_Z, modifiers=CONTROL)
    assert numbers(window) == DRAWN
