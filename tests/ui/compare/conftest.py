"""The window with the grid, and two scenarios side by side whose answers were worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from workbench.session import plan_edits
from workbench.ui.session_bridge import SessionBridge

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.ui.compare.compare_view import CompareView
    from workbench.ui.main_window import MainWindow

ROWS = (range(4), range(4, 8), range(8, 12))


def bridge_of(window: MainWindow) -> SessionBridge:
    assert window.desk.bridge is not None
    return window.desk.bridge


def draw_rows(window: MainWindow) -> None:
    """Three localities: a row of the grid each, of 10,000, 26,000 and 42,000 people."""
    bridge = bridge_of(window)
    for row in ROWS:
        bridge.apply(plan_edits.add_locality(bridge.scenario))
        locality = list(bridge.scenario.plan)[-1]
        give(window, list(row), locality.code)


def give(window: MainWindow, units: list[int], code: str | None) -> None:
    """Give units to a locality of the scenario shown."""
    bridge = bridge_of(window)
    slot = -1 if code is None else bridge.scenario.plan.slot(code)
    bridge.apply(plan_edits.reassign(bridge.project, bridge.scenario, np.array(units), slot))


def copy_scenario(window: MainWindow, name: str) -> None:
    """Copy the scenario shown, and show the copy."""
    bridge = bridge_of(window)
    bridge.apply(plan_edits.copy_scenario(bridge.project, bridge.scenario, name))


def wait_for_figures(qtbot: QtBot, view: CompareView) -> None:
    """Wait until all that is shown is up to date."""
    qtbot.waitUntil(lambda: not view.latest.busy and not view._settle.isActive(), timeout=60_000)
    QApplication.processEvents()


@pytest.fixture
def two(grid_window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A: rows. B: rows, but unit 4 lies in the first locality. B is shown, side by side with A."""
    draw_rows(grid_window)
    copy_scenario(grid_window, "Second draft")
    give(grid_window, [4], "L01")
    grid_window.acts["view_compare"].trigger()
    wait_for_figures(qtbot, grid_window.parts.compare)
    return grid_window
