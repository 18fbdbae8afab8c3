"""Limits of drawing: from which locality, unassigned only, inside which larger area."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from tests.ui.window_driving import at, click_unit, plan_labels, press_key, scenario_of, stroke
from workbench.session import plan_edits
from workbench.ui.draw_limits import DrawLimits
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.area_options import LimitChip

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def drawn(grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """West holds the lower row but for U04, East is in hand and empty."""
    monkeypatch.setattr(QMenu, "popup", lambda *_args: None)  # a screen of tests cannot grab the keyboard
    for name in ("West", "East"):
        grid_window.desk.apply(plan_edits.add_locality(scenario_of(grid_window), name))
    stroke(grid_window, [0, 2])
    grid_window.desk.focus.set_target("L02")
    return grid_window


def choose(window: MainWindow, words: str, *, submenu: str = "") -> None:
    """Open the menu by its key and take an entry."""
    press_key(window, Qt.Key.Key_L, SHIFT)
    menu = window.findChildren(QMenu)[-1]
    menus = [entry for entry in window.findChildren(QMenu) if not submenu or entry.title() == submenu]
    found = [action for shown in menus for action in shown.actions() if action.text() == words]
    found[-1].trigger()
    menu.close()


def test_only_unassigned_areas_are_taken_until_the_limit_is_dropped(drawn: MainWindow) -> None:
    assert not drawn.rail.buttons["limits"].isChecked()
    choose(drawn, "Unassigned only")
    assert drawn.rail.buttons["limits"].isChecked()
    chip = drawn.options.own.findChild(LimitChip)
    assert chip is not None
    assert chip.isVisible()
    assert chip.text().startswith("Only unassigned areas")
    assert drawn.map.effect.effect_of_move(np.array([2])) is None, "nothing is foretold that will not be"
    assert drawn.map.effect.effect_of_move(np.array([3])) is not None
    stroke(drawn, [2, 3])
    assert plan_labels(drawn)[:4] == [0, 0, 0, 1]
    assert drawn.bar.message is not None
    assert drawn.bar.message.what == "Drawing takes only unassigned areas."
    chip.click()
    assert not chip.isVisible()
    assert not drawn.rail.buttons["limits"].isChecked()
    stroke(drawn, [2, 3])
    assert plan_labels(drawn)[:4] == [0, 0, 1, 1]


def test_only_one_locality_gives_also_to_selections(drawn: MainWindow) -> None:
    choose(drawn, "1 West", submenu="One locality only")
    press_key(drawn, Qt.Key.Key_V)
    click_unit(drawn, 2)
    click_unit(drawn, 3, SHIFT)
    drawn.desk.focus.set_target("L02")
    drawn.acts["assign_selection"].trigger()
    assert plan_labels(drawn)[:4] == [0, 0, 1, -1]
    assert drawn.desk.bridge is not None
    drawn.desk.apply(plan_edits.delete_locality(drawn.desk.bridge.project, scenario_of(drawn), "L01"))
    assert not drawn.desk.host.limits.any  # a locality that is gone limits nothing
    assert drawn.desk.host.allowed(scenario_of(drawn).plan.units_of(-1), 1).tolist() == [0, 1, *range(3, 12)]


def test_strokes_stay_inside_a_larger_area(drawn: MainWindow) -> None:
    drawn.map.canvas.request_context(at(drawn, 5))
    inner = next(menu for menu in drawn.findChildren(QMenu) if menu.title() == "Stay &inside")
    next(action for action in inner.actions() if action.text() == "Gridtown 002").trigger()
    stroke(drawn, [5, 9])
    assert plan_labels(drawn)[4:12] == [-1, 1, -1, -1, -1, -1, -1, -1]
    assert drawn.bar.message is not None
    assert drawn.bar.message.what == "Drawing takes only areas inside Gridtown 002."
    choose(drawn, "Gridtown 003", submenu="MSOA")
    stroke(drawn, [5, 9])
    assert plan_labels(drawn)[9] == 1
    choose(drawn, "Anywhere")
    assert not drawn.desk.host.limits.any


def test_words_and_no_limits() -> None:
    assert not DrawLimits().any
    assert DrawLimits(source="L01").any
    assert DrawLimits().place == ("", "")
