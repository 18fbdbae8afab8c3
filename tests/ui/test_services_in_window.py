"""The services view in the real window: Ctrl+2 and back, its keys against those of the map, menu commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.window_driving import answer_files, press_key
from workbench.models.scope import CellKey, Scope
from workbench.models.services import AgeGroup

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from workbench.ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
FIRST_CELL = CellKey("SV01", AgeGroup.ADULTS, "L01")


def show_services(window: MainWindow) -> None:
    """One locality, then Ctrl+2."""
    window.acts["new_locality"].trigger()
    press_key(window, Qt.Key.Key_2, CTRL)


def scope_of(window: MainWindow, key: CellKey = FIRST_CELL) -> Scope:
    """What the project holds."""
    assert window.desk.bridge is not None
    return window.desk.bridge.scenario.cell(key).scope


def test_ctrl_2_and_ctrl_1_change_the_view_with_its_bars(grid_window: MainWindow) -> None:
    window = grid_window
    show_services(window)
    assert window.showing_services
    assert window.services.isVisible()
    assert window.services.options.isVisible()
    assert window.services.strip.isVisible()
    assert not window.dock.isVisible()
    assert not window.options.isVisible()
    assert not window.acts["tool_brush"].isEnabled()
    press_key(window, Qt.Key.Key_1, CTRL)
    assert [window.showing_services, window.dock.isVisible(), window.options.isVisible()] == [
        False,
        True,
        True,
    ]
    assert window.acts["tool_brush"].isEnabled()


def test_letters_set_cells_and_not_tools(grid_window: MainWindow) -> None:
    window = grid_window
    tool = window.map.tool_name
    show_services(window)
    window.services.table.grid.setFocus()
    press_key(window, Qt.Key.Key_P)
    assert scope_of(window) is Scope.PARTIAL
    assert window.map.tool_name == tool
    window.acts["undo"].trigger()
    assert scope_of(window) is Scope.IN
    window.acts["scope_none"].trigger()
    assert scope_of(window) is Scope.NOT_APPLICABLE
    press_key(window, Qt.Key.Key_Delete)
    assert scope_of(window) is Scope.IN


def test_escape_in_the_panel_drops_an_out_without_reason(grid_window: MainWindow) -> None:
    window = grid_window
    show_services(window)
    window.services.table.grid.setFocus()
    window.acts["scope_out"].trigger()
    assert window.services.editing.waiting
    press_key(window, Qt.Key.Key_Escape)
    assert window.services.editing.waiting == {}
    assert scope_of(window) is Scope.IN


def test_undo_in_a_field_without_typing_takes_the_last_step_back(grid_window: MainWindow) -> None:
    window = grid_window
    show_services(window)
    window.services.table.grid.setFocus()
    press_key(window, Qt.Key.Key_P)
    for name in ("review_date", "reason"):
        field = window.services.panel.form.field(name)
        field.setFocus()
        control = Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(field, Qt.Key.Key_Z, control)
        assert scope_of(window) is Scope.IN
        QTest.keyClicks(field, "x")
        QTest.keyClick(field, Qt.Key.Key_Y, control)
        assert scope_of(window) is Scope.IN  # the field's own history
        QTest.keyClick(field, Qt.Key.Key_Escape)
        QTest.keyClick(field, Qt.Key.Key_Y, control)
        assert scope_of(window) is Scope.PARTIAL


def test_f8_and_the_menu_lead_through_what_the_matrix_says(grid_window: MainWindow) -> None:
    window = grid_window
    show_services(window)
    view = window.services
    window.acts["findings"].trigger()
    assert view.side.showing_findings
    assert view.findings.tree.hasFocus()
    window.acts["next_gap"].trigger()
    first = view.table.selected_keys()
    window.acts["next_gap"].trigger()
    assert view.table.selected_keys() != first
    window.acts["previous_gap"].trigger()
    assert view.table.selected_keys() == first


def test_export_from_the_services_menu_writes_a_workbook(
    grid_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = grid_window
    show_services(window)
    target = tmp_path / "services.xlsx"
    answer_files(monkeypatch, save=target)
    QTest.mouseClick(window.services.options.export, Qt.MouseButton.LeftButton)
    assert target.read_bytes().startswith(b"PK")
