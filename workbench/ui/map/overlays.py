"""What draws above the map, and how it finds what has to be drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from workbench.ui.map.canvas import MapCanvas
    from workbench.ui.map.view import MapView

Boxes = NDArray[np.float64]
"""(n, 4): left, top, right, bottom in logical pixels."""


class Overlay(Protocol):
    """Something drawn above the map: labels, symbols, furniture."""

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw in logical pixels; the painter is saved before and restored after."""


@runtime_checkable
class LateOverlay(Protocol):
    """An overlay that puts work off until the canvas is quiet."""

    def settle(self) -> None:
        """Do the work now, before a picture is taken."""

    def rest(self) -> None:
        """Leave the work until the canvas is painted again: it is hidden or about to go."""


def edges(box: QRectF) -> tuple[float, float, float, float]:
    """The edges of a rectangle as a row of boxes."""
    return box.left(), box.top(), box.right(), box.bottom()


def meeting(boxes: Boxes, exposed: Boxes) -> NDArray[np.int64]:
    """Rows of ``boxes`` that have anything in common with one of the exposed boxes, in their order.

    (0, 0, 2, 2) meets (1, 1, 9, 9) but not (2, 0, 9, 9).
    """
    found = np.zeros(len(boxes), dtype=bool)
    for left, top, right, bottom in exposed:
        found |= (boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
    return np.flatnonzero(found)
