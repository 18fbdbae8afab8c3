"""The real window over the twelve-unit grid, saved as a real project file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from tests.grids import grid_area
from tests.ui.window_driving import answer_unsaved
from workbench.session.creating import create_project
from workbench.session.opening import open_project
from workbench.ui.dialogs.unsaved_question import UnsavedAnswer
from workbench.ui.main_window import MainWindow
from workbench.ui.settings import Settings
from workbench.ui.theme import Appearance, install_theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def light_theme(qapp: QApplication) -> None:
    install_theme(qapp, appearance=Appearance.LIGHT, scale=1.0, text_scale=1.0)


@pytest.fixture
def window(
    qtbot: QtBot, light_theme: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """An empty main window on its start page; work left at the end of a test is dropped."""
    made = MainWindow(Settings(tmp_path / "preferences.json"))
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    answer_unsaved(monkeypatch, UnsavedAnswer.DROP)
    made.close()
    made.deleteLater()


@pytest.fixture(scope="session")
def grid_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project file of the grid, made once."""
    path = tmp_path_factory.mktemp("grid") / "made.gpkg"
    create_project(path, name="Gridshire", area=grid_area())
    return path


@pytest.fixture
def grid_file(grid_made: Path, tmp_path: Path) -> Path:
    """A project file of the grid without scenarios."""
    return Path(shutil.copyfile(grid_made, tmp_path / "gridshire.gpkg"))


@pytest.fixture
def grid_window(window: MainWindow, grid_file: Path) -> MainWindow:
    """The window with the grid open."""
    window.file_commands.show_opened(open_project(grid_file))
    QApplication.processEvents()
    window.map.canvas.set_brush_radius(50)
    return window
