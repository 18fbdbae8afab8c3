"""Locks of single areas in the window: keys, menus, brush, read-out and padlocks."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.window_driving import at, click_unit, plan_labels, press_key, scenario_of, stroke
from workbench.models.rules import AROUND_50_000_BAND
from workbench.session import plan_edits
from workbench.ui import map_locks
from workbench.ui.main_window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier
ALT_SHIFT = ALT | Qt.KeyboardModifier.ShiftModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def locked(window: MainWindow) -> list[str]:
    return list(scenario_of(window).rules.locked_units)


def told(window: MainWindow) -> tuple[str, str]:
    assert window.bar.message is not None
    return window.bar.message.what, window.bar.message.why


def read_out(window: MainWindow) -> str:
    return window.map.cards._words.text()


def lock(window: MainWindow, units: list[int]) -> None:
    assert window.desk.bridge is not None
    project = window.desk.bridge.project
    edit = plan_edits.lock_units(project, scenario_of(window), np.array(units), locked=True)
    assert window.desk.apply(edit)


def add(window: MainWindow, name: str) -> None:
    window.desk.apply(plan_edits.add_locality(scenario_of(window), name))
    window.desk.focus.set_target(next(x.code for x in scenario_of(window).plan if x.name == name))


def select(window: MainWindow, units: list[int]) -> None:
    press_key(window, Qt.Key.Key_V)
    for place, unit in enumerate(units):
        click_unit(window, unit, SHIFT if place else Qt.KeyboardModifier.NoModifier)


def point_at(window: MainWindow, unit: int) -> None:
    QTest.mouseMove(window.map.canvas, at(window, unit))
    QApplication.processEvents()


def open_menu(window: MainWindow, unit: int) -> tuple[QMenu, list[str]]:
    window.map.canvas.request_context(at(window, unit))
    menu = [made for made in window.findChildren(QMenu) if not made.title()][-1]
    return menu, [action.text().replace("&", "") for action in menu.actions() if action.text()]


def test_the_brush_passes_over_locked_areas_and_the_bar_says_why(grid_window: MainWindow) -> None:
    add(grid_window, "West")
    stroke(grid_window, [0, 1])
    select(grid_window, [0, 11])
    press_key(grid_window, Qt.Key.Key_K, ALT)
    assert locked(grid_window) == ["U01", "U12"]
    assert told(grid_window)[0] == "Locked 2 areas"
    grid_window.desk.focus.clear_selection()
    add(grid_window, "East")
    press_key(grid_window, Qt.Key.Key_P)
    stroke(grid_window, [0, 3])
    assert plan_labels(grid_window)[:4] == [0, 1, 1, 1]
    assert told(grid_window) == ("Gridtown 001A is locked.", "Unlock it to move it.")
    stroke(grid_window, [10, 11])
    assert plan_labels(grid_window)[10:] == [1, -1]
    press_key(grid_window, Qt.Key.Key_E)
    stroke(grid_window, [0, 1])
    assert plan_labels(grid_window)[:2] == [0, -1]


def test_a_selection_is_given_but_for_what_is_locked(grid_window: MainWindow) -> None:
    add(grid_window, "West")
    select(grid_window, [4, 5, 6])
    press_key(grid_window, Qt.Key.Key_K, ALT)
    select(grid_window, [4, 5, 6, 7])
    grid_window.acts["assign_selection"].trigger()
    assert plan_labels(grid_window)[4:8] == [-1, -1, -1, 0]
    assert told(grid_window) == ("Gridtown 002A and 2 other areas are locked.", "Unlock them to move them.")
    select(grid_window, [4, 0])
    grid_window.acts["new_from_selection"].trigger()
    assert plan_labels(grid_window)[0] == 1
    assert plan_labels(grid_window)[4] == -1


def test_the_area_under_the_pointer_is_locked_by_key(grid_window: MainWindow) -> None:
    add(grid_window, "West")
    point_at(grid_window, 5)
    assert "Locked" not in read_out(grid_window)
    press_key(grid_window, Qt.Key.Key_K, ALT)
    assert locked(grid_window) == ["U06"]
    assert read_out(grid_window).endswith("Unassigned   Locked")
    press_key(grid_window, Qt.Key.Key_K, ALT)
    assert told(grid_window)[0] == "This area is locked already"
    press_key(grid_window, Qt.Key.Key_K, ALT_SHIFT)
    assert locked(grid_window) == []
    press_key(grid_window, Qt.Key.Key_K, ALT_SHIFT)
    assert told(grid_window)[0] == "This area is not locked"
    grid_window.map.canvas.hovered.emit(-1, float("nan"), float("nan"))
    press_key(grid_window, Qt.Key.Key_K, ALT)
    assert told(grid_window)[0] == "Choose areas first"
    assert locked(grid_window) == []


def test_the_menu_on_the_map_names_the_areas(
    grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_args: None)  # a screen of tests cannot grab the keyboard
    menu, words = open_menu(grid_window, 6)
    assert "Lock Gridtown 002C" in words
    assert not any(word.startswith("Unlock") for word in words)
    next(action for action in menu.actions() if action.text() == "Lock Gridtown 002C").trigger()
    menu.close()
    assert locked(grid_window) == ["U07"]
    menu, words = open_menu(grid_window, 6)
    assert "Unlock Gridtown 002C" in words
    assert "Lock Gridtown 002C" not in words
    assert "Unlock all areas" in words
    menu.close()
    select(grid_window, [6, 7])
    menu, words = open_menu(grid_window, 0)
    assert {"Lock 2 areas", "Unlock 2 areas"} <= set(words)
    menu.close()
    assert grid_window.acts["unlock_all_areas"].isEnabled()
    grid_window.acts["unlock_all_areas"].trigger()
    assert locked(grid_window) == []
    assert not grid_window.acts["unlock_all_areas"].isEnabled()
    grid_window.acts["undo"].trigger()
    assert locked(grid_window) == ["U07"]


def test_locks_stay_when_the_band_changes_and_a_new_scenario_has_none(grid_window: MainWindow) -> None:
    point_at(grid_window, 2)
    press_key(grid_window, Qt.Key.Key_K, ALT)
    grid_window.locality_commands.use_band(AROUND_50_000_BAND)
    assert locked(grid_window) == ["U03"]
    bridge = grid_window.desk.bridge
    assert bridge is not None
    bridge.apply(plan_edits.add_scenario(bridge.project, "Other", rules=bridge.scenario.rules))
    assert [scenario.rules.locked_units for scenario in bridge.project.scenarios] == [("U03",), ()]
    rows = grid_window.history.model.rows
    assert [row.icon for row in rows if row.label.startswith("Lock ")] == ["lock"]


def test_padlocks_are_drawn_where_an_area_is_large_enough(
    grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = grid_window.map.canvas

    def drawn() -> QImage:
        canvas.finish_drawing()
        return canvas.grab().toImage()

    def near(image: QImage, unit: int) -> list[int]:
        middle = at(grid_window, unit)
        return [
            image.pixel(middle + QPoint(across, down)) for across in range(-9, 10) for down in range(-9, 10)
        ]

    before = drawn()
    lock(grid_window, [2])
    after = drawn()
    assert near(before, 2) != near(after, 2)
    assert near(before, 9) == near(after, 9)
    monkeypatch.setattr(map_locks, "LEAST_AREA", 1000)
    canvas.update()
    assert near(before, 2) == near(drawn(), 2)
