"""Workshop mode: large and quiet, asks before it destroys, and leaves the window as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.window_driving import press_key, stroke
from workbench.session.plan_edits import add_locality, reassign
from workbench.ui.actions import specs
from workbench.ui.effect_words import Effect
from workbench.ui.status import BandState
from workbench.ui.theme import current_theme
from workbench.ui.workshop.confirming import DESTRUCTIVE, ConfirmDialog
from workbench.ui.workshop.kind_menu import KindMenu
from workbench.ui.workshop.more_menu import AFTER, GROUPS, MoreMenu
from workbench.ui.workshop.workshop_bar import WORDS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow


@pytest.fixture
def drawn_window(grid_window: MainWindow) -> MainWindow:
    """North holds units 0 to 3."""
    bridge = grid_window.desk.bridge
    assert bridge is not None
    bridge.apply(add_locality(bridge.scenario, "North"))
    bridge.apply(reassign(bridge.project, bridge.scenario, np.arange(4), 0))
    grid_window.map.canvas.setFocus()
    return grid_window


def place_of(window: MainWindow) -> tuple[object, ...]:
    QApplication.processEvents()
    return (
        window.geometry(), window.windowState(), current_theme().scale, window.dock.isVisible(),
        window.dock.width(), window.map.tool_name, window.menu_row.isVisible(), window.rail.isVisible(),
        window.options.isVisible(), window.strip.height(), window.options.height(),
    )  # fmt: skip


def hidden_parts(window: MainWindow) -> tuple[QWidget, ...]:
    return window.menu_row, window.rail, window.options, window.dock


def test_leaving_brings_back_exactly_what_was_there(drawn_window: MainWindow) -> None:
    window = drawn_window
    window.acts["tool_box"].trigger()
    before = place_of(window)
    press_key(window, Qt.Key.Key_F11)
    QApplication.processEvents()
    assert window.isFullScreen()
    assert current_theme().scale == 1.5
    shop = window.parts.workshop
    assert shop.bar.isVisible()
    assert shop.panel.isVisible()
    assert [part.isVisible() for part in hidden_parts(window)] == [False] * 4
    assert (shop.bar.height(), shop.panel.width(), window.strip.height()) == (78, 344, 48)
    window.acts["tool_brush"].trigger()
    assert shop.buttons_down() == ["Brush"]
    assert not shop.bar.more.isChecked()
    window.acts["tool_box"].trigger()
    assert (shop.buttons_down(), shop.bar.more.isChecked()) == ([], True)
    assert shop.bar.more.accessibleName() == "More, Box in hand"
    window.acts["tool_brush"].trigger()
    window.acts["view_compare"].trigger()
    assert not shop.panel.isVisible()
    shop.bar.buttons["view_compare"].click()
    assert (shop.panel.isVisible(), window.dock.isVisible()) == (True, False)
    press_key(window, Qt.Key.Key_F11)
    assert place_of(window) == before


def test_a_stroke_tells_its_effect_in_the_panel(drawn_window: MainWindow) -> None:
    window = drawn_window
    press_key(window, Qt.Key.Key_F11)
    QApplication.processEvents()
    window.acts["tool_brush"].trigger()
    panel = window.parts.workshop.panel
    assert panel.told() == ("In hand", ["North, 10,000 people, under by 20,000"])
    stroke(window, [4, 5], release=False)
    title, cards = panel.told()
    assert title == "After release"
    assert cards == ["North, 21,000 people, under by 9,000"]
    assert not window.map.after_release.isVisible()
    press_key(window, Qt.Key.Key_Escape)
    assert panel.told()[0] == "In hand"
    press_key(window, Qt.Key.Key_F11)


def test_nothing_is_thrown_away_without_a_question(
    drawn_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = drawn_window
    bridge = window.desk.bridge
    assert bridge is not None
    asked: list[str] = []

    def answer(_cls: object, _parent: object, question: str, _verb: str) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr(ConfirmDialog, "ask", classmethod(answer))
    press_key(window, Qt.Key.Key_F11)
    window.acts["delete"].trigger()
    assert [one.name for one in bridge.scenario.plan] == ["North"]
    window.acts["delete"].trigger()
    assert list(bridge.scenario.plan) == []
    assert asked == ["Delete the locality in hand?"] * 2
    press_key(window, Qt.Key.Key_F11)
    bridge.undo()
    window.acts["delete"].trigger()
    assert len(asked) == 2


def test_alt_shows_the_menus_for_a_while(drawn_window: MainWindow, qtbot: QtBot) -> None:
    window = drawn_window
    press_key(window, Qt.Key.Key_F11)
    handle = window.windowHandle()
    QTest.keyPress(handle, Qt.Key.Key_Alt)
    QTest.keyRelease(handle, Qt.Key.Key_Alt)
    assert window.menu_row.isVisible()
    window.map.canvas.setFocus()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=window.map.canvas.mapTo(window, QPoint(5, 5)))
    qtbot.waitUntil(lambda: not window.menu_row.isVisible(), timeout=2000)
    press_key(window, Qt.Key.Key_F11)
    assert window.menu_row.isVisible()


def test_what_the_bar_and_the_questions_name_are_commands() -> None:
    there = {spec.id for spec in specs()}
    assert set(DESTRUCTIVE) <= there
    assert {key for key in (*WORDS, *AFTER) if key} <= there
    assert {key for keys in GROUPS.values() for key in keys if key} <= there


def test_more_fits_on_a_small_screen_and_holds_every_tool(drawn_window: MainWindow) -> None:
    window = drawn_window
    press_key(window, Qt.Key.Key_F11)
    more = window.parts.workshop.bar.more.menu()
    assert isinstance(more, MoreMenu)
    menus = [more, *more.groups.values()]
    assert max(menu.sizeHint().height() for menu in menus) < 680
    held = {action.objectName() for menu in menus for action in menu.actions()}
    tools = {spec.id for spec in specs() if spec.choice == "tool"}
    assert tools <= held | set(WORDS)
    press_key(window, Qt.Key.Key_F11)


def test_the_kind_of_larger_areas_is_chosen_under_more(drawn_window: MainWindow) -> None:
    window = drawn_window
    finder = window.desk.host.finder
    kinds = list(finder.columns())
    menu = next(one for one in window.parts.workshop.bar.more.menu().findChildren(KindMenu))
    menu.aboutToShow.emit()
    offered = menu.actions()
    assert [action.text() for action in offered] == [column.title for column in finder.columns().values()]
    assert [action.isChecked() for action in offered].count(True) == min(1, len(kinds))
    if offered:
        offered[-1].trigger()
        assert finder.kind == kinds[-1]


def test_words_on_a_narrow_map_stay_inside_it(drawn_window: MainWindow) -> None:
    window = drawn_window
    cards, canvas = window.map.cards, window.map.canvas
    warned = Effect("7", "Seven", "", 28_641.0, BandState.UNDER, "Under −1,359", ("Cuts off 13 areas" * 3,))
    for scale in (1.0, 1.5, 3.0):
        current_theme().set_scale(scale)
        cards.read_out("A long name of an area " * 4, warned, several=True)
        assert canvas.rect().contains(cards._read_out.geometry()), scale
    current_theme().set_scale(1.0)
    cards.read_out("")
