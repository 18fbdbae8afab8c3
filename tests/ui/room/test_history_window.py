"""The history window finds a step among thousands and goes there; tables filter and remember columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.window_driving import press_key
from workbench.models.edits import Reassignment
from workbench.models.history import History, HistoryStep
from workbench.ui.workshop.history_window import HistoryWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow

STEPS = 5_000


def test_five_thousand_steps(qtbot: QtBot, light_theme: None) -> None:
    steps = [
        HistoryStep(Reassignment("s", ("U01",), (None,), ("L01",), f"Paint {n} areas"), "2026-11-22T13:51:00")
        for n in range(1, STEPS + 1)
    ]
    gone_to: list[int] = []
    window = HistoryWindow(History(steps, STEPS - 2), "Gridshire", gone_to.append)
    qtbot.addWidget(window)
    window.show()
    assert window.table.proxy.rowCount() == STEPS + 1
    assert window.table.current_id() == STEPS - 2
    assert not window.jump.isEnabled()
    window.search.setText("paint 4321")
    assert window.table.proxy.rowCount() == 1
    window.table.setCurrentIndex(window.table.proxy.index(0, 0))
    window.jump.click()
    assert gone_to == [4321]


def test_any_table_is_filtered_by_a_slash(grid_window: MainWindow) -> None:
    window = grid_window
    window.dock.show_tab("Providers")
    window.dock.show_tab("Practices")
    table = window.practices.table
    table.setFocus()
    QTest.keyClicks(table, "/")
    field = table.quick_filter
    assert field is not None
    assert field.isVisible()
    QTest.keyClicks(field, "birch")
    assert table.proxy.rowCount() == 1
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert table.hasFocus()
    assert table.proxy.rowCount() == 1
    press_key(window, Qt.Key.Key_Escape)
    assert field.isHidden()
    assert table.proxy.rowCount() == 4


def test_other_tables_remember_their_columns(grid_window: MainWindow, qtbot: QtBot) -> None:
    window = grid_window
    table = window.parts.notes.notes
    table.setColumnWidth(0, 99)
    qtbot.waitUntil(lambda: "99" in window.desk.settings.column_layout("parked notes"), timeout=3000)
