"""Where practices stand in the consultation, as small marks on their discs: a shape and a colour each."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from workbench.models.practices import ConsultationView
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.legend import LegendEntry
from workbench.ui.map.symbols import disc_radius
from workbench.ui.map.view import MapView
from workbench.ui.theme import current_theme

COLOURS = {
    ConsultationView.PROPOSED: "#5B6471",
    ConsultationView.CONSULTED: "#005EB8",
    ConsultationView.AGREED: "#0B6E63",
    ConsultationView.OBJECTED: "#B3261E",
}
"""The same in both themes, as all on the map."""
SIDE = 11.0
"""Pixels of the design."""


def paint_view(painter: QPainter, view: ConsultationView, box: QRectF) -> None:
    """Paint the mark of a view into a square: ring, diamond, disc with tick, square with cross."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = box.width()
    colour, paper = QColor(COLOURS[view]), QColor("#FFFFFF")
    painter.setPen(QPen(paper, side * 0.13))
    painter.setBrush(colour)
    line = QPen(paper, side * 0.15)
    line.setCapStyle(Qt.PenCapStyle.RoundCap)

    def at(x: float, y: float) -> QPointF:
        return QPointF(box.left() + x * side, box.top() + y * side)

    match view:
        case ConsultationView.PROPOSED:
            painter.setBrush(paper)
            painter.setPen(QPen(colour, side * 0.16))
            painter.drawEllipse(box.adjusted(side * 0.12, side * 0.12, -side * 0.12, -side * 0.12))
        case ConsultationView.CONSULTED:
            painter.drawPolygon(QPolygonF([at(0.5, 0), at(1, 0.5), at(0.5, 1), at(0, 0.5)]))
        case ConsultationView.AGREED:
            painter.drawEllipse(box)
            painter.setPen(line)
            painter.drawPolyline(QPolygonF([at(0.27, 0.52), at(0.44, 0.69), at(0.74, 0.34)]))
        case ConsultationView.OBJECTED:
            painter.drawRect(box.adjusted(side * 0.04, side * 0.04, -side * 0.04, -side * 0.04))
            painter.setPen(line)
            painter.drawLine(at(0.3, 0.3), at(0.7, 0.7))
            painter.drawLine(at(0.7, 0.3), at(0.3, 0.7))
    painter.restore()


def view_icon(view: ConsultationView) -> QIcon:
    """The mark for combo boxes."""
    made = QIcon()
    side = current_theme().px(14)
    for ratio in (1, 2):
        picture = QPixmap(side * ratio, side * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_view(painter, view, QRectF(1, 1, side - 2, side - 2))
        painter.end()
        made.addPixmap(picture)
    return made


class ViewMarks:
    """An overlay: the mark of every practice that is no longer merely proposed."""

    def __init__(self) -> None:
        """Start with none."""
        self._rows: list[tuple[float, float, float, ConsultationView]] = []

    def show(
        self,
        x: NDArray[np.float64],
        y: NDArray[np.float64],
        lists: NDArray[np.float64],
        views: Mapping[int, ConsultationView],
    ) -> None:
        """Mark the practices of these rows; those without a place have no mark."""
        self._rows = [
            (float(x[row]), float(y[row]), disc_radius(float(lists[row])), view)
            for row, view in views.items()
            if view is not ConsultationView.PROPOSED and np.isfinite(x[row]) and np.isfinite(y[row])
        ]

    @property
    def shown(self) -> list[ConsultationView]:
        """The views that are marked, each once, in the order of the consultation."""
        there = {row[3] for row in self._rows}
        return [view for view in ConsultationView if view in there]

    def legend(self) -> list[LegendEntry]:
        """The signs that are on the map."""
        return [LegendEntry(_painter_of(view), str(view)) for view in self.shown]

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw each mark at the upper right of its disc."""
        factor = current_theme().factor
        side = SIDE * factor
        for x, y, radius, stands in self._rows:
            across, down = view.to_screen(x, y)
            away = radius * factor * 0.8
            paint_view(painter, stands, QRectF(across + away - side / 2, down - away - side / 2, side, side))


class _Sign:
    """Paints one view into the square of a legend."""

    def __init__(self, view: ConsultationView) -> None:
        self._view = view

    def __call__(self, painter: QPainter, box: QRectF) -> None:
        paint_view(painter, self._view, box.adjusted(2, 2, -2, -2))


_SIGNS = {view: _Sign(view) for view in ConsultationView}


def _painter_of(view: ConsultationView) -> _Sign:
    return _SIGNS[view]
