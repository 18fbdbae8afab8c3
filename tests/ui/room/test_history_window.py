"""The history window finds a step among thousands and goes there; tables filter and remember columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.window_driving import press_key
from workbench.models.adjacency import Link
from workbench.models.edits import Reassignment, RulesEdit
from workbench.models.history import History, HistoryStep
from workbench.models.rules import Rules
from workbench.preferences import account_name
from workbench.ui.dialogs.author_dialog import AuthorDialog
from workbench.ui.tables.history_columns import history_columns, history_row
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


def test_who_and_what_kind_of_step(light_theme: None) -> None:
    before = Rules()
    link = replace(before, links=(Link("U01", "U02", "Ferry", "ferry"),))
    steps = [
        HistoryStep(RulesEdit("s", before, link, "Add link Ferry"), "2026-11-22T13:51:00", "Ada"),
        HistoryStep(
            RulesEdit("s", link, replace(link, locked_units=("U01",)), "Lock"), "2026-11-22T13:52:00"
        ),
    ]
    columns = {column.id: column for column in history_columns(full=True)}
    rows = [history_row(History(steps, 2), at, opened_as="Opened") for at in range(3)]
    assert [columns["by"].display(row) for row in rows] == ["", "Ada", "Not known"]
    assert [row.icon for row in rows] == ["open", "link", "lock"]
    tip = columns["label"].tip
    assert tip is not None
    assert tip(rows[1]).startswith("Ada, 22/11/2026")


def test_a_name_is_kept_with_each_step(grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window = grid_window
    bridge = window.desk.bridge
    assert bridge is not None
    assert bridge.session.by == account_name()
    dialog = AuthorDialog(window.desk.settings.now)
    QTest.keyClicks(dialog.name, " Table 2 ")
    assert dialog.own.isChecked()
    chosen = dialog.chosen
    monkeypatch.setattr(AuthorDialog, "ask", classmethod(lambda *_args: chosen))
    window.acts["author"].trigger()
    window.acts["new_locality"].trigger()
    assert bridge.session.history.steps[-1].by == "Table 2"
    dialog.none.setChecked(True)
    assert dialog.chosen.author == ""


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
