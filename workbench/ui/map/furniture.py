"""What stands in the corners of the map: scale bar with north, legend, attribution."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from workbench.ui import formats
from workbench.ui.map.boxes import Boxes, edges, meeting
from workbench.ui.map.legend import ROW, Legend, LegendEntry, LegendRow
from workbench.ui.map.sector_signs import HOSPITAL, INK, paint_sector
from workbench.ui.map.symbols import paint_disc
from workbench.ui.theme import current_theme, load_tokens

if TYPE_CHECKING:
    from workbench.ui.map.canvas import MapCanvas
    from workbench.ui.map.view import MapView

_WANTED_BAR = 110.0
_PAPER = QColor(255, 255, 255, 225)
_MARGIN = 8
_MOST_OF_HEIGHT = 0.3
"""How much of the map's height an attribution may take."""
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def bar_metres(metres_per_pixel: float, wanted: float = _WANTED_BAR) -> float:
    """The round length (1, 2 or 5 times a power of ten) whose bar comes closest to ``wanted`` pixels.

    At 25 m per pixel: 2,000 m (80 px) rather than 5,000 m (200 px).
    """
    power = 10.0 ** math.floor(math.log10(wanted * metres_per_pixel))
    return min((step * power for step in (1, 2, 5, 10)), key=lambda m: abs(m / metres_per_pixel - wanted))


def paint_practice_sign(painter: QPainter, box: QRectF) -> None:
    """The disc of a practice."""
    paint_disc(painter, box.center(), box.width() * 0.31)


def paint_hospital_sign(painter: QPainter, box: QRectF) -> None:
    """The square of a hospital."""
    paint_sector(painter, box.center(), box.width() * 0.8, HOSPITAL)


def paint_unassigned_sign(painter: QPainter, box: QRectF) -> None:
    """The hatch of areas without a locality."""
    inner = box.adjusted(1.5, 2.5, -1.5, -2.5)
    painter.setPen(QPen(QColor("#20242B"), 1, Qt.PenStyle.DashLine))
    painter.setBrush(QColor(load_tokens().unassigned))
    painter.drawRect(inner)
    painter.setBrush(QBrush(QColor("#6B7280"), Qt.BrushStyle.BDiagPattern))
    painter.drawRect(inner)


USUAL_LEGEND = (
    LegendEntry(paint_practice_sign, "Practice, by list"),
    LegendEntry(paint_hospital_sign, "Hospital"),
    LegendEntry(paint_unassigned_sign, "Unassigned"),
)


