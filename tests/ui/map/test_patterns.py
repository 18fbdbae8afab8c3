"""Hatches of localities in the frame: right pixels for every pattern, and none of the others disturbed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QImage

from tests.ui.map.grid_map import COLOURS
from workbench.ui.map.colouring import UNASSIGNED_HATCH, Colouring
from workbench.ui.map.patterns import PATTERNS, tile_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.ui.map.grid_map import GridMap

SIDE = 48
WHOLE = (0, 0, SIDE, SIDE)


def painted(colouring: Colouring, unit: int, ratio: float = 1.0) -> NDArray[np.uint32]:
    """A square that is all one unit."""
    pixels = np.zeros((SIDE, SIDE), dtype=np.uint32)
    colouring.paint(pixels, np.full((SIDE, SIDE), unit + 1, dtype=np.int32), WHOLE, ratio=ratio)
    return pixels


@pytest.fixture
def colouring() -> Colouring:
    """Eight units: one a locality with pattern 0 to 6, the last unassigned."""
    made = Colouring(8)
    made.set_plan(np.array([0, 1, 2, 3, 4, 5, 6, -1], dtype=np.int32), np.resize(COLOURS, 7))
    made.set_patterns(np.arange(7, dtype=np.uint8))
    return made


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_every_pattern_looks_different_and_leaves_most_fill(colouring: Colouring, ratio: float) -> None:
    looks = [painted(colouring, unit, ratio) for unit in range(1 + PATTERNS)]
    inks = [look != look_fill for look, look_fill in zip(looks, np.resize(COLOURS, 7), strict=True)]
    assert not inks[0].any()
    for at, ink in enumerate(inks[1:], 1):
        assert 0.05 < ink.mean() < 0.4
        assert len(np.unique(looks[at])) == 2
        assert all((ink != other).mean() > 0.05 for other in inks[:at])


def test_level_lines_lie_eight_pixels_apart(colouring: Colouring) -> None:
    rows = np.flatnonzero((painted(colouring, 3) != COLOURS[3]).all(axis=1))
    assert rows.tolist() == list(range(0, SIDE, 8))


def test_the_hatch_of_unassigned_units_stays_and_a_preview_goes_above(colouring: Colouring) -> None:
    bare = Colouring(8)
    bare.set_plan(colouring.labels, np.resize(COLOURS, 7))
    assert np.array_equal(painted(colouring, 7), painted(bare, 7))
    assert UNASSIGNED_HATCH in painted(colouring, 7)
    units = np.array([1])
    for one in (colouring, bare):
        one.preview(units, 0)
    assert np.array_equal(painted(colouring, 1), painted(bare, 1))


def test_part_of_a_picture_is_painted_like_the_whole(colouring: Colouring) -> None:
    ids = np.random.default_rng(1).integers(0, 9, (SIDE, SIDE)).astype(np.int32)
    whole, parts = np.zeros((SIDE, SIDE), np.uint32), np.zeros((SIDE, SIDE), np.uint32)
    colouring.paint(whole, ids, WHOLE)
    for box in ((0, 0, 17, SIDE), (17, 0, SIDE, 5), (17, 5, SIDE, SIDE)):
        colouring.paint(parts, ids, box)
    assert np.array_equal(whole, parts)


def test_without_patterns_the_frame_is_as_it_was(colouring: Colouring) -> None:
    assert colouring.hatched
    assert colouring.set_patterns(np.zeros(7, dtype=np.uint8))
    assert not colouring.set_patterns(np.zeros(3, dtype=np.uint8))
    assert (painted(colouring, 6) == COLOURS[2]).all()


def test_tiles_of_all_usual_screens_are_small() -> None:
    for ratio in (1.0, 1.25, 1.5, 1.75, 2.0, 3.0):
        tile = tile_of(ratio, round(6 * ratio))
        assert len(tile.inked) <= 64
        assert tile.classes.shape[0] <= 1260


def test_a_stroke_on_a_hatched_map_draws_what_a_whole_painting_draws(grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    grid_map.host.plan[:] = [unit % 3 for unit in range(24)]
    grid_map.sync()
    canvas.set_patterns(np.array([1, 5, 0, 6], dtype=np.uint8))
    canvas.grab()
    canvas.update_units(np.array([3, 4]), np.array([3, 0], dtype=np.int32))
    stepped = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    canvas.set_plan(canvas.labels(), COLOURS)
    assert canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32) == stepped
