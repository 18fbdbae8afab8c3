"""The window on a hand-made grid: start page, commands, painting, undo, practices, locks, issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QWidget,
)

from tests.ui.window_driving import (
    add_locality,
    click_unit,
    label_people,
    plan_labels,
    press_key,
    release,
    stroke,
    table_people,
)
from workbench.models.populations import PopulationBasis
from workbench.models.practices import AssignedHow
from workbench.models.rules import AROUND_50_000_BAND
from workbench.ui.components.empty_state import EmptyState
from workbench.ui.components.message_bar import Message, Tone
from workbench.ui.dialogs.band_dialog import BandDialog
from workbench.ui.dialogs.colour_dialog import ColourDialog
from workbench.ui.dialogs.scenario_dialog import NewScenario, ScenarioDialog
from workbench.ui.effect_words import warnings
from workbench.ui.main_window import MainWindow
from workbench.ui.status import BandState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.one_window


def test_start_page_offers_new_and_open_and_has_no_project_commands(window: MainWindow) -> None:
    assert window.body.currentWidget() is window.welcome
    assert window.acts["open"].isEnabled()
    assert not window.acts["export"].isEnabled()
    assert window.windowTitle() == "Locality Workbench"


def test_a_message_on_the_start_page_hides_no_heading(window: MainWindow) -> None:
    assert window.welcome.contentsMargins().top() == 0
    window.desk.message.emit(Message(Tone.PROBLEM, "old.gpkg is damaged and was not opened."))
    assert window.welcome.contentsMargins().top() == window.bar.height() > 0
    window.bar.clear()
    assert window.welcome.contentsMargins().top() == 0


def test_opening_shows_the_file_name_and_a_first_scenario(grid_window: MainWindow) -> None:
    assert grid_window.body.currentWidget() is grid_window.workspace
    assert grid_window.windowTitle().startswith("gridshire.gpkg")
    assert grid_window.desk.bridge is not None
    assert grid_window.desk.bridge.scenario.name == "Draft A"
    assert grid_window.strip.texts == ["12 areas unassigned, 78,000 people"]


def test_without_localities_it_is_said_in_full_what_to_do(grid_window: MainWindow) -> None:
    panel = grid_window.localities
    words = panel.findChild(EmptyState)
    assert words is not None
    assert words.isVisible()
    for part in words.findChildren(QWidget):
        assert part.height() >= part.minimumSizeHint().height() - 1, part
    add_locality(grid_window, "West")
    QApplication.processEvents()
    assert not words.isVisible()
    assert panel.table.height() >= panel.table.height_for_rows(1)


def test_a_stroke_shows_its_effect_everywhere_before_it_is_released(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    before = plan_labels(grid_window)
    stroke(grid_window, [8, 4, 0], release=False)
    assert plan_labels(grid_window) == before
    assert table_people(grid_window) == {"West": "15,000"}
    assert label_people(grid_window) == {"West": "15,000"}
    assert grid_window.strip.texts == ["1 under", "9 areas unassigned, 63,000 people"]
    assert grid_window.map.after_release.isVisible()
    release(grid_window, 0)
    assert [i for i, slot in enumerate(plan_labels(grid_window)) if slot == 0] == [0, 4, 8]
    assert not grid_window.map.after_release.isVisible()
    assert table_people(grid_window) == {"West": "15,000"}
    assert list(grid_window.map.canvas.labels()) == plan_labels(grid_window)


def test_escape_drops_the_stroke(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    stroke(grid_window, [0, 1], release=False)
    press_key(grid_window, Qt.Key.Key_Escape)
    release(grid_window, 1)
    assert set(plan_labels(grid_window)) == {-1}
    assert table_people(grid_window) == {"West": "0"}


def test_undo_and_redo_by_keys_and_by_the_history(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    stroke(grid_window, [0, 4])
    press_key(grid_window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert table_people(grid_window) == {"West": "0"}
    press_key(grid_window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert table_people(grid_window) == {"West": "6,000"}
    grid_window.history.step_chosen.emit(1)
    assert table_people(grid_window) == {}
    grid_window.history.step_chosen.emit(4)
    assert table_people(grid_window) == {"West": "6,000"}


def test_eraser_and_right_drag(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    stroke(grid_window, [0, 1, 2])
    press_key(grid_window, Qt.Key.Key_E)
    assert grid_window.map.tool_name == "eraser"
    stroke(grid_window, [2])
    assert plan_labels(grid_window)[:4] == [0, 0, -1, -1]
    press_key(grid_window, Qt.Key.Key_P)
    stroke(grid_window, [2, 1], button=Qt.MouseButton.RightButton)
    assert plan_labels(grid_window)[:4] == [0, -1, -1, -1]


def test_digits_choose_the_target_or_assign_the_selection(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    add_locality(grid_window, "East")
    press_key(grid_window, Qt.Key.Key_1)
    assert grid_window.desk.target is not None
    assert grid_window.desk.target.name == "West"
    press_key(grid_window, Qt.Key.Key_V)
    click_unit(grid_window, 3)
    click_unit(grid_window, 7, Qt.KeyboardModifier.ShiftModifier)
    assert grid_window.options.selection.text == "2 areas, 12,000 people"
    press_key(grid_window, Qt.Key.Key_2)
    assert table_people(grid_window) == {"West": "0", "East": "12,000"}


def test_box_selects_and_ctrl_l_makes_a_locality(grid_window: MainWindow) -> None:
    press_key(grid_window, Qt.Key.Key_B)
    view = grid_window.map.canvas.view()
    start = QPoint(*(round(value) for value in view.to_screen(400_100, 300_100)))
    end = QPoint(*(round(value) for value in view.to_screen(401_900, 301_900)))
    canvas = grid_window.map.canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    assert list(grid_window.desk.focus.selection) == [0, 1, 4, 5]
    press_key(grid_window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert table_people(grid_window) == {"Locality 1": "14,000"}
    undo = grid_window.desk.bridge
    assert undo is not None
    undo.undo()
    assert table_people(grid_window) == {}


def test_f2_renames_in_the_table(grid_window: MainWindow, qtbot: QtBot) -> None:
    add_locality(grid_window, "West")
    press_key(grid_window, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("Harbour")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table_people(grid_window) == {"Harbour": "0"})


def test_a_name_in_use_is_refused_in_the_bar(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    grid_window.acts["new_locality"].trigger()
    assert grid_window.desk.target is not None
    assert not grid_window.locality_commands.give_name(grid_window.desk.target.code, "west")
    assert grid_window.bar.message is not None
    assert "West" in grid_window.bar.message.what or "west" in grid_window.bar.message.what


def test_a_lock_is_told_and_kept(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    stroke(grid_window, [0, 4])
    press_key(grid_window, Qt.Key.Key_K)
    add_locality(grid_window, "East")
    stroke(grid_window, [0, 1])
    assert plan_labels(grid_window)[:5] == [0, 1, -1, -1, 0]
    assert grid_window.bar.message is not None
    assert grid_window.bar.message.what == "West is locked."
    model = grid_window.localities.model
    assert model.index(0, model.column_place("lock")).data() == "Locked"
    stroke(grid_window, [2, 3])
    assert grid_window.bar.message is None  # the hint goes with the next stroke that succeeds


def test_the_card_of_a_stroke_stands_below_a_message(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    grid_window.desk.message.emit(Message(Tone.WARNING, "East is locked."))
    for units in ([3, 7], [0, 4], [8, 9], [11, 10]):
        stroke(grid_window, units, release=False)
        card, bar = grid_window.map.after_release, grid_window.bar
        assert card.isVisible()
        foot = bar.mapTo(grid_window, QPoint(0, bar.height())).y()
        assert card.mapTo(grid_window, QPoint(0, 0)).y() >= foot
        release(grid_window, units[-1])
    grid_window.bar.clear()
    stroke(grid_window, [8, 9], release=False)
    above = grid_window.map.after_release.y()
    grid_window.desk.message.emit(Message(Tone.WARNING, "West is locked."))
    QApplication.processEvents()
    assert grid_window.map.after_release.y() >= max(above, grid_window.bar.height())
    release(grid_window, 9)


def test_recolour_band_and_basis(grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    add_locality(grid_window, "West")
    stroke(grid_window, [0])
    monkeypatch.setattr(ColourDialog, "ask", classmethod(lambda *_args: "#44BB99"))
    grid_window.acts["recolour"].trigger()
    assert grid_window.desk.target is not None
    assert grid_window.desk.target.colour == "#44BB99"
    bridge = grid_window.desk.bridge
    assert bridge is not None
    grid_window.locality_commands.use_band(AROUND_50_000_BAND)
    assert bridge.scenario.rules.band == AROUND_50_000_BAND
    grid_window.locality_commands.use_basis(PopulationBasis.REGISTERED)
    grid_window.acts["assign_site"].trigger()
    assert table_people(grid_window) == {"West": "5,000"}
    monkeypatch.setattr(BandDialog, "ask", classmethod(lambda *_args, **_more: None))
    grid_window.acts["band"].trigger()
    assert bridge.scenario.rules.band == AROUND_50_000_BAND


def test_deleting_a_locality_can_be_undone_from_the_message(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    stroke(grid_window, [0, 4])
    grid_window.acts["delete"].trigger()
    assert table_people(grid_window) == {}
    message = grid_window.bar.message
    assert message is not None
    message.actions[0].run()
    assert table_people(grid_window) == {"West": "6,000"}


def test_practices_by_site_and_by_hand_which_stays(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    stroke(grid_window, [0, 4, 8])
    add_locality(grid_window, "East")
    stroke(grid_window, [1, 5, 9])
    grid_window.acts["assign_site"].trigger()
    bridge = grid_window.desk.bridge
    assert bridge is not None
    assert bridge.scenario.assignment("P1").main == "L01"
    grid_window.dock.show_tab("Practices")
    grid_window.practices.table.choose("P3")
    grid_window.practice_commands.assign(["P3"], "L02")
    grid_window.acts["assign_patients"].trigger()
    assert bridge.scenario.assignment("P3").how is AssignedHow.HAND
    model = grid_window.practices.model
    place = model.place_of("P3")
    assert place is not None
    assert model.rows[place].locality == "East"
    assert model.rows[place].how is AssignedHow.HAND


def test_next_issue_goes_round_and_selects_the_row(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    stroke(grid_window, [0, 4])
    press_key(grid_window, Qt.Key.Key_F8)
    assert grid_window.bar.message is not None
    assert grid_window.bar.message.what == "West is 24,000 people under the band"
    press_key(grid_window, Qt.Key.Key_F8)
    assert grid_window.bar.message.what == "10 areas unassigned, 72,000 people"
    assert len(grid_window.desk.focus.selection) == 10
    press_key(grid_window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert grid_window.bar.message.what == "West is 24,000 people under the band"
    grid_window.strip.kind_chosen.emit(BandState.UNASSIGNED)
    assert grid_window.bar.message.what == "10 areas unassigned, 72,000 people"


def test_a_cut_off_part_is_counted_and_marked_during_the_stroke(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    stroke(grid_window, [0, 1, 2])
    add_locality(grid_window, "East")
    stroke(grid_window, [1], release=False)
    assert "1 area cut off" in grid_window.strip.texts
    preview = grid_window.desk.host.preview
    assert preview is not None
    assert warnings(preview) == ["Cuts off 1 area, 1,000 people, from West."]
    release(grid_window, 1)
    assert "1 area cut off" in grid_window.strip.texts


def test_scenarios_are_switched_copied_and_deleted(
    grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_locality(grid_window, "West")
    stroke(grid_window, [0, 4])
    bridge = grid_window.desk.bridge
    assert bridge is not None
    first = bridge.scenario.id
    monkeypatch.setattr(ScenarioDialog, "ask", classmethod(lambda *_args: NewScenario("Copy", first)))
    grid_window.acts["new_scenario"].trigger()
    assert bridge.scenario.name == "Copy"
    stroke(grid_window, [1])
    assert table_people(grid_window) == {"West": "8,000"}
    grid_window.switcher.chosen.emit(first)
    assert table_people(grid_window) == {"West": "6,000"}
    assert list(grid_window.map.canvas.labels()) == plan_labels(grid_window)
    grid_window.acts["delete_scenario"].trigger()
    assert [scenario.name for scenario in bridge.project.scenarios] == ["Copy"]
    assert not grid_window.acts["delete_scenario"].isEnabled()
