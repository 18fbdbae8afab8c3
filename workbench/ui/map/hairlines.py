"""Draw the thin borders between units, cached until the view changes."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QColor, QImage, QPainter

from workbench.ui.map.arcs import ArcStore
from workbench.ui.map.outlines import slices
from workbench.ui.map.paths import lines_path
from workbench.ui.map.strokes import thin_pen
from workbench.ui.map.view import MapView

WIDTH = 0.8
OPACITY = 0.62
SMALLEST = 7.0
"""Typical unit size in logical pixels below which hairlines would only grey the map out."""

SLICE_POINTS = 12_000


def draw_hairlines(
    image: QImage, arcs: ArcStore, view: MapView, colour: QColor, typical_m: float
) -> Iterator[None]:
    """Draw all borders between units in view on a cleared image; yields after each slice of work.

    `typical_m` is the side of a typical unit in metres.
    """
    image.fill(0)
    if typical_m / view.metres_per_pixel < SMALLEST:
        return
    shade = QColor(colour)
    shade.setAlphaF(OPACITY)
    pen = thin_pen(shade, WIDTH * view.ratio)
    for some in slices(arcs, arcs.in_box(view.bounds, arcs.inner), SLICE_POINTS):
        path = lines_path(arcs.lines(some, view))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawPath(path)
        painter.end()
        yield
