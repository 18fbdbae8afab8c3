"""The matrix editor: finding, filters, what is read out, panel, gaps, and a whole workshop by keyboard."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.opened_in_memory import OpenedInMemory
from tests.ui.services.conftest import matrix_project
from tests.ui.services.driving import CTRL, NONE, SHIFT, K, cell, give_reason, here, key, press
from workbench.errors import WorkbenchError
from workbench.metrics.services.matrix import read_matrix
from workbench.metrics.services.parity import offer_parity
from workbench.models.edits import LocalityEdit
from workbench.models.localities import Locality
from workbench.models.scope import DEFAULT_CELL, CellKey, Role, Scope
from workbench.models.services import AgeGroup
from workbench.ui.desk import Desk
from workbench.ui.services.cell_fields import ChoiceField, TextField
from workbench.ui.services.grid import CellState, Which
from workbench.ui.services.matrix_model import FIRST
from workbench.ui.services.services_view import ServicesView
from workbench.ui.services.shown_fields import PHASE
from workbench.ui.session_bridge import SessionBridge

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_find_filters_and_escape_shows_all_again(view: ServicesView) -> None:
    press(view, K.Key_F, CTRL)
    assert here() is view.options.search
    QTest.keyClicks(view.options.search, "physio")
    names = [row.service.name for row in view.model.rows if row.service]
    assert "First-contact physiotherapy" in names
    assert len(names) < 5
    QTest.keyClick(view.options.search, K.Key_Escape)
    assert len([row for row in view.model.rows if row.service]) == 78
    QTest.keyClicks(view.options.search, "no such thing")
    assert view._pages.currentIndex() == 2
    view.show_all()
    assert view._pages.currentIndex() == 0


def test_exceptions_and_groups_filter(view: ServicesView) -> None:
    view.table.choose_cell("SV15", "L02")
    press(view, K.Key_P)
    view.options.filter_changed.emit("which", Which.EXCEPTIONS)
    assert [row.service.id for row in view.model.rows if row.service] == ["SV15"]
    view.show_all()
    view.options.filter_changed.emit("group", "Community nursing")
    assert {row.group for row in view.model.rows} == {"Community nursing"}


def test_r24_children_are_apart_and_adult_services_read_not_applicable(view: ServicesView) -> None:
    press(view, K.Key_P)
    view.show_cells_of(age=AgeGroup.CHILDREN)
    assert view.model.look(1, FIRST).state is CellState.IN  # type: ignore[union-attr]  # there is one
    index = view.model.place_of("SV05", "L01")
    assert index.data() == "n.a."
    assert view.model.key(index.row(), index.column()) is None
    view.table.grid.choose(index)
    press(view, K.Key_P)
    assert set(view._desk.bridge.scenario.scope) == {key("SV01")}  # type: ignore[union-attr]  # there is one


def test_screen_reader_hears_service_ages_place_and_state(view: ServicesView) -> None:
    view.editing.set_fields([key("SV05")], accountable="P1")
    index = view.model.place_of("SV05", "L01")
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "First-contact physiotherapy, adults, Stoke & Shelton: In"
    view.table.grid.choose(index)
    press(view, K.Key_O)
    assert "Out waits for its reason" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    give_reason(view)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "First-contact physiotherapy, adults, Stoke & Shelton: Out"
    for name in view.panel.form.lines:
        assert view.panel.form.field(name).accessibleName(), name


def test_panel_edits_all_selected_cells_and_tells_several(view: ServicesView) -> None:
    view.editing.set_fields([key("SV01", 1)], role=Role.PROVIDE)
    press(view, K.Key_Right, SHIFT)
    role = view.panel.form.field("role")
    assert isinstance(role, ChoiceField)
    assert role.currentIndex() == -1
    assert role.placeholderText() == "(several)"
    view.panel.field_changed.emit("role", Role.COMMISSION)
    assert [cell(view, key("SV01", place)).role for place in (1, 2)] == [Role.COMMISSION] * 2
    assert role.currentText() == "Commission"
    assert view.panel.total.text() == "3 In   0 Part   0 Out"
    assert view.panel.where.text() == "2 localities, 2 cells"


def test_r16_local_variation_needs_a_reason(view: ServicesView) -> None:
    view.panel.field_changed.emit("local_variation", True)
    assert not cell(view, key()).local_variation
    view.panel.field_changed.emit("variation_reason", "Two dispensing practices")
    assert cell(view, key()).local_variation
    view.panel.field_changed.emit("local_variation", None)
    assert cell(view, key()) == DEFAULT_CELL


def test_dates_are_read_as_typed_and_refused_where_they_are_none(view: ServicesView) -> None:
    told: list[WorkbenchError] = []
    view._desk.problem.connect(told.append)
    start = view.panel.form.field("start_date")
    assert isinstance(start, TextField)
    start.setText("1/4/2027")
    start.editingFinished.emit()
    assert cell(view, key()).start_date == "2027-04-01"
    assert start.text() == "01/04/2027"
    start.setText("31/02/2027")
    start.editingFinished.emit()
    assert "“31/02/2027” is no date." in str(told[0])
    assert cell(view, key()).start_date == "2027-04-01"


def test_r44_next_gap_goes_through_cells_without_an_accountable_organisation(view: ServicesView) -> None:
    grid = view.model.grid
    assert grid is not None
    keys = [
        CellKey(one.id, AgeGroup.ADULTS, place.code)
        for one in grid.services for place in grid.localities if one.serves(AgeGroup.ADULTS)
    ]  # fmt: skip
    left = {key("SV02", 3), key("SV40", 1)}
    view.editing.set_fields([one for one in keys if one not in left], accountable="P1")
    assert view.strip.gaps.text() == "2 without an accountable organisation"
    press(view, K.Key_F8)
    assert view.table.selected_keys() == [key("SV02", 3)]
    press(view, K.Key_F8)
    assert view.table.selected_keys() == [key("SV40", 1)]
    press(view, K.Key_F8, SHIFT)
    assert view.table.selected_keys() == [key("SV02", 3)]
    view.options.filter_changed.emit("which", Which.GAPS)
    assert [row.service.id for row in view.model.rows if row.service] == ["SV02", "SV40"]


def test_r27_parity_is_that_of_the_metrics(view: ServicesView) -> None:
    view.table.choose_cell("SV03", "L01")
    press(view, K.Key_P)
    view.table.choose_cell("SV04", "L03")
    press(view, K.Key_N)
    bridge, grid = view._desk.bridge, view.model.grid
    assert bridge is not None
    assert grid is not None
    matrix = read_matrix(bridge.project, bridge.scenario, bridge.session.figures(bridge.scenario))
    whole = {one.service: one.whole for one in offer_parity(matrix) if one.age is AgeGroup.ADULTS}
    for service in grid.services:
        ours = grid.parity(service)
        assert ours == pytest.approx(whole.get(service.id, math.nan), nan_ok=True)
    assert view.model.index(3, view.model.parity_column).data() == "87%"


def test_click_on_a_name_selects_its_row_and_on_a_head_its_column(view: ServicesView) -> None:
    names = view.table.names
    row = view.model.place_of("SV03", "L01").row()
    QTest.mouseClick(
        names.viewport(), Qt.MouseButton.LeftButton, NONE, names.visualRect(view.model.index(row, 0)).center()
    )
    assert view.table.selected_keys() == [key("SV03", place) for place in (1, 2, 3)]
    view.table.grid.horizontalHeader().sectionClicked.emit(FIRST + 1)
    assert {one.locality for one in view.table.selected_keys()} == {"L02"}


def test_selection_stays_when_the_filter_changes(view: ServicesView) -> None:
    view.table.choose_cell("SV03", "L02")
    view.show_cells_of(field=PHASE)
    assert view.table.selected_keys() == [key("SV03", 2)]
    assert view.table.grid.currentIndex() == view.model.place_of("SV03", "L02")


def test_locality_that_is_added_gets_a_column_and_one_that_goes_loses_what_waits(view: ServicesView) -> None:
    bridge = view._desk.bridge
    assert bridge is not None
    columns = view.model.columnCount()
    bridge.apply(LocalityEdit(bridge.scenario.id, None, Locality("L04", 4, "Hanley"), "Add"))
    assert view.model.columnCount() == columns + 1
    view.table.choose_cell("SV01", "L04")
    press(view, K.Key_O)
    assert view.editing.waiting
    bridge.undo()
    assert view.model.columnCount() == columns
    assert view.editing.waiting == {}


def test_reading_only_refuses_to_edit(qtbot: QtBot, view: ServicesView, desk: Desk) -> None:
    desk.use(SessionBridge(OpenedInMemory(matrix_project(), read_only=True)))
    view.table.grid.setFocus()
    press(view, K.Key_P)
    assert desk.bridge is not None
    assert desk.bridge.scenario.scope == {}
    assert view.editing.waiting == {}


def test_workshop_by_keyboard_alone(view: ServicesView) -> None:
    """Find a service, take it out in two localities, go on, undo: no mouse at any point."""
    press(view, K.Key_F, CTRL)
    QTest.keyClicks(here(), "tissue")
    QTest.keyClick(here(), K.Key_Down)
    QApplication.processEvents()
    assert here() is view.table.grid
    if view.table.grid.on_group() or not view.table.selected_keys():
        press(view, K.Key_Down)
    press(view, K.Key_Home)
    press(view, K.Key_Right, SHIFT)
    press(view, K.Key_O)
    give_reason(view, who="Health board")
    assert [cell(view, key("SV17", place)).scope for place in (1, 2, 3)] == [Scope.OUT, Scope.OUT, Scope.IN]
    QTest.keyClick(here(), K.Key_Escape)
    assert here() is view.table.grid
    press(view, K.Key_Return)
    assert here() is view.panel.form.field("role")
    view._desk.bridge.undo()  # type: ignore[union-attr]  # there is one
    assert view._desk.bridge.scenario.scope == {}  # type: ignore[union-attr]  # there is one
