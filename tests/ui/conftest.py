"""The real window over the twelve-unit grid, saved as a real project file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.grids import grid_area
from tests.ui.window_driving import answer_unsaved
from workbench.session.creating import create_project
from workbench.session.opening import open_project
from workbench.ui.dialogs.unsaved_question import UnsavedAnswer
from workbench.ui.main_window import MainWindow
from workbench.ui.settings import Settings
from workbench.ui.tables.table_memory import use_table_memory
from workbench.ui.theme import Appearance, install_theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="session", autouse=True)
def clipboard_left_empty(qapp: QApplication) -> Iterator[None]:
    """What Python put on the clipboard without a screen goes after Python itself otherwise: a crash."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def light_theme(qapp: QApplication) -> None:
    install_light_theme(qapp)


def install_light_theme(application: QApplication) -> None:
    install_theme(application, appearance=Appearance.LIGHT, scale=1.0, text_scale=1.0)


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
    use_table_memory(None)  # tables of later tests would remember columns there


@pytest.fixture(scope="module")
def window_of_file(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """One window for the tests of a file marked ``one_window``: to make it takes longer than most of them."""
    install_light_theme(qapp)
    folder = tmp_path_factory.mktemp("window")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALITY_WORKBENCH_HOME", str(folder))
        made = MainWindow(Settings(folder / "preferences.json"))
        made.resize(1366, 768)
        made.show()
    yield made
    made.close()
    made.deleteLater()
    use_table_memory(None)


@pytest.fixture
def window_as_new(window_of_file: MainWindow, light_theme: None) -> Iterator[MainWindow]:
    """The window of the file on its start page, with nothing of the test before in its panels."""
    made = window_of_file
    made.map.use_tool("brush")
    made.dock.show_tab("Localities")
    made.bar.clear()
    made.activateWindow()  # a dialog of the test before may have had the keyboard
    yield made
    made.file_commands.let_go()
    QApplication.processEvents()
    for timer in made.findChildren(QTimer):
        if timer.isSingleShot():  # what a moment later would have been kept; one that repeats is left behind
            timer.stop()


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
def grid_window(request: pytest.FixtureRequest, grid_file: Path) -> MainWindow:
    """The window with the grid open."""
    shared = request.node.get_closest_marker("one_window") is not None
    window: MainWindow = request.getfixturevalue("window_as_new" if shared else "window")
    window.file_commands.show_opened(open_project(grid_file))
    QApplication.processEvents()
    window.map.canvas.set_brush_radius(50)
    return window
