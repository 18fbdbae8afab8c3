"""Small things that the map area shows: hues by slot, the sign of a practice, an area in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from workbench.metrics.hues import free_hue
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.ui import formats
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.view import MapView
from workbench.ui.shown_figures import ShownFigures
from workbench.ui.theme import current_theme

NO_HUES: Mapping[str, str] = MappingProxyType({})
"""No other colours than those of the plan."""


class PracticeMark:
    """An overlay: the sign of the practice in hand."""

    def __init__(self) -> None:
        self.at: tuple[float, float] | None = None

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw a white cross on red, ringed, so that it shows on every hue."""
        if self.at is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        factor = current_theme().factor
        middle = QPointF(*view.to_screen(*self.at))
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, radius in (("#15181D", 12.0), ("#FFFFFF", 11.0), ("#B3261E", 8.5)):
            painter.setBrush(QColor(colour))
            painter.drawEllipse(middle, radius * factor, radius * factor)
        painter.setPen(QPen(QColor("#FFFFFF"), 2 * factor))
        arm = 4.5 * factor
        painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
        painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))


def slot_colours(scenario: Scenario, hues: Mapping[str, str] = NO_HUES) -> NDArray[np.uint32]:
    """Colour of each slot as 0xffRRGGBB, and that of a locality that would be made now as the last.

    ``hues`` are other colours by code, as a stroke would give them.
    """
    plan = scenario.plan
    colours = np.full(plan.slots + 1, 0xFFDDDDDD, dtype=np.uint32)
    colours[-1] = _rgb(free_hue(plan))
    for locality in plan:
        colours[plan.slot(locality.code)] = _rgb(locality.colour)
    for code, hue in hues.items():
        colours[-1 if plan.get(code) is None else plan.slot(code)] = _rgb(hue)
    return colours


@cache
def _rgb(colour: str) -> int:
    """A colour as 0xffRRGGBB."""
    return QColor(colour).rgb()


def describe_unit(
    project: Project, scenario: Scenario, shown: ShownFigures | None, unit: int, target_code: str | None
) -> str:
    """An area in words: name, people, locality, and what a move to the target would make of it."""
    units, plan = project.area.units, scenario.plan
    locality = plan.locality(int(plan.labels[unit]))
    where = "Unassigned" if locality is None else f"{locality.number} {locality.name}"
    name = str(units.names[unit]) or str(units.codes[unit])
    resident = float(units.resident[unit])
    words = f"{name}   {formats.people(resident)}   {where}"
    if str(units.codes[unit]) in scenario.rules.locked_set:
        return f"{words}   Locked"
    target = None if target_code is None else plan.get(target_code)
    figures = None if target is None or shown is None else shown.row(target.code)
    if target is None or figures is None or target is locality:
        return words
    if scenario.rules.basis != "resident" or math.isnan(resident + figures.people):
        return words
    return f"{words}   With it, {target.name} has {formats.number(figures.people + resident)}"
