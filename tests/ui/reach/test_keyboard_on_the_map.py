"""The map by keys alone: the cursor, the selection, giving areas, what a screen reader hears."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.window_driving import at, plan_labels, press_key
from workbench.ui.main_window import MainWindow

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def keys(window: MainWindow, *which: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    """Press keys one after the other."""
    for key in which:
        press_key(window, key, modifiers or Qt.KeyboardModifier.NoModifier)


def test_arrows_space_enter_and_escape(on_first: MainWindow) -> None:
    window, focus = on_first, on_first.desk.focus
    keys(window, K.Key_Right, K.Key_Up)
    assert focus.cursor == 5
    keys(window, K.Key_Space)
    assert focus.selection.tolist() == [5]
    keys(window, K.Key_Right, modifiers=SHIFT)
    assert focus.selection.tolist() == [5, 6]
    keys(window, K.Key_Space)
    assert focus.selection.tolist() == [5]
    keys(window, K.Key_Return)
    bridge, target = window.desk.bridge, window.desk.target
    assert bridge is not None
    assert target is not None
    slot = bridge.scenario.plan.slot(target.code)
    assert plan_labels(window)[5] == slot
    assert sum(label >= 0 for label in plan_labels(window)) == 1
    keys(window, K.Key_Escape)
    assert focus.selection.tolist() == []
    assert focus.cursor == 6
    keys(window, K.Key_Escape)
    assert focus.cursor == -1


def test_without_a_selection_the_area_under_the_cursor_is_given(on_first: MainWindow) -> None:
    window = on_first
    keys(window, K.Key_2)
    assert window.desk.bridge is not None
    plan = window.desk.bridge.scenario.plan
    assert plan.locality(plan_labels(window)[0]) is window.desk.localities[1]
    keys(window, K.Key_Delete)
    assert plan_labels(window)[0] == -1
    keys(window, K.Key_Up, K.Key_Return)
    assert plan_labels(window)[4] == plan.slot(window.desk.localities[0].code)
    keys(window, K.Key_PageDown)
    assert window.desk.target is window.desk.localities[1]


def test_a_hidden_cursor_shows_before_it_moves_and_goes_with_the_mouse(two: MainWindow) -> None:
    keys(two, K.Key_Right)
    start = two.desk.focus.cursor
    assert start >= 0
    keys(two, K.Key_Left)
    assert two.desk.focus.cursor == start - 1
    QTest.mouseClick(two.map.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(two, 0))
    assert two.desk.focus.cursor == -1


def test_space_held_pans_and_does_not_select(on_first: MainWindow) -> None:
    window, canvas = on_first, on_first.map.canvas
    before = canvas.view().centre_x
    middle = canvas.rect().center()
    QTest.keyPress(canvas, K.Key_Space)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mouseMove(canvas, middle + QPoint(40, 0))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    QTest.keyRelease(canvas, K.Key_Space)
    assert window.desk.focus.selection.tolist() == []
    keys(window, K.Key_Right, modifiers=CONTROL)
    assert canvas.view().centre_x > before


def test_home_goes_to_the_locality_in_hand(on_first: MainWindow) -> None:
    window = on_first
    window.draw_commands.give(window.map.canvas.picker.units_in_box(4.02e5, 3.01e5, 4.04e5, 3.03e5), 0)
    assert window.desk.bridge is not None
    window.desk.focus.set_target(window.desk.bridge.scenario.plan.slot_codes[0])
    keys(window, K.Key_Home)
    assert window.desk.focus.cursor in {6, 7, 10, 11}


def test_a_screen_reader_hears_the_area_and_what_it_would_do(on_first: MainWindow) -> None:
    window, canvas = on_first, on_first.map.canvas
    words = canvas.accessibleDescription()
    assert words.startswith("Gridtown 001A, U01, 1,000 people. Unassigned. With it, ")
    assert "has 1,000 people, under by 29,000" in words
    keys(window, K.Key_Space)
    assert ". Selected. " in canvas.accessibleDescription()
    keys(window, K.Key_2)
    assert f"In 2 {window.desk.localities[1].name}" in canvas.accessibleDescription()
    keys(window, K.Key_K, modifiers=Qt.KeyboardModifier.AltModifier)
    assert "Locked" in canvas.accessibleDescription()
    assert window.map.cards._words.text() == canvas.accessibleDescription().partition(". With ")[0]


def test_panes_are_walked_both_ways(two: MainWindow) -> None:
    keys(two, K.Key_F6)
    assert not two.map.canvas.hasFocus()
    assert two.focusWidget() is not None
    keys(two, K.Key_F6, modifiers=SHIFT)
    assert two.map.canvas.hasFocus()
    for _ in two.parts.panes():
        keys(two, K.Key_F6, modifiers=SHIFT)
    assert two.map.canvas.hasFocus()
