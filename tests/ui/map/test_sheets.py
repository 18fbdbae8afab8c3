"""The sheets of the map: order, opacity, guests of this view and of the one before."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter

from tests.ui.map.grid_map import GridMap
from workbench.ui.map.sheets import BORDERS, FILLS, OUTLINES, Look

RED = QColor("#FF0000")


def sheet(grid_map: GridMap, *, left_half: bool = False) -> QImage:
    """A red picture of the view, or of its left half."""
    view = grid_map.canvas.view()
    image = QImage(view.width, view.height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.fillRect(0, 0, view.width // 2 if left_half else view.width, view.height, RED)
    return image


def colour(grid_map: GridMap, x: float, y: float) -> tuple[int, int, int]:
    """Red, green, blue of a place."""
    column, row = grid_map.canvas.view().to_device(x, y)
    found = grid_map.canvas.picture().pixelColor(int(column), int(row))
    return found.red(), found.green(), found.blue()


def fill(grid_map: GridMap) -> tuple[int, int, int]:
    return colour(grid_map, 130, 130)


def test_a_guest_shows_through_the_fills_as_far_as_they_let_it(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    canvas.update_units(np.array([7]), np.array([0], dtype=np.int32))
    own = fill(grid_map)
    canvas.sheets.arrange(("ground", FILLS, BORDERS, OUTLINES), {})
    canvas.sheets.hand_in("ground", sheet(grid_map), canvas.view())
    assert fill(grid_map) == own
    canvas.sheets.arrange(("ground", FILLS, BORDERS, OUTLINES), {FILLS: Look(opacity=0.5)})
    mixed = fill(grid_map)
    assert all(abs(now - (a + b) / 2) <= 2 for now, a, b in zip(mixed, own, (255, 0, 0), strict=True))
    canvas.sheets.arrange(("ground", FILLS, BORDERS, OUTLINES), {FILLS: Look(shown=False)})
    assert fill(grid_map) == (255, 0, 0)
    canvas.sheets.arrange((FILLS, BORDERS, OUTLINES), {})
    assert fill(grid_map) == own


def test_a_guest_above_the_fills_hides_them(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    canvas.sheets.arrange((FILLS, "roads", BORDERS, OUTLINES), {})
    canvas.sheets.hand_in("roads", sheet(grid_map), canvas.view())
    assert fill(grid_map) == (255, 0, 0)
    canvas.sheets.hand_in("roads", None, canvas.view())
    assert fill(grid_map) != (255, 0, 0)


def test_around_the_areas_a_guest_below_is_seen_whole(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    canvas.set_view(canvas.view().zoomed_at((300, 200), 0.5))
    ground = colour(grid_map, -100, -60)
    canvas.sheets.arrange(("ground", FILLS, BORDERS, OUTLINES), {})
    canvas.sheets.hand_in("ground", sheet(grid_map), canvas.view())
    assert colour(grid_map, -100, -60) == (255, 0, 0)
    canvas.sheets.hand_in("ground", None, canvas.view())
    assert colour(grid_map, -100, -60) == ground


def test_an_edit_is_seen_above_a_background(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    canvas.sheets.arrange(("ground", FILLS, BORDERS, OUTLINES), {FILLS: Look(opacity=0.5)})
    canvas.sheets.hand_in("ground", sheet(grid_map), canvas.view())
    canvas.grab()
    before = fill(grid_map)
    canvas.update_units(np.array([7]), np.array([1], dtype=np.int32))
    canvas.grab()
    assert fill(grid_map) != before


def test_the_picture_of_the_view_before_lies_where_it_belongs(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    canvas.sheets.arrange((FILLS, "roads", BORDERS, OUTLINES), {})
    canvas.sheets.hand_in("roads", sheet(grid_map, left_half=True), canvas.view())
    middle = canvas.view().to_map(canvas.width() / 2, canvas.height() / 2)[0]
    canvas.set_view(canvas.view().panned(60, 0))
    assert colour(grid_map, middle - 20, 130) == (255, 0, 0)
    assert colour(grid_map, middle + 20, 130) != (255, 0, 0)
    canvas.set_view(canvas.view().zoomed_at((300, 200), 1.7))
    assert colour(grid_map, middle - 20, 130) == (255, 0, 0)
    assert colour(grid_map, middle + 20, 130) != (255, 0, 0)


def test_lines_are_hidden_one_by_one(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    canvas.update_units(np.arange(24), np.repeat([0, 1], 12).astype(np.int32))
    with_lines = canvas.picture()
    canvas.sheets.show_lines(outlines=False, borders=True)
    without_outlines = canvas.picture()
    canvas.sheets.show_lines(outlines=False, borders=False)
    assert with_lines != without_outlines
    assert without_outlines != canvas.picture()
    assert canvas.picture() == canvas.frame().convertToFormat(QImage.Format.Format_RGB32)


def test_unknown_units_are_hatched_in_a_shading(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    canvas.set_fills(np.full(24, 0xFFAABBCC, dtype=np.uint32), np.array([7]))
    frame = canvas.frame()
    view = canvas.view()
    x, y = (int(value) for value in view.to_device(110, 190))
    seen = {frame.pixelColor(x + step, y + 5).name() for step in range(40)}
    x, y = (int(value) for value in view.to_device(310, 190))
    plain = {frame.pixelColor(x + step, y + 5).name() for step in range(40)}
    assert plain == {"#aabbcc"}
    assert len(seen) == 2
