"""An overlay: the bridges and ferries of the scenario as thin dashed lines, each with a small sign."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from workbench.models.adjacency import Link
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.link_edits import link_info
from workbench.ui.icons import paint_icon
from workbench.ui.links.link_columns import ICONS
from workbench.ui.map.boxes import meeting
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.view import MapView
from workbench.ui.theme import current_theme

INK, CASING = QColor("#20242B"), QColor("#FFFFFF")
SIGN = 17
"""Side of a sign, in pixels of the design."""
LEAST = 12
"""A link shorter than this many pixels of the design on the screen has no sign."""


class LinkMarks:
    """``strength`` tells how much of the layer is shown: 1 is all, 0 hides it."""

    def __init__(self, strength: Callable[[], float]) -> None:
        self._strength = strength
        self._links: tuple[Link, ...] = ()
        self._project: Project | None = None
        self._ends: NDArray[np.float64] = np.zeros((0, 2, 2))
        self._middles: NDArray[np.float64] = np.zeros((0, 2))
        self._icons: list[str] = []

    def show_links(self, project: Project, scenario: Scenario) -> bool:
        """Mark the links of a scenario; tells whether they are others than before."""
        links = scenario.rules.links
        if links == self._links and project is self._project:
            return False
        self._links, self._project = links, project
        index, points = project.area.units.index_of, project.area.units.points
        known = [info for link in links if (info := link_info(project.area, link)).known]
        rows = [(index[info.link.unit_a], index[info.link.unit_b]) for info in known]
        self._ends = points[np.array(rows, dtype=np.int64).reshape(-1, 2)]
        self._middles = np.array([(info.x, info.y) for info in known], dtype=np.float64).reshape(-1, 2)
        self._icons = [ICONS.get(info.link.kind, "link") for info in known]
        return True

    @property
    def count(self) -> int:
        """How many links lie in the study area."""
        return len(self._icons)

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw the lines first, so that every sign stays whole."""
        strength = self._strength()
        if not self._icons or strength <= 0:
            return
        factor = current_theme().factor
        ends, middles = self._on_screen(view, self._ends), self._on_screen(view, self._middles)
        side = SIGN * factor
        low = np.minimum(ends.min(axis=1), middles - side)
        high = np.maximum(ends.max(axis=1), middles + side)
        shown = meeting(np.hstack((low, high)), canvas.exposed_boxes())
        painter.setOpacity(strength)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dashed = QPen(INK, 1.6 * factor, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        dashed.setDashPattern([3.0, 2.2])
        for pen in (QPen(CASING, 3.6 * factor, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap), dashed):
            painter.setPen(pen)
            for (x0, y0), (x1, y1) in ends[shown].tolist():
                painter.drawLine(QPointF(x0, y0), QPointF(x1, y1))
        long_enough = np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1) >= LEAST * factor
        for place in shown[long_enough[shown]].tolist():
            x, y = middles[place].tolist()
            _paint_sign(painter, QRectF(x - side / 2, y - side / 2, side, side), self._icons[place])

    @staticmethod
    def _on_screen(view: MapView, points: NDArray[np.float64]) -> NDArray[np.float64]:
        shown: NDArray[np.float64] = (points - (view.left, view.top)) * (1, -1) / view.metres_per_pixel
        return shown


def _paint_sign(painter: QPainter, box: QRectF, icon: str) -> None:
    painter.setPen(QPen(INK, 1.2))
    painter.setBrush(CASING)
    painter.drawRoundedRect(box, 4, 4)
    inset = box.width() * 0.16
    paint_icon(painter, icon, box.adjusted(inset, inset, -inset, -inset), INK)


def paint_link_sign(painter: QPainter, box: QRectF) -> None:
    """The sign as the legend shows it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(box.width(), box.height())
    middle = box.center()
    _paint_sign(painter, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), "link")
    painter.restore()
