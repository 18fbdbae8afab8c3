"""Boxes on the screen: how what draws above the map finds what has to be drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

Boxes = NDArray[np.float64]
"""(n, 4): left, top, right, bottom in logical pixels."""


Edges = tuple[float, float, float, float]
"""One such box."""


def edges(box: QRectF) -> Edges:
    """The edges of a rectangle as a row of boxes."""
    return box.left(), box.top(), box.right(), box.bottom()


def around(one: Edges, other: Edges) -> Edges:
    """The smallest box that holds two."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def meeting(boxes: Boxes, exposed: Boxes) -> NDArray[np.int64]:
    """Rows of ``boxes`` that have anything in common with one of the exposed boxes, in their order.

    (0, 0, 2, 2) meets (1, 1, 9, 9) but not (2, 0, 9, 9).
    """
    left, top, right, bottom = boxes.T
    found = np.zeros(len(boxes), dtype=bool)
    for west, north, east, south in exposed.tolist():
        found |= (left < east) & (top < south) & (right > west) & (bottom > north)
    return np.flatnonzero(found)
