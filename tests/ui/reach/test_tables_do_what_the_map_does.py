"""Everything by the tables: areas, several localities at once, menus by the keyboard."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.window_driving import plan_labels, press_key
from workbench.ui.main_window import MainWindow

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QMenu]:
    """The menus that would pop up."""
    menus: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, *_where: menus.append(menu))
    return menus


def open_menu(window: MainWindow, opened: list[QMenu], key: Qt.Key = K.Key_F10) -> QMenu:
    """The menu that Shift+F10 or the Menu key opens where the keyboard is."""
    press_key(window, key, SHIFT if key == K.Key_F10 else Qt.KeyboardModifier.NoModifier)
    return opened[-1]


def words(menu: QMenu) -> list[str]:
    """What a menu offers."""
    return [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]


def run(menu: QMenu, text: str) -> None:
    """Choose an entry and let the menu go."""
    action = next(one for one in menu.actions() if one.text().replace("&", "").startswith(text))
    action.trigger()
    QApplication.processEvents()


def test_areas_are_drawn_from_their_table(two: MainWindow, opened: list[QMenu]) -> None:
    two.acts["table_areas"].trigger()
    table, areas = two.parts.areas.table, two.parts.areas
    assert table.hasFocus()
    press_key(two, K.Key_Down)
    press_key(two, K.Key_Down, SHIFT)
    assert two.desk.focus.selection.tolist() == [1, 2]
    assert two.desk.focus.cursor == 2
    assert areas._totals.text() == "Selected 2 areas, 5,000 people, of 12"
    press_key(two, K.Key_2)
    slot = plan_labels(two)[1]
    assert plan_labels(two) == [-1, slot, slot, *[-1] * 9]
    areas.filter.setCurrentText("Unassigned")
    assert areas.model.units.tolist() == [0, *range(3, 12)]
    areas.search.setText("003")
    assert areas.model.units.tolist() == [8, 9, 10, 11]
    areas.search.clear()
    areas.filter.setCurrentText("All areas")
    two.desk.focus.set_selection(np.array([4, 7]))
    assert table.selected_ids() == [4, 7]
    menu = open_menu(two, opened)
    assert words(menu)[:3] == ["Show on the map", "Identify", "Assign 2 areas to"]
    inner = next(action.menu() for action in menu.actions() if action.text().startswith("Assign 2"))
    assert isinstance(inner, QMenu)
    inner.actions()[0].trigger()
    assert plan_labels(two)[4] == plan_labels(two)[7] >= 0


def test_areas_sort_by_figures_and_by_locality(two: MainWindow) -> None:
    two.acts["table_areas"].trigger()
    two.draw_commands.give(np.array([3]), 0)
    areas = two.parts.areas
    place = areas.model.column_place
    areas.table.sortByColumn(place("people"), Qt.SortOrder.DescendingOrder)
    assert areas.model.units.tolist() == list(range(11, -1, -1))
    areas.table.sortByColumn(place("hub"), Qt.SortOrder.AscendingOrder)
    assert areas.model.units.tolist()[0] == 3
    areas.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert areas.model.units.tolist() == list(range(12))


def test_several_localities_are_locked_merged_and_deleted_from_their_table(
    two: MainWindow, opened: list[QMenu]
) -> None:
    first, second = two.desk.localities
    plan = two.desk.bridge.scenario.plan if two.desk.bridge else None
    assert plan is not None
    two.draw_commands.give(np.array([0, 1]), plan.slot(first.code))
    two.draw_commands.give(np.array([2]), plan.slot(second.code))
    table = two.localities.table
    table.setFocus()
    menu = open_menu(two, opened)
    assert {
        "Fit locality",
        "Select its areas",
        "Rename",
        "Recolour…",
        "Lock or unlock locality",
        "Delete",
    } <= set(words(menu))
    run(menu, "Select its areas")
    assert two.desk.focus.selection.tolist() == [0, 1]
    table.selectAll()
    run(open_menu(two, opened, K.Key_Menu), "Lock 2")
    assert all(locality.locked for locality in two.desk.localities)
    run(open_menu(two, opened), "Unlock 2")
    run(open_menu(two, opened), "Select the areas of 2")
    assert two.desk.focus.selection.tolist() == [0, 1, 2]
    run(open_menu(two, opened), "Merge 2")
    assert len(two.desk.localities) == 1
    assert set(plan_labels(two)[:3]) == {plan_labels(two)[0]}
    press_key(two, K.Key_Z, CONTROL)
    assert len(two.desk.localities) == 2
    table.selectAll()
    run(open_menu(two, opened), "Delete 2")
    assert two.desk.localities == []
    press_key(two, K.Key_Z, CONTROL)
    assert [locality.name for locality in two.desk.localities] == [first.name, second.name]
    assert plan_labels(two)[:3] == [plan.slot(first.code)] * 2 + [plan.slot(second.code)]


def test_practices_are_given_from_their_menu(two: MainWindow, opened: list[QMenu]) -> None:
    two.acts["table_practices"].trigger()
    two.practices.table.choose("P1")
    menu = open_menu(two, opened)
    assert words(menu)[:3] == ["Show on the map", "Identify", "Give it to"]
    inner = next(action.menu() for action in menu.actions() if action.text().startswith("Give it"))
    assert isinstance(inner, QMenu)
    inner.actions()[1].trigger()
    assert two.desk.bridge is not None
    assert two.desk.bridge.scenario.assignment("P1").main == two.desk.localities[1].code
