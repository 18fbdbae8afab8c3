"""A change of view shows fills at once and lines in slices that the next change drops. Slices are counted."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from workbench.ui.map import layers, outlines
from workbench.ui.map.slices import SLICE_S

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.map.grid_map import GridMap

LONGEST_SLICE_S = 0.008


@pytest.fixture
def pieces(grid_map: GridMap, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Lines in slices of one piece each: the clock strikes the end of a slice after every piece."""
    canvas, done = grid_map.canvas, {"begun": 0, "dropped": 0, "drawn": 0, "slices": 0}
    grid_map.host.plan[:] = [unit % 6 // 2 for unit in range(24)]
    grid_map.sync()
    canvas.finish_drawing()
    canvas.lines_at_once = 0
    clock = count()
    monkeypatch.setattr("workbench.ui.map.slices.perf_counter", lambda: float(next(clock)))
    monkeypatch.setattr(outlines, "SLICE_POINTS", 8)
    draw = layers.MapLayers.draw_lines

    def counted(*args: object) -> Iterator[None]:
        done["begun"] += 1
        try:
            for _ in draw(*args):  # type: ignore[arg-type]  # handed on as they are
                done["drawn"] += 1
                yield
        except GeneratorExit:
            done["dropped"] += 1
            raise

    monkeypatch.setattr(layers.MapLayers, "draw_lines", counted)
    after = canvas._work._after_slice  # the surface's own reaction to a slice

    def sliced() -> None:
        done["slices"] += 1
        after()

    monkeypatch.setattr(canvas._work, "_after_slice", sliced)
    return done


def fills(canvas_image: QImage) -> np.ndarray:
    image = canvas_image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()).copy()


def test_fills_are_right_before_any_line_is_drawn(grid_map: GridMap, pieces: dict[str, int]) -> None:
    canvas = grid_map.canvas
    canvas.zoom_in()
    canvas.repaint()
    assert canvas.drawing
    assert pieces["drawn"] == 0
    at_once = fills(canvas.frame())
    canvas.finish_drawing()
    assert (fills(canvas.frame()) == at_once).all()
    assert pieces["drawn"] > 3


def test_every_slice_is_one_piece_when_time_is_over(grid_map: GridMap, pieces: dict[str, int]) -> None:
    canvas = grid_map.canvas
    canvas.zoom_in()
    canvas.repaint()
    while canvas.drawing:
        QApplication.processEvents()
    assert pieces["begun"] == 1
    assert pieces["drawn"] > 3
    assert pieces["slices"] == pieces["drawn"] + 1  # the last finds nothing left


def test_the_next_change_drops_what_is_being_drawn(grid_map: GridMap, pieces: dict[str, int]) -> None:
    canvas = grid_map.canvas
    canvas.zoom_in()
    canvas.repaint()
    while not pieces["drawn"]:
        QApplication.processEvents()
    drawn = pieces["drawn"]
    canvas.pan_by(7, 3)
    assert not canvas.drawing
    assert pieces["dropped"] == 1
    canvas.finish_drawing()
    assert pieces["begun"] == 2
    assert pieces["drawn"] - drawn > drawn


def test_a_slice_leaves_room_for_the_piece_it_ends_with() -> None:
    """Slices end with the first piece after 5 ms, and a piece takes about 2 ms: together less than 8."""
    assert SLICE_S + 0.003 <= LONGEST_SLICE_S
