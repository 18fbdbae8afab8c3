"""What the canvas draws, read back pixel by pixel, and how it follows wheel, keys and screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.map.grid_map import COLOURS
from workbench.models.topology import build_topology
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.colouring import UNASSIGNED_FILL, UNASSIGNED_HATCH
from workbench.ui.map.tools.brush import BrushTool

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from pytestqt.qtbot import QtBot

    from tests.ui.map.grid_map import GridMap
    from workbench.ui.map.view import MapView


def dark(painted: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Tell which pixels are as dark as an outline."""
    return ((painted & 0xFF) < 80) & ((painted >> 8 & 0xFF) < 80)


def pixels(image: QImage) -> NDArray[np.uint32]:
    """Give an image's pixels as 0xffRRGGBB."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    data = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(
        image.height(), image.bytesPerLine() // 4
    )
    return data[:, : image.width()] | np.uint32(0xFF000000)


def middle(painted: NDArray[np.uint32], unit: int, ratio: int = 1) -> set[int]:
    """Give the colours around the middle of a square of the grid."""
    x, y = (unit % 6 * 100 + 50) * ratio, (350 - unit // 6 * 100) * ratio
    return {int(value) for value in np.unique(painted[y - 9 : y + 9, x - 9 : x + 9])}


def expected(label: int) -> set[int]:
    """Give the colours of a unit with a label."""
    return {UNASSIGNED_FILL, UNASSIGNED_HATCH} if label < 0 else {int(COLOURS[label])}


def test_every_unit_has_the_colour_of_its_locality(grid_map: GridMap) -> None:
    grid_map.host.plan[:] = np.arange(24) % 5 - 1
    grid_map.sync()
    painted = pixels(grid_map.canvas.grab().toImage())
    for unit, label in enumerate(grid_map.host.plan.tolist()):
        assert middle(painted, unit) == expected(label), unit


changes = st.lists(
    st.tuples(st.sets(st.integers(0, 23), min_size=1), st.integers(-1, 3)), min_size=1, max_size=6
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes)
def test_updates_paint_what_a_fresh_plan_would(grid_map: GridMap, steps: list[tuple[set[int], int]]) -> None:
    canvas = grid_map.canvas
    canvas.set_target_slot(1)
    for units, label in steps:
        which = np.array(sorted(units))
        grid_map.host.plan[which] = label
        canvas.update_units(which, np.full(len(which), label, dtype=np.int32))
    after_updates = pixels(canvas.grab().toImage())
    for unit, label in enumerate(grid_map.host.plan.tolist()):
        assert middle(after_updates, unit) == expected(label)
    grid_map.sync()
    assert (pixels(canvas.grab().toImage()) == after_updates).all()


def test_outlines_follow_the_localities(grid_map: GridMap) -> None:
    grid_map.host.plan[:] = 0
    grid_map.host.plan[[0, 6, 12, 18]] = 1
    grid_map.sync()
    painted = pixels(grid_map.canvas.picture())
    assert dark(painted[20:380:40, 99:101]).any(axis=1).all()
    assert not dark(painted[20:380:40, 199:201]).any()
    grid_map.canvas.update_units(np.array([0]), np.array([0], dtype=np.int32))
    painted = pixels(grid_map.canvas.picture())
    assert not dark(painted[310:390, 99:101]).any()
    assert dark(painted[299:301, 10:90]).any(axis=0).all()


def test_selection_cut_off_target_and_fills_show_and_go(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    grid_map.host.plan[:] = 0
    grid_map.sync()
    bare = pixels(canvas.picture())
    some = np.array([8, 9])
    pairs: list[tuple[Callable[[], object], Callable[[], object]]] = [
        (lambda: canvas.set_selection(some), lambda: canvas.set_selection(some[:0])),
        (lambda: canvas.set_cut_off(some), lambda: canvas.set_cut_off(some[:0])),
        (lambda: canvas.set_target_slot(0), lambda: canvas.set_target_slot(None)),
        (lambda: canvas.set_preview(some, 2), canvas.clear_preview),
        (lambda: canvas.set_line_width(2), lambda: canvas.set_line_width(1)),
        (lambda: canvas.set_theme("#0F1114", line="#FF0000"), lambda: canvas.set_theme("#E6E9ED")),
        (lambda: canvas.set_fills(np.full(24, 0xFF123456, np.uint32)), lambda: canvas.set_fills(None)),
        (lambda: canvas.set_colours(COLOURS[::-1]), lambda: canvas.set_colours(COLOURS)),
    ]
    for on, off in pairs:
        on()
        assert (pixels(canvas.picture()) != bare).any()
        off()
        assert (pixels(canvas.picture()) == bare).all()
    canvas.set_selection(some)
    assert canvas.selection().tolist() == [8, 9]


def test_a_preview_is_hatched_in_the_colour_of_the_target(grid_map: GridMap) -> None:
    grid_map.host.plan[:] = 0
    grid_map.sync()
    grid_map.canvas.set_preview(np.array([8]), 2)
    colours = middle(pixels(grid_map.canvas.frame()), 8)
    assert int(COLOURS[2]) in colours
    assert len(colours) == 2


def test_device_pixel_ratio_two(grid_map: GridMap, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = grid_map.canvas
    grid_map.host.plan[:] = np.arange(24) % 5 - 1
    grid_map.sync()
    monkeypatch.setattr(canvas, "devicePixelRatioF", lambda: 2.0)
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.DevicePixelRatioChange))
    view = canvas.view()
    assert (view.width, view.height, view.ratio, view.scale) == (1200, 800, 2.0, 2.0)
    painted = pixels(canvas.picture())
    assert painted.shape == (800, 1200)
    for unit, label in enumerate(grid_map.host.plan.tolist()):
        assert middle(painted, unit, 2) == expected(label)
    target = QImage(1200, 800, QImage.Format.Format_RGB32)
    target.setDevicePixelRatio(2.0)
    target.fill(0)
    canvas.render(target, QPoint(), QRect(0, 0, 600, 400))
    assert (pixels(target) == painted).all()
    canvas.update_units(np.array([0]), np.array([3], dtype=np.int32))
    assert middle(pixels(canvas.picture()), 0, 2) == expected(3)
    assert view.to_screen(100, 300) == (100, 100)


def wheel(canvas: MapCanvas, at: QPoint, delta: int, keys: Qt.KeyboardModifier) -> None:
    """Turn the wheel over a point."""
    event = QWheelEvent(
        QPointF(at),
        QPointF(canvas.mapToGlobal(at)),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def test_the_wheel_zooms_at_the_cursor(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    views: list[MapView] = []
    canvas.view_changed.connect(views.append)
    before = canvas.view().to_map(150, 100)
    for _ in range(10):
        wheel(canvas, QPoint(150, 100), 12, Qt.KeyboardModifier.NoModifier)
    assert canvas.view().to_map(150, 100) == pytest.approx(before)
    assert canvas.view().scale == pytest.approx(1.25)
    assert views[-1] == canvas.view()
    for _ in range(100):
        canvas.zoom_out()
    assert canvas.view().scale == pytest.approx(0.92 / 4)


def test_wheel_and_brackets_change_the_brush(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    canvas.set_brush_radius(100)
    radii: list[float] = []
    canvas.radius_changed.connect(radii.append)
    wheel(canvas, QPoint(150, 100), 120, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(canvas, Qt.Key.Key_BracketRight)
    QTest.keyClick(canvas, Qt.Key.Key_BracketLeft)
    assert radii == pytest.approx([115, 132.25, 115])
    assert canvas.view().scale == 1


def test_keys_move_and_zoom_and_the_rest_is_passed_on(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    keys: list[int] = []
    canvas.key_pressed.connect(lambda event: keys.append(event.key()))
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    assert (canvas.view().centre_x, canvas.view().centre_y) == (360, 240)
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.view().scale == 1.25
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    QTest.keyClick(canvas, Qt.Key.Key_3)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert keys == [Qt.Key.Key_3, Qt.Key.Key_Escape]


def test_keyboard_focus_is_visible(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    canvas.clearFocus()
    bare = pixels(canvas.grab().toImage())
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert canvas.hasFocus()
    ringed = pixels(canvas.grab().toImage())
    assert (ringed[1, 5:-5] != bare[1, 5:-5]).all()
    assert canvas.accessibleName() == "Map"


def test_hover_tells_unit_and_place(grid_map: GridMap, qtbot: QtBot) -> None:
    canvas = grid_map.canvas
    canvas.grab()
    QTest.mouseMove(canvas, QPoint(10, 10))
    with qtbot.waitSignal(canvas.hovered) as signal:
        QTest.mouseMove(canvas, QPoint(250, 150))
    assert signal.args == [14, 250.0, 250.0]
    with qtbot.waitSignal(canvas.hovered) as signal:
        QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert signal.args is not None
    assert signal.args[0] == -1


def test_overlays_paint_above_the_map_in_logical_pixels(grid_map: GridMap) -> None:
    class Dot:
        def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
            x, y = view.to_screen(150, 250)
            painter.fillRect(round(x) - 3, round(y) - 3, 6, 6, Qt.GlobalColor.magenta)

    dot = Dot()
    grid_map.canvas.add_overlay(dot)
    assert pixels(grid_map.canvas.grab().toImage())[150, 150] == 0xFFFF00FF
    assert pixels(grid_map.canvas.picture())[150, 150] != 0xFFFF00FF
    grid_map.canvas.remove_overlay(dot)
    assert pixels(grid_map.canvas.grab().toImage())[150, 150] != 0xFFFF00FF


def test_a_fitted_map_stays_fitted(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    canvas.fit()
    canvas.resize(300, 400)
    assert canvas.view().scale == pytest.approx(300 * 0.92 / 600)
    canvas.centre_on(10, 10)
    canvas.resize(600, 400)
    assert canvas.view().scale == pytest.approx(300 * 0.92 / 600)
    assert (canvas.view().centre_x, canvas.view().centre_y) == (10, 10)


def test_many_units_draw_their_lines_in_slices(qtbot: QtBot) -> None:
    boxes = [shapely.box(x, y, x + 100, y + 100) for y in range(0, 4000, 100) for x in range(0, 4000, 100)]
    geometry = np.array(boxes, dtype=object)
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 400)
    points = shapely.get_coordinates(shapely.centroid(geometry))
    canvas.set_units(build_topology(geometry), shapely.bounds(geometry), points, geometry)
    labels = (np.arange(1600) % 4).astype(np.int32)
    canvas.set_plan(labels, COLOURS)
    with qtbot.waitExposed(canvas):
        canvas.show()
    at_once = pixels(canvas.picture())
    view = canvas.view()
    canvas.set_view(view.panned(1, 0))
    canvas.repaint()
    canvas.set_view(view)
    canvas.repaint()
    canvas.update_units(np.arange(5), np.zeros(5, dtype=np.int32))
    canvas.update_units(np.arange(5), labels[:5])
    qtbot.waitUntil(lambda: not canvas.drawing)
    assert (pixels(canvas.grab().toImage()) == at_once).all()


def test_a_hidden_canvas_stops_drawing(grid_map: GridMap) -> None:
    grid_map.canvas.hide()
    assert not grid_map.canvas.drawing


def test_an_empty_canvas_is_ground(qtbot: QtBot) -> None:
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(200, 150)
    canvas.fit()
    assert (pixels(canvas.grab().toImage()) == 0xFFE6E9ED).all()
    assert (pixels(canvas.picture()) == 0xFFE6E9ED).all()
    canvas.set_plan(np.zeros(0, dtype=np.int32), COLOURS)
    canvas.set_selection(np.zeros(0, dtype=np.int64))


def test_pictures_are_copies(grid_map: GridMap) -> None:
    grid_map.host.plan[:] = 0
    grid_map.sync()
    kept = grid_map.canvas.frame()
    before = pixels(kept).copy()
    grid_map.host.plan[:] = 1
    grid_map.sync()
    assert (pixels(kept) == before).all()
    assert (pixels(grid_map.canvas.frame()) != before).any()


def test_a_new_set_of_units_starts_empty(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    canvas.set_tool(BrushTool(grid_map.host))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(50, 50))
    geometry = grid_map.geometry[:2]
    canvas.set_units(
        build_topology(geometry), shapely.bounds(geometry), np.array([[50.0, 50.0], [150.0, 50.0]]), geometry
    )
    assert grid_map.host.cancels == 1
    assert canvas.labels().tolist() == [-1, -1]
    canvas.grab()
