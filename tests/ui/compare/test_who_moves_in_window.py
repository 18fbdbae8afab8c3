"""Who moves in the compare view: totals, the threshold, areas lit on the maps, and the CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.compare.conftest import wait_for_figures
from tests.ui.window_driving import answer_files
from workbench.ui.compare.who_moves_panel import CONSULT, NO_NEED, NOBODY

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow


def test_r75_who_moves(
    two: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    view = two.parts.compare
    two.acts["compare_moves"].trigger()
    panel = view.who
    assert panel.isVisible()
    assert panel.pair.currentText() == "B Second draft to A Draft A"
    assert panel.headline.text() == "1 area with 5,000 people moves, 6.4% of all"
    assert "73,000 people stay; 78,000 people in the study area" in panel.details.text()
    assert [panel.model.index(0, place).data() for place in range(7)] == [
        "1", "Locality 1", "2", "Locality 2", "1", "5,000", "6.4%",
    ]  # fmt: skip
    assert panel.verdict.text() == CONSULT
    panel.limit.setText("6,000")
    panel.limit.editingFinished.emit()
    assert (panel.verdict.text(), panel.limit.text()) == (NO_NEED, "6000")
    assert two.desk.settings.now.consultation_threshold == "6000"
    panel.limit.setText("many")
    panel.limit.editingFinished.emit()
    assert panel.limit.text() == "6000"
    wait_for_figures(qtbot, view)
    where = panel.table.visualRect(panel.table.model().index(0, 1)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert panel.table.selected_ids() == [("L01", "L02")]
    assert [pane.canvas.selection().tolist() for pane in view.maps.shown] == [[4]] * 3
    path = tmp_path / "moves.csv"
    answer_files(monkeypatch, save=path)
    panel.export.click()
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("L01,Locality 1,L02,Locality 2,1,5000,")
    assert lines[2].startswith(",Stay,,Stay,,73000,")
    two.acts["undo"].trigger()
    wait_for_figures(qtbot, view)
    assert panel.headline.text() == NOBODY
    assert panel.model.rowCount() == 0


def test_names_keep_their_room_in_a_narrow_window(two: MainWindow) -> None:
    two.acts["compare_moves"].trigger()
    panel = two.parts.compare.who
    places = {one.id: at for at, one in enumerate(panel.model.columns)}
    panel.resize(1300, 250)
    assert not any(panel.table.isColumnHidden(at) for at in places.values())
    panel.resize(900, 250)
    hidden = {name for name, at in places.items() if panel.table.isColumnHidden(at)}
    assert hidden >= {"share"}
    assert not hidden & {"from", "to", "people", "registered"}
