"""A reference layer is drawn in short pieces, however long its lines are and however many names it has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.io.reference_layers import Level, Lines, ReferenceLayer
from workbench.models.map_sources import MapSource, SourceKind
from workbench.progress import NoProgress
from workbench.ui.layers.reference_pieces import LINE_POINTS, RING_POINTS, Pieces
from workbench.ui.layers.reference_sheet import SOME_NAMES, ReferenceSheet
from workbench.ui.map.view import MapView
from workbench.ui.theme import install_theme


@pytest.fixture(autouse=True)
def _theme(qtbot: QtBot, qapp: QApplication) -> None:
    install_theme(qapp)


def lines_of(*sizes: int) -> Lines:
    """Lines of so many vertices, one above the other."""
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    x = np.concatenate([np.zeros(0), *(np.linspace(0, 1_000, size) for size in sizes)])
    xy = np.column_stack((x, np.repeat(np.arange(len(sizes)) * 50.0, sizes)))
    bounds = np.array([(0, row * 50.0, 1_000, row * 50.0) for row in range(len(sizes))]).reshape(-1, 4)
    return Lines(xy, offsets, bounds)


def segments(pieces: Pieces) -> set[tuple[int, int]]:
    """The pairs of vertices that are joined by what is drawn."""
    joined = set()
    for number, first in enumerate(pieces.first.tolist()):
        xy, offsets = pieces.piece(number)
        starts = set(offsets[1:-1].tolist())
        joined |= {(first + at, first + at + 1) for at in range(len(xy) - 1) if at + 1 not in starts}
    return joined


@pytest.mark.parametrize("sizes", [(5, 3), (LINE_POINTS * 2 + 1, 4), (3, LINE_POINTS * 3 + 2, 2), ()])
def test_long_lines_are_cut_and_nothing_is_lost(sizes: tuple[int, ...]) -> None:
    lines = lines_of(*sizes)
    starts = set(lines.offsets[1:-1].tolist())
    wanted = {(at, at + 1) for at in range(len(lines.xy) - 1) if at + 1 not in starts}
    pieces = Pieces(lines, whole=False)
    assert segments(pieces) == wanted
    assert segments(Pieces(lines, whole=True)) == wanted
    assert all(pieces.after - pieces.first <= LINE_POINTS + 1)


def test_a_ring_stays_whole() -> None:
    rings = Pieces(lines_of(RING_POINTS * 2), whole=True)
    assert (rings.first.tolist(), rings.after.tolist()) == ([0], [RING_POINTS * 2])


def test_a_hole_stays_with_its_area() -> None:
    lines = lines_of(RING_POINTS - 5, 10, 4)
    alone, held = (
        Pieces(replace(lines, begins=begins), whole=True) for begins in (np.arange(3), np.array([0, 2]))
    )
    assert alone.after.tolist() == [RING_POINTS - 5, RING_POINTS + 9]
    assert held.after.tolist() == [RING_POINTS + 5, RING_POINTS + 9]
    assert held.piece(0)[1].tolist() == [0, RING_POINTS - 5, RING_POINTS + 5]


def test_pieces_are_found_by_their_box() -> None:
    pieces = Pieces(lines_of(LINE_POINTS * 2 + 1, LINE_POINTS), whole=False)
    assert pieces.meeting((0, 0, 1_000, 50)) == [0, 1, 2]
    assert pieces.meeting((500, -1, 500, 1)) == [0, 1], "they share the vertex in the middle"
    assert pieces.meeting((600, 0, 1_000, 0)) == [1]
    assert pieces.meeting((0, 51, 1_000, 60)) == []


def test_a_level_is_cut_beside_the_window_and_once() -> None:
    lines = lines_of(5, 3)
    level, nothing = Level(0.0, lines, lines_of()), np.zeros((0, 2))
    layer = ReferenceLayer("roads", 2, (), (level,), nothing, (), nothing)
    sheet, view = (
        ReferenceSheet(layer, MapSource("r1", SourceKind.REFERENCE, "roads.gpkg", "Roads")),
        MapView(1.0, 0, 100, 800, 480),
    )
    assert sheet.slow(view)
    cut = sheet.read(sheet.ask(view), NoProgress())
    assert not sheet.slow(view)
    assert sheet.read(sheet.ask(view), NoProgress()) is cut


def pixels(image: QImage) -> NDArray[np.uint32]:
    """What is drawn."""
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())


def test_names_are_written_some_at_a_time() -> None:
    nothing = Lines(np.zeros((0, 2)), np.zeros(1, dtype=np.int64), np.zeros((0, 4)))
    places = np.array([(100.0 + 200 * column, 100.0 + 60 * row) for row in range(6) for column in range(4)])
    names = tuple(f"Place {number}" for number in range(len(places)))
    level = Level(0.0, nothing, nothing)
    layer = ReferenceLayer("towns", 24, ("name",), (level,), np.zeros((0, 2)), names, places)
    sheet = ReferenceSheet(layer, MapSource("r1", SourceKind.REFERENCE, "towns.gpkg", "Towns", label="name"))
    image = QImage(800, 480, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    inked = [
        int((pixels(image) > 0).sum())
        for _ in sheet.draw(image, MapView(1.0, 400, 240, 800, 480), sheet.read(level, NoProgress()))
    ]
    assert len(inked) >= len(places) / SOME_NAMES
    assert inked == sorted(inked)
    assert 0 < inked[0] < inked[-1] / 2
