"""Split in two, merge rows, copy, number anew: from menus and table of the real window, each one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication

from tests.ui.window_driving import press_key
from workbench.models.scenario import Scenario
from workbench.session import plan_edits, shape_edits
from workbench.ui.components.message_bar import Tone
from workbench.ui.dialogs.copy_locality_dialog import CopyEffect, CopyLocalityDialog
from workbench.ui.dialogs.number_dialog import NumberDialog
from workbench.ui.main_window import MainWindow
from workbench.ui.table_menus import LOCALITY_ROW
from workbench.ui.window_menu import CONTEXT_MENU

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SHIFT = Qt.KeyboardModifier.ShiftModifier


def scenario_of(window: MainWindow) -> Scenario:
    assert window.desk.bridge is not None
    return window.desk.bridge.scenario


def steps(window: MainWindow) -> int:
    assert window.desk.bridge is not None
    return window.desk.bridge.session.history.position


def told(window: MainWindow) -> tuple[str, str]:
    assert window.bar.message is not None
    return window.bar.message.what, window.bar.message.why


def labels(window: MainWindow) -> list[int]:
    found: list[int] = scenario_of(window).plan.labels.tolist()
    return found


@pytest.fixture
def drawn(grid_window: MainWindow) -> MainWindow:
    """The twelve squares as three localities: the columns 1, 2 and 3 with 4."""
    bridge = grid_window.desk.bridge
    assert bridge is not None
    for name in ("Alder", "Birch", "Cedar"):
        bridge.apply(plan_edits.add_locality(bridge.scenario, name))
    columns = np.minimum(np.arange(12) % 4, 2).astype(np.int32)
    bridge.apply(
        shape_edits.reassign_many(bridge.project, bridge.scenario, np.arange(12), columns, label="Start")
    )
    grid_window.desk.focus.set_target("L03")
    QApplication.processEvents()
    return grid_window


def lock(window: MainWindow, code: str) -> None:
    bridge = window.desk.bridge
    assert bridge is not None
    bridge.apply(plan_edits.lock_locality(bridge.scenario, code, locked=True))


def split_in_two_of_equal_people(drawn: MainWindow) -> None:
    before, at = labels(drawn), steps(drawn)
    press_key(drawn, Qt.Key.Key_X, SHIFT)
    plan = scenario_of(drawn).plan
    assert steps(drawn) == at + 1
    halves = [plan.units_of(2), plan.units_of(3)]
    assert sorted(np.concatenate(halves).tolist()) == [2, 3, 6, 7, 10, 11]
    people = [int((some + 1).sum()) * 1000 for some in halves]
    assert abs(people[0] - people[1]) == 1000, "the six squares have 45,000 people"
    assert told(drawn) == (
        "Cedar was split in two",
        f"{people[0]:,} residents stay, {people[1]:,} are in Cedar 2.",
    )
    drawn.acts["undo"].trigger()
    assert labels(drawn) == before
    lock(drawn, "L03")
    at = steps(drawn)
    drawn.acts["split_equal"].trigger()
    assert steps(drawn) == at
    assert told(drawn)[0] == "Cedar is locked."
    assert drawn.bar.message is not None
    assert drawn.bar.message.tone is Tone.WARNING, "as where a tool meets a lock: nothing is wrong"


def merge_selected_rows(drawn: MainWindow) -> None:
    before, at = labels(drawn), steps(drawn)
    drawn.acts["merge_rows"].trigger()
    assert told(drawn)[0] == "Select two or more rows of the table first"
    table = drawn.localities.table
    table.selectAll()
    drawn.acts["merge_rows"].trigger()
    assert steps(drawn) == at + 1
    assert set(labels(drawn)) == {0}
    assert [locality.name for locality in scenario_of(drawn).plan] == ["Alder"]
    assert told(drawn)[0] == "Birch and Cedar joined Alder"
    drawn.acts["undo"].trigger()
    assert labels(drawn) == before
    drawn.acts["redo"].trigger()
    drawn.acts["undo"].trigger()
    lock(drawn, "L02")
    at = steps(drawn)
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.clearSelection()
    for place in (0, 1):
        table.selectionModel().select(table.proxy.index(place, 0), rows)
    drawn.acts["merge_rows"].trigger()
    assert steps(drawn) == at
    assert told(drawn)[0] == "Birch is locked."


def swap_numbers_and_give_them_anew(drawn: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[int, str]] = []

    def answer(_parent: object, _name: str, _now: int, taken: dict[int, str]) -> int:
        asked.append(taken)
        return 1

    monkeypatch.setattr(NumberDialog, "ask", answer)
    press_key(drawn, Qt.Key.Key_F2, SHIFT)
    plan = scenario_of(drawn).plan
    assert asked == [{1: "Alder", 2: "Birch", 3: "Cedar"}]
    assert {locality.name: locality.number for locality in plan} == {"Alder": 3, "Birch": 2, "Cedar": 1}
    drawn.acts["number_all"].trigger()
    assert {locality.name: locality.number for locality in plan} == {"Alder": 1, "Birch": 2, "Cedar": 3}
    drawn.acts["number_all"].trigger()
    assert told(drawn)[0] == "The numbers go from north-west to south-east already"
    drawn.acts["undo"].trigger()
    drawn.acts["undo"].trigger()
    assert {locality.name: locality.number for locality in plan} == {"Alder": 1, "Birch": 2, "Cedar": 3}


def test_split_merge_and_number(drawn: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    swap_numbers_and_give_them_anew(drawn, monkeypatch)
    split_in_two_of_equal_people(drawn)
    drawn.acts["undo"].trigger()
    merge_selected_rows(drawn)


def test_the_number_dialog_says_who_swaps(qtbot: QtBot, light_theme: None) -> None:
    dialog = NumberDialog("Cedar", 3, {1: "Alder", 2: "Birch", 3: "Cedar"})
    qtbot.addWidget(dialog)
    assert not dialog.main.isEnabled()
    dialog.number.setValue(2)
    assert dialog.note.text() == "Birch has it now and gets 3"
    dialog.number.setValue(9)
    assert dialog.note.text() == "This number is free"
    assert dialog.main.isEnabled()


def test_copy_says_before_what_it_takes(drawn: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    bridge = drawn.desk.bridge
    assert bridge is not None
    source = bridge.scenario
    bridge.apply(plan_edits.add_scenario(bridge.project, "Other"))
    other = bridge.scenario
    bridge.apply(plan_edits.add_locality(other, "Dogwood"))
    bridge.apply(plan_edits.add_locality(other, "Elder"))
    bridge.apply(
        shape_edits.reassign_many(
            bridge.project, other, np.arange(4), np.array([0, 0, 0, 1], np.int32), label="Start"
        )
    )
    bridge.apply(plan_edits.lock_locality(other, "L02", locked=True))
    bridge.show_scenario(source.id)
    drawn.desk.focus.set_target("L03")
    said: list[CopyEffect] = []

    def answer(_parent: object, _name: str, scenarios: list[tuple[str, str]], effect: object) -> str:
        assert scenarios == [(other.id, "Other")]
        said.append(effect(other.id))  # type: ignore[operator]  # what the dialog calls
        return other.id

    monkeypatch.setattr(CopyLocalityDialog, "ask", answer)
    drawn.acts["copy_locality"].trigger()
    assert said[0].possible
    assert set(said[0].lines) == {
        "Takes 1 area, 3,000 people, from Dogwood", "Takes 4 areas, 38,000 people, unassigned",
        "A lock keeps 1 area, 4,000 people",
    }  # fmt: skip
    made = other.plan.named("Cedar")
    assert made is not None
    assert made.number == 3
    assert made.colour == source.plan.get("L03").colour  # type: ignore[union-attr]  # it is there
    assert other.plan.units_of(other.plan.slot(made.code)).tolist() == [2, 6, 7, 10, 11]
    assert labels(drawn)[3] == 1, "what is locked there stays, and the other scenario is shown"
    drawn.acts["undo"].trigger()
    assert other.plan.named("Cedar") is None


def test_keys_menus_and_the_switch_for_unassigned_areas(drawn: MainWindow) -> None:
    only = drawn.acts["only_unassigned"]
    only.trigger()
    assert drawn.desk.host.limits.unassigned
    assert only.isChecked()
    only.trigger()
    assert not drawn.desk.host.limits.any
    assert not only.isChecked()

    for key in ("rename", "renumber", "recolour", "split_equal", "copy_locality"):
        assert key in CONTEXT_MENU
        assert key in LOCALITY_ROW
    assert "merge_rows" in LOCALITY_ROW
    press_key(drawn, Qt.Key.Key_D)
    assert drawn.map.tool_name == "border"
    for typed, name in ((Qt.Key.Key_O, "outline"), (Qt.Key.Key_X, "split_line"), (Qt.Key.Key_M, "merge")):
        press_key(drawn, typed)
        assert drawn.map.tool_name == name
