"""How the window comes up: within its screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from workbench.ui.app import FRAME, show_within_screen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(("less", "over_all"), [(FRAME + 1, False), (FRAME, True), (0, True), (-100, True)])
def test_a_window_as_large_as_the_screen_takes_all_of_it(qtbot: QtBot, less: int, over_all: bool) -> None:
    room = QGuiApplication.primaryScreen().availableSize()
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(room.width() - max(less, 0), room.height() - less)
    show_within_screen(window)
    assert window.isMaximized() == over_all
