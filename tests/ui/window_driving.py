"""Driving the real window as a person does: clicks, strokes and keys by QTest."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.map.tool_driving import move_over
from workbench.models.scenario import Scenario
from workbench.ui.dialogs.files import OpenFile, SaveFile
from workbench.ui.dialogs.unsaved_question import UnsavedAnswer, UnsavedQuestion
from workbench.ui.main_window import MainWindow

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

STEPS = 6
NONE = Qt.KeyboardModifier.NoModifier


def press_key(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def scenario_of(window: MainWindow) -> Scenario:
    """The scenario shown."""
    assert window.desk.bridge is not None
    return window.desk.bridge.scenario


def plan_labels(window: MainWindow) -> list[int]:
    """The locality of each area in the scenario shown, as the slot of the plan; -1 for none."""
    found: list[int] = scenario_of(window).plan.labels.tolist()
    return found


def add_locality(window: MainWindow, name: str) -> None:
    """Add a locality by its command, name it and go back to the map."""
    window.acts["new_locality"].trigger()
    assert window.desk.target is not None
    assert window.locality_commands.give_name(window.desk.target.code, name)
    window.map.canvas.setFocus()


def at(window: MainWindow, unit: int) -> QPoint:
    """Where a unit's inner point lies on the canvas."""
    assert window.desk.bridge is not None
    x, y = window.desk.bridge.project.area.units.points[unit]
    across, down = window.map.canvas.view().to_screen(float(x), float(y))
    return QPoint(round(across), round(down))


def stroke(
    window: MainWindow,
    units: Sequence[int],
    *,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    release: bool = True,
) -> None:
    """Drag over the inner points of units with the tool in hand."""
    canvas = window.map.canvas
    places = [at(window, unit) for unit in units]
    QTest.mousePress(canvas, button, NONE, places[0])
    for start, end in pairwise(places):
        for step in range(1, STEPS + 1):
            move_to(window, start + (end - start) * step / STEPS, button)
    if release:
        QTest.mouseRelease(canvas, button, NONE, places[-1])


def move_to(window: MainWindow, place: QPoint, button: Qt.MouseButton) -> None:
    """Move the pointer with a button down; QTest's own mouseMove forgets the button offscreen."""
    move_over(window.map.canvas, place, button)
    QApplication.processEvents()


def release(window: MainWindow, unit: int) -> None:
    """Let the left button go over a unit."""
    QTest.mouseRelease(window.map.canvas, Qt.MouseButton.LeftButton, NONE, at(window, unit))


def click_unit(window: MainWindow, unit: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Click on a unit."""
    QTest.mouseClick(window.map.canvas, Qt.MouseButton.LeftButton, modifiers, at(window, unit))


def table_people(window: MainWindow) -> dict[str, str]:
    """People by name of locality as the table shows them."""
    model = window.localities.model
    name, people = model.column_place("name"), model.column_place("people")
    return {
        str(model.index(row, name).data()): str(model.index(row, people).data())
        for row in range(model.rowCount())
    }


def label_people(window: MainWindow) -> dict[str, str]:
    """People by name of locality as the map's labels say."""
    return {label.name: label.people for label in window.map.labels._labels.values()}


def drawn_labels(window: MainWindow) -> np.ndarray:
    """The slot of each unit as it is drawn."""
    return window.map.canvas.labels()


def answer_files(
    monkeypatch: pytest.MonkeyPatch, *, save: Path | None = None, open_: Path | None = None
) -> None:
    """Answer the dialogs for files."""
    monkeypatch.setattr(SaveFile, "ask", classmethod(lambda *_args: save))
    monkeypatch.setattr(OpenFile, "ask", classmethod(lambda *_args: open_))


def answer_unsaved(monkeypatch: pytest.MonkeyPatch, answer: UnsavedAnswer | None) -> None:
    """Answer the question about unsaved work."""
    monkeypatch.setattr(UnsavedQuestion, "ask", classmethod(lambda *_args: answer))


def wait_for_jobs(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the work beside the window has ended."""
    qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=60_000)
