"""Before and after side by side: one part of the map, one pointer, one choice."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.models.project import StudyArea
from workbench.ui.balance.map_pane import NOBODY, MapPane
from workbench.ui.balance.shown import MapSide, ShownProposal
from workbench.ui.components.labels import row, rule
from workbench.ui.map.tools.base import StrokeHost
from workbench.ui.map.view import MapView


class TwinMaps(QWidget):
    """Two maps that pan and zoom as one."""

    hovered = Signal(int)
    """Unit under the pointer on either map, -1 for none."""
    clicked = Signal(int)

    def __init__(self, host: StrokeHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before, self.after = MapPane("Before", host), MapPane("After", host)
        self._following = False
        layout = row(spacing=0)
        layout.addWidget(self.before, 1)
        layout.addWidget(rule(vertical=True))
        layout.addWidget(self.after, 1)
        self.setLayout(layout)
        for own, other in ((self.before, self.after), (self.after, self.before)):
            own.canvas.view_changed.connect(lambda view, pane=other: self._follow(view, pane))
            own.hovered.connect(
                lambda unit, x, y, own=own, other=other: self._hovered(unit, x, y, own=own, other=other)
            )
            own.clicked.connect(self.clicked)

    def use(self, area: StudyArea | None) -> None:
        """Show the units of another study area."""
        self.before.use(area)
        self.after.use(area)

    def show_before(self, side: MapSide, *, near: int) -> None:
        """Show the drawing on both sides, before there is a proposal."""
        self.before.show_side(side, note="your drawing", near=near)
        self.after.show_side(side, near=near)

    def show_proposal(self, proposal: ShownProposal, note: str, *, near: int) -> None:
        """Show a proposal beside the drawing; the areas that move are hatched on both."""
        self.before.show_side(proposal.before, hatched=proposal.hatched, note="your drawing", near=near)
        self.after.show_side(proposal.after, hatched=proposal.hatched, note=note, near=near)

    def light(self, unit: int | None) -> None:
        """Light one area on both maps."""
        units = NOBODY if unit is None else np.array([unit], dtype=np.int64)
        for pane in (self.before, self.after):
            pane.canvas.set_selection(units)

    def bring_into_view(self, x: float, y: float) -> None:
        """Centre on a place that lies outside the part in view."""
        west, south, east, north = self.before.canvas.view().bounds
        if not (west <= x <= east and south <= y <= north):
            self.before.canvas.centre_on(x, y)

    def _follow(self, view: MapView, other: MapPane) -> None:
        """Show the same part of the map on the other side."""
        if self._following:
            return
        theirs = other.canvas.view()
        scale = view.scale / view.ratio * theirs.ratio
        wanted = replace(theirs, scale=scale, centre_x=view.centre_x, centre_y=view.centre_y)
        if wanted != theirs:
            self._following = True
            other.canvas.set_view(wanted)
            self._following = False

    def _hovered(self, unit: int, x: float, y: float, *, own: MapPane, other: MapPane) -> None:
        own.point_at(None)
        other.point_at(None if math.isnan(x) else (x, y))
        self.hovered.emit(unit)
