"""Hold the cached layers of the map: ids, coloured frame, hairlines and outlines, all in device pixels.

Only numpy writes the frame, whose pixels belong to the array; only QPainter writes the other two images,
which belong to Qt. Copies are handed out, since a second handle on an image would make Qt detach it from the
array.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from workbench.ui.map.ground import ground_of
from workbench.ui.map.outlines import OUTSIDE, OutlineState, draw_outlines, reach, redraw_outlines
from workbench.ui.map.raster import GROUND, Runs
from workbench.ui.map.sheets import BORDERS, FILLS, OUTLINES, Part, Sheets, paint_parts
from workbench.ui.map.view import MapView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from workbench.models.topology import Topology
    from workbench.ui.map.colouring import Colouring


LINE_MARGIN = 40
"""Device pixels around the units within which lines are drawn; wider than the widest line reaches."""


class MapLayers:
    """The layers of one set of units in one view."""

    def __init__(
        self, topology: Topology, bounds: NDArray[np.float64], colouring: Colouring, sheets: Sheets
    ) -> None:
        """Prepare the units' edges and arcs; nothing is drawn before `show`."""
        self._ground = ground_of(topology, bounds)
        self._paths = self._ground.paths
        self._extent = self._ground.edges.min(axis=1, initial=np.inf)
        self._colouring, self._sheets = colouring, sheets
        self._colouring.clear_ground(clear=sheets.see_through)
        self._view = MapView(1.0, 0.0, 0.0, 1, 1)
        self._inked = self._to_ink = self._to_compose = QRect()
        self._lined = self._finished = False
        self._allocate()

    def _allocate(self) -> None:
        """Make buffers of the view's size."""
        width, height = self._view.width, self._view.height
        self._runs = Runs(np.zeros(1, np.int32), np.array([width * height], np.int64), width, height)
        self._ids: NDArray[np.int32] | None = None
        self._take_pixels(self._runs.coloured(self._colouring.fill_of))
        self._hair, self._hair_shared = _transparent(self._view), False
        self._lines = _transparent(self._view)
        self._composed = QImage(width, height, QImage.Format.Format_RGB32)
        self._inked = QRect()

    def _take_pixels(self, pixels: NDArray[np.uint32]) -> None:
        """Make the frame over an array of pixels."""
        height, width = pixels.shape
        self._pixels = pixels
        clear = self._sheets.see_through  # the ground's pixels are transparent then
        kind = QImage.Format.Format_ARGB32_Premultiplied if clear else QImage.Format.Format_RGB32
        self._frame = QImage(pixels.data, width, height, width * 4, kind)

    def restack(self) -> None:
        """Follow a change of the sheets."""
        self._to_compose = self.whole
        clear = self._sheets.see_through
        if clear != (self._frame.format() != QImage.Format.Format_RGB32):
            self._colouring.clear_ground(clear=clear)
            self.recolour()

    @property
    def ids(self) -> NDArray[np.int32]:
        """Give the id of each device pixel: 0 for the ground, u + 1 for unit u; made when first asked for."""
        if self._ids is None:
            self._ids = self._runs.ids()
        return self._ids

    @property
    def whole(self) -> QRect:
        """Give the device rectangle of the view."""
        return QRect(0, 0, self._view.width, self._view.height)

    def show(self, view: MapView) -> None:
        """Make ids and fills for a view; there are no lines to be seen before `draw_lines` begins."""
        resized = (view.width, view.height) != (self._view.width, self._view.height)
        self._view = view
        if resized:
            self._allocate()
        self._runs = self._ground.runs(view)
        self._ids = None
        self._lined = self._finished = False
        self._to_ink = self._rect_within(self._extent, LINE_MARGIN)
        self.recolour()

    def draw_lines(self, state: OutlineState, hair: QColor) -> Iterator[None]:
        """Draw outlines and hairlines of the whole view; yields after each slice."""
        _clear(self._lines, self._inked)
        shared = self._ground.hair(self._view, hair)
        if shared is not None:
            self._hair, self._hair_shared = shared, True
        elif self._hair_shared:
            self._hair, self._hair_shared = _transparent(self._view), False
        else:
            _clear(self._hair, self._inked)
        self._inked = self._to_ink
        self._lined, self._finished = True, False
        yield from draw_outlines(self._lines, self._paths, self._view, state, self.whole)
        if shared is None:
            yield from self._ground.hairlines.draw(self._hair, self._view, hair)
            self._ground.keep_hair(self._view, hair, self._hair)
            self._hair_shared = True
        self._finished, self._to_compose = True, self.whole

    def get_ready(self) -> Iterator[None] | None:
        """Give the work that makes brush steps in this view quicker, None where it is done or too early."""
        return (
            None
            if not self._finished or self._paths.ready(self._view)
            else self._paths.write_ahead(self._view)
        )

    def recolour(self, rect: QRect | None = None) -> None:
        """Write the colours of a device rectangle, or of everything, again."""
        whole = (0, 0, self._view.width, self._view.height)
        self._to_compose = self.whole if rect is None else self._to_compose.united(rect)
        if rect is not None:
            box = (rect.left(), rect.top(), rect.right() + 1, rect.bottom() + 1)
            self._colouring.paint(self._pixels, self.ids, box, ratio=self._view.ratio)
            return
        self._take_pixels(self._runs.coloured(self._colouring.fill_of))
        if self._colouring.hatched:
            self._colouring.hatch(self._pixels, self.ids, whole, ratio=self._view.ratio)

    def redraw_outlines(self, state: OutlineState, rect: QRect) -> None:
        """Draw the outlines inside a device rectangle again, at once."""
        self._to_compose = self._to_compose.united(rect)
        redraw_outlines(self._lines, self._paths, self._view, state, rect)

    def rect_of(self, units: NDArray[np.int64], state: OutlineState) -> QRect:
        """Give the device rectangle that holds these units and their outlines, clipped to the view."""
        if not len(units):
            return QRect()
        edges = self._ground.edges[:, units].min(axis=1)
        return self._rect_within(edges, reach(state, self._view.ratio))

    def _rect_within(self, edges: NDArray[np.float64], margin: int) -> QRect:
        """Give the device rectangle within edges, see `Ground`, with a margin and clipped to the view."""
        west, south, east, north = (edges * (1, 1, -1, -1)).tolist()
        view = self._view
        if west > east:
            return QRect()
        left, top = view.to_device(west, north)
        right, bottom = view.to_device(east, south)
        x0, x1 = int(max(left - margin, 0)), int(min(right + margin, view.width - 1))
        y0, y1 = int(max(top - margin, 0)), int(min(bottom + margin, view.height - 1))
        return QRect(x0, y0, x1 - x0 + 1, y1 - y0 + 1) if x0 <= x1 and y0 <= y1 else QRect()

    def border_lines(self, one: int, other: int) -> list[NDArray[np.float64]]:
        """Give the arcs between the localities of two slots, those of the plan: (v, 2) vertices in metres."""
        arcs = self._paths.arcs
        left, right = arcs.sides(arcs.inner, self._colouring.labels, OUTSIDE)
        shared = ((left == one) & (right == other)) | ((left == other) & (right == one))
        lines = arcs.raw(arcs.inner[shared])
        return np.split(lines.xy, lines.offsets[1:-1]) if len(lines.xy) else []

    def unit_at(self, column: int, row: int) -> int:
        """Give the unit that owns a device pixel, -1 on the ground or outside the view."""
        if 0 <= column < self._view.width and 0 <= row < self._view.height:
            return int(self.ids[row, column]) - 1
        return GROUND - 1

    def sampled_units(self, step: int) -> NDArray[np.int32]:
        """Give the unit of every `step`-th device pixel in both directions, -1 on the ground."""
        return self.ids[step // 2 :: step, step // 2 :: step] - 1

    def paint(self, painter: QPainter, rects: Sequence[QRect]) -> None:
        """Copy the layers of rectangles in logical pixels to the widget, device pixel by device pixel."""
        ratio = self._view.ratio
        composed = self._composed_image() if self._finished else None
        shown = [] if composed is not None else self._shown()
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        for rect in rects:
            device = rect.intersected(self.whole) if ratio == 1 else self._device(rect)
            if len(rects) > 1:
                painter.setClipRect(device)  # a clip of many rectangles is four times as slow
            if composed is not None:
                painter.drawImage(device.topLeft(), composed, device)
            else:
                paint_parts(painter, shown, device, self._view, self._below)
        painter.restore()

    def _device(self, rect: QRect) -> QRect:
        """Give the device pixels that hold a rectangle in logical pixels."""
        ratio = self._view.ratio
        return (
            QRectF(rect.x() * ratio, rect.y() * ratio, rect.width() * ratio, rect.height() * ratio)
            .toAlignedRect()
            .intersected(self.whole)
        )

    def _composed_image(self) -> QImage:
        """Give all layers in one image, brought up to date where one of them has changed.

        A brush step touches the labels of several localities; below each, one image is copied, not three.
        """
        if not self._to_compose.isEmpty():
            with QPainter(self._composed) as painter:
                paint_parts(painter, self._shown(), self._to_compose, self._view, self._below)
            self._to_compose = QRect()
        return self._composed

    def picture(self) -> QImage:
        """Give a copy of the map without overlays, in device pixels."""
        picture = QImage(self._view.width, self._view.height, QImage.Format.Format_RGB32)
        with QPainter(picture) as painter:
            paint_parts(painter, self._shown(), self.whole, self._view, self._below)
        return picture

    def _shown(self) -> list[Part]:
        """Give what is to be drawn above one another; lines and guests may still show another view."""
        lines = {BORDERS: self._hair, OUTLINES: self._lines} if self._lined else {}
        return self._sheets.parts({FILLS: self._frame, **lines})

    @property
    def _below(self) -> QColor | None:
        """Give the colour below everything, None where the fills cover it."""
        return QColor.fromRgb(self._colouring.ground) if self._sheets.see_through else None

    def frame(self) -> QImage:
        """Give a copy of the fills alone, in device pixels."""
        return self._frame.copy()


def _transparent(view: MapView) -> QImage:
    """Give a clear image of a view's size."""
    image = QImage(view.width, view.height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image


def _clear(image: QImage, rect: QRect) -> None:
    """Make a rectangle of an image transparent."""
    with QPainter(image) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.fillRect(rect, Qt.GlobalColor.transparent)
