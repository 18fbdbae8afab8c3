"""The projector's window shows the same plan, follows strokes and view, and can keep a view of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.window_driving import answer_unsaved, press_key, stroke, wait_for_jobs
from workbench.session.plan_edits import add_locality, reassign
from workbench.ui.dialogs.unsaved_question import UnsavedAnswer
from workbench.ui.layers.layer_state import LABELS
from workbench.ui.map.sheets import FILLS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def is_open(main: MainWindow) -> bool:
    return main.room.projector.window is not None


def test_the_second_window_follows_the_first(
    grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = grid_window
    bridge = main.desk.bridge
    assert bridge is not None
    bridge.apply(add_locality(bridge.scenario, "North"))
    main.map.canvas.setFocus()
    press_key(main, Qt.Key.Key_W, CTRL_SHIFT)
    window = main.room.projector.window
    assert window is not None
    assert main.acts["projector"].isChecked()
    bridge.apply(reassign(bridge.project, bridge.scenario, np.arange(3), 0))
    assert window.pane.canvas.labels()[:4].tolist() == [0, 0, 0, -1]
    main.acts["tool_brush"].trigger()
    stroke(main, [4, 5], release=False)
    side = window.pane.side
    assert side is not None
    assert [figures.people for figures in side.figures] == [6000 + 5000 + 6000]
    assert bridge.scenario.plan.labels[4] == -1
    main.map.canvas.cancel()
    assert window.pane.side is not None
    assert [figures.people for figures in window.pane.side.figures] == [6000]
    main.map.canvas.zoom_in()
    follower, leader = window.pane.canvas.view(), main.map.canvas.view()
    assert (follower.centre_x, follower.centre_y) == (leader.centre_x, leader.centre_y)
    window.follow.setChecked(False)
    main.map.canvas.fit()
    assert window.pane.canvas.view() == follower
    window.toggle_full_screen()
    assert window.isFullScreen()
    window.toggle_full_screen()
    window.close()
    QApplication.processEvents()
    assert not is_open(main)
    assert not main.acts["projector"].isChecked()
    main.acts["projector"].trigger()
    assert is_open(main)
    answer_unsaved(monkeypatch, UnsavedAnswer.DROP)
    main.acts["close"].trigger()
    assert not is_open(main)


def test_the_dock_becomes_a_window_and_comes_back(grid_window: MainWindow) -> None:
    grid_window.acts["float_dock"].trigger()
    assert grid_window.dock.isFloating()
    assert grid_window.acts["float_dock"].isChecked()
    grid_window.acts["float_dock"].trigger()
    assert not grid_window.dock.isFloating()


def test_layers_and_shading_are_shared(
    grid_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = grid_window
    main.acts["projector"].trigger()
    window = main.room.projector.window
    assert window is not None
    pane = window.pane
    assert pane.furniture is not None
    plain = len(pane.furniture.boxes(pane.canvas.view()))
    shared = main.room.projector._shared
    assert shared is not None
    signs = shared.signs.symbols
    assert len(signs.boxes(pane.canvas.view())) == len(main.map.symbols.boxes(main.map.canvas.view())) > 0
    main.map_layers.set_shown("practices", shown=False)
    assert not signs.boxes(pane.canvas.view())
    main.map_layers.set_shown("practices", shown=True)
    main.map_layers.set_opacity(FILLS, 0.4)
    assert pane.canvas.sheets.look(FILLS).opacity == 0.4
    main.map_layers.set_shown(LABELS, shown=False)
    assert not pane.labels.visible
    main.map_layers.shade(by=next(iter(main.map_layers.indicators)))
    assert len(pane.furniture.boxes(pane.canvas.view())) == plain + 1
    answer_unsaved(monkeypatch, UnsavedAnswer.DROP)
    main.file_commands.open_sample()
    wait_for_jobs(qtbot, main)
    assert not is_open(main)
    main.map_layers.shade(by=next(iter(main.map_layers.indicators)))
    main.acts["projector"].trigger()
    again = main.room.projector.window
    assert again is not None
    assert again.pane.furniture is not None
    shaded = len(again.pane.furniture.boxes(again.pane.canvas.view()))
    main.map_layers.shade(by="")
    assert len(again.pane.furniture.boxes(again.pane.canvas.view())) == shaded - 1
    again.close()
    main.map_layers.set_opacity(FILLS, 0.5)  # nobody is left to be told
    assert not is_open(main)
