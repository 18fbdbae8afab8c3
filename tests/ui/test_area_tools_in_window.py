"""The tools for areas in the window: keys, option bar, digits, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.map.tool_driving import LEFT, NO_KEY, move_over
from tests.ui.window_driving import at, click_unit, plan_labels, press_key, scenario_of, stroke
from workbench.session import plan_edits

if TYPE_CHECKING:
    from workbench.ui.main_window import MainWindow

KEYS = {
    "lasso": Qt.Key.Key_L, "polygon": Qt.Key.Key_G, "click": Qt.Key.Key_C,
    "fill": Qt.Key.Key_F, "bigger_area": Qt.Key.Key_A, "box": Qt.Key.Key_B,
}  # fmt: skip


def around(window: MainWindow, units: list[int]) -> list[QPoint]:
    """Corners of a box around the inner points of units."""
    points = [at(window, unit) for unit in units]
    west, east = min(p.x() for p in points) - 20, max(p.x() for p in points) + 20
    north, south = min(p.y() for p in points) - 20, max(p.y() for p in points) + 20
    return [QPoint(west, north), QPoint(east, north), QPoint(east, south), QPoint(west, south)]


def test_tools_by_their_keys_with_what_the_option_bar_offers(grid_window: MainWindow) -> None:
    window = grid_window
    for name in ("West", "East"):
        window.desk.apply(plan_edits.add_locality(scenario_of(window), name))
    canvas, options = window.map.canvas, window.options
    for tool, key in KEYS.items():
        press_key(window, key)
        assert window.map.tool_name == tool
        assert window.rail.buttons[f"tool_{tool}"].isChecked()
        assert options.own.isVisible() == (tool in {"lasso", "polygon", "box", "bigger_area"})

    press_key(window, Qt.Key.Key_L)
    corners = around(window, [0, 1, 4, 5])
    QTest.mousePress(canvas, LEFT, NO_KEY, corners[0])
    for corner in corners[1:]:
        move_over(canvas, corner, LEFT)
    QTest.mouseRelease(canvas, LEFT, NO_KEY, corners[-1])
    assert window.desk.focus.selection.tolist() == [0, 1, 4, 5]
    press_key(window, Qt.Key.Key_2)  # digits assign what is selected, as with the box
    assert [i for i, slot in enumerate(plan_labels(window)) if slot == 1] == [0, 1, 4, 5]

    press_key(window, Qt.Key.Key_T)
    assert window.desk.host.finder.touching
    assert window.acts["touching"].isChecked()
    press_key(window, Qt.Key.Key_G)
    for corner in around(window, [6])[:3]:
        QTest.mouseClick(canvas, LEFT, NO_KEY, corner)
    press_key(window, Qt.Key.Key_Backspace)
    QTest.mouseClick(canvas, LEFT, NO_KEY, around(window, [6])[2])
    press_key(window, Qt.Key.Key_Return)
    assert window.desk.focus.selection.tolist() == [6]
    press_key(window, Qt.Key.Key_T)
    assert not window.acts["touching"].isChecked()

    QTest.mouseClick(canvas, LEFT, NO_KEY, around(window, [9])[0])
    press_key(window, Qt.Key.Key_Escape)  # drops the corner, and keeps what is selected
    assert window.desk.focus.selection.tolist() == [6]
    assert not window.map.tools["polygon"].cancel()


def test_pockets_and_larger_areas(grid_window: MainWindow) -> None:
    window = grid_window
    for name in ("West", "East"):
        window.desk.apply(plan_edits.add_locality(scenario_of(window), name))
    press_key(window, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert window.bar.message is not None
    assert window.bar.message.what == "No pocket is enclosed by one locality alone"
    window.desk.focus.set_target("L01")
    press_key(window, Qt.Key.Key_P)
    stroke(window, [0, 3, 7, 11, 8, 4, 0])
    assert plan_labels(window) == [0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0, 0]
    press_key(window, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert plan_labels(window) == [0] * 12
    assert window.bar.message.what == "Filled 1 pocket, 2 areas"
    window.desk.focus.set_target("L02")
    press_key(window, Qt.Key.Key_A)
    kinds = [options.itemText(i) for options in [window.parts.larger] for i in range(options.count())]
    assert "MSOA" in kinds
    window.parts.larger.setCurrentIndex(kinds.index("MSOA"))
    window.parts.larger.activated.emit(kinds.index("MSOA"))
    click_unit(window, 5)
    msoa = window.desk.host.finder.columns()["msoa"].codes
    assert [slot == 1 for slot in plan_labels(window)] == (msoa == msoa[5]).tolist()
    press_key(window, Qt.Key.Key_C)
    click_unit(window, 0)
    assert plan_labels(window)[0] == 1
    press_key(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert plan_labels(window)[0] == (1 if msoa[0] == msoa[5] else 0)
    press_key(window, Qt.Key.Key_V)
    click_unit(window, 6)
    window.acts["select_larger"].trigger()
    assert window.desk.focus.selection.tolist() == np.flatnonzero(msoa == msoa[6]).tolist()
    window.acts["select_pockets"].trigger()
    assert window.bar.message.what == "No selected area lies in a pocket"
    window.acts["unassign_selection"].trigger()
    click_unit(window, 6)
    window.acts["select_pockets"].trigger()
    assert (
        window.desk.focus.selection.tolist() == np.flatnonzero(np.array(plan_labels(window)) == -1).tolist()
    )
