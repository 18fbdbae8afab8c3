"""States of localities and areas: each a word, a shape and a colour, the same everywhere."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from workbench.models.rules import NO_BAND, Band, BandStatus
from workbench.ui import formats
from workbench.ui.theme import current_theme, load_tokens

NEAR_LIMIT_PEOPLE = 1_000
"""People within which an edge of the band is called near; a preference may say otherwise."""


class BandState(StrEnum):
    """What a badge can say. The first five are about the band, the others about areas and practices."""

    IN = "in"
    NEAR = "near"
    OVER = "over"
    UNDER = "under"
    UNKNOWN = "unknown"
    FREE = "free"
    UNASSIGNED = "unassigned"
    PARTS = "parts"
    PRACTICE = "practice"

    @property
    def token(self) -> str:
        """The colour token of word and shape."""
        named = (BandState.IN, BandState.NEAR, BandState.OVER, BandState.UNDER, BandState.UNKNOWN)
        return self.value if self in named else "text2"

    @property
    def quiet(self) -> bool:
        """Whether the state is the normal one, which labels on the map leave out."""
        return self in (BandState.IN, BandState.FREE)


def has_limits(band: Band | None) -> bool:
    """Whether the band limits anything; "Free" does not."""
    return band is not None and (band.low > NO_BAND.low or band.high < NO_BAND.high)


def band_state(people: float | None, band: Band, near: int = NEAR_LIMIT_PEOPLE) -> BandState:
    """The state of a locality of ``people``: edges are inside, and near within ``near`` people of one."""
    if people is None or not formats.known(people):
        return BandState.UNKNOWN
    if not has_limits(band):
        return BandState.FREE
    status = band.status(people)
    if status is BandStatus.ABOVE:
        return BandState.OVER
    if status is BandStatus.BELOW:
        return BandState.UNDER
    beside_low = band.low > 0 and people - band.low < near
    beside_high = band.high < NO_BAND.high and band.high - people < near
    return BandState.NEAR if beside_low or beside_high else BandState.IN


_WORDS = {
    BandState.IN: "In band",
    BandState.NEAR: "Near limit",
    BandState.OVER: "Over",
    BandState.UNDER: "Under",
    BandState.UNKNOWN: formats.NOT_KNOWN,
    BandState.FREE: "No band",
    BandState.UNASSIGNED: "Unassigned",
    BandState.PARTS: "In parts",
    BandState.PRACTICE: "Practice elsewhere",
}


def band_word(people: float | None, band: Band, near: int = NEAR_LIMIT_PEOPLE) -> str:
    """The words of a badge: "In band", "Near limit", "Over +2,405", "Under" with its figure."""
    state = band_state(people, band, near)
    if people is None or state not in (BandState.OVER, BandState.UNDER):
        return _WORDS[state]
    return f"{_WORDS[state]} {formats.signed(band.people_from_band(people))}"


def state_word(state: BandState, *, parts: int = 2) -> str:
    """The word of a state without a figure; PARTS says how many."""
    return f"In {parts} parts" if state is BandState.PARTS else _WORDS[state]


def spoken(name: str, people: float | None, band: Band) -> str:
    """What a screen reader says: "Stoke & Shelton, 52,405 people, over by 2,405"."""
    state = band_state(people, band)
    words = _WORDS[state].lower()
    if people is not None and state in (BandState.OVER, BandState.UNDER):
        words = f"{words} by {formats.number(abs(band.people_from_band(people)))}"
    figure = formats.people(people)
    told = figure if state is BandState.UNKNOWN else f"{figure}, {words}"
    return f"{name}, {told}" if name else told


def paint_status(
    painter: QPainter,
    state: BandState,
    box: QRectF,
    *,
    color: QColor | None = None,
    ground: QColor | None = None,
) -> None:
    """Paint the shape of a state into the square ``box``; ``ground`` fills its hollow parts."""
    theme = current_theme()
    ink = color or theme.color(state.token)
    hollow = ground or theme.color("surface")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width(), box.width())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    _PAINTERS[state](painter, ink, hollow)
    painter.restore()


def _polygon(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _round_pen(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _paint_in(painter: QPainter, _ink: QColor, hollow: QColor) -> None:
    painter.drawEllipse(QRectF(0, 0, 1, 1))
    painter.setPen(_round_pen(hollow, 0.14))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(_polygon((0.28, 0.52), (0.44, 0.68), (0.73, 0.35)))


def _paint_near(painter: QPainter, _ink: QColor, hollow: QColor) -> None:
    painter.drawPolygon(_polygon((0.5, -0.03), (1.03, 0.5), (0.5, 1.03), (-0.03, 0.5)))
    painter.setBrush(hollow)
    painter.drawPolygon(_polygon((0.5, 0.27), (0.73, 0.5), (0.5, 0.73), (0.27, 0.5)))


def _paint_over(painter: QPainter, _ink: QColor, _hollow: QColor) -> None:
    painter.drawPolygon(_polygon((0.5, 0.04), (1, 0.94), (0, 0.94)))


def _paint_under(painter: QPainter, _ink: QColor, _hollow: QColor) -> None:
    painter.drawPolygon(_polygon((0.5, 0.96), (1, 0.06), (0, 0.06)))


def _paint_unknown(painter: QPainter, ink: QColor, _hollow: QColor) -> None:
    pen = QPen(ink, 0.13)
    pen.setDashPattern([2.0, 1.55])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(0.08, 0.08, 0.84, 0.84))


def _paint_free(painter: QPainter, ink: QColor, _hollow: QColor) -> None:
    painter.setPen(_round_pen(ink, 0.14))
    painter.drawLine(QPointF(0.2, 0.5), QPointF(0.8, 0.5))


def _paint_unassigned(painter: QPainter, ink: QColor, _hollow: QColor) -> None:
    square = QRectF(0.08, 0.08, 0.84, 0.84)
    painter.setBrush(QColor(load_tokens().unassigned))
    painter.setPen(QPen(QColor("#474F5C"), 0.1))
    painter.drawRect(square)
    painter.drawLine(square.bottomLeft(), square.topRight())
    painter.drawLine(QPointF(0.08, 0.5), QPointF(0.5, 0.08))
    painter.drawLine(QPointF(0.5, 0.92), QPointF(0.92, 0.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 0.1))
    painter.drawRect(square)


def _paint_parts(painter: QPainter, _ink: QColor, _hollow: QColor) -> None:
    painter.drawRect(QRectF(0, 0.3, 0.42, 0.62))
    painter.drawRect(QRectF(0.58, 0.08, 0.42, 0.62))


def _paint_practice(painter: QPainter, _ink: QColor, hollow: QColor) -> None:
    painter.drawEllipse(QRectF(0, 0, 1, 1))
    painter.setBrush(QBrush(hollow))
    painter.drawRect(QRectF(0.42, 0.2, 0.16, 0.6))
    painter.drawRect(QRectF(0.2, 0.42, 0.6, 0.16))


_PAINTERS = {
    BandState.IN: _paint_in,
    BandState.NEAR: _paint_near,
    BandState.OVER: _paint_over,
    BandState.UNDER: _paint_under,
    BandState.UNKNOWN: _paint_unknown,
    BandState.FREE: _paint_free,
    BandState.UNASSIGNED: _paint_unassigned,
    BandState.PARTS: _paint_parts,
    BandState.PRACTICE: _paint_practice,
}
