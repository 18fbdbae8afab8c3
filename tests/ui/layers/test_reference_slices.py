"""A reference layer is drawn in short pieces, however long its lines are and however many names it has."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.io.reference_layers import Level, Lines, ReferenceLayer
from workbench.models.map_sources import MapSource, SourceKind
from workbench.ui.layers.reference_sheet import CHUNK_POINTS, SOME_NAMES, ReferenceSheet, _chunks
from workbench.ui.map.view import MapView
from workbench.ui.theme import install_theme


@pytest.fixture(autouse=True)
def _theme(qtbot: QtBot, qapp: QApplication) -> None:
    install_theme(qapp)


def lines_of(*sizes: int) -> Lines:
    """Lines of so many vertices, one above the other."""
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    x = np.concatenate([np.linspace(0, 1_000, size) for size in sizes])
    xy = np.column_stack((x, np.repeat(np.arange(len(sizes)) * 50.0, sizes)))
    bounds = np.array([(0, row * 50.0, 1_000, row * 50.0) for row in range(len(sizes))])
    return Lines(xy, offsets, bounds)


def segments(lines: Lines, *, whole: bool) -> set[tuple[int, int]]:
    """The pairs of vertices that are joined by what is drawn."""
    joined = set()
    for chunk in _chunks(lines, whole=whole):
        starts = set((chunk.offsets[1:-1] + chunk.first).tolist())
        joined |= {(at, at + 1) for at in range(chunk.first, chunk.after - 1) if at + 1 not in starts}
    return joined


@pytest.mark.parametrize("sizes", [(5, 3), (CHUNK_POINTS * 2 + 1, 4), (3, CHUNK_POINTS * 3 + 2, 2)])
def test_long_lines_are_cut_and_nothing_is_lost(sizes: tuple[int, ...]) -> None:
    lines = lines_of(*sizes)
    starts = set(lines.offsets[1:-1].tolist())
    wanted = {(at, at + 1) for at in range(len(lines.xy) - 1) if at + 1 not in starts}
    assert segments(lines, whole=False) == wanted
    assert segments(lines, whole=True) == wanted
    assert all(chunk.after - chunk.first <= CHUNK_POINTS + 1 for chunk in _chunks(lines, whole=False))


def test_a_ring_stays_whole() -> None:
    ring = lines_of(CHUNK_POINTS * 4)
    assert [chunk.after - chunk.first for chunk in _chunks(ring, whole=True)] == [CHUNK_POINTS * 4]


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
        int((pixels(image) > 0).sum()) for _ in sheet.draw(image, MapView(1.0, 400, 240, 800, 480), level)
    ]
    assert len(inked) >= len(places) / SOME_NAMES
    assert inked == sorted(inked)
    assert 0 < inked[0] < inked[-1] / 2
