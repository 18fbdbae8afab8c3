"""Practices as discs by list size and providers by sector above the map, with a hit test for tooltips."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from workbench.ui.map.boxes import Boxes, meeting
from workbench.ui.map.sector_signs import paint_sector, side_of
from workbench.ui.map.thinning import ALL_SHOWN_BELOW, FEW, kept_apart, times_apart
from workbench.ui.theme import current_theme

if TYPE_CHECKING:
    from workbench.ui.map.canvas import MapCanvas
    from workbench.ui.map.view import MapView

DISC = "#1B2430"
RIM = "#FFFFFF"
SMALLEST, LARGEST = 2.6, 6.5
_FULL_LIST = 20_000.0
_REACH = 4.0
_RIM = 2.0
"""What a symbol's rim covers beyond its radius."""


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
    """"practice" or "provider"."""
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


@lru_cache(maxsize=256)
def _disc_stamp(radius: float, ratio: float) -> QPixmap:
    """A disc painted once; stamping it is far cheaper than an anti-aliased ellipse in every paint event."""
    return _painted(2 * radius + 4, ratio, lambda painter, at: paint_disc(painter, at, radius))


@lru_cache(maxsize=128)
def _sector_stamp(sector: str, side: float, ratio: float) -> QPixmap:
    return _painted(side + 4, ratio, lambda painter, at: paint_sector(painter, at, side, sector))


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


class _Marks:
    """Places of one kind as they stand in a view, all worked out by numpy once per view."""

    def __init__(self) -> None:
        """Start with none."""
        self.places = Places.none()
        self._radii = np.zeros(0)
        self._key: object = None
        self.drawn = np.zeros(0, dtype=np.bool_)
        """Which places are drawn at the scale shown, as ``thin_out`` has said."""
        self.rows: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        """Rows of the places in view, the largest first."""
        self.middles = np.zeros((0, 2))
        self.radii = np.zeros(0)
        self.boxes: Boxes = np.zeros((0, 4))
        """What each symbol covers, in logical pixels."""

    def set(self, places: Places, radii: NDArray[np.float64]) -> None:
        """Take other places and their radii in pixels of the design."""
        self.places, self._radii, self._key = places, radii, None
        self.drawn = np.ones(len(places.codes), dtype=np.bool_)

    @property
    def ranks(self) -> NDArray[np.int64]:
        """Rows of the places, the largest first."""
        return np.argsort(-self._radii, kind="stable")

    def thin_out(self, drawn: NDArray[np.bool_]) -> None:
        """Draw only these from now on."""
        self.drawn, self._key = drawn, None

    def look_at(self, view: MapView) -> None:
        """Find what is in view, and where; places without coordinates are not."""
        factor = current_theme().factor
        if self._key == (view, factor):
            return
        self._key = (view, factor)
        x, y = self.places.x - view.left, view.top - self.places.y
        middles = np.column_stack((x, y)) / view.metres_per_pixel
        margin = 2 * LARGEST * factor
        size = np.array((view.width, view.height)) / view.ratio
        with np.errstate(invalid="ignore"):
            inside = ((middles >= -margin) & (middles <= size + margin)).all(axis=1) & self.drawn
        rows = np.flatnonzero(inside)
        self.rows = rows[np.argsort(-self._radii[rows], kind="stable")]
        self.middles = middles[self.rows]
        self.radii = self._radii[self.rows] * factor
        half = self.radii[:, None]
        self.boxes = np.hstack((self.middles - half, self.middles + half))

    def exposed(self, exposed: Boxes) -> Iterator[tuple[float, float, float]]:
        """Middle and radius of the symbols that meet the exposed boxes, the largest first."""
        rim = np.array((-_RIM, -_RIM, _RIM, _RIM))
        found = meeting(self.boxes + rim, exposed)
        for (x, y), radius in zip(self.middles[found].tolist(), self.radii[found].tolist(), strict=True):
            yield x, y, radius


PRACTICE, PROVIDER = "practice", "provider"
APART = {PRACTICE: 12.0, PROVIDER: 17.0}
"""Least distance of two signs in pixels of the design where not all are drawn."""


