"""The sheet of a reference layer: areas, lines, points and names in one quiet colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QTransform

from workbench.io.reference_layers import Level, ReferenceLayer
from workbench.models.map_sources import MapSource
from workbench.progress import Progress
from workbench.ui.layers.reference_pieces import Pieces
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
SOME_POINTS, SOME_NAMES, SOME_TRIED = 200, 2, 40
"""Points and names drawn, and names tried, before the caller is asked whether to go on."""
MOST_NAMES = 250
_HALO = 2.6


class ReferenceSheet:
    """Draws one layer; levels are cut once, paths are made once, and both are drawn under any view."""

    def __init__(self, layer: ReferenceLayer, source: MapSource) -> None:
        self.layer, self.source = layer, source
        first = layer.levels[0].lines.xy
        self._origin = first[0] if len(first) else np.zeros(2)
        self._cut: dict[float, _Cut] = {}
        self._paths: dict[tuple[float, bool, int], QPainterPath] = {}

    def ask(self, view: MapView) -> Level:
        """Choose the level for a view."""
        return self.layer.level(1 / view.scale)

    def slow(self, view: MapView) -> bool:
        """Whether the level of a view has yet to be cut."""
        return self.ask(view).tolerance not in self._cut

    def read(self, asked: Level, progress: Progress) -> _Cut:
        """Give the level in pieces."""
        cut = self._cut.get(asked.tolerance)
        if cut is None:
            progress.report(0.0, self.source.title)
            lines, areas = Pieces(asked.lines, whole=False), Pieces(asked.areas, whole=True)
            cut = self._cut[asked.tolerance] = _Cut(asked.tolerance, lines, areas)
        return cut

    def draw(self, image: QImage, view: MapView, ready: _Cut) -> Iterator[None]:
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
            yield from self._points(image, view, colour)
        if self.source.label and self.layer.labels:
            yield from self._names(image, view, colour)

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

    def _in_view(self, cut: _Cut, view: MapView, *, areas: bool) -> Iterator[QPainterPath]:
        """Paths of the pieces that meet the view."""
        pieces = cut.areas if areas else cut.lines
        for number in pieces.meeting(view.bounds):
            place = (cut.tolerance, areas, number)
            if place not in self._paths:
                xy, offsets = pieces.piece(number)
                path = path_from(xy - self._origin, offsets)
                if areas:
                    path.setFillRule(Qt.FillRule.OddEvenFill)
                self._paths[place] = path
            yield self._paths[place]

    def _points(self, image: QImage, view: MapView, colour: QColor) -> Iterator[None]:
        """Draw a disc for each point in view."""
        device = _in_device(self.layer.points, view)
        seen = device[((device >= -4) & (device <= (view.width + 4, view.height + 4))).all(axis=1)]
        radius = (1.2 + self.source.width) * view.ratio
        for first in range(0, len(seen), SOME_POINTS):
            with QPainter(image) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(QColor("#FFFFFF"), 1))
                painter.setBrush(colour)
                for x, y in seen[first : first + SOME_POINTS].tolist():
                    painter.drawEllipse(QPointF(x, y), radius, radius)
            yield

    def _names(self, image: QImage, view: MapView, colour: QColor) -> Iterator[None]:
        """Write the names that have room, in file order, each once where it stands."""
        theme = current_theme()
        font = theme.font("micro", "medium")
        font.setPixelSize(max(1, round(font.pixelSize() * view.ratio)))
        halo = QPen(QColor(255, 255, 255, 215), _HALO * view.ratio)
        waiting: list[QPainterPath] = []

        def write() -> None:
            with QPainter(image) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                for path in waiting:
                    painter.strokePath(path, halo)
                    painter.fillPath(path, colour.darker(125))
            waiting.clear()

        for tried, path in enumerate(self._names_with_room(view, font), 1):
            if path is not None:
                waiting.append(path)
            if tried % SOME_TRIED == 0 or len(waiting) == SOME_NAMES:
                write()
                yield
        write()
        yield

    def _names_with_room(self, view: MapView, font: QFont) -> Iterator[QPainterPath | None]:
        """Try the names in view: the outline of each that has room, None for the others."""
        device = _in_device(self.layer.label_points, view)
        seen = ((device >= 0) & (device <= (view.width, view.height))).all(axis=1)
        metrics = QFontMetricsF(font)
        taken: list[QRectF] = []
        for at in np.flatnonzero(seen).tolist():
            if len(taken) >= MOST_NAMES:
                return
            text = self.layer.labels[at]
            wide, high = metrics.horizontalAdvance(text), metrics.height()
            box = QRectF(device[at, 0] - wide / 2, device[at, 1] - high / 2, wide, high)
            if any(box.intersects(other) for other in taken):
                yield None
                continue
            taken.append(box.adjusted(-4, -1, 4, 1))
            path = QPainterPath()
            path.addText(QPointF(box.left(), box.top() + metrics.ascent()), font, text)
            yield path


@dataclass(frozen=True, eq=False)
class _Cut:
    """A level in pieces."""

    tolerance: float
    lines: Pieces
    areas: Pieces


def _in_device(xy: NDArray[np.float64], view: MapView) -> NDArray[np.float64]:
    """Places (n, 2) of the map in device pixels."""
    return (xy - (view.left, view.top)) * (view.scale, -view.scale)
