"""Rectangles that wait to be drawn again: as few as cost less than all of them by themselves."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPaintEvent, QRegion

MANY_RECTS = 24
"""Above this many exposed rectangles the box around them is painted, which is cheaper."""


def joined(rects: list[QRect], rect: QRect, spare: int) -> list[QRect]:
    """Add a rectangle, last, as one with those that it shares most with; `spare` is an area of no account."""
    apart = []
    for other in rects:
        both = rect.united(other)
        if _area(both) <= _area(rect) + _area(other) + spare:
            rect = both
        else:
            apart.append(other)
    return [*apart, rect]


def to_paint(event: QPaintEvent, awaited: list[QRect]) -> list[QRect]:
    """Give what has to be painted, no pixel twice, which would show where something is half transparent.

    The rectangles asked for are given where they are all, as they are fewest.
    """
    region = event.region()
    if region.rectCount() == 1 or region.rectCount() > MANY_RECTS:
        return [event.rect()]
    asked = QRegion()
    for rect in awaited:
        asked += rect
    apart = not any(one.intersects(other) for one, other in combinations(awaited, 2))
    if apart and asked == region:
        return awaited
    return list(region)  # type: ignore[call-overload]  # stubs lack __iter__


def _area(rect: QRect) -> int:
    return rect.width() * rect.height()
