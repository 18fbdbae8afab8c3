"""The padlocks that the map shows on locked areas."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.ui.map.boxes import meeting
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.label_lines import paint_padlock
from workbench.ui.map.view import MapView
from workbench.ui.theme import current_theme

PADLOCK = 15
"""Height of a padlock with its white casing, in pixels of the design."""
LEAST_AREA = 26
"""An area whose shorter side is smaller on the screen shows no padlock; the read-out says it is locked."""


class LockMarks:
    """An overlay: a padlock at the inner point of each locked area that is large enough on the screen."""

    def __init__(self) -> None:
        self._codes: tuple[str, ...] = ()
        self._project: Project | None = None
        self._points: NDArray[np.float64] = np.zeros((0, 2))
        self._side_m: NDArray[np.float64] = np.zeros(0)

    def show_locks(self, project: Project, scenario: Scenario) -> bool:
        """Mark the locked areas of a scenario; tells whether they are others than before."""
        codes = scenario.rules.locked_units
        if codes == self._codes and project is self._project:
            return False
        self._codes, self._project = codes, project
        units = project.area.units
        rows = np.array([units.index_of[code] for code in codes if code in units.index_of], dtype=np.int64)
        self._points = units.points[rows]
        west, south, east, north = units.bounds[rows].T
        self._side_m = np.minimum(east - west, north - south)
        return True

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw the padlocks that are exposed."""
        factor = current_theme().factor
        shown = np.flatnonzero(self._side_m >= LEAST_AREA * factor * view.metres_per_pixel)
        if not len(shown):
            return
        middles = (self._points[shown] - (view.left, view.top)) * (1, -1) / view.metres_per_pixel
        stamp = _padlock(round(PADLOCK * factor), view.ratio)
        half = stamp.width() / 2 / view.ratio
        for x, y in middles[
            meeting(np.hstack((middles - half, middles + half)), canvas.exposed_boxes())
        ].tolist():
            painter.drawPixmap(QPointF(round(x - half), round(y - half)), stamp)


@lru_cache(maxsize=8)
def _padlock(pixels: int, ratio: float) -> QPixmap:
    """A padlock painted once: dark on white, so that it shows on every hue."""
    side = pixels + 6
    made = QPixmap(math.ceil(side * ratio), math.ceil(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_padlock(painter, QPointF((side - pixels * 0.58) / 2, 3 + pixels * 0.1), pixels)
    painter.end()
    return made
