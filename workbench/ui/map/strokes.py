"""Draw wide anti-aliased lines at the price of thin ones.

Qt's raster engine draws pens up to one pixel on a quick path; a pen of 1.01 px on a long line costs fifty
times as much. A wide line is therefore several one pixel strokes of the same path, shifted around it.
"""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen


def thin_pen(colour: QColor, width: float = 1.0, dashes: tuple[float, ...] = ()) -> QPen:
    """Give a cosmetic pen of at most one pixel, so that the quick path is taken."""
    pen = QPen(colour, min(width, 1.0))
    pen.setCosmetic(True)
    if dashes:
        pen.setDashPattern(dashes)
    return pen


@lru_cache(maxsize=64)
def shifts(width: float) -> tuple[tuple[float, float], ...]:
    """Give the shifts whose one pixel strokes together look `width` device pixels wide."""
    reach = (width - 0.5) / 2
    if reach <= 0.3:
        return ((0.0, 0.0),)
    found = []
    while reach > 0.3:
        directions = 4 if reach < 1 else 8
        for step in range(directions):
            angle = 2 * math.pi * step / directions
            found.append((reach * math.cos(angle), reach * math.sin(angle)))
        reach -= 1
    return tuple(found)


def draw_wide(
    painter: QPainter, path: QPainterPath, colour: QColor, width: float, dashes: tuple[float, ...] = ()
) -> None:
    """Draw a path `width` device pixels wide; dashes are in device pixels."""
    painter.setPen(thin_pen(colour, 1.0, dashes))
    for right, down in shifts(width):
        painter.translate(right, down)
        painter.drawPath(path)
        painter.translate(-right, -down)
