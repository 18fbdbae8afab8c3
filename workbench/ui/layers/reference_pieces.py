"""Cut the lines and rings of a reference layer into pieces, each drawn at once. No Qt here."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.io.reference_layers import Lines
from workbench.ui.map.view import Bounds

LINE_POINTS = 500
"""Vertices of lines in a piece: drawn in 3 ms where the map is full of them."""
RING_POINTS = 2_000
"""Vertices of rings in a piece, more only where one ring has more: rings cannot be cut."""


class Pieces:
    """Runs of vertices in the order of the lines; a long line is cut, too, and its pieces share a vertex."""

    def __init__(self, lines: Lines, *, whole: bool) -> None:
        """Cut lines, or with ``whole`` rings, which are never cut themselves."""
        self.lines = lines
        offsets = lines.offsets
        if lines.begins is not None:  # a hole is filled together with the area around it
            offsets = np.append(offsets[lines.begins], offsets[-1:])
        runs = _runs(offsets, RING_POINTS if whole else LINE_POINTS, whole=whole)
        self.first, self.after = np.array(runs, dtype=np.int64).reshape(-1, 2).T
        self._low = self._high = np.zeros((0, 2))
        if len(self.first):
            # the vertex that a piece shares with the next one is the last of it, and counts for both
            xy, last = lines.xy, lines.xy[self.after - 1]
            self._low = np.minimum(np.minimum.reduceat(xy, self.first), last)
            self._high = np.maximum(np.maximum.reduceat(xy, self.first), last)

    def __len__(self) -> int:
        return len(self.first)

    def meeting(self, bounds: Bounds) -> list[int]:
        """The pieces whose bounds meet the box west, south, east, north."""
        west, south, east, north = bounds
        meets = (self._low <= (east, north)).all(axis=1) & (self._high >= (west, south)).all(axis=1)
        found: list[int] = np.flatnonzero(meets).tolist()
        return found

    def piece(self, number: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Vertices of a piece, and where each line of it begins among them, the total at the end."""
        first, after = int(self.first[number]), int(self.after[number])
        offsets = self.lines.offsets
        begin, end = np.searchsorted(offsets, first, side="right"), np.searchsorted(offsets, after)
        return self.lines.xy[first:after], np.concatenate(([first], offsets[begin:end], [after])) - first


def _runs(offsets: NDArray[np.int64], points: int, *, whole: bool) -> list[tuple[int, int]]:
    """The first vertex of each piece and the one after its last."""
    found: list[tuple[int, int]] = []
    start, count = 0, len(offsets) - 1
    while start < count:
        first = int(offsets[start])
        stop = int(np.searchsorted(offsets, first + points, side="right")) - 1
        stop = min(max(stop, start + 1), count)
        after = int(offsets[stop])
        if stop == start + 1 and not whole and after - first > points:
            found += [(cut, min(cut + points + 1, after)) for cut in range(first, after - 1, points)]
        elif after > first:
            found.append((first, after))
        start = stop
    return found
