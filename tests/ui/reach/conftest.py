"""The window over the grid with two localities, the keyboard on the map."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.window_driving import press_key
from workbench.ui.main_window import MainWindow


@pytest.fixture
def two(grid_window: MainWindow) -> MainWindow:
    """1 Alton is in hand, 2 Barton is there; both are empty, and the map has the keyboard."""
    for name in ("Barton", "Alton"):
        press_key(grid_window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        assert grid_window.desk.target is not None
        grid_window.locality_commands.give_name(grid_window.desk.target.code, name)
        grid_window.map.canvas.setFocus()
    first = grid_window.desk.localities[0]
    grid_window.desk.focus.set_target(first.code)
    QApplication.processEvents()
    return grid_window


@pytest.fixture
def on_first(two: MainWindow) -> MainWindow:
    """The cursor on the first square, U01."""
    two.reach.cursor.go_to(0)
    return two
