"""The whole workshop on twelve hand-made units."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.ui.workshop import Story, run_workshop

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow


def test_workshop_on_grid(
    window: MainWindow, grid_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(("West", "Middle", "East"), ([0, 4, 8], [1, 5, 9], [3, 7, 11]), "P3")
    window.map.canvas.set_brush_radius(50)
    run_workshop(window, grid_file, story, qtbot, monkeypatch)
