"""Draw the thin borders between units, cached until the view changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QTransform

from workbench.ui.map.paths import path_from
from workbench.ui.map.strokes import thin_pen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.ui.map.arcs import ArcStore
    from workbench.ui.map.view import Bounds, MapView

WIDTH = 0.8
OPACITY = 0.62
SMALLEST = 7.0
"""Typical unit size in logical pixels below which hairlines would only grey the map out."""

CHUNK_POINTS = 5_000


class Hairlines:
    """The borders between units as paths in metres; those in view are kept, for all would fill 25 MB."""

    def __init__(self, arcs: ArcStore, typical_m: float) -> None:
        """Cut the borders into chunks; `typical_m` is the side of a typical unit in metres."""
        self._arcs = arcs
        self._typical_m = typical_m
        self._chunks = list(arcs.slices(arcs.inner, CHUNK_POINTS))
        self._bounds = [arcs.bounds_of(chunk) for chunk in self._chunks]
        self._origin = arcs.xy[0] if len(arcs.xy) else np.zeros(2)
        self._paths: dict[int, QPainterPath] = {}

    def draw(self, image: QImage, view: MapView, colour: QColor) -> Iterator[None]:
        """Draw all borders in view on a cleared image; yields after each slice of work."""
        if self._typical_m / view.metres_per_pixel < SMALLEST:
            self._paths.clear()
            return
        seen = {number for number, bounds in enumerate(self._bounds) if _meet(bounds, view.bounds)}
        self._paths = {number: path for number, path in self._paths.items() if number in seen}
        shade = QColor(colour)
        shade.setAlphaF(OPACITY)
        pen = thin_pen(shade, WIDTH * view.ratio)
        column, row = view.to_device(*self._origin)
        to_device = QTransform(view.scale, 0, 0, -view.scale, column, row)
        for number in sorted(seen):
            path = self._path(number)
            with QPainter(image) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(pen)
                painter.setTransform(to_device)
                painter.drawPath(path)
            yield

    def _path(self, number: int) -> QPainterPath:
        """Give the path of a chunk, relative to the origin."""
        if number not in self._paths:
            lines = self._arcs.raw(self._chunks[number])
            self._paths[number] = path_from(lines.xy - self._origin, lines.offsets)
        return self._paths[number]


def _meet(a: Bounds, b: Bounds) -> bool:
    """Tell whether two boxes have anything in common."""
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
