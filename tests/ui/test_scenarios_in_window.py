"""Scenarios in the window: described, ordered, stepped through, and rolled up into larger areas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from tests.ui.compare.conftest import bridge_of, copy_scenario, draw_rows
from tests.ui.window_driving import answer_files, press_key
from workbench.ui.dialogs.tick_list_dialog import TickListDialog
from workbench.ui.scenarios.describe_dialog import DescribeScenarioDialog
from workbench.ui.scenarios.lookup_dialog import LookupDialog
from workbench.ui.scenarios.roll_up_dialog import RollUpDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def names(window: MainWindow) -> list[str]:
    return [scenario.name for scenario in bridge_of(window).project.scenarios]


def test_a_scenario_is_described(grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(dialog: DescribeScenarioDialog) -> QDialog.DialogCode:
        assert dialog.form.currentText() == "Not decided"
        dialog.status.setCurrentText("For consultation")
        dialog.form.setCurrentText("Alliance")
        dialog.date.setText("31/2/2026")
        assert not dialog.main.isEnabled()
        dialog.date.setText("28/2/2026")
        assert dialog.main.isEnabled()
        dialog.caveats.setPlainText("Lists of July")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(DescribeScenarioDialog, "exec", fill)
    press_key(grid_window, Qt.Key.Key_I, CTRL)
    bridge = bridge_of(grid_window)
    head = bridge.scenario.head
    assert (head.status, head.form_words, head.date) == ("For consultation", "Alliance", "2026-02-28")
    bridge.undo()
    assert bridge.scenario.head.status == "Draft"
    monkeypatch.setattr(DescribeScenarioDialog, "exec", lambda _: QDialog.DialogCode.Rejected)
    grid_window.acts["describe_scenario"].trigger()
    assert not bridge.can_undo


def test_scenarios_are_ordered_and_stepped_through(grid_window: MainWindow) -> None:
    for name in ("B", "C"):
        copy_scenario(grid_window, name)
    acts, bridge, switcher = grid_window.acts, bridge_of(grid_window), grid_window.switcher
    assert (switcher.segment.isVisible(), switcher.combo.isVisible()) == (True, False)
    assert not acts["scenario_right"].isEnabled()
    acts["scenario_left"].trigger()
    assert names(grid_window) == ["Draft A", "C", "B"]
    assert bridge.scenario.name == "C"
    press_key(grid_window, Qt.Key.Key_PageDown, CTRL)
    assert bridge.scenario.name == "B"
    press_key(grid_window, Qt.Key.Key_PageDown, CTRL)
    assert bridge.scenario.name == "Draft A"
    press_key(grid_window, Qt.Key.Key_PageUp, CTRL)
    press_key(grid_window, Qt.Key.Key_PageUp, CTRL | SHIFT)
    assert names(grid_window) == ["Draft A", "B", "C"]
    acts["undo"].trigger()
    assert names(grid_window) == ["Draft A", "C", "B"]


def test_more_scenarios_than_fit_are_chosen_from_a_list(grid_window: MainWindow) -> None:
    switcher = grid_window.switcher
    for number in range(6):
        copy_scenario(grid_window, f"A rather long name, number {number}")
    assert (switcher.segment.isVisible(), switcher.combo.isVisible()) == (False, True)
    assert switcher.combo.count() == 7
    assert switcher.combo.currentText() == "G  A rather long name, number 5"
    shown = [action.text().replace("&", "") for action in switcher.menu.actions() if action.text()]
    assert shown[0] == "Describe scenario…"


def test_r13_r46_roll_up(
    grid_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    draw_rows(grid_window)
    bridge = bridge_of(grid_window)
    lookup = tmp_path / "places.csv"
    lines = [f"U{k:02d},{'S' if k < 6 else 'N'}" for k in range(1, 13)]
    lookup.write_text("\n".join(["unit_code,parent_code", *lines]) + "\n", encoding="utf-8")
    export = tmp_path / "rolled.csv"
    answer_files(monkeypatch, open_=lookup, save=export)
    monkeypatch.setattr(LookupDialog, "exec", lambda _: QDialog.DialogCode.Accepted)
    monkeypatch.setattr(TickListDialog, "ask", classmethod(lambda *_a, **_k: ("L01",)))

    def use(dialog: RollUpDialog) -> None:
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog.add.click()
        assert dialog.kind.currentText() == "Place"
        rows = [(line.name.strip(), line.sums.resident, line.part) for line in dialog.model.rows]
        assert rows == [
            ("N", 63_000, "1 in part"), ("Locality 3", 42_000, ""), ("Locality 2", 21_000, "80.8%"),
            ("S", 15_000, "1 in part"), ("Locality 1", 10_000, ""), ("Locality 2", 5000, "19.2%"),
            ("All localities", 78_000, ""),
        ]  # fmt: skip
        assert dialog.early.text().startswith("No early focus is chosen")
        dialog.focus_button.click()
        assert dialog.early.text().startswith("Early focus: 1 of 3 localities, 0 of 1 in the band; 10,000 ")
        dialog.copy.click()
        dialog.export.click()

    monkeypatch.setattr(RollUpDialog, "exec", use)
    grid_window.acts["roll_up"].trigger()
    assert len(export.read_text(encoding="utf-8").splitlines()) == 5
    assert set(bridge.project.area.units.parents["place"].codes) == {"N", "S"}
    bridge.undo()
    bridge.undo()
    assert "place" not in bridge.project.area.units.parents
