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
    """Give the shifts whose one pixel strokes together look `width` device pixels wide.

    Three strokes around a narrow line are as wide as four in any direction, and more evenly so: their
    corners lie 1.5 to 1.73 radii apart, those of four 1.41 to 2.
    """
    reach = (width - 0.5) / 2
    if reach <= 0.3:
        return ((0.0, 0.0),)
    found = []
    while reach > 0.3:
        directions, radius = (3, reach * 1.1) if reach < 1 else (6 if reach < 1.5 else 8, reach)
        for step in range(directions):
            angle = 2 * math.pi * step / directions
            found.append((radius * math.cos(angle), radius * math.sin(angle)))
        reach -= 1
    return tuple(found)


@lru_cache(maxsize=64)
def rim(width: float, inside: float) -> tuple[tuple[float, float], ...]:
    """Give those of the shifts of a wide line that can be seen beside a line `inside` wide above it."""
    return tuple(shift for shift in shifts(width) if math.hypot(*shift) + 0.5 > inside / 2)


def draw_wide(
    painter: QPainter,
    path: QPainterPath,
    colour: QColor,
    width: float,
    dashes: tuple[float, ...] = (),
    *,
    inside: float = 0.0,
) -> None:
    """Draw a path `width` device pixels wide; dashes are in device pixels.

    Where another line, `inside` wide, will be drawn above it, only what that leaves of it is drawn.
    """
    painter.setPen(thin_pen(colour, 1.0, dashes))
    for right, down in rim(width, inside) if inside else shifts(width):
        painter.translate(right, down)
        painter.drawPath(path)
        painter.translate(-right, -down)
