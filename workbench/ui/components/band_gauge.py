"""The band gauge: where a number of people stands against the limits, before and after a stroke."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from workbench.ui.formats import known
from workbench.ui.status import BandState, band_state, has_limits, spoken
from workbench.ui.theme import current_theme

if TYPE_CHECKING:
    from workbench.models.rules import Band

SCALE_LOW = 20_000
SCALE_HIGH = 60_000
_MARKER_ROOM = 7


@dataclass(frozen=True)
class GaugeScale:
    """The people at both ends of the gauge, and the limits that get a tick."""

    low: float
    high: float
    ticks: tuple[float, ...]

    @classmethod
    def for_band(cls, band: Band) -> GaugeScale:
        """20,000 to 60,000, widened so that half the band's width is left on either side of it."""
        if not has_limits(band):
            return cls(SCALE_LOW, SCALE_HIGH, ())
        room = (band.high - band.low) / 2
        low = max(0.0, min(SCALE_LOW, band.low - room))
        return cls(low, max(SCALE_HIGH, band.high + room), (band.low, band.high))

    def position(self, people: float) -> float:
        """Place on the gauge, 0 to 1; outside the scale it stops at the end.

        With 20,000 to 60,000: 30,000 -> 0.25, 52,000 -> 0.8, 70,000 -> 1.
        """
        return (min(max(people, self.low), self.high) - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class GaugeValue:
    """What a gauge shows; ``before`` is the value before the stroke."""

    people: float | None
    band: Band
    before: float | None = None


def gauge_track(box: QRectF) -> QRectF:
    """The part of ``box`` that the scale takes; the marker needs room beyond its ends."""
    room = current_theme().px(_MARKER_ROOM)
    return box.adjusted(room, 0, -room, 0)


def paint_gauge(painter: QPainter, box: QRectF, value: GaugeValue, *, ground: QColor | None = None) -> None:
    """Paint track, band, ticks, way from before to after, and the marker in the shape of the state."""
    theme = current_theme()
    unit = theme.factor
    track = gauge_track(box)
    scale = GaugeScale.for_band(value.band)
    middle = track.center().y()

    def across(people: float) -> float:
        return track.left() + scale.position(people) * track.width()

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("hover" if theme.dark else "sunken"))
    painter.drawRoundedRect(
        QRectF(track.left(), middle - 2 * unit, track.width(), 4 * unit), 2 * unit, 2 * unit
    )
    if scale.ticks:
        _paint_band(painter, across(scale.ticks[0]), across(scale.ticks[1]), middle)
    if value.before is not None and known(value.before) and known(value.people) and value.people is not None:
        _paint_way(painter, across(value.before), across(value.people), middle, ground)
    if value.people is not None and known(value.people):
        state = band_state(value.people, value.band)
        _paint_marker(painter, QPointF(across(value.people), middle), state, ground)
    painter.restore()


def band_colour() -> QColor:
    """Fill of the band on the gauge, and of "inside" in small diagrams."""
    return QColor("#3A5878" if current_theme().dark else "#BFD3E8")


def _paint_band(painter: QPainter, left: float, right: float, middle: float) -> None:
    theme = current_theme()
    unit = theme.factor
    painter.setBrush(band_colour())
    painter.drawRect(QRectF(left, middle - 4 * unit, right - left, 8 * unit))
    painter.setPen(QPen(theme.color("text2"), max(1.0, unit)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for x in (left, right):
        painter.drawLine(QPointF(x, middle - 6 * unit), QPointF(x, middle + 6 * unit))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _paint_way(painter: QPainter, start: float, end: float, middle: float, ground: QColor | None) -> None:
    theme = current_theme()
    unit = theme.factor
    painter.setPen(QPen(theme.color("text2"), 1.2 * unit))
    painter.setBrush(ground or theme.color("surface"))
    edge = 3.6 * unit if end >= start else -3.6 * unit
    if abs(end - start) > abs(edge):
        painter.drawLine(QPointF(start + edge, middle), QPointF(end, middle))
    painter.drawEllipse(QPointF(start, middle), 3.6 * unit, 3.6 * unit)


_MARKERS = {
    BandState.NEAR: ((0, -6), (6, 0), (0, 6), (-6, 0)),
    BandState.OVER: ((0, -6), (6.5, 5), (-6.5, 5)),
    BandState.UNDER: ((0, 6), (6.5, -5), (-6.5, -5)),
}


def _paint_marker(painter: QPainter, at: QPointF, state: BandState, ground: QColor | None) -> None:
    theme = current_theme()
    unit = theme.factor
    painter.setPen(QPen(ground or theme.color("surface"), 1.5 * unit))
    painter.setBrush(theme.color(state.token))
    if state in _MARKERS:
        corners = [QPointF(at.x() + x * unit, at.y() + y * unit) for x, y in _MARKERS[state]]
        painter.drawPolygon(QPolygonF(corners))
    else:
        painter.drawEllipse(at, 5 * unit, 5 * unit)


class BandGauge(QWidget):
    """A gauge as a widget of its own, as in the panel "After release"."""

    def __init__(self, value: GaugeValue, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value, self._name = value, name
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken(name, value.people, value.band))
        current_theme().theme_changed.connect(self.updateGeometry)

    def set_value(self, value: GaugeValue, *, name: str | None = None) -> None:
        """Show another value, and another locality where a name is given."""
        name = self._name if name is None else name
        if (value, name) == (self._value, self._name):
            return
        self._value, self._name = value, name
        self.setAccessibleName(spoken(self._name, value.people, value.band))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(150), theme.px(18))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_gauge(painter, QRectF(self.rect()), self._value)
        painter.end()
