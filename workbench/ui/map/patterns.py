"""Hatches of localities as part of the frame: which pixels of a tile each pattern inks. No Qt here.

Every pixel of a tile that repeats over the view belongs to a class: the set of patterns with ink there. A
table of colours by class and unit then colours pixels of all patterns in one look-up, whatever their number.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Colours = NDArray[np.uint32]

PERIOD, LATTICE_PERIOD = 8, 16
"""Logical pixels from one line of a locality's hatch to the next."""
PATTERNS = 6
INK, INK_SHARE = 0xFF20242B, 0.45
"""What is mixed into a fill where its hatch has ink."""


@dataclass(frozen=True, eq=False)
class Tile:
    """A tile of pattern classes: the class of each pixel, and the patterns with ink in each class."""

    classes: NDArray[np.intp]
    """(side, side) class by row and column."""
    inked: NDArray[np.bool_]
    """(classes, 1 + PATTERNS); pattern 0 is the narrow hatch of units that are not as planned."""


@lru_cache(maxsize=8)
def tile_of(ratio: float, narrow: int) -> Tile:
    """The tile for a device pixel ratio; ``narrow`` is the period of the narrow hatch in device pixels."""
    line = max(1, round(ratio))
    wide = round(PERIOD * ratio)
    lattice = wide * LATTICE_PERIOD // PERIOD
    side = math.lcm(narrow, wide, lattice)
    y, x = np.mgrid[0:side, 0:side]
    rising, falling = x + y, x - y
    near_x, near_y = x % wide < 2 * line, y % wide < 2 * line
    shift = wide // 2
    between = ((x + shift) % wide < 2 * line) & ((y + shift) % wide < 2 * line)
    masks = np.stack(
        [
            rising % narrow < line,
            rising % wide < line,
            falling % wide < line,
            y % wide < line,
            x % wide < line,
            (near_x & near_y) | between,
            (rising % lattice < line) | (falling % lattice < line),
        ]
    )
    sets = (masks * (1 << np.arange(1 + PATTERNS))[:, None, None]).sum(axis=0)
    kinds, classes = np.unique(sets, return_inverse=True)
    inked = (kinds[:, None] >> np.arange(1 + PATTERNS)) & 1 == 1
    return Tile(classes.reshape(side, side), inked)


def class_colours(
    tile: Tile, fill: Colours, narrow: Colours, ink: Colours, pattern: NDArray[np.uint8]
) -> Colours:
    """Colours (classes, units) of some units: fill, narrow hatch, and ink of the unit's pattern if any."""
    special = narrow != fill
    lines = tile.inked[:, :1] & special
    strokes = tile.inked[:, pattern] & (pattern > 0) & ~special
    return np.where(lines, narrow, np.where(strokes, ink, fill))


def paint_classes(
    pixels: Colours, ids: NDArray[np.int32], box: tuple[int, int, int, int], tile: Tile, table: Colours
) -> None:
    """Colour the pixels of a box (first column and row, last column and row + 1) by class and id."""
    left, top, right, bottom = box
    side, units = len(tile.classes), table.shape[1]
    flat = table.ravel()
    for row in range(min(side, bottom - top)):
        line = tile.classes[(top + row) % side] * units
        offsets = np.resize(np.roll(line, -(left % side)), right - left)
        rows = slice(top + row, bottom, side)
        pixels[rows, left:right] = np.take(flat, ids[rows, left:right] + offsets, mode="clip")
