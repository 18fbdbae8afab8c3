"""Find, the command palette, identify and the page of keys in the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.ui.reach.test_keyboard_alone import type_in
from tests.ui.window_driving import click_unit, press_key
from workbench.ui.actions import plain_text, specs
from workbench.ui.dialogs.key_table import key_groups, key_markdown, key_text
from workbench.ui.dialogs.keys_dialog import KeysDialog
from workbench.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def find(window: MainWindow, words: str, qtbot: QtBot) -> list[str]:
    """Open the search and type; gives the titles of what was found."""
    press_key(window, K.Key_F, CONTROL)
    qtbot.waitUntil(lambda: window.reach.finding.ready)
    type_in(words)
    return [row.title for row in window.reach.finding.card.model.rows]


def test_find_goes_to_areas_practices_and_localities(two: MainWindow, qtbot: QtBot) -> None:
    assert find(two, "u07", qtbot) == ["Gridtown 002C"]
    press_key(two, K.Key_Return)
    assert two.desk.focus.cursor == 6
    assert two.map.canvas.hasFocus()
    assert two.reach.jump.flash.shown

    assert find(two, "ZZ11AB", qtbot) == ["Birch Surgery"]
    press_key(two, K.Key_Return)
    assert two.desk.focus.practice == "P2"
    assert two.dock.table() is two.practices.table
    assert two.desk.focus.cursor == 5

    other = two.desk.localities[1]
    assert other.name in find(two, other.name[:4], qtbot)
    press_key(two, K.Key_Return)
    assert two.desk.target is other

    assert find(two, "gridtown", qtbot)[:2] == ["Gridtown 001", "Gridtown 002"]
    press_key(two, K.Key_Down)
    press_key(two, K.Key_Return, SHIFT)
    assert two.desk.focus.selection.tolist() == [4, 5, 6, 7]

    find(two, "nothing like it", qtbot)
    assert two.reach.finding.card.nothing.text() == "Nothing is called “nothing like it”"
    press_key(two, K.Key_Escape)
    assert not two.reach.finding.card.isVisible()
    assert two.desk.focus.selection.tolist() == [4, 5, 6, 7]


def test_the_palette_runs_commands_and_says_why_not(two: MainWindow) -> None:
    palette = two.reach.palette
    press_key(two, K.Key_K, CONTROL)
    type_in("unassign sel")
    grey = palette.card.model.rows[0]
    assert (grey.title, grey.ready) == ("Unassign selection", False)
    assert grey.detail.endswith("Select areas first")
    press_key(two, K.Key_Return)
    assert palette.card.isVisible()
    palette.card.field.setText("lock all")
    press_key(two, K.Key_Return)
    assert not palette.card.isVisible()
    assert two.map.canvas.hasFocus()
    assert all(locality.locked for locality in two.desk.localities)
    press_key(two, K.Key_K, CONTROL)
    assert palette.card.model.rows[0].title == "Lock all"
    assert "Lock all" in palette.card.field.accessibleDescription()
    press_key(two, K.Key_Escape)
    assert {row.title for row in palette.find("jump")[:4]} == {
        plain_text(spec) for spec in specs() if spec.submenu.replace("&", "") == "Jump to"
    }, "the menu of this name goes before help that has the word"
    two.acts["view_services"].trigger()
    assert next(row for row in palette.find("brush") if row.key == "tool_brush").detail.endswith(
        "Only on the map"
    )


def test_identify_tells_all_and_follows(two: MainWindow) -> None:
    card = two.reach.identifying.card
    press_key(two, K.Key_I)
    click_unit(two, 1)
    assert card.isVisible()
    assert card.shown is not None
    said = card.shown.text()
    assert said.startswith("Gridtown 001B\tArea\nCode\tU02\nLocality\tUnassigned\n")
    assert "Resident\t2,000\n" in said
    assert "65 and over\t400, 20.0%\n" in said
    assert "Neighbours\t3\n" in said
    two.reach.cursor.go_to(2)
    assert card.title == "Gridtown 001C"
    press_key(two, K.Key_1)
    assert f"Locality\t1 {two.desk.localities[0].name}" in card.shown.text()
    card.copy()
    assert QGuiApplication.clipboard().text() == card.shown.text()
    two.reach.identifying.practice("P3")
    assert card.title == "Cedar Surgery"
    assert "Stands in\tNot known\n" in card.shown.text()
    press_key(two, K.Key_Escape)
    assert not card.isVisible()


def test_the_page_of_keys_is_searched_and_copied(window: MainWindow) -> None:
    dialog = KeysDialog(window)
    assert "Command palette" in dialog.page.toPlainText()
    dialog.search.setText("palette")
    assert dialog.page.toPlainText().split("\n")[0] == "Help"
    dialog.copy()
    assert QGuiApplication.clipboard().text() == key_text("palette")
    assert "Ctrl+K" in dialog.paper_page().toPlainText()
    dialog.search.setText("no such thing")
    assert "Nothing is called" in dialog.page.toPlainText()
    assert key_groups("no such thing") == []
    dialog.deleteLater()


def test_the_documents_hold_the_same_table() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "keys.md"
    assert page.read_text(encoding="utf-8") == key_markdown(), "run scripts/make_keys_page.py"
