"""What keys give away: only what is in sight, a new selection after each giving, locks at the cursor."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.reach.test_keyboard_on_the_map import keys
from tests.ui.window_driving import plan_labels
from workbench.ui.main_window import MainWindow

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def labels(window: MainWindow) -> list[int]:
    """The number of the locality of each area, 0 where it is unassigned."""
    assert window.desk.bridge is not None
    plan = window.desk.bridge.scenario.plan
    return [0 if one is None else one.number for one in map(plan.locality, plan_labels(window))]


def locked(window: MainWindow) -> list[str]:
    """Codes of the locked areas."""
    assert window.desk.bridge is not None
    return list(window.desk.bridge.scenario.rules.locked_units)


def test_the_area_under_the_cursor_is_locked_by_alt_k(on_first: MainWindow) -> None:
    window = on_first
    window.map.canvas.hovered.emit(7, 0.0, 0.0)  # the pointer lies elsewhere: the cursor counts
    keys(window, K.Key_Right)
    keys(window, K.Key_K, modifiers=ALT)
    assert locked(window) == ["U02"]
    assert ". Locked" in window.map.canvas.accessibleDescription()
    keys(window, K.Key_Return)
    assert set(labels(window)) == {0}
    keys(window, K.Key_K, modifiers=ALT | SHIFT)
    assert locked(window) == []
    keys(window, K.Key_Return)
    assert labels(window)[1] == 1


def test_a_selection_given_away_is_not_extended(on_first: MainWindow) -> None:
    window, focus = on_first, on_first.desk.focus
    keys(window, K.Key_Right, modifiers=SHIFT)
    keys(window, K.Key_Return)
    assert labels(window)[:2] == [1, 1]
    assert focus.selection.tolist() == [0, 1]  # another locality can still get both
    keys(window, K.Key_PageDown, K.Key_Up)
    keys(window, K.Key_Right, modifiers=SHIFT)
    assert focus.selection.tolist() == [5, 6]
    keys(window, K.Key_Return)
    assert labels(window)[:7] == [1, 1, 0, 0, 0, 2, 2]
    keys(window, K.Key_Space)
    assert focus.selection.tolist() == [6]


def test_nothing_is_given_out_of_sight(on_first: MainWindow) -> None:
    window, canvas = on_first, on_first.map.canvas
    x, y = 9.0e5, 9.0e5
    canvas.centre_on(x, y)
    keys(window, K.Key_2)
    assert set(labels(window)) == {0}
    canvas.centre_on(x, y)
    keys(window, K.Key_Return, K.Key_Return)  # the first brings the cursor back into view
    assert labels(window)[0] == 1


def test_a_jump_takes_the_cursor_along(on_first: MainWindow) -> None:
    window = on_first
    window.draw_commands.give(window.map.canvas.picker.units_in_box(3.9e5, 2.9e5, 4.9e5, 3.01e5), 0)
    window.reach.cursor.go_to(1)
    keys(window, K.Key_N)
    at = window.desk.focus.cursor
    assert at != 1
    assert window.desk.focus.selection.tolist() == [at]
    assert "Unassigned" in window.map.canvas.accessibleDescription()


def test_words_tell_what_enter_would_do_with_the_whole_selection(on_first: MainWindow) -> None:
    window, canvas = on_first, on_first.map.canvas
    keys(window, K.Key_Right, modifiers=SHIFT)
    words = canvas.accessibleDescription()
    assert words == (
        "Gridtown 001B, 2,000 people. Selected, 2 areas in all, 3,000 people. Unassigned. "
        "With them, 1 Barton has 3,000 people, under by 27,000"
    )
    cards, head = window.map.cards, words.partition(". With ")[0]
    assert cards._words.text() == head
    assert cards._effect.accessibleName() == "Barton 3,000, Under \u221227,000"
    window.map.canvas.hovered.emit(-1, float("nan"), float("nan"))  # a card or a dialog takes the pointer
    assert cards._words.text() == head
    assert not cards._read_out.isHidden()
    assert not cards._effect.isHidden()
    window.reach.cursor.hide()
    assert cards._read_out.isHidden()


def test_a_new_locality_is_the_row_selected_though_ctrl_is_held(two: MainWindow) -> None:
    table = two.parts.localities.table
    keys(two, K.Key_N, modifiers=CONTROL)
    assert two.desk.target is not None
    assert table.selected_ids() == [two.desk.target.code]
