"""The window on a hand-made grid: saving, dropping, copying, panes, layers, names, plans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QSlider,
    QTableView,
    QToolButton,
)

from tests.ui.window_driving import (
    add_locality,
    answer_files,
    answer_unsaved,
    click_unit,
    press_key,
    stroke,
    table_people,
    wait_for_jobs,
)
from workbench.session.opening import open_project
from workbench.ui.dialogs.unsaved_question import UnsavedAnswer
from workbench.ui.main_window import MainWindow
from workbench.ui.window_drops import Drops

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_saving_asks_and_the_state_is_told(
    grid_window: MainWindow, grid_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_locality(grid_window, "West")
    assert grid_window.switcher.state_text == "All changes kept"
    assert grid_window.isWindowModified()
    grid_window.acts["save"].trigger()
    wait_for_jobs(qtbot, grid_window)
    assert grid_window.switcher.state_text.startswith("Saved ")
    assert not grid_window.isWindowModified()
    stroke(grid_window, [0])
    answer_unsaved(monkeypatch, None)
    assert not grid_window.close()
    answer_unsaved(monkeypatch, UnsavedAnswer.SAVE)
    grid_window.acts["close"].trigger()
    assert grid_window.body.currentWidget() is grid_window.welcome
    with open_project(grid_file, read_only=True) as opened:
        assert list(opened.session.project.scenarios[0].plan.labels[:2]) == [0, -1]
    assert grid_window.welcome.cards


def test_a_dropped_project_opens(window: MainWindow, grid_file: Path, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(grid_file))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    drops = window.findChild(Drops)
    assert drops is not None
    assert drops.eventFilter(window, event)  # Qt sends a drop only after a drag of its own
    assert not window.desk.jobs.busy  # the program that the file came from is answered first
    qtbot.waitUntil(lambda: window.desk.bridge is not None)
    assert window.desk.bridge is not None
    assert window.desk.bridge.project.name == "Gridshire"


def test_a_file_that_is_no_project_is_told_in_the_bar(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    wrong = tmp_path / "wrong.gpkg"
    wrong.write_bytes(b"not a database")
    window.file_commands.open_path(wrong)
    wait_for_jobs(qtbot, window)
    assert window.bar.message is not None
    assert "wrong.gpkg" in window.bar.message.what
    assert window.desk.bridge is None


def test_tables_copy_as_text(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    stroke(grid_window, [0])
    grid_window.localities.table.setFocus()
    grid_window.acts["copy_table"].trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:2] == ["No.", "Locality"]
    assert "West" in lines[1]
    assert "1000" in lines[1].split("\t")  # without a comma, so that it is a number in every language


def test_f6_walks_through_the_panes_and_f9_hides_the_dock(grid_window: MainWindow) -> None:
    grid_window.map.canvas.setFocus()
    seen = set()
    for _ in range(6):
        press_key(grid_window, Qt.Key.Key_F6)
        seen.add(QApplication.focusWidget())
    assert grid_window.map.canvas in seen
    assert len(seen) >= 4
    press_key(grid_window, Qt.Key.Key_F9)
    assert not grid_window.dock.isVisible()
    press_key(grid_window, Qt.Key.Key_F9)
    assert grid_window.dock.isVisible()


def test_layers_can_be_hidden(grid_window: MainWindow) -> None:
    for box in grid_window.layers.boxes.values():
        box.setChecked(False)
    assert not grid_window.map.labels.visible
    assert grid_window.map.symbols.boxes(grid_window.map.canvas.view()) == []
    for box in grid_window.layers.boxes.values():
        box.setChecked(True)
    assert len(grid_window.map.symbols.boxes(grid_window.map.canvas.view())) == 2


def test_every_control_has_an_accessible_name(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    for tab in ("Localities", "Practices", "Providers", "Layers"):
        grid_window.dock.show_tab(tab)
        for kind in (QPushButton, QToolButton, QComboBox, QLineEdit, QSlider, QTableView):
            for control in grid_window.findChildren(kind):
                if control.isVisible() and not isinstance(control.parent(), QLineEdit):
                    assert control.accessibleName() or getattr(control, "text", str)(), control


def test_nothing_is_clipped_at_the_usual_sizes(grid_window: MainWindow) -> None:
    add_locality(grid_window, "Chesterton & Wolstanton")
    for size in ((1366, 768), (1920, 1080)):
        grid_window.resize(*size)
        QApplication.processEvents()
        for button in grid_window.findChildren(QPushButton):
            if button.isVisible() and button.text():
                assert button.sizeHint().width() <= button.width() + 1, (button.text(), size)


def test_selection_and_target_follow_map_and_table(grid_window: MainWindow) -> None:
    add_locality(grid_window, "West")
    stroke(grid_window, [0, 4])
    add_locality(grid_window, "East")
    press_key(grid_window, Qt.Key.Key_V)
    click_unit(grid_window, 0)
    assert grid_window.localities.table.current_id() == "L01"
    grid_window.localities.table.selectRow(1)
    assert grid_window.desk.focus.target == "L02"
    assert np.array_equal(grid_window.desk.focus.selection, [0])


def test_a_plan_file_comes_in_as_one_step(
    grid_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text(
        "unit_code,locality\n" + "".join(f"U{k:02d},{'A' if k < 7 else 'B'}\n" for k in range(1, 13))
    )
    answer_files(monkeypatch, open_=plan)
    grid_window.acts["import_plan"].trigger()
    assert table_people(grid_window) == {"A": "21,000", "B": "57,000"}
    out = tmp_path / "out.csv"
    answer_files(monkeypatch, save=out)
    grid_window.acts["export_plan"].trigger()
    assert out.read_text(encoding="utf-8").startswith("unit_code,locality")
    press_key(grid_window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert table_people(grid_window) == {}


def test_another_project_is_not_filtered_as_the_one_before(grid_window: MainWindow, grid_made: Path) -> None:
    dock = grid_window.dock
    for panel in (dock.areas, dock.practices, dock.providers):
        panel.search.setText("no such name")
    dock.practices.filter.setCurrentIndex(dock.practices.filter.count() - 1)
    dock.areas.filter.setCurrentIndex(1)
    assert dock.practices.table.proxy.rowCount() == 0
    grid_window.file_commands.show_opened(open_project(grid_made))
    dock.show_tab("Practices")
    QApplication.processEvents()
    assert dock.practices.table.proxy.rowCount() == 4
    dock.show_tab("Areas")
    QApplication.processEvents()
    assert dock.areas.table.model().rowCount() == 12
