"""Hold the cached layers of the map: ids, coloured frame, hairlines and outlines, all in device pixels.

Only numpy writes the frame, whose pixels belong to the array; only QPainter writes the other two images, which
belong to Qt. Copies are handed out, since a second handle on an image would make Qt detach it from the array.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from workbench.models.topology import Topology
from workbench.ui.map.arcs import ArcStore
from workbench.ui.map.colouring import Colouring
from workbench.ui.map.hairlines import draw_hairlines
from workbench.ui.map.outlines import OutlineState, draw_outlines, reach
from workbench.ui.map.raster import GROUND, Rasteriser
from workbench.ui.map.view import MapView


class MapLayers:
    """The layers of one set of units in one view."""

    def __init__(self, topology: Topology, bounds: NDArray[np.float64], colouring: Colouring) -> None:
        """Prepare the units' edges and arcs; nothing is drawn before `show`."""
        self._raster = Rasteriser(topology)
        self._arcs = ArcStore(topology)
        self._bounds = bounds
        self._colouring = colouring
        sides = np.sqrt((bounds[:, 2] - bounds[:, 0]) * (bounds[:, 3] - bounds[:, 1]))
        self._typical_m = float(np.nanmedian(sides)) if np.isfinite(sides).any() else 0.0
        self._view = MapView(1.0, 0.0, 0.0, 1, 1)
        self._allocate()

    def _allocate(self) -> None:
        """Make buffers of the view's size."""
        width, height = self._view.width, self._view.height
        self.ids = np.zeros((height, width), dtype=np.int32)
        self._pixels = np.zeros((height, width), dtype=np.uint32)
        self._frame = QImage(self._pixels.data, width, height, width * 4, QImage.Format.Format_RGB32)
        self._hair = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        self._lines = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        self._hair.fill(0)
        self._lines.fill(0)

    @property
    def whole(self) -> QRect:
        """Give the device rectangle of the view."""
        return QRect(0, 0, self._view.width, self._view.height)

    def show(self, view: MapView) -> None:
        """Make ids and fills for a view and clear the lines, which `draw_lines` then draws."""
        resized = (view.width, view.height) != (self._view.width, self._view.height)
        self._view = view
        if resized:
            self._allocate()
        west, south, east, north = view.bounds
        bounds = self._bounds
        visible = np.flatnonzero(
            (bounds[:, 2] >= west)
            & (bounds[:, 0] <= east)
            & (bounds[:, 3] >= south)
            & (bounds[:, 1] <= north)
        )
        self.ids = self._raster.render(
            left=view.left,
            top=view.top,
            scale=view.scale,
            width=view.width,
            height=view.height,
            units=visible,
        )
        self._colouring.paint(self._pixels, self.ids, ratio=view.ratio)
        self._hair.fill(0)
        self._lines.fill(0)

    def draw_lines(self, state: OutlineState, hair: QColor) -> Iterator[None]:
        """Draw outlines and hairlines of the whole view; yields after each slice."""
        yield from draw_outlines(self._lines, self._arcs, self._view, state, self.whole)
        yield from draw_hairlines(self._hair, self._arcs, self._view, hair, self._typical_m)

    def recolour(self, rect: QRect | None = None) -> None:
        """Write the colours of a device rectangle, or of everything, again."""
        box = None if rect is None else (rect.left(), rect.top(), rect.right() + 1, rect.bottom() + 1)
        self._colouring.paint(self._pixels, self.ids, box=box, ratio=self._view.ratio)

    def redraw_outlines(self, state: OutlineState, rect: QRect) -> None:
        """Draw the outlines inside a device rectangle again, at once."""
        for _ in draw_outlines(self._lines, self._arcs, self._view, state, rect):
            pass

    def rect_of(self, units: NDArray[np.int64], state: OutlineState) -> QRect:
        """Give the device rectangle that holds these units and their outlines, clipped to the view."""
        bounds = self._bounds[units]
        if not np.isfinite(bounds).any():
            return QRect()
        view = self._view
        left, top = view.to_device(np.nanmin(bounds[:, 0]), np.nanmax(bounds[:, 3]))
        right, bottom = view.to_device(np.nanmax(bounds[:, 2]), np.nanmin(bounds[:, 1]))
        margin = reach(state, view.ratio)
        limit = max(view.width, view.height) + margin
        x0, x1 = (int(np.clip(value, -limit, limit)) for value in (left - margin, right + margin))
        y0, y1 = (int(np.clip(value, -limit, limit)) for value in (top - margin, bottom + margin))
        return QRect(x0, y0, x1 - x0 + 1, y1 - y0 + 1).intersected(self.whole)

    def unit_at(self, column: int, row: int) -> int:
        """Give the unit that owns a device pixel, -1 on the ground or outside the view."""
        if 0 <= column < self._view.width and 0 <= row < self._view.height:
            return int(self.ids[row, column]) - 1
        return GROUND - 1

    def sampled_units(self, step: int) -> NDArray[np.int32]:
        """Give the unit of every `step`-th device pixel in both directions, -1 on the ground."""
        return self.ids[step // 2 :: step, step // 2 :: step] - 1

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Copy the layers of a rectangle in logical pixels to the widget, pixel by pixel at any device ratio."""
        ratio = self._view.ratio
        device = (
            QRectF(rect.x() * ratio, rect.y() * ratio, rect.width() * ratio, rect.height() * ratio)
            .toAlignedRect()
            .intersected(self.whole)
        )
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        for image in (self._frame, self._hair, self._lines):
            painter.drawImage(device.topLeft(), image, device)
        painter.restore()

    def picture(self) -> QImage:
        """Give a copy of the map without overlays, in device pixels."""
        picture = self._frame.copy()
        painter = QPainter(picture)
        painter.drawImage(0, 0, self._hair)
        painter.drawImage(0, 0, self._lines)
        painter.end()
        return picture

    def frame(self) -> QImage:
        """Give a copy of the fills alone, in device pixels."""
        return self._frame.copy()
