"""Rectangles that wait to be drawn again: as few as cost less than all of them by themselves."""

from __future__ import annotations

from PySide6.QtCore import QRect


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


def _area(rect: QRect) -> int:
    return rect.width() * rect.height()
