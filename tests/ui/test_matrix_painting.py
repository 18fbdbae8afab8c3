"""What the matrix paints stays inside it, on the screen and not only in a picture of the widget."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.opened_in_memory import OpenedInMemory
from tests.ui.services.conftest import matrix_project
from workbench.ui.main_window import MainWindow


def settle() -> None:
    """Let everything that waits be laid out and painted."""
    for _ in range(5):
        QApplication.processEvents()


def test_filtering_a_scrolled_matrix_leaves_the_strip_below_it_alone(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.open_session(OpenedInMemory(matrix_project()))
    window.resize(1366, 740)
    window.show()
    qtbot.waitExposed(window)
    window.show_view("services")
    view = window.services
    pink = QColor("#FF00FF")
    view.strip.setStyleSheet("QFrame#strip { background: #FF00FF }")
    view.table.grid.choose(view.model.index(26, 4))
    qtbot.waitUntil(lambda: view.table.grid.verticalScrollBar().value() > 0)
    settle()
    view.options.search.setText("physio")
    qtbot.waitUntil(lambda: view.table.grid.verticalScrollBar().value() == 0)
    settle()
    picture = window.screen().grabWindow(window.winId()).toImage()
    at = view.strip.mapTo(window, view.strip.rect().center())
    free = view.strip.mapTo(window, view.strip.rect().topLeft())
    assert picture.pixelColor(at.x(), free.y() + 3) == pink
