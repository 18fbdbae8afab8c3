"""Practices, flows and providers in the real window over the twelve-unit grid."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.window_driving import press_key, stroke
from workbench.models.practices import AssignedHow, ConsultationView
from workbench.models.scenario import Scenario
from workbench.ui.dialogs.tick_list_dialog import TickListDialog
from workbench.ui.main_window import MainWindow
from workbench.ui.practices.build_dialog import BuildDialog
from workbench.ui.practices.choropleth import class_colours, share_colours
from workbench.ui.practices.groups_dialog import GroupsDialog, groupable_practices
from workbench.ui.practices.practice_detail import OUTSIDE
from workbench.ui.practices.practice_shown import practice_shown
from workbench.ui.practices.share_dialog import MinimumShareDialog
from workbench.ui.practices.split_dialog import SplitDialog

pytestmark = pytest.mark.one_window


@pytest.fixture
def hubs(grid_window: MainWindow) -> MainWindow:
    """West holds U01, U05 and U09, East the three beside them; practices by site, their tab in front."""
    for name, units in (("West", [0, 4, 8]), ("East", [1, 5, 9])):
        grid_window.acts["new_locality"].trigger()
        target = grid_window.desk.target
        assert target is not None
        grid_window.locality_commands.give_name(target.code, name)
        grid_window.map.canvas.setFocus()
        stroke(grid_window, units)
    grid_window.acts["assign_site"].trigger()
    grid_window.dock.show_tab("Practices")
    QApplication.processEvents()
    return grid_window


def scenario(window: MainWindow) -> Scenario:
    assert window.desk.bridge is not None
    return window.desk.bridge.scenario


def take(window: MainWindow, code: str) -> None:
    window.practices.table.choose(code)
    window.desk.focus.set_practice(code)
    QApplication.processEvents()


def is_shaded(window: MainWindow) -> bool:
    return window.practice_map.on


def lines(window: MainWindow) -> list[tuple[str, str, str]]:
    return [line.texts for line in window.practices.detail.lines if line._name.isVisible()]


def test_a_practice_shows_where_its_patients_live(hubs: MainWindow) -> None:
    take(hubs, "P1")  # 2,000 + 1,000 in West, 1,500 in East, 300 outside, 200 without a place
    assert lines(hubs) == [
        ("West", "3,000", "60%"),
        ("East", "1,500", "30%"),
        ("All others: outside, without a place", "500", "10%"),
    ]
    assert hubs.practices.detail.hint_words == ""


def test_the_map_is_shaded_until_esc_or_another_tab(hubs: MainWindow) -> None:
    take(hubs, "P1")
    assert is_shaded(hubs)
    assert hubs.practice_map.card.isVisible()
    assert "Alder Surgery" in hubs.practice_map.card.title
    fills = hubs.map.canvas._colouring.fill_of[1:]
    assert fills[1] == QColor(class_colours()[-1]).rgb()  # all patients of U02
    assert fills[3] == QColor("#FFFFFF").rgb()  # none of U04
    assert hubs.parts.practice_options.isVisible()
    assert not hubs.options.isVisible()
    assert len(hubs.practice_map.lines.patients) == 3
    hubs.parts.practice_options.lines.setCurrentIndex(0)
    assert len(hubs.practice_map.lines.patients) == 0
    hubs.map.canvas.setFocus()
    press_key(hubs, Qt.Key.Key_Escape)
    assert not is_shaded(hubs)
    assert hubs.options.isVisible()
    hubs.acts["patients_map"].trigger()
    assert is_shaded(hubs)
    hubs.dock.show_tab("Localities")
    assert not is_shaded(hubs)
    assert hubs.map.canvas._colouring.fill_of[2] != QColor(class_colours()[-1]).rgb()


def test_a_stroke_brings_the_localities_back(hubs: MainWindow) -> None:
    take(hubs, "P1")
    stroke(hubs, [2])
    assert not hubs.practice_map.on


def test_shares_fall_into_the_classes_of_the_key() -> None:
    colours = [QColor(colour).rgb() for colour in class_colours()]
    shares = np.array([0, 0.004, 0.01, 0.05, 0.15, 0.3, 0.5, 1.0])
    assert share_colours(shares).tolist() == [*colours, colours[-1]]
    assert share_colours(np.array([np.nan])).tolist() == [QColor("#DDDDDD").rgb()]


def test_moving_a_practice_leaves_the_map_as_it_is(hubs: MainWindow) -> None:
    hubs.practice_commands.assign(["P1"], "L02")
    hubs.acts["undo"].trigger()
    labels = scenario(hubs).plan.labels.copy()
    hubs.practice_commands.assign(["P2"], "L01")  # 500 live in West, 1,500 in East
    hubs.practice_commands.lock(["P2"], True)
    take(hubs, "P2")
    assert not hubs.practices.assign_to.isEnabled()
    hubs.practice_commands.lock(["P2"], False)
    edit = scenario(hubs).practices["P2"]
    assert edit.how is AssignedHow.HAND
    shown = practice_shown(hubs.desk.bridge.project, scenario(hubs), "P2")  # type: ignore[union-attr]  # it is open
    assert shown is not None
    assert shown.better is not None
    assert shown.better.name == "East"
    assert np.array_equal(scenario(hubs).plan.labels, labels)


def test_the_hint_moves_a_practice_or_keeps_it(hubs: MainWindow) -> None:
    stroke(hubs, [6])  # U07 with 1,000 patients of P2 is East's too
    stroke(hubs, [5])
    hubs.desk.focus.set_target("L01")
    stroke(hubs, [5])  # now U06 with the surgery and 1,500 patients is West's
    hubs.acts["assign_site"].trigger()
    hubs.desk.focus.set_target("L02")
    stroke(hubs, [5])
    hubs.dock.show_tab("Practices")
    take(hubs, "P2")
    assert scenario(hubs).assignment("P2").main == "L01"
    assert "More of its patients live in East" in hubs.practices.detail.hint_words
    assert "Moving it leaves the map as it is" in hubs.practices.detail.hint_words
    hubs.practices.detail.keep_button.click()
    assert hubs.practices.detail.hint_words == ""
    hubs.acts["undo"].trigger()
    hubs.practices.detail.move_button.click()
    assert scenario(hubs).assignment("P2").main == "L02"


def test_r25_a_split_adds_up_to_100_and_is_shown(hubs: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hubs.desk.bridge is not None
    shown = practice_shown(hubs.desk.bridge.project, scenario(hubs), "P1")
    assert shown is not None
    dialog = SplitDialog(shown, hubs.desk.localities, hubs)
    dialog.fields["L01"].setValue(60)
    assert not dialog.main.isEnabled()
    assert "40.0% missing" in dialog.sum.text()
    dialog.fill_from_patients()
    assert dialog.main.isEnabled()
    assert dialog.shares() == {"L01": 0.67, "L02": 0.33}
    dialog.deleteLater()
    monkeypatch.setattr(SplitDialog, "ask", classmethod(lambda *_args: {"L01": 0.6, "L02": 0.4}))
    take(hubs, "P1")
    hubs.acts["split_practice"].trigger()
    assert scenario(hubs).assignment("P1").shares == (("L01", 0.6), ("L02", 0.4))
    assert hubs.practices.assign_to.currentText() == "Split 1: 60%, 2: 40%"


def test_r17_a_view_is_a_mark_on_the_map_and_a_filter(hubs: MainWindow) -> None:
    take(hubs, "P1")
    hubs.acts["view_objected"].trigger()
    assert scenario(hubs).assignment("P1").view is ConsultationView.OBJECTED
    assert hubs.practice_map.marks.shown == [ConsultationView.OBJECTED]
    assert [entry.text for entry in hubs.map._more_legend] == ["Objected"]
    names = [hubs.practices.filter.itemText(at) for at in range(hubs.practices.filter.count())]
    assert names[0] == "All 4"
    hubs.practices.filter.setCurrentIndex(names.index("Objected 1"))
    assert hubs.practices.table.proxy.rowCount() == 1
    hubs.acts["undo"].trigger()
    assert hubs.practice_map.marks.shown == []


def test_outside_and_lock_by_the_panel(hubs: MainWindow) -> None:
    take(hubs, "P1")
    combo = hubs.practices.assign_to
    combo.setCurrentIndex(combo.findData(OUTSIDE))
    combo.activated.emit(combo.currentIndex())
    assert scenario(hubs).assignment("P1").how is AssignedHow.OUTSIDE
    hubs.practices.detail.lock.click()
    assert scenario(hubs).assignment("P1").locked
    hubs.acts["lock_practice"].trigger()
    assert not scenario(hubs).assignment("P1").locked


def test_minimum_share_is_asked_for(hubs: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MinimumShareDialog, "ask", classmethod(lambda *_args: 0.61))
    hubs.acts["assign_share"].trigger()
    assert scenario(hubs).assignment("P1").main is None  # 60% live in West
    monkeypatch.setattr(MinimumShareDialog, "ask", classmethod(lambda *_args: 0.6))
    hubs.acts["assign_share"].trigger()
    assert scenario(hubs).assignment("P1").how is AssignedHow.MINIMUM_SHARE


def test_r59_practices_merge_and_come_apart(hubs: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    take(hubs, "P1")
    monkeypatch.setattr(TickListDialog, "ask", classmethod(lambda *_args, **_more: ("P2",)))
    hubs.acts["merge_practices"].trigger()
    assert hubs.practices.model.rowCount() == 3
    assert scenario(hubs).assignment("P2").main == "L01"
    assert hubs.acts["unmerge_practices"].isEnabled()
    hubs.acts["unmerge_practices"].trigger()
    assert hubs.practices.model.rowCount() == 4
    assert scenario(hubs).assignment("P2").main == "L02"


def test_building_localities_shows_the_outcome_and_is_one_step(
    hubs: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hubs.desk.bridge is not None
    dialog = BuildDialog(hubs.desk.bridge.project, scenario(hubs), near=1000, parent=hubs)
    assert {line.name for line in dialog.model.rows} == {"North PCN", "South PCN"}
    assert "2 localities" in dialog.summary.text()
    dialog.repair.setChecked(True)
    made = dialog.proposal
    dialog.groups.setCurrentIndex(1)
    assert {line.name for line in dialog.model.rows} == {"West", "East"}
    dialog.deleteLater()
    monkeypatch.setattr(BuildDialog, "ask", classmethod(lambda *_args, **_more: made))
    before = hubs.desk.bridge.session.history.position
    hubs.acts["build_localities"].trigger()
    assert {locality.name for locality in scenario(hubs).plan} == {"North PCN", "South PCN"}
    assert hubs.desk.bridge.session.history.position == before + 1
    hubs.acts["undo"].trigger()
    assert {locality.name for locality in scenario(hubs).plan} == {"West", "East"}


def test_groups_by_hand_are_typed_for_all_selected_rows(hubs: MainWindow) -> None:
    assert hubs.desk.bridge is not None
    practices = groupable_practices(hubs.desk.bridge.project.area, scenario(hubs))
    dialog = GroupsDialog(practices, {practices[0].code: "North"}, parent=hubs)
    dialog.show()
    table = dialog.table
    assert dialog.told.text() == f"1 group, {len(practices) - 1} practices in none"
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_Return)
    editor = table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "  river  side ")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert dialog.groups() == {
        practices[0].code: "North", practices[1].code: "river side", practices[2].code: "river side"
    }  # fmt: skip
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert practices[1].code not in dialog.groups()
    table.selectRow(0)
    QApplication.processEvents()  # the editor before is gone
    QTest.keyClick(table, Qt.Key.Key_R)
    editor = table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "river side"  # completed
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert set(dialog.groups().values()) == {"river side"}
    dialog.search.setText(practices[1].name)
    assert [table.isRowHidden(row) for row in range(3)] == [True, False, True]
    dialog.deleteLater()


def test_localities_are_built_of_groups_by_hand(hubs: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hubs.desk.bridge is not None
    practices = groupable_practices(hubs.desk.bridge.project.area, scenario(hubs))
    offered: list[dict[str, str]] = []
    answers: list[dict[str, str] | None] = [None, dict.fromkeys((one.code for one in practices), "One hub")]

    def answer(_parent: object, _practices: object, groups: dict[str, str]) -> dict[str, str] | None:
        offered.append(dict(groups))
        return answers.pop(0)

    monkeypatch.setattr(GroupsDialog, "ask", answer)
    dialog = BuildDialog(hubs.desk.bridge.project, scenario(hubs), near=1000, parent=hubs)
    dialog.groups.setCurrentIndex(2)
    assert dialog.groups.currentIndex() == 0  # nothing was chosen: as before
    assert set(offered[0].values()) == {"North PCN", "South PCN"}
    dialog.groups.setCurrentIndex(2)
    assert {line.name for line in dialog.model.rows} == {"One hub"}
    assert not dialog.change.isHidden()
    dialog.deleteLater()


def test_flows_and_patients_of_a_practice_are_not_on_the_map_together(hubs: MainWindow) -> None:
    hubs.dock.show_tab("Practices")
    hubs.desk.focus.set_practice("P1")
    on_the_map = [hubs.practice_map.on]
    hubs.acts["flow_map"].trigger()
    on_the_map.append(hubs.practice_map.on)
    assert hubs.flows.lines.arrows or hubs.flows.on_map
    hubs.desk.focus.set_practice("P2")
    on_the_map.append(hubs.practice_map.on)
    assert on_the_map == [True, False, True]
    assert not hubs.acts["flow_map"].isChecked()


def test_more_selected_practices_are_told(hubs: MainWindow) -> None:
    hubs.dock.show_tab("Practices")
    hubs.desk.focus.set_practice("P1")
    table = hubs.practices.table
    table.selectAll()
    count = len(table.selected_ids())
    assert hubs.practices.detail._codes_text.text() == f"and {count - 1} more selected"


def test_warning_of_a_practice_elsewhere_is_not_a_step_behind(hubs: MainWindow) -> None:
    assert hubs.desk.bridge is not None

    def told() -> set[str]:
        return {row.code for row in hubs.practices.model.rows if row.elsewhere}

    hubs.practice_commands.assign(["P2"], "L01")
    assert told() == {code for code, _, _ in hubs.desk.elsewhere}
    first = told()
    hubs.acts["undo"].trigger()
    assert told() == {code for code, _, _ in hubs.desk.elsewhere}
    assert told() != first


def test_card_is_as_wide_as_its_title(hubs: MainWindow) -> None:
    hubs.dock.show_tab("Practices")
    hubs.desk.focus.set_practice("P1")
    card = hubs.practice_map.card
    for words in ("Short", "Where the patients of a practice with a remarkably long name live", "Shorter"):
        card.show_title(f"Share of each area’s patients registered at {words}")
        QApplication.processEvents()
        title = card._title
        assert title.width() >= title.sizeHint().width()


def test_card_gives_way_to_a_message(hubs: MainWindow) -> None:
    hubs.dock.show_tab("Practices")
    hubs.desk.focus.set_practice("P1")
    hubs.map.keep_top_clear(0)
    before = hubs.practice_map.card.y()
    hubs.map.keep_top_clear(40)
    assert hubs.practice_map.card.y() == before + 40
    hubs.practice_map.refresh()
    assert hubs.practice_map.card.y() == before + 40
    hubs.map.keep_top_clear(0)
    assert hubs.practice_map.card.y() == before


def test_r65_flows_reconcile_copy_and_are_drawn(hubs: MainWindow) -> None:
    hubs.acts["flows"].trigger()
    dialog = hubs.flows.dialog
    assert dialog is not None
    assert dialog.reconciled.text().startswith("Every one of 11,250 patients is in one cell")
    model = dialog.model
    assert model.headerData(0, Qt.Orientation.Vertical) == "1 West"
    assert model.text(0, 0) == "3,000"  # P1's patients of U01 and U05
    assert model.text(1, 0) == "1,500"  # of U02, who are East's
    rows, columns = model.rowCount(), model.columnCount()
    assert model.text(rows - 1, columns - 2) == "11,250"
    assert sum(model.people(row, columns - 2) for row in range(rows - 1)) == 11_250
    dialog.copy()
    text = QGuiApplication.clipboard().text().splitlines()
    assert len(text) == rows + 1
    assert text[1].split("\t")[:3] == ["1 West", "3000", "500"]
    dialog.threshold.setCurrentIndex(0)
    dialog.on_map.setChecked(True)
    assert [round(arrow.people) for arrow in hubs.flows.lines.arrows] == [1500, 500]
    assert hubs.acts["flow_map"].isChecked()
    hubs.practice_commands.assign(["P2"], "L01")
    assert [round(arrow.people) for arrow in hubs.flows.lines.arrows] == [3000]  # all of East's now
    hubs.acts["flow_map"].trigger()
    assert hubs.flows.lines.arrows == ()
    dialog.close()
