"""An overlay: lines from a practice to the areas where many of its patients live."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.view import MapView
from workbench.ui.theme import current_theme

THIN, THICK = 0.8, 4.0
FULL = 600.0
"""Patients of one area at which a line is as thick as it gets."""


class PatientLines:
    """``homes`` are metres (n, 2), ``patients`` the people of each; no lines without a practice."""

    def __init__(self) -> None:
        """Start with none."""
        self.at: tuple[float, float] | None = None
        self.homes: NDArray[np.float64] = np.zeros((0, 2))
        self.patients: NDArray[np.float64] = np.zeros(0)

    def show(
        self,
        at: tuple[float, float] | None,
        homes: NDArray[np.float64],
        patients: NDArray[np.float64],
    ) -> None:
        """Draw these lines from now on."""
        self.at, self.homes, self.patients = at, homes, patients

    def clear(self) -> None:
        """Draw none."""
        self.show(None, np.zeros((0, 2)), np.zeros(0))

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw the thin lines first, so that the thick ones stay whole."""
        if self.at is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start = QPointF(*view.to_screen(*self.at))
        colour = QColor("#B3261E")
        colour.setAlpha(170)
        factor = current_theme().factor
        for row in np.argsort(self.patients).tolist():
            end = QPointF(*view.to_screen(*self.homes[row].tolist()))
            share = min(1.0, float(self.patients[row]) / FULL)
            painter.setPen(QPen(colour, (THIN + (THICK - THIN) * share) * factor))
            painter.drawLine(start, end)