class SiteSymbols:
    """An overlay of practices and providers, each of which may be faded or hidden."""

    layer = "sites"

    def __init__(self) -> None:
        """Start with none."""
        self._practices = _Marks()
        self._providers: dict[str, _Marks] = {}
        self.practices_on_top = False
        self._strengths = (1.0, 1.0)
        self._thinned_for: object = None
        self.generation = 0
        """Grows with every change, so that labels know when to move."""

    def set_practices(self, practices: Places) -> None:
        """Show these practices; ``size`` is the list."""
        radii = np.array([disc_radius(size) for size in practices.size], dtype=np.float64)
        self._practices.set(practices, radii)
        self._thinned_for = None
        self.generation += 1

    def set_providers(self, providers: Mapping[str, Places]) -> None:
        """Show these providers by the sign of their sector, or of hospitals."""
        self._providers = {}
        for sector, places in providers.items():
            marks = self._providers[sector] = _Marks()
            marks.set(places, np.full(len(places.codes), side_of(sector) / 2))
        self._thinned_for = None
        self.generation += 1

    def set_strengths(self, *, practices: float, providers: float) -> None:
        """Fade practices and providers: 1 is whole, 0 hidden."""
        if self._strengths != (practices, providers):
            self._strengths = (practices, providers)
            self.generation += 1

    def thin_for(self, view: MapView) -> bool:
        """Draw as many signs as the scale has room for; tells whether they are others than before.

        Where the map is moved they stay the same: only the scale counts, not the part in view.
        """
        scale = (max(view.metres_per_pixel, ALL_SHOWN_BELOW), current_theme().factor)
        if scale == self._thinned_for:
            return False
        self._thinned_for = scale
        _thin_out([self._practices], scale[0], APART[PRACTICE] * scale[1])
        topmost_first = list(reversed(self._providers.values()))
        _thin_out(topmost_first, scale[0], APART[PROVIDER] * scale[1])
        return True

    def counted(self, sector: str = PRACTICE) -> tuple[int, int]:
        """How many signs of practices, or of a sector, are drawn at this scale, and of how many."""
        marks = self._practices if sector == PRACTICE else self._providers[sector]
        placed = np.isfinite(marks.places.x) & np.isfinite(marks.places.y)
        return int((marks.drawn & placed).sum()), int(placed.sum())

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw the symbols that are exposed, large discs below small ones."""
        exposed = canvas.exposed_boxes()
        for marks, sector, strength in self._shown(view):
            painter.setOpacity(strength)
            for x, y, radius in marks.exposed(exposed):
                if sector == PRACTICE:
                    _stamp(painter, _disc_stamp(round(radius, 1), view.ratio), x, y)
                else:
                    side = side_of(sector) * current_theme().factor
                    _stamp(painter, _sector_stamp(sector, side, view.ratio), x, y)
        painter.setOpacity(1.0)

    def boxes(self, view: MapView) -> list[QRectF]:
        """The rectangles that the symbols in view cover, in logical pixels."""
        return [
            QRectF(left, top, right - left, bottom - top)
            for marks, _, _ in self._shown(view)
            for left, top, right, bottom in marks.boxes.tolist()
        ]

    def hit(self, view: MapView, at: QPointF) -> Hit | None:
        """The symbol at a point of the widget; the nearest where several are close."""
        best: tuple[float, Hit] | None = None
        for marks, sector, _ in reversed(self._shown(view)):
            away = np.hypot(*(marks.middles - (at.x(), at.y())).T)
            away = np.where(away <= marks.radii + _REACH, away, np.inf)
            nearest = int(np.argmin(away)) if len(away) else -1
            if nearest >= 0 and away[nearest] < (np.inf if best is None else best[0]):
                row = int(marks.rows[nearest])
                code, name = str(marks.places.codes[row]), str(marks.places.names[row])
                kind = sector if sector == PRACTICE else PROVIDER
                best = (float(away[nearest]), Hit(kind, code, name))
        return None if best is None else best[1]

    def _shown(self, view: MapView) -> list[tuple[_Marks, str, float]]:
        """What is not hidden, the lowest first, each brought to the view."""
        practices = [(self._practices, PRACTICE, self._strengths[0])]
        providers = [(marks, sector, self._strengths[1]) for sector, marks in self._providers.items()]
        shown = [*providers, *practices] if self.practices_on_top else [*practices, *providers]
        shown = [one for one in shown if one[2]]
        self.thin_for(view)
        for marks, _, _ in shown:
            marks.look_at(view)
        return shown


def _thin_out(groups: Sequence[_Marks], metres_per_pixel: float, apart: float) -> None:
    """Let signs keep ``apart`` pixels, those of the first group first; a few are all drawn."""
    groups = [marks for marks in groups if len(marks.places.codes)]
    if metres_per_pixel <= ALL_SHOWN_BELOW or sum(len(marks.places.codes) for marks in groups) <= FEW:
        for marks in groups:
            marks.thin_out(np.ones(len(marks.places.codes), dtype=np.bool_))
        return
    if not groups:
        return
    ranks = [marks.ranks for marks in groups]
    x = np.concatenate([marks.places.x[rows] for marks, rows in zip(groups, ranks, strict=True)])
    y = np.concatenate([marks.places.y[rows] for marks, rows in zip(groups, ranks, strict=True)])
    kept = kept_apart(x, y, apart * times_apart(metres_per_pixel) * metres_per_pixel)
    ends = np.cumsum([len(rows) for rows in ranks])[:-1]
    for marks, rows, part in zip(groups, ranks, np.split(kept, ends), strict=True):
        drawn = np.zeros(len(rows), dtype=np.bool_)
        drawn[rows] = part
        marks.thin_out(drawn)
