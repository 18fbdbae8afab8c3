"""What is left of a window that was closed: nothing, so that a long day's work needs no more memory."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from tests.conftest import settle_qt
from tests.ui.window_driving import answer_unsaved
from workbench.models.topology import Topology
from workbench.session.opening import open_project
from workbench.ui.dialogs.unsaved_question import UnsavedAnswer
from workbench.ui.main_window import MainWindow
from workbench.ui.map.ground import Ground
from workbench.ui.settings import Settings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LARGE = (MainWindow, Topology, Ground)


def living() -> dict[str, int]:
    """How many there are of what costs most, and of all objects of Qt that Python knows."""
    settle_qt()
    gc.collect()
    things = gc.get_objects()
    counts = {kind.__name__: sum(type(thing) is kind for thing in things) for kind in LARGE}
    known = shiboken6.getAllValidWrappers()
    return counts | {"QObject": sum(isinstance(thing, QObject) for thing in known)}


def test_three_closed_windows_leave_nothing(
    qtbot: QtBot, light_theme: None, grid_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_unsaved(monkeypatch, UnsavedAnswer.DROP)

    def day() -> None:
        window = MainWindow(Settings(tmp_path / "preferences.json"))
        with qtbot.waitExposed(window):
            window.show()
        window.file_commands.show_opened(open_project(grid_file))
        QApplication.processEvents()
        window.map.picture()
        window.close()
        window.deleteLater()

    day()  # what is made once for all windows stays
    before = living()
    for _ in range(3):
        day()
    assert living() == before
