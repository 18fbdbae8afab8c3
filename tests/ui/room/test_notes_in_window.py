"""Snapshots and parked notes in the real window: kept, listed, pinned, restored, hidden from the room."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.window_driving import at, press_key
from workbench.session.parked_notes import park_note, parked_notes
from workbench.session.plan_edits import add_locality, lock_units, reassign
from workbench.session.snapshots import snapshots, take_snapshot
from workbench.ui.dialogs.name_dialog import NameDialog
from workbench.ui.workshop.note_dialog import NoteDialog, NoteWords

if TYPE_CHECKING:
    from workbench.ui.main_window import MainWindow

AT = "2026-11-22T13:51:00+00:00"


def test_a_snapshot_from_f12_to_restore(grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window = grid_window
    bridge = window.desk.bridge
    assert bridge is not None
    bridge.apply(add_locality(bridge.scenario, "North"))
    bridge.apply(reassign(bridge.project, bridge.scenario, np.arange(4), 0))
    suggested: list[str] = []

    def name(_cls: object, _parent: object, _title: str, _verb: str, text: str = "") -> str:
        suggested.append(text)
        return "Before lunch"

    monkeypatch.setattr(NameDialog, "ask", classmethod(name))
    window.map.canvas.setFocus()
    press_key(window, Qt.Key.Key_F12)
    assert re.fullmatch(r"\d\d:\d\d", suggested[0])
    window.dock.show_tab("Notes")
    bridge.apply(reassign(bridge.project, bridge.scenario, np.arange(4), -1))
    bridge.apply(lock_units(bridge.project, bridge.scenario, np.array([0]), locked=True))
    (row,) = window.parts.notes.snapshot_model.rows
    assert (row.name, row.differing) == ("Before lunch", 4)
    steps = len(bridge.session.history.steps)
    window.meeting_commands.restore(row.key)
    assert bridge.scenario.plan.labels[:4].tolist() == [-1, 0, 0, 0]
    assert len(bridge.session.history.steps) == steps + 1
    message = window.bar.message
    assert message is not None
    assert message.what == "Back to snapshot Before lunch"
    assert message.why == "3 areas changed. 1 area stays: it is locked."
    press_key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bridge.scenario.plan.labels[:4].tolist() == [-1] * 4
    window.meeting_commands.as_scenario(row.key)
    assert bridge.scenario.name == "Before lunch"
    assert bridge.scenario.plan.labels[:4].tolist() == [0] * 4
    assert snapshots(bridge.scenario) == ()


def test_a_note_is_parked_at_the_selection_or_where_one_clicks(
    grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = grid_window
    bridge = window.desk.bridge
    assert bridge is not None
    words = iter(["Ask Meir", "Ferry?"])
    monkeypatch.setattr(NoteDialog, "ask", classmethod(lambda *_args: NoteWords(next(words), "Jo")))
    window.desk.focus.set_selection(np.array([5]))
    window.acts["park"].trigger()
    window.desk.focus.clear_selection()
    window.acts["tool_brush"].trigger()
    window.acts["park"].trigger()
    assert window.map.tool_name == "place"
    QTest.mouseClick(
        window.map.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(window, 2)
    )
    QApplication.processEvents()
    assert window.map.tool_name == "brush"
    first, second = parked_notes(bridge.project)
    assert (first.text, first.unit, second.text, second.unit) == ("Ask Meir", "U06", "Ferry?", "U03")
    assert (first.who, first.scenario) == ("Jo", bridge.scenario.name)
    pins, view = window.room.meeting.pins, window.map.canvas.view()
    assert len(pins.shown) == 2
    tip = QPointF(*view.to_screen(first.easting, first.northing))
    assert pins.hit(view, tip - QPointF(0, 14)) == first
    window.dock.show_tab("Notes")
    window.parts.notes.choose_note(first.key)
    window.meeting_commands.settle(first.key)
    assert [note.number for note in window.parts.notes.note_model.rows] == [2, 1]
    window.acts["park"].trigger()
    press_key(window, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert window.map.tool_name == "brush"


def test_f2_and_del_mean_the_snapshot_in_hand_and_not_locality_or_areas(grid_window: MainWindow) -> None:
    window = grid_window
    bridge = window.desk.bridge
    assert bridge is not None
    bridge.apply(add_locality(bridge.scenario, "North"))
    bridge.apply(reassign(bridge.project, bridge.scenario, np.arange(4), 0))
    bridge.apply(take_snapshot(bridge.project, bridge.scenario, "Noon", at=AT))
    window.dock.show_tab("Notes")
    table = window.parts.notes.snapshots
    table.setFocus()
    table.choose(window.parts.notes.snapshot_model.rows[0].key)
    press_key(window, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "Noon"
    press_key(window, Qt.Key.Key_Escape)
    window.desk.focus.set_selection(np.arange(2))
    press_key(window, Qt.Key.Key_Delete)
    assert snapshots(bridge.scenario) == ()
    assert bridge.scenario.plan.labels[:4].tolist() == [0] * 4


def pins(window: MainWindow) -> int:
    return len(window.room.meeting.pins.shown)


def test_a_presenter_hides_notes_on_every_screen(grid_window: MainWindow) -> None:
    window = grid_window
    bridge = window.desk.bridge
    assert bridge is not None
    bridge.apply(park_note(bridge.project, "Secret", place=(400_500.0, 300_500.0), at=AT))
    window.dock.show_tab("Notes")
    assert pins(window) == 1
    press_key(window, Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
    assert pins(window) == 0
    assert list(window.parts.notes.note_model.rows) == []
    assert window.room.presenter.sign.isVisible()
    assert window.overlays.bar.isVisible()
    press_key(window, Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
    assert pins(window) == 1
    assert not window.room.presenter.sign.isVisible()
    assert not window.overlays.bar.isVisible()


def test_the_sign_of_the_presenter_leaves_the_menus_their_room(grid_window: MainWindow) -> None:
    window = grid_window
    window.resize(1024, 740)
    press_key(window, Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    bar = window.menu_row.bar
    assert bar.width() >= bar.sizeHint().width()
    press_key(window, Qt.Key.Key_F11)
    assert window.room.presenter.sign.isHidden(), "the bar of workshop mode says it"
    press_key(window, Qt.Key.Key_F11)
    assert not window.room.presenter.sign.isHidden()
    press_key(window, Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
