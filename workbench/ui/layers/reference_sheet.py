"""The sheet of a reference layer: areas, lines, points and names in one quiet colour."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QTransform

from workbench.io.reference_layers import Level, Lines, ReferenceLayer
from workbench.models.map_sources import MapSource
from workbench.progress import Progress
from workbench.ui.map.paths import path_from
from workbench.ui.map.strokes import draw_wide
from workbench.ui.map.view import MapView
from workbench.ui.theme import current_theme

QUIET = {
    "grey": ("Grey", "#5B6471"), "dark": ("Dark grey", "#2F3640"), "blue": ("Blue", "#3D6E96"),
    "green": ("Green", "#4F7A57"), "brown": ("Brown", "#86694A"),
}  # fmt: skip
"""Names and colours of reference layers: quieter than every hue of a locality."""
WIDTHS = (0.6, 1.0, 1.6, 2.4)
FILL_OPACITY = 0.22
CHUNK_POINTS = 2_000
MOST_NAMES = 250
_HALO = 2.6


class ReferenceSheet:
    """Draws one layer; paths are made once for each level and drawn under any view."""

    slow = False

    def __init__(self, layer: ReferenceLayer, source: MapSource) -> None:
        self.layer, self.source = layer, source
        first = layer.levels[0].lines.xy
        self._origin = first[0] if len(first) else np.zeros(2)
        self._chunks: dict[tuple[float, bool], list[tuple[slice, tuple[float, float, float, float]]]] = {}
        self._paths: dict[tuple[float, bool, int], QPainterPath] = {}

    def ask(self, view: MapView) -> Level:
        """Choose the level for a view."""
        return self.layer.level(1 / view.scale)

    def read(self, asked: Level, progress: Progress) -> Level:
        """Give the level: it is in memory."""
        return asked

    def draw(self, image: QImage, view: MapView, ready: Level) -> Iterator[None]:
        """Draw areas, then lines, points and names."""
        colour = QColor(QUIET.get(self.source.colour, QUIET["grey"])[1])
        if self.source.filled:
            shade = QColor(colour)
            shade.setAlphaF(FILL_OPACITY)
            for path in self._in_view(ready, view, areas=True):
                with self._painter(image, view) as painter:
                    painter.fillPath(path, shade)
                yield
        for path in self._in_view(ready, view, areas=False):
            with self._painter(image, view) as painter:
                self._stroke(painter, path, colour, view)
            yield
        if len(self.layer.points):
            self._points(image, view, colour)
            yield
        if self.source.label and self.layer.labels:
            self._names(image, view, colour)
            yield

    def _painter(self, image: QImage, view: MapView) -> QPainter:
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        column, row = view.to_device(*self._origin)
        painter.setTransform(QTransform(view.scale, 0, 0, -view.scale, column, row))
        return painter

    def _stroke(self, painter: QPainter, path: QPainterPath, colour: QColor, view: MapView) -> None:
        """Draw lines; the shifts of a wide line are device pixels, which a transform would scale."""
        at_device = painter.transform()
        painter.resetTransform()
        draw_wide(painter, at_device.map(path), colour, self.source.width * view.ratio)

    def _in_view(self, level: Level, view: MapView, *, areas: bool) -> Iterator[QPainterPath]:
        """Paths of the chunks that meet the view."""
        lines = level.areas if areas else level.lines
        key = (level.tolerance, areas)
        if key not in self._chunks:
            self._chunks[key] = _chunks(lines)
        west, south, east, north = view.bounds
        for number, (part, bounds) in enumerate(self._chunks[key]):
            if bounds[0] > east or bounds[2] < west or bounds[1] > north or bounds[3] < south:
                continue
            place = (*key, number)
            if place not in self._paths:
                self._paths[place] = self._path(lines, part, areas=areas)
            yield self._paths[place]

    def _path(self, lines: Lines, part: slice, *, areas: bool) -> QPainterPath:
        offsets = lines.offsets[part.start : part.stop + 1]
        path = path_from(lines.xy[offsets[0] : offsets[-1]] - self._origin, offsets - offsets[0])
        if areas:
            path.setFillRule(Qt.FillRule.OddEvenFill)
        return path

    def _points(self, image: QImage, view: MapView, colour: QColor) -> None:
        xy = self.layer.points
        device = np.column_stack(((xy[:, 0] - view.left) * view.scale, (view.top - xy[:, 1]) * view.scale))
        seen = ((device >= -4) & (device <= (view.width + 4, view.height + 4))).all(axis=1)
        radius = (1.2 + self.source.width) * view.ratio
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor("#FFFFFF"), 1))
            painter.setBrush(colour)
            for x, y in device[seen].tolist():
                painter.drawEllipse(QPointF(x, y), radius, radius)

    def _names(self, image: QImage, view: MapView, colour: QColor) -> None:
        """Write the names that have room, in file order, each once where it stands."""
        xy = self.layer.label_points
        device = np.column_stack(((xy[:, 0] - view.left) * view.scale, (view.top - xy[:, 1]) * view.scale))
        seen = ((device >= 0) & (device <= (view.width, view.height))).all(axis=1)
        theme = current_theme()
        font = theme.font("micro", "medium")
        font.setPixelSize(max(1, round(font.pixelSize() * view.ratio)))
        metrics = QFontMetricsF(font)
        taken: list[QRectF] = []
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at in np.flatnonzero(seen).tolist():
                text = self.layer.labels[at]
                wide = metrics.horizontalAdvance(text)
                box = QRectF(
                    device[at, 0] - wide / 2, device[at, 1] - metrics.height() / 2, wide, metrics.height()
                )
                if len(taken) >= MOST_NAMES or any(box.intersects(other) for other in taken):
                    continue
                taken.append(box.adjusted(-4, -1, 4, 1))
                path = QPainterPath()
                path.addText(QPointF(box.left(), box.top() + metrics.ascent()), font, text)
                painter.strokePath(path, QPen(QColor(255, 255, 255, 215), _HALO * view.ratio))
                painter.fillPath(path, colour.darker(125))


def _chunks(lines: Lines) -> list[tuple[slice, tuple[float, float, float, float]]]:
    """Cut the lines into chunks of about as many vertices, each with its bounds."""
    found = []
    count = len(lines.offsets) - 1
    start = 0
    while start < count:
        stop = int(np.searchsorted(lines.offsets, lines.offsets[start] + CHUNK_POINTS, side="right")) - 1
        stop = min(max(stop, start + 1), count)
        bounds = lines.bounds[start:stop]
        west, south = bounds[:, :2].min(axis=0).tolist()
        east, north = bounds[:, 2:].max(axis=0).tolist()
        found.append((slice(start, stop), (west, south, east, north)))
        start = stop
    return found
