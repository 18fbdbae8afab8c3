"""Several maps side by side: one part of the map, one pointer, one choice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from workbench.models.project import StudyArea
from workbench.ui.components.labels import rule
from workbench.ui.map.view import MapView
from workbench.ui.panes.map_pane import NOBODY, MapPane


class SideBySide(QWidget):
    """Maps that pan and zoom as one; all that are shown are equally wide, so that they show the same."""

    hovered = Signal(int)
    """Unit under the pointer on one of the maps, -1 for none."""
    clicked = Signal(int)

    def __init__(self, panes: Sequence[MapPane], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panes = tuple(panes)
        self._rules: list[QFrame] = []
        self._shown = list(self.panes)
        self._following = False
        for pane in self.panes:
            pane.setParent(self)
            self._rules.append(rule(vertical=True))
            self._rules[-1].setParent(self)
            pane.canvas.view_changed.connect(lambda view, pane=pane: self._follow(view, pane))
            pane.hovered.connect(lambda unit, x, y, pane=pane: self._hovered(unit, x, y, pane))
            pane.clicked.connect(self.clicked)
        self.setMinimumSize(1, 1)

    @property
    def shown(self) -> Sequence[MapPane]:
        """The maps that are shown, from left to right."""
        return self._shown

    def show_panes(self, panes: Sequence[MapPane]) -> None:
        """Show these maps and no others."""
        if list(panes) == self._shown:
            return
        leader = self._shown[0]
        self._shown = list(panes)
        for pane in self.panes:
            if pane not in self._shown:
                pane.hide()
        self._place()
        for pane in self._shown:
            if pane is not leader:
                self._show_same(leader.canvas.view(), leader, pane)
            pane.show()

    def use(self, area: StudyArea | None) -> None:
        """Show the units of another study area."""
        for pane in self._shown:
            pane.use(area)

    def light(self, unit: int | None) -> None:
        """Light one area on all maps."""
        self.light_all(NOBODY if unit is None else np.array([unit], dtype=np.int64))

    def light_all(self, units: NDArray[np.int64]) -> None:
        """Light some areas on all maps."""
        for pane in self._shown:
            pane.canvas.set_selection(units)

    def bring_into_view(self, x: float, y: float) -> None:
        """Centre on a place that lies outside the part in view."""
        canvas = self._shown[0].canvas
        west, south, east, north = canvas.view().bounds
        if not (west <= x <= east and south <= y <= north):
            canvas.centre_on(x, y)

    def edges(self) -> list[tuple[int, int]]:
        """Left edge and width of each map shown, for columns of figures below them."""
        return [(pane.x(), pane.width()) for pane in self._shown]

    # -- one part of the map
    def _follow(self, view: MapView, leader: MapPane) -> None:
        """Show the same part of the map on the others."""
        if self._following or leader not in self._shown:
            return
        self._following = True
        for pane in self._shown:
            if pane is not leader:
                self._show_same(view, leader, pane)
        self._following = False
        if leader.canvas.hasFocus() and not leader.canvas.underMouse():
            self._point_at_middle(view, leader)

    def _point_at_middle(self, view: MapView, leader: MapPane) -> None:
        """Say what is in the middle: the map was moved by keys, which have no pointer."""
        x, y = view.centre_x, view.centre_y
        self._hovered(leader.canvas.picker.unit_at(x, y), x, y, leader)
        leader.point_at((x, y))

    @staticmethod
    def _show_same(view: MapView, leader: MapPane, pane: MapPane) -> None:
        theirs = pane.canvas.view()
        if leader.canvas.fitted and (theirs.width, theirs.height) == (view.width, view.height):
            if not pane.canvas.fitted or theirs != view:
                pane.canvas.fit()
            return
        scale = view.scale / view.ratio * theirs.ratio
        wanted = replace(theirs, scale=scale, centre_x=view.centre_x, centre_y=view.centre_y)
        if wanted != theirs:
            pane.canvas.set_view(wanted)

    # -- one pointer
    def _hovered(self, unit: int, x: float, y: float, own: MapPane) -> None:
        for pane in self._shown:
            pane.point_at(None if pane is own or math.isnan(x) else (x, y))
        self.hovered.emit(unit)

    # -- places
    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Give every map the same width; pixels that are left over stay at the right."""
        count = len(self._shown)
        wide = max(1, (self.width() - (count - 1)) // max(count, 1))
        for place, pane in enumerate(self._shown):
            pane.setGeometry(place * (wide + 1), 0, wide, self.height())
        for place, line in enumerate(self._rules):
            line.setVisible(place < count - 1)
            line.setGeometry((place + 1) * (wide + 1) - 1, 0, 1, self.height())
