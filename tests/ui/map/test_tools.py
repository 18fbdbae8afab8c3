"""Strokes, boxes and clicks with a real canvas, a real mouse and a host that writes everything down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.map.tool_driving import CTRL, LEFT, NO_KEY, RIGHT, SHIFT, move_over
from workbench.ui.map.tools.box import BoxTool
from workbench.ui.map.tools.brush import BrushTool
from workbench.ui.map.tools.eraser import EraserTool
from workbench.ui.map.tools.pan import PanTool
from workbench.ui.map.tools.select import SelectTool

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.map.grid_map import GridMap

MIDDLE = Qt.MouseButton.MiddleButton


def at(column: float, row: float) -> QPoint:
    """Give the widget point of a place in the grid: column from the west, row from the south."""
    return QPoint(round(column * 100), round(400 - row * 100))


def drag(
    grid: GridMap, *points: QPoint, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NO_KEY
) -> None:
    """Press at the first point, move through the others and stay pressed."""
    QTest.mousePress(grid.canvas, button, keys, points[0])
    for point in points[1:]:
        move(grid, point, button)


def move(grid: GridMap, point: QPoint, button: Qt.MouseButton) -> None:
    """Move with a button down."""
    move_over(grid.canvas, point, button)


def test_a_stroke_is_press_move_release(grid_map: GridMap) -> None:
    grid_map.canvas.set_tool(BrushTool(grid_map.host))
    drag(grid_map, at(0.5, 0.5), at(1.5, 0.5))
    assert grid_map.host.previews == [([0], 0), ([0, 1], 0)]
    assert grid_map.host.plan.tolist() == [-1] * 24
    assert grid_map.canvas.labels()[:3].tolist() == [0, 0, -1]
    assert not grid_map.host.commits
    QTest.mouseRelease(grid_map.canvas, LEFT, NO_KEY, at(2.5, 0.5))
    assert grid_map.host.commits == [([0, 1, 2], 0, "Paint 3 areas")]
    assert grid_map.canvas.labels().tolist() == grid_map.host.plan.tolist()


def test_a_fast_stroke_skips_nothing(grid_map: GridMap) -> None:
    grid_map.canvas.set_tool(BrushTool(grid_map.host))
    drag(grid_map, at(0.5, 1.5), at(5.5, 1.5))
    QTest.mouseRelease(grid_map.canvas, LEFT, NO_KEY, at(5.5, 1.5))
    assert grid_map.host.commits == [([6, 7, 8, 9, 10, 11], 0, "Paint 6 areas")]


def test_locked_and_own_units_are_left_alone(grid_map: GridMap) -> None:
    grid_map.host.plan[1] = 0
    grid_map.host.locked = {2}
    grid_map.canvas.set_tool(BrushTool(grid_map.host))
    drag(grid_map, at(0.5, 0.5), at(3.5, 0.5))
    QTest.mouseRelease(grid_map.canvas, LEFT, NO_KEY, at(3.5, 0.5))
    assert grid_map.host.commits == [([0, 3], 0, "Paint 2 areas")]


def test_escape_drops_the_stroke(grid_map: GridMap) -> None:
    grid_map.canvas.set_tool(BrushTool(grid_map.host))
    drag(grid_map, at(0.5, 0.5), at(3.5, 0.5))
    QTest.keyClick(grid_map.canvas, Qt.Key.Key_Escape)
    assert grid_map.host.cancels == 1
    assert set(grid_map.canvas.labels().tolist()) == {-1}
    move(grid_map, at(5.5, 0.5), LEFT)
    QTest.mouseRelease(grid_map.canvas, LEFT, NO_KEY, at(5.5, 0.5))
    assert not grid_map.host.commits


def test_a_change_of_tool_drops_the_stroke(grid_map: GridMap) -> None:
    grid_map.canvas.set_tool(BrushTool(grid_map.host))
    drag(grid_map, at(0.5, 0.5), at(3.5, 0.5))
    grid_map.canvas.set_tool(SelectTool(grid_map.host))
    assert grid_map.host.cancels == 1
    assert set(grid_map.canvas.labels().tolist()) == {-1}


def test_no_target_paints_nothing_and_says_so(grid_map: GridMap) -> None:
    grid_map.host.target = None
    grid_map.canvas.set_tool(BrushTool(grid_map.host))
    QTest.mouseClick(grid_map.canvas, LEFT, NO_KEY, at(0.5, 0.5))
    assert not grid_map.host.commits
    assert grid_map.host.messages == ["Choose a locality to paint into"]


def test_a_stroke_over_nothing_new_is_no_step(grid_map: GridMap) -> None:
    grid_map.host.plan[:] = 0
    grid_map.canvas.set_tool(BrushTool(grid_map.host))
    QTest.mouseClick(grid_map.canvas, LEFT, NO_KEY, at(0.5, 0.5))
    assert not grid_map.host.commits
    assert grid_map.host.cancels == 1


def test_a_double_click_is_two_dabs(grid_map: GridMap) -> None:
    grid_map.canvas.set_tool(BrushTool(grid_map.host))
    QTest.mouseClick(grid_map.canvas, LEFT, NO_KEY, at(0.5, 0.5))
    QTest.mouseDClick(grid_map.canvas, LEFT, NO_KEY, at(1.5, 0.5))
    QTest.mouseRelease(grid_map.canvas, LEFT, NO_KEY, at(1.5, 0.5))
    assert [units for units, _, _ in grid_map.host.commits] == [[0], [1]]


def test_the_eraser_clears(grid_map: GridMap) -> None:
    grid_map.host.plan[:3] = [0, 1, -1]
    grid_map.canvas.set_tool(EraserTool(grid_map.host))
    drag(grid_map, at(0.5, 0.5), at(2.5, 0.5))
    QTest.mouseRelease(grid_map.canvas, LEFT, NO_KEY, at(2.5, 0.5))
    assert grid_map.host.commits == [([0, 1], -1, "Clear 2 areas")]


def test_right_drag_gives_areas_of_the_target_back(grid_map: GridMap) -> None:
    grid_map.host.plan[:6] = [1, 0, 0, 2, 0, 0]
    grid_map.canvas.set_tool(BrushTool(grid_map.host))
    drag(grid_map, at(0.5, 0.5), at(4.5, 0.5), button=RIGHT)
    QTest.mouseRelease(grid_map.canvas, RIGHT, NO_KEY, at(4.5, 0.5))
    assert grid_map.host.commits == [([1, 2, 4], 1, "Give back 3 areas")]
    assert grid_map.host.towards == "to"


def test_right_drag_from_the_target_itself_is_explained(grid_map: GridMap) -> None:
    grid_map.host.plan[:] = 0
    grid_map.canvas.set_tool(BrushTool(grid_map.host))
    drag(grid_map, at(0.5, 0.5), at(4.5, 0.5), button=RIGHT)
    QTest.mouseRelease(grid_map.canvas, RIGHT, NO_KEY, at(4.5, 0.5))
    assert not grid_map.host.commits
    assert len(grid_map.host.messages) == 1


@pytest.mark.parametrize("tool", [BrushTool, SelectTool, EraserTool])
def test_right_click_asks_for_the_menu(grid_map: GridMap, qtbot: QtBot, tool: type[BrushTool]) -> None:
    grid_map.canvas.set_tool(tool(grid_map.host))
    with qtbot.waitSignal(grid_map.canvas.context_requested) as signal:
        QTest.mouseClick(grid_map.canvas, RIGHT, NO_KEY, at(2.5, 1.5))
    assert signal.args == [at(2.5, 1.5), 8]
    assert not grid_map.host.commits


def test_clicks_select(grid_map: GridMap) -> None:
    grid_map.canvas.set_tool(SelectTool(grid_map.host))
    QTest.mouseClick(grid_map.canvas, LEFT, NO_KEY, at(0.5, 0.5))
    QTest.mouseClick(grid_map.canvas, LEFT, SHIFT, at(1.5, 0.5))
    QTest.mouseClick(grid_map.canvas, LEFT, CTRL, at(1.5, 0.5))
    assert grid_map.host.selections == [([0], "replace"), ([1], "add"), ([1], "remove")]
    grid_map.canvas.zoom_out()
    QTest.mouseClick(grid_map.canvas, LEFT, SHIFT, QPoint(2, 2))
    QTest.mouseClick(grid_map.canvas, LEFT, NO_KEY, QPoint(2, 2))
    assert grid_map.host.selections[3:] == [([], "replace")]


def test_a_click_takes_the_locality_in_hand_and_a_box_around_one_area_does_not(grid_map: GridMap) -> None:
    grid_map.host.plan[:2] = 3, 5
    grid_map.canvas.set_tool(SelectTool(grid_map.host))
    QTest.mouseClick(grid_map.canvas, LEFT, NO_KEY, at(0.5, 0.5))
    assert grid_map.host.target == 3
    grid_map.canvas.set_tool(BoxTool(grid_map.host))
    drag(grid_map, at(1.2, 0.2), at(1.8, 0.8))
    QTest.mouseRelease(grid_map.canvas, LEFT, NO_KEY, at(1.8, 0.8))
    assert grid_map.host.selections[-1] == ([1], "replace")
    assert grid_map.host.target == 3


def test_double_click_fits_the_locality(grid_map: GridMap) -> None:
    grid_map.host.plan[[0, 1]] = 2
    grid_map.canvas.set_tool(SelectTool(grid_map.host))
    QTest.mouseDClick(grid_map.canvas, LEFT, NO_KEY, at(0.5, 0.5))
    view = grid_map.canvas.view()
    assert (view.centre_x, view.centre_y) == (100, 50)
    assert view.scale == pytest.approx(600 * 0.92 / 200)


def test_a_box_selects_what_it_holds(grid_map: GridMap) -> None:
    grid_map.canvas.set_tool(BoxTool(grid_map.host))
    drag(grid_map, at(0.2, 0.2), at(2.9, 1.9), keys=SHIFT)
    grid_map.canvas.grab()
    QTest.mouseRelease(grid_map.canvas, LEFT, SHIFT, at(2.9, 1.9))
    assert grid_map.host.selections == [([0, 1, 2, 6, 7, 8], "add")]
    drag(grid_map, at(0.2, 0.2), at(2.9, 1.9))
    QTest.keyClick(grid_map.canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(grid_map.canvas, LEFT, NO_KEY, at(2.9, 1.9))
    assert len(grid_map.host.selections) == 1


@pytest.mark.parametrize("way", ["middle", "space", "tool"])
def test_three_ways_to_pan(grid_map: GridMap, way: str) -> None:
    canvas = grid_map.canvas
    canvas.set_tool(PanTool(grid_map.host) if way == "tool" else BrushTool(grid_map.host))
    button = MIDDLE if way == "middle" else LEFT
    if way == "space":
        QTest.keyPress(canvas, Qt.Key.Key_Space)
    drag(grid_map, at(2, 2), at(2.5, 2), at(3, 2.5), button=button)
    QTest.mouseRelease(canvas, button, NO_KEY, at(3, 2.5))
    if way == "space":
        QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert (canvas.view().centre_x, canvas.view().centre_y) == (200, 150)
    assert not grid_map.host.commits
    canvas.set_tool(BrushTool(grid_map.host))
    QTest.mouseClick(canvas, LEFT, NO_KEY, QPoint(250, 200))
    assert grid_map.host.commits == [([7], 0, "Paint 1 area")]


def test_the_brush_draws_its_ring_and_trail(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    canvas.set_brush_radius(40)
    canvas.set_tool(BrushTool(grid_map.host))
    bare = canvas.grab().toImage()
    drag(grid_map, at(1.5, 1.5), at(3.5, 1.5))
    painted = canvas.grab().toImage()
    assert painted != bare
    assert painted.pixelColor(at(3.5, 1.5) + QPoint(0, -40)).lightness() < 120
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    canvas.set_tool(None)
    assert canvas.grab().toImage() == bare


def test_labels_are_never_changed_by_a_preview(grid_map: GridMap) -> None:
    grid_map.host.plan[:] = np.arange(24) % 4
    before = grid_map.host.plan.copy()
    grid_map.sync()
    grid_map.canvas.set_preview(np.array([1, 2, 3]), 0)
    assert grid_map.canvas.labels()[:4].tolist() == [0, 0, 0, 0]
    grid_map.canvas.set_preview(np.array([3]), 2)
    assert grid_map.canvas.labels()[:4].tolist() == [0, 1, 2, 2]
    grid_map.canvas.clear_preview()
    assert grid_map.canvas.labels().tolist() == before.tolist()
    assert grid_map.host.plan.tolist() == before.tolist()
