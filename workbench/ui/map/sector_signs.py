"""The sign of each sector of provider: white with a dark rim, told apart by shape and never by hue."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from workbench.models.providers import Sector

INK, PAPER = "#15181D", "#FFFFFF"
HOSPITAL = "Hospital"
"""The sign of sites that are hospitals by kind, whatever their sector."""
HOSPITAL_SIDE, SIDE = 13.0, 12.0

Painted = Callable[[QPainter, QPointF, float], None]


def paint_hospital(painter: QPainter, at: QPointF, side: float) -> None:
    """Paint a hospital: a white square with an H."""
    box = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
    painter.setPen(QPen(QColor(INK), side * 0.09))
    painter.setBrush(QColor(PAPER))
    painter.drawRoundedRect(box, side * 0.16, side * 0.16)
    pen = QPen(QColor(INK), side * 0.13)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    left, right = at.x() - side * 0.19, at.x() + side * 0.19
    top, bottom = at.y() - side * 0.27, at.y() + side * 0.27
    painter.drawLine(QPointF(left, top), QPointF(left, bottom))
    painter.drawLine(QPointF(right, top), QPointF(right, bottom))
    painter.drawLine(QPointF(left, at.y()), QPointF(right, at.y()))


def _star(points: int, inner: float, turn: float = -90.0) -> QPainterPath:
    """A polygon in the unit circle with every second corner at ``inner``; 1 makes it regular."""
    path = QPainterPath()
    corners = points if inner == 1 else 2 * points
    for corner in range(corners):
        reach = 1.0 if inner == 1 or corner % 2 == 0 else inner
        angle = math.radians(turn + 360 * corner / corners)
        place = QPointF(reach * math.cos(angle), reach * math.sin(angle))
        if corner:
            path.lineTo(place)
        else:
            path.moveTo(place)
    path.closeSubpath()
    return path


def _cross() -> QPainterPath:
    path = QPainterPath()
    a, b = 0.34, 0.92
    corners = (
        (-a, -b),
        (a, -b),
        (a, -a),
        (b, -a),
        (b, a),
        (a, a),
        (a, b),
        (-a, b),
        (-a, a),
        (-b, a),
        (-b, -a),
    )
    path.moveTo(*corners[0])
    for x, y in (*corners[1:], (-a, -a)):
        path.lineTo(x, y)
    path.closeSubpath()
    return path


def _box(width: float, height: float, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(-width, -height, 2 * width, 2 * height), radius, radius)
    return path


def _half() -> QPainterPath:
    path = QPainterPath()
    path.moveTo(-0.95, 0.45)
    path.arcTo(QRectF(-0.95, -0.5, 1.9, 1.9), 180, -180)
    path.closeSubpath()
    return path


def _ring() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(0, 0), 0.92, 0.92)
    path.addEllipse(QPointF(0, 0), 0.36, 0.36)
    return path


_SHAPES: dict[Sector, QPainterPath] = {}


def _shapes() -> dict[Sector, QPainterPath]:
    if not _SHAPES:
        _SHAPES.update({
            Sector.ACUTE: _star(5, 1), Sector.COMMUNITY: _star(4, 1), Sector.MENTAL_HEALTH: _star(3, 1),
            Sector.ADULT_SOCIAL_CARE: _box(0.78, 0.78, 0.0), Sector.CHILDREN_SOCIAL_CARE: _star(3, 1, 90),
            Sector.PUBLIC_HEALTH: _star(6, 1), Sector.AMBULANCE: _star(4, 0.42), Sector.PHARMACY: _cross(),
            Sector.DENTAL: _half(), Sector.OPTICAL: _ring(), Sector.VOLUNTARY: _star(5, 0.5),
            Sector.INDEPENDENT: _box(0.5, 0.9, 0.3), Sector.PRIMARY_CARE: _star(8, 0.72),
            Sector.UNKNOWN: _box(0.9, 0.5, 0.5),
        })  # fmt: skip
    return _SHAPES


def paint_sector(painter: QPainter, at: QPointF, side: float, sector: str) -> None:
    """Paint the sign of a sector, or of hospitals."""
    if sector == HOSPITAL:
        paint_hospital(painter, at, side)
        return
    painter.save()
    painter.translate(at)
    painter.scale(side / 2, side / 2)
    pen = QPen(QColor(INK), 0.24)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(QColor(PAPER))
    painter.drawPath(_shapes()[Sector(sector)])
    painter.restore()


def side_of(sector: str) -> float:
    """Pixels of the design that a sign is wide."""
    return HOSPITAL_SIDE if sector == HOSPITAL else SIDE


def sector_sign(sector: str) -> Callable[[QPainter, QRectF], None]:
    """What paints the sign of a sector into the square of a legend."""
    return lambda painter, box: paint_sector(painter, box.center(), box.width() * 0.8, sector)
