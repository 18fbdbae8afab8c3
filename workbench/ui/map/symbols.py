"""Practices as discs by list size and hospitals as squares above the map, with a hit test for tooltips."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from workbench.ui.theme import current_theme

if TYPE_CHECKING:
    from workbench.ui.map.canvas import MapCanvas
    from workbench.ui.map.view import MapView

DISC = "#1B2430"
RIM = "#FFFFFF"
INK = "#15181D"
SMALLEST, LARGEST = 2.6, 6.5
_FULL_LIST = 20_000.0
HOSPITAL_SIDE = 13.0
_REACH = 4.0


@dataclass(frozen=True)
class Places:
    """Things with a place: codes, names, metres of EPSG:27700 (NaN: not placed), and a size or NaN."""

    codes: Sequence[str]
    names: Sequence[str]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    size: NDArray[np.float64]

    @staticmethod
    def none() -> Places:
        """No places."""
        nothing = np.zeros(0)
        return Places((), (), nothing, nothing, nothing)


@dataclass(frozen=True)
class Hit:
    """The symbol under the pointer."""

    kind: str
    """"practice" or "hospital"."""
    code: str
    name: str


def disc_radius(list_size: float) -> float:
    """Radius of a practice in pixels of the design: its area grows with the list, within limits.

    0 or not known -> 2.6, 5,000 -> 4.55, 20,000 and more -> 6.5.
    """
    share = 0.0 if np.isnan(list_size) else min(max(list_size, 0.0) / _FULL_LIST, 1.0)
    return float(SMALLEST + (LARGEST - SMALLEST) * np.sqrt(share))


def paint_disc(painter: QPainter, at: QPointF, radius: float) -> None:
    """Paint a practice: dark disc with a white rim, the same in both themes."""
    painter.setPen(QPen(QColor(RIM), 1.3))
    painter.setBrush(QColor(DISC))
    painter.drawEllipse(at, radius, radius)


def paint_hospital(painter: QPainter, at: QPointF, side: float) -> None:
    """Paint a hospital: a white square with an H."""
    box = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
    painter.setPen(QPen(QColor(INK), side * 0.09))
    painter.setBrush(QColor(RIM))
    painter.drawRoundedRect(box, side * 0.16, side * 0.16)
    pen = QPen(QColor(INK), side * 0.13)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    left, right = at.x() - side * 0.19, at.x() + side * 0.19
    top, bottom = at.y() - side * 0.27, at.y() + side * 0.27
    painter.drawLine(QPointF(left, top), QPointF(left, bottom))
    painter.drawLine(QPointF(right, top), QPointF(right, bottom))
    painter.drawLine(QPointF(left, at.y()), QPointF(right, at.y()))


@lru_cache(maxsize=256)
def _disc_stamp(radius: float, ratio: float) -> QPixmap:
    """A disc painted once; stamping it is far cheaper than an anti-aliased ellipse in every paint event."""
    return _painted(2 * radius + 4, ratio, lambda painter, at: paint_disc(painter, at, radius))


@lru_cache(maxsize=16)
def _hospital_stamp(side: float, ratio: float) -> QPixmap:
    return _painted(side + 4, ratio, lambda painter, at: paint_hospital(painter, at, side))


def _painted(side: float, ratio: float, paint: Callable[[QPainter, QPointF], None]) -> QPixmap:
    pixels = math.ceil(side * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, QPointF(pixels / ratio / 2, pixels / ratio / 2))
    painter.end()
    return pixmap


def _stamp(painter: QPainter, stamp: QPixmap, x: float, y: float) -> None:
    """Draw a stamp around a point, on whole device pixels."""
    ratio = stamp.devicePixelRatio()
    half = stamp.width() / 2
    painter.drawPixmap(QPointF(round(x * ratio - half) / ratio, round(y * ratio - half) / ratio), stamp)


class SiteSymbols:
    """An overlay of practices and hospitals."""

    def __init__(self) -> None:
        """Start with none."""
        self._practices = Places.none()
        self._hospitals = Places.none()
        self._radii = np.zeros(0)
        self.generation = 0
        """Grows with every change, so that labels know when to move."""

    def set_practices(self, practices: Places) -> None:
        """Show these practices; ``size`` is the list."""
        self._practices = practices
        self._radii = np.array([disc_radius(size) for size in practices.size])
        self.generation += 1

    def set_hospitals(self, hospitals: Places) -> None:
        """Show these hospitals."""
        self._hospitals = hospitals
        self.generation += 1

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw the symbols that are in view, large discs below small ones."""
        factor = current_theme().factor
        shown = _in_view(self._practices, view)
        for row in shown[np.argsort(-self._radii[shown], kind="stable")]:
            x, y = view.to_screen(float(self._practices.x[row]), float(self._practices.y[row]))
            _stamp(painter, _disc_stamp(round(float(self._radii[row]) * factor, 1), view.ratio), x, y)
        for row in _in_view(self._hospitals, view):
            x, y = view.to_screen(float(self._hospitals.x[row]), float(self._hospitals.y[row]))
            _stamp(painter, _hospital_stamp(HOSPITAL_SIDE * factor, view.ratio), x, y)

    def boxes(self, view: MapView) -> list[QRectF]:
        """The rectangles that the symbols in view cover, in logical pixels."""
        factor = current_theme().factor
        found: list[QRectF] = []
        for places, reach in ((self._practices, self._radii), (self._hospitals, None)):
            for row in _in_view(places, view):
                x, y = view.to_screen(float(places.x[row]), float(places.y[row]))
                half = (HOSPITAL_SIDE / 2 if reach is None else float(reach[row])) * factor
                found.append(QRectF(x - half, y - half, 2 * half, 2 * half))
        return found

    def hit(self, view: MapView, at: QPointF) -> Hit | None:
        """The symbol at a point of the widget; the nearest where several are close."""
        factor = current_theme().factor
        best: tuple[float, Hit] | None = None
        for kind, places, radii in (
            ("hospital", self._hospitals, np.full(len(self._hospitals.codes), HOSPITAL_SIDE / 2)),
            ("practice", self._practices, self._radii),
        ):
            for row in _in_view(places, view):
                x, y = view.to_screen(float(places.x[row]), float(places.y[row]))
                away = float(np.hypot(x - at.x(), y - at.y()))
                near = away <= float(radii[row]) * factor + _REACH
                if near and (best is None or away < best[0]):
                    best = (away, Hit(kind, str(places.codes[row]), str(places.names[row])))
        return None if best is None else best[1]


def _in_view(places: Places, view: MapView) -> NDArray[np.int64]:
    """Rows in view, with a margin for the symbols' own size; places without coordinates are not."""
    west, south, east, north = view.bounds
    margin = view.metres_per_pixel * 2 * LARGEST
    with np.errstate(invalid="ignore"):
        inside = (places.x >= west - margin) & (places.x <= east + margin)
        inside &= (places.y >= south - margin) & (places.y <= north + margin)
    return np.flatnonzero(inside)
