"""The tab "Layers" in the real window: ticks, opacity, order, shading, files, and what is remembered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.io.backgrounds.made_maps import write_world_picture
from tests.io.made_vectors import write_vectors
from tests.ui.window_driving import answer_files, stroke, wait_for_jobs
from workbench.errors import InputError
from workbench.models.map_sources import MAP_SOURCES, SourceKind
from workbench.models.sources import Source
from workbench.session import plan_edits
from workbench.session.opening import open_project
from workbench.session.register_edits import put_record
from workbench.ui.commands.layer_commands import LayerCommands
from workbench.ui.layers.classed import NOT_KNOWN, sequence
from workbench.ui.main_window import MainWindow
from workbench.ui.map.sheets import FILLS
from workbench.ui.session_bridge import SessionBridge

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def pixel(window: MainWindow, x: float, y: float) -> str:
    """The colour of a place on the map, without overlays."""
    window.map.canvas.finish_drawing()
    image: QImage = window.map.canvas.picture()
    column, row = window.map.canvas.view().to_device(x, y)
    return image.pixelColor(int(column), int(row)).name().upper()


def commands(window: MainWindow) -> LayerCommands:
    found = window.commands["layers"]
    assert isinstance(found, LayerCommands)
    return found


def bridge_of(window: MainWindow) -> SessionBridge:
    assert window.desk.bridge is not None
    return window.desk.bridge


def draw_west(window: MainWindow) -> None:
    """Give the grid's first area to a locality."""
    bridge = window.desk.bridge
    assert bridge is not None
    bridge.apply(plan_edits.add_locality(bridge.scenario, "West"))
    bridge.apply(plan_edits.reassign(bridge.project, bridge.scenario, np.array([0]), 0))


def middle_of(window: MainWindow, unit: int) -> tuple[float, float]:
    """A place well inside a unit."""
    assert window.desk.bridge is not None
    x, y = bridge_of(window).project.area.units.points[unit]
    return float(x) + 13, float(y) + 17


def add(window: MainWindow, qtbot: QtBot, path: Path, kind: SourceKind) -> str:
    """Add a file as a planner does after the dialog; gives its key."""
    commands(window).add_file(path, kind)
    wait_for_jobs(qtbot, window)
    return window.map_layers.sources[-1].key


def test_areas_are_shaded_by_a_figure_with_a_legend(grid_window: MainWindow) -> None:
    window = grid_window
    draw_west(window)
    before = pixel(window, *middle_of(window, 0))
    window.acts["layer_colours"].trigger()
    choice = window.layers.colour
    assert QApplication.focusWidget() is choice.by
    choice.by.setCurrentIndex(choice.by.findText("Deprivation, IMD score"))
    choice.by.activated.emit(choice.by.currentIndex())
    assert pixel(window, *middle_of(window, 0)) in {*sequence(5), NOT_KNOWN}
    assert window.map.furniture.boxes(window.map.canvas.view())[-1].height() > 60  # the classes
    choice.classes.setCurrentIndex(choice.classes.findText("3 classes"))
    choice.classes.activated.emit(choice.classes.currentIndex())
    assert pixel(window, *middle_of(window, 0)) in {*sequence(3), NOT_KNOWN}
    choice.by.setCurrentIndex(0)
    choice.by.activated.emit(0)
    assert pixel(window, *middle_of(window, 0)) == before