class MapFurniture:
    """An overlay of scale bar, legend and attribution."""

    over_layers = True

    def __init__(self, legend: Sequence[LegendEntry] = USUAL_LEGEND, attribution: str = "") -> None:
        """Show this legend, and where the data comes from."""
        self._legend = Legend(tuple(legend))
        self._attribution = attribution
        self._painted_for: object = None
        self._pictures: list[tuple[QPointF, QPixmap]] = []
        self._areas: Boxes = np.zeros((0, 4))

    def set_legend(self, legend: Sequence[LegendEntry]) -> None:
        """Show another legend; an empty one takes no room."""
        self._legend = replace(self._legend, entries=tuple(legend))

    def set_classes(self, title: str, classes: Sequence[LegendRow]) -> None:
        """Explain a shading; without classes the map is not shaded."""
        self._legend = replace(self._legend, title=title, classes=tuple(classes))

    def set_attribution(self, text: str) -> None:
        """Say where the data on the map comes from."""
        self._attribution = text

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw into the two lower corners, from pictures made once per view and theme."""
        theme = current_theme()
        key = (view, self._legend, self._attribution, theme.dark, theme.factor)
        if self._painted_for != key:
            self._painted_for = key
            self._pictures = [self._picture(box, paint, view) for box, paint in self._parts(view)]
            areas = [
                edges(QRectF(corner, picture.deviceIndependentSize())) for corner, picture in self._pictures
            ]
            self._areas = np.array(areas)
        for row in meeting(self._areas, canvas.exposed_boxes()).tolist():
            painter.drawPixmap(*self._pictures[row])

    def _parts(self, view: MapView) -> list[tuple[QRectF, Callable[[QPainter], None]]]:
        parts: list[tuple[QRectF, Callable[[QPainter], None]]] = [
            (self._scale_box(view), lambda painter: self._paint_scale(painter, view))
        ]
        if not self._legend.empty:
            boxes = self._legend_boxes(view)
            whole = boxes[0] if len(boxes) == 1 else boxes[0].united(boxes[1])
            parts.append((whole, lambda painter: self._paint_legend(painter, view)))
        if self._attribution:
            parts.append(
                (
                    self._attribution_box(view),
                    lambda painter: self._paint_attribution(painter, self._attribution_box(view)),
                )
            )
        return parts

    @staticmethod
    def _picture(box: QRectF, paint: Callable[[QPainter], None], view: MapView) -> tuple[QPointF, QPixmap]:
        corner = QPointF(math.floor(box.left()) - 1, math.floor(box.top()) - 1)
        wide, high = box.right() - corner.x() + 2, box.bottom() - corner.y() + 2
        picture = QPixmap(math.ceil(wide * view.ratio), math.ceil(high * view.ratio))
        picture.setDevicePixelRatio(view.ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-corner)
        paint(painter)
        painter.end()
        return corner, picture

    def boxes(self, view: MapView) -> list[QRectF]:
        """The rectangles it covers, in logical pixels, which labels keep clear of."""
        found = [self._scale_box(view)]
        found += self._legend_boxes(view)
        if self._attribution:
            found.append(self._attribution_box(view))
        return found

    # -- scale bar
    def _scale_box(self, view: MapView) -> QRectF:
        theme = current_theme()
        length = _bar_of(view) / view.metres_per_pixel
        text = QFontMetricsF(theme.font("micro", "medium")).horizontalAdvance(self._scale_text(view))
        wide = length + text + theme.px(50)
        high = theme.px(ROW)
        return QRectF(theme.px(_MARGIN), _height(view) - high - theme.px(_MARGIN), wide, high)

    @staticmethod
    def _scale_text(view: MapView) -> str:
        metres = _bar_of(view)
        return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"

    def _paint_scale(self, painter: QPainter, view: MapView) -> None:
        theme = current_theme()
        box = self._scale_box(view)
        length = _bar_of(view) / view.metres_per_pixel
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PAPER)
        painter.drawRoundedRect(box, 4, 4)
        left, base = box.left() + theme.px(8), box.center().y() + theme.px(3)
        tick = theme.px(5)
        painter.setPen(QPen(QColor(INK), 1.6))
        ends = ((0.0, -tick), (0.0, 0.0), (length, 0.0), (length, -tick))
        painter.drawPolyline(QPolygonF([QPointF(left + x, base + y) for x, y in ends]))
        painter.setFont(theme.font("micro", "medium"))
        text = QRectF(left + length + theme.px(8), box.top(), box.width(), box.height())
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(text, side, self._scale_text(view))
        self._paint_north(painter, QPointF(box.right() - theme.px(14), box.center().y()))

    @staticmethod
    def _paint_north(painter: QPainter, at: QPointF) -> None:
        theme = current_theme()
        unit = theme.factor
        arrow = ((0, -10), (4, -1), (0, -3), (-4, -1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(INK))
        painter.drawPolygon(QPolygonF([QPointF(at.x() + x * unit, at.y() + y * unit) for x, y in arrow]))
        painter.setPen(QColor(INK))
        painter.setFont(theme.font_px(9, "semibold"))
        box = QRectF(at.x() - 8 * unit, at.y() - 1 * unit, 16 * unit, 12 * unit)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "N")

    # -- legend
    def _corner(self, view: MapView) -> tuple[QPointF, float]:
        """The lower right corner of the legend, and how wide it may be."""
        theme = current_theme()
        width = view.width / view.ratio
        corner = QPointF(width - theme.px(12), _height(view) - theme.px(_MARGIN + 1))
        beside = corner.x() - self._scale_box(view).right() - theme.px(8)
        widest = max((box.width() for box in self._legend.boxes(corner, 1e9)), default=0.0)
        if widest <= max(beside, 0.45 * width):
            room = beside if widest <= beside else width - 2 * theme.px(12)
        else:
            room = max(0.6 * width, theme.px(180))
        if any(box.width() > beside for box in self._legend.boxes(corner, room)):
            corner.setY(self._scale_box(view).top() - theme.px(6))
        return corner, room

    def _legend_boxes(self, view: MapView) -> list[QRectF]:
        return self._legend.boxes(*self._corner(view))

    def _paint_legend(self, painter: QPainter, view: MapView) -> None:
        self._legend.paint(painter, *self._corner(view))

    # -- attribution
    def _attribution_box(self, view: MapView) -> QRectF:
        """Beside the scale bar where it fits into one line, else above it in as many as it takes.

        Licences ask for the whole of their words, so that nothing is cut off while there is room.
        """
        theme = current_theme()
        metrics = QFontMetricsF(theme.font("micro"))
        scale = self._scale_box(view)
        pad, line = theme.px(12), metrics.height() + theme.px(4)
        wide = metrics.horizontalAdvance(formats.nothing(self._attribution)) + pad
        legend = self._legend_boxes(view)
        lowest = [box.left() for box in legend if box.bottom() > scale.top()]
        end = min(lowest, default=view.width / view.ratio)
        if scale.right() + theme.px(8) + wide <= end - theme.px(8):
            return QRectF(scale.right() + theme.px(8), scale.bottom() - line, wide, line)
        room = QRectF(0, 0, view.width / view.ratio - 2 * scale.left() - pad, _height(view))
        taken = metrics.boundingRect(room, _WRAPPED, self._attribution)
        most = max(1, math.floor(_height(view) * _MOST_OF_HEIGHT / metrics.lineSpacing()))
        high = min(taken.height(), most * metrics.lineSpacing()) + theme.px(4)
        base = min([scale.top(), *(box.top() for box in legend)])
        return QRectF(
            scale.left(), base - high - theme.px(4), min(wide, math.ceil(taken.width()) + pad), high
        )

    def _paint_attribution(self, painter: QPainter, box: QRectF) -> None:
        theme = current_theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PAPER)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(theme.font("micro"))
        painter.setPen(QColor(INK))
        inner = box.adjusted(theme.px(6), theme.px(2), -theme.px(6) + 1, 0)
        painter.drawText(inner, _WRAPPED, self._attribution)


def _bar_of(view: MapView) -> float:
    """The length of the bar in metres, shorter on a narrow map."""
    return bar_metres(view.metres_per_pixel, min(_WANTED_BAR, 0.35 * view.width / view.ratio))


def _height(view: MapView) -> float:
    return view.height / view.ratio
