"""The signs of areas that are cut off: a badge beside them with a line to the spot, on every hue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.view import MapView
from workbench.ui.status import BandState, paint_status
from workbench.ui.theme import current_theme

INK, CASING = QColor("#B3261E"), QColor("#FFFFFF")
"""The canvas is light in every theme; this red has 6.5:1 on white."""
MOST = 16
"""More cut-off places than these have their dashed outline only."""
REACH, SMALL_REACH = 34, 22
"""Pixels of the design between the middle of the areas and the badge, with words and without."""
HIGH, SMALL = 22, 17
"""Heights of the badge with words and without."""
_WAYS = ((1, -1), (-1, -1), (1, 1), (-1, 1), (0, -1.4), (0, 1.4), (1.5, 0), (-1.5, 0))
"""Where the badge may stand from the areas, the first that is free."""


@dataclass(frozen=True)
class CutOffSign:
    """Areas that hang together apart from their locality: a point inside them (metres), and words or none."""

    x: float
    y: float
    words: str = ""


class CutOffMarks:
    """An overlay. ``taken`` tells boxes (logical pixels) in which no badge may stand."""

    def __init__(self, canvas: MapCanvas, taken: Callable[[], Sequence[QRectF]]) -> None:
        self._canvas = canvas
        self._taken = taken
        self._signs: tuple[CutOffSign, ...] = ()
        self._placed: tuple[MapView | None, tuple[CutOffSign, ...]] = (None, ())
        self._boxes: list[tuple[QRectF, QPointF, str]] = []
        """Where each badge stands, the spot it points at, and what it says there."""
        self.visible = True

    def show_signs(self, signs: Sequence[CutOffSign]) -> None:
        """Mark exactly these places; only their surroundings are drawn again."""
        shown = tuple(sorted(signs, key=lambda sign: not sign.words)[:MOST])
        if shown == self._signs:
            return
        before = self._reach()
        self._signs = shown
        self._place(self._canvas.view())
        for area in (*before, *self._reach()):
            self._canvas.repaint_soon(area)

    def step_aside(self) -> None:
        """Move the badges that something has come to lie over; without room elsewhere they stay."""
        taken = self._taken()
        if not any(box.intersects(one) for box, _, _ in self._boxes for one in taken):
            return
        before, stood = self._reach(), self._boxes
        self._placed = (None, ())
        self._place(self._canvas.view())
        if self._boxes != stood:
            for area in (*before, *self._reach()):
                self._canvas.repaint_soon(area)

    def boxes(self, _view: MapView) -> list[QRectF]:
        """What the badges cover, in logical pixels, so that labels keep clear of them."""
        self._place(self._canvas.view())
        return [box for box, _, _ in self._boxes]

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw lines first, then badges."""
        if not self._signs or not self.visible:
            return
        self._place(view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        factor = current_theme().factor
        for box, spot, _ in self._boxes:
            start = _nearest(box, spot)
            for colour, width in ((CASING, 4.0), (INK, 1.6)):
                painter.setPen(QPen(colour, width * factor, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawLine(start, spot)
            painter.setPen(QPen(CASING, 1.4 * factor))
            painter.setBrush(INK)
            painter.drawEllipse(spot, 3 * factor, 3 * factor)
        for box, _, words in self._boxes:
            _paint_badge(painter, box, words)

    def _reach(self) -> list[QRect]:
        margin = round(6 * current_theme().factor) + 1
        return [
            box.united(QRectF(spot, spot)).toAlignedRect().adjusted(-margin, -margin, margin, margin)
            for box, spot, _ in self._boxes
        ]

    def _place(self, view: MapView) -> None:
        """Find room for the badges anew where view or signs have changed."""
        if self._placed == (view, self._signs):
            return
        self._placed = (view, self._signs)
        room = QRectF(self._canvas.rect()).adjusted(4, 4, -4, -4)
        taken = list(self._taken())
        self._boxes = []
        for sign in self._signs:
            spot = QPointF(*view.to_screen(sign.x, sign.y))
            words = sign.words
            box = self._room_for(words, spot, room, taken)
            if words and any(box.intersects(one) for one in taken):  # too many to be read: without words
                words, box = "", self._room_for("", spot, room, taken)
            taken.append(box)
            self._boxes.append((box, spot, words))

    @staticmethod
    def _room_for(words: str, spot: QPointF, room: QRectF, taken: Sequence[QRectF]) -> QRectF:
        """The first free place for a badge with these words, or the usual one where none is free."""
        wide, high = _size(words)
        reach = (REACH if words else SMALL_REACH) * current_theme().factor
        ways = []
        for across, down in _WAYS:
            middle = spot + QPointF(across * (reach * 0.8 + wide / 2), down * reach)
            ways.append(QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high))
        free = [box for box in ways if room.contains(box) and not any(box.intersects(one) for one in taken)]
        return free[0] if free else ways[0]


def sign_at(points: np.ndarray, words: str = "") -> CutOffSign:
    """The sign of areas with these inner points: it points at the one nearest to their middle."""
    middle = points.mean(axis=0)
    x, y = points[int(np.argmin(((points - middle) ** 2).sum(axis=1)))]
    return CutOffSign(float(x), float(y), words)


def _nearest(box: QRectF, spot: QPointF) -> QPointF:
    """The point of a badge from which its line starts."""
    return QPointF(
        min(max(spot.x(), box.left() + 8), box.right() - 8), min(max(spot.y(), box.top()), box.bottom())
    )


def _size(words: str) -> tuple[float, float]:
    theme = current_theme()
    high = (HIGH if words else SMALL) * theme.factor
    if not words:
        return high, high
    text = QFontMetricsF(theme.font("small", "semibold")).horizontalAdvance(words)
    return high + 5 * theme.factor + text + 5 * theme.factor, high


def _paint_badge(painter: QPainter, box: QRectF, words: str) -> None:
    """Two offset squares in red on white, and the words."""
    theme = current_theme()
    factor = theme.factor
    painter.setPen(QPen(INK, 1.5 * factor))
    painter.setBrush(CASING)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    side = (12 if words else 9.5) * factor
    left = box.left() + (box.height() - side) / 2
    paint_status(
        painter, BandState.PARTS, QRectF(left, box.center().y() - side / 2, side, side),
        color=INK, ground=CASING,
    )  # fmt: skip
    if words:
        painter.setPen(QColor("#15181D"))
        painter.setFont(theme.font("small", "semibold"))
        start = left + side + 5 * factor
        painter.drawText(
            QRectF(start, box.top(), box.right() - start, box.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            words,
        )