def test_a_background_shows_through_the_colours(
    grid_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = grid_window
    west, south, east, north = window.map.canvas.view().bounds
    path = write_world_picture(
        tmp_path / "ground.png", west=west - 50, north=north + 50, pixel=10,
        side=int(max(east - west, north - south) / 10) + 20, world=".pgw",
    )  # fmt: skip
    draw_west(window)
    place, beside = middle_of(window, 0), (west + 20.0, north - 20.0)
    covered, ground = pixel(window, *place), pixel(window, *beside)
    add(window, qtbot, path, SourceKind.BACKGROUND)
    through = pixel(window, *place)
    assert through != covered
    assert pixel(window, *beside) != ground
    window.layers.line(FILLS).slider.setValue(100)
    assert pixel(window, *place) == covered
    window.layers.line(FILLS).box.setChecked(False)
    assert pixel(window, *place) not in {covered, through}
    source = window.map_layers.sources[0]
    window.acts["undo"].trigger()
    assert window.map_layers.sources == ()
    assert source.key not in window.layers.boxes
    assert pixel(window, *beside) == ground


def test_what_sources_ask_to_be_said_stands_on_the_map(
    grid_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = grid_window
    bridge = window.desk.bridge
    assert bridge is not None
    crown = "Contains OS data © Crown copyright and database right 2026"
    bridge.project.area.sources = (
        Source("Units", "a.gpkg", licence=crown),
        Source("Practices", "b.csv", licence=crown),
        Source("Providers", "c.csv", licence="Open Government Licence"),
    )
    assert window.map_layers.attribution == crown
    path = write_world_picture(tmp_path / "g.png", west=0, north=900, pixel=9, side=90, world=".pgw")
    key = add(window, qtbot, path, SourceKind.BACKGROUND)
    source = replace(window.map_layers.sources[0], attribution="© The drawing office")
    bridge.apply(put_record(bridge.project, None, MAP_SOURCES, key, source, "Change g"))
    assert window.map_layers.attribution == f"{crown} | © The drawing office"
    boxes = len(window.map.furniture.boxes(window.map.canvas.view()))
    window.map_layers.set_shown(key, shown=False)
    assert window.map_layers.attribution == crown
    bridge.project.area.sources = ()
    window.map_layers.set_shown("practices", shown=False)
    assert len(window.map.furniture.boxes(window.map.canvas.view())) < boxes


def test_a_stroke_reads_and_draws_no_background(
    grid_window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = grid_window
    draw_west(window)
    west, _, _, north = window.map.canvas.view().bounds
    path = write_world_picture(tmp_path / "g.png", west=west, north=north, pixel=50, side=60, world=".pgw")
    key = add(window, qtbot, path, SourceKind.BACKGROUND)
    qtbot.waitUntil(lambda: not window.map_layers.drawing.busy)
    sheet = window.map_layers.files.painters[key]
    asked: list[str] = []
    for name in ("ask", "read", "draw"):
        monkeypatch.setattr(sheet, name, lambda *_args, name=name: asked.append(name))
    window.acts["tool_brush"].trigger()
    stroke(window, [0, 1, 2])
    QApplication.processEvents()
    assert asked == []
    assert window.desk.bridge is not None
    assert (bridge_of(window).scenario.plan.labels[[0, 1, 2]] == 0).all()


def test_reference_layers_lie_over_the_colours_and_can_be_moved_below(
    grid_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = grid_window
    x, y = middle_of(window, 5)
    path = write_vectors(
        tmp_path / "roads.geojson", [shapely.LineString([(x - 5000, y), (x + 5000, y)])], name=["A50"]
    )
    before = pixel(window, x, y)
    key = add(window, qtbot, path, SourceKind.REFERENCE)
    assert pixel(window, x, y) != before
    line = window.layers.line(key)
    line.box.setFocus()
    window.activateWindow()
    QTest.keyClick(line.box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert list(window.layers.boxes).index(key) > list(window.layers.boxes).index(FILLS)
    assert pixel(window, x, y) == before
    window.layers.up.click()
    assert pixel(window, x, y) != before
    menu = commands(window).menu_of(key)
    words = [action.text().replace("&", "").partition("\t")[0] for action in menu.actions()]
    assert {"Shown", "Opacity", "Draw lower", "Zoom to it", "Change…", "Remove from the map"} <= set(words)
    menu.deleteLater()


def test_a_layer_is_dragged_to_another_place(grid_window: MainWindow) -> None:
    window = grid_window
    window.dock.bring_forward("Layers")
    QApplication.processEvents()
    grip = window.layers.line("practices").grip
    target = window.layers.line("labels")
    start = grip.rect().center()
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=start)
    for _ in range(4):
        top = target.mapToGlobal(QPoint(5, 2))
        QTest.mouseMove(grip, grip.mapFromGlobal(top))
        QApplication.processEvents()
        QApplication.sendPostedEvents()
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=start)
    assert next(iter(window.layers.boxes)) == "practices"


def test_layers_are_remembered_for_the_project_and_missing_files_say_so(
    grid_window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = grid_window
    path = write_vectors(tmp_path / "wards.gpkg", [shapely.box(0, 0, 9000, 9000)], name=["Ward"])
    bounds = bridge_of(window).project.area.units.bounds
    path = write_vectors(tmp_path / "wards.gpkg", [shapely.box(*bounds[0])], name=["Ward"])
    key = add(window, qtbot, path, SourceKind.REFERENCE)
    window.map_layers.set_opacity(key, 0.3)
    window.map_layers.set_shown("practices", shown=False)
    window.map_layers.shade(by="imd")
    bridge_of(window).save()
    file = bridge_of(window).opened.path
    assert file is not None
    window.acts["close"].trigger()
    path.unlink()
    window.file_commands.show_opened(open_project(file))
    QApplication.processEvents()
    state = window.map_layers.state
    assert state.look(key).opacity == 0.3
    assert not state.look("practices").shown
    assert state.shading.by == "imd"
    assert window.layers.line(key).note.text() == "File not found"
    assert bridge_of(window).project.registers.get(MAP_SOURCES, key) is not None
    assert window.bar.message is not None
    assert "wards is not on the map" in window.bar.message.what
    moved = write_vectors(tmp_path / "moved.gpkg", [shapely.box(*bounds[0])], name=["Ward"])
    answer_files(monkeypatch, open_=moved)
    commands(window).find_file(key)
    wait_for_jobs(qtbot, window)
    assert window.layers.line(key).note.text() == ""
    assert (window.map_layers.state.look(key).opacity, len(window.map_layers.sources)) == (0.3, 1)
    assert not commands(window).missing(key)


def test_a_file_that_cannot_be_used_is_told_and_changes_nothing(
    grid_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = grid_window
    told: list[object] = []
    window.desk.problem.connect(told.append)
    broken = tmp_path / "roads.gpkg"
    broken.write_bytes(b"no GeoPackage at all")
    with pytest.raises(InputError, match="cannot be read"):
        commands(window).add_file(broken, SourceKind.REFERENCE)
    bare = tmp_path / "picture.png"
    QImage(20, 20, QImage.Format.Format_RGB32).save(str(bare))
    commands(window).add_file(bare, SourceKind.BACKGROUND)
    wait_for_jobs(qtbot, window)
    assert "does not say where it lies" in str(told[0])
    assert window.map_layers.sources == ()
