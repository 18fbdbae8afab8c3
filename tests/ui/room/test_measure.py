"""Measuring: straight lines and areas, closed, ended and dropped; the plan hears of nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.window_driving import NONE, press_key
from workbench.ui.map.tools.measure import MeasureTool, area_m2, length_m, words_of

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from workbench.ui.main_window import MainWindow

SQUARE = [(0.0, 0.0), (2000.0, 0.0), (2000.0, 1000.0), (0.0, 1000.0)]


def test_lengths_and_areas() -> None:
    assert length_m([(0.0, 0.0), (3000.0, 4000.0), (3000.0, 5000.0)]) == 6000
    assert area_m2(SQUARE) == pytest.approx(2_000_000)
    bow_tie = [(0.0, 0.0), (2000.0, 2000.0), (2000.0, 0.0), (0.0, 2000.0)]
    assert area_m2(bow_tie) == pytest.approx(2_000_000)
    assert area_m2(SQUARE[:2]) == 0
    assert words_of(SQUARE[:2], closed=False) == "2.00 km, straight line"
    assert words_of(SQUARE, closed=True) == "2.00 km² inside 6.0 km, straight lines"


def test_measuring_on_the_map(grid_window: MainWindow) -> None:
    window = grid_window
    canvas = window.map.canvas
    canvas.setFocus()
    press_key(window, Qt.Key.Key_R)
    tool = canvas.tool()
    assert isinstance(tool, MeasureTool)

    def spot(x: float, y: float) -> QPoint:
        across, down = canvas.view().to_screen(x, y)
        return canvas.rect().topLeft() + type(canvas.rect().topLeft())(round(across), round(down))

    corners = [(400_000, 300_000), (402_000, 300_000), (402_000, 301_000), (400_000, 301_000)]
    for x, y in corners:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, NONE, spot(x, y))
    assert tool.words.startswith("5.0")
    assert tool.words.endswith("straight lines")
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, NONE, spot(*corners[0]))
    assert tool.words.startswith(("2.0", "1.9"))
    assert "km² inside" in tool.words
    press_key(window, Qt.Key.Key_Escape)
    assert tool.words == ""
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, NONE, spot(*corners[0]))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, NONE, spot(*corners[1]))
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, NONE, spot(*corners[1]))
    ended = tool.words
    QTest.mouseMove(canvas, spot(*corners[3]))
    assert tool.words == ended
    assert window.desk.bridge is not None
    assert len(window.desk.bridge.session.history.steps) == 1
