"""Pictures of the window for the command line, and the small ones of the start page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from workbench.errors import EditError
from workbench.session.opening import open_project
from workbench.ui import thumbnails
from workbench.ui.pictures import main_window_picture

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow


def test_the_picture_has_the_size_asked_for_and_changes_nothing(
    qtbot: QtBot, light_theme: None, grid_file: Path, tmp_path: Path
) -> None:
    before = grid_file.read_bytes()
    main_window_picture(grid_file, tmp_path / "window.png", None, (1100, 700), 1.0)
    image = QImage(str(tmp_path / "window.png"))
    assert (image.width(), image.height()) == (1100, 700)
    assert len({image.pixelColor(x, 350).name() for x in range(0, 1100, 10)}) > 3
    assert grid_file.read_bytes() == before


def test_an_unknown_scenario_is_refused(
    qtbot: QtBot, light_theme: None, grid_file: Path, tmp_path: Path
) -> None:
    with pytest.raises(EditError):
        main_window_picture(grid_file, tmp_path / "window.png", "Nowhere")
    assert not (tmp_path / "window.png").exists()


def test_a_project_keeps_its_small_picture(grid_window: MainWindow, grid_file: Path) -> None:
    assert grid_window.desk.shown is not None
    with open_project(grid_file, read_only=True) as opened:
        project = opened.session.project
        bridge = grid_window.desk.bridge
        assert bridge is not None
        thumbnails.remember(grid_file, project, bridge.scenario, grid_window.desk.shown)
    image, card = thumbnails.recall(grid_file)
    assert not image.isNull()
    assert card == thumbnails.ProjectCard("Gridshire", 0, 0)
