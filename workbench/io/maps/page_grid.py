"""The page as a grid of small cells: which locality each cell shows, so that labels can look for room."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path as DrawnPath
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

CELL = 1.4
"""Points across a cell: half a millimetre."""
GROUND = -2
"""The slot of cells outside the study area."""


@dataclass(frozen=True, eq=False)
class PageGrid:
    """Slots of the cells (rows from south to north, columns from west to east); -1 is unassigned.

    ``origin`` is the place of the lower left corner in points, ``covered`` the cells with symbols.
    """

    origin: tuple[float, float]
    slots: NDArray[np.int32]
    covered: NDArray[np.bool_]

    def points(self, row: float, column: float) -> tuple[float, float]:
        """The place on the page of a corner of cells."""
        return self.origin[0] + column * CELL, self.origin[1] + row * CELL


def draw_grid(
    paths: Sequence[DrawnPath],
    labels: NDArray[np.int32],
    *,
    view: tuple[float, float, float, float],
    box: tuple[float, float, float, float],
    dots: NDArray[np.float64],
) -> PageGrid:
    """Draw the units by slot, without soft edges, into the cells of a box on the page.

    ``view`` is west, south, east, north on the ground in metres, ``box`` the same on the page in points;
    ``dots`` are symbols, a row each: easting, northing, diameter in points.
    """
    west, south, east, north = view
    columns = max(1, math.ceil((box[2] - box[0]) / CELL))
    rows = max(1, math.ceil((box[3] - box[1]) / CELL))
    scale_x = (box[2] - box[0]) / CELL / (east - west)
    scale_y = (box[3] - box[1]) / CELL / (north - south)
    to_cells = Affine2D().translate(-west, -south).scale(scale_x, scale_y)
    renderer: Any = RendererAgg(columns, rows, 72)  # type: ignore[no-untyped-call]  # matplotlib's types end here
    pen = renderer.new_gc()
    pen.set_antialiased(False)
    pen.set_linewidth(0)
    pen.set_snap(False)
    for slot in np.unique(labels):
        mine = [paths[i] for i in np.flatnonzero(labels == slot).tolist() if np.size(paths[i].vertices)]
        if mine:
            code = int(slot) + 2  # nothing drawn is 0, unassigned 1
            colour = (*(part / 255 for part in code.to_bytes(3, "big")), 1.0)
            renderer.draw_path(pen, DrawnPath.make_compound_path(*mine), to_cells, colour)
    picture = np.asarray(renderer.buffer_rgba())[::-1].astype(np.int32)
    drawn = picture[..., 3] > 0
    value = (picture[..., 0] << 16) + (picture[..., 1] << 8) + picture[..., 2]
    slots = np.where(drawn, value - 2, GROUND).astype(np.int32)
    covered = np.zeros(slots.shape, dtype=bool)
    for x, y, across in dots:
        column, row, radius = (x - west) * scale_x, (y - south) * scale_y, across / 2 / CELL + 0.7
        covered[
            max(0, math.floor(row - radius)) : max(0, math.ceil(row + radius)),
            max(0, math.floor(column - radius)) : max(0, math.ceil(column + radius)),
        ] = True
    return PageGrid((box[0], box[1]), slots, covered)
