"""Before and after side by side, as the balance preview shows them."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QWidget

from workbench.ui.balance.shown import ShownProposal
from workbench.ui.map.tools.base import StrokeHost
from workbench.ui.map.view import Bounds, MapView
from workbench.ui.panes.map_pane import MapPane
from workbench.ui.panes.map_side import MapSide
from workbench.ui.panes.side_by_side import SideBySide


class TwinMaps(SideBySide):
    """The drawing at the left, a proposal at the right."""

    def __init__(self, host: StrokeHost, parent: QWidget | None = None) -> None:
        self.before, self.after = MapPane("Before", host), MapPane("After", host)
        super().__init__((self.before, self.after), parent)
        self._part: Bounds | None = None
        self._applied = self.before.canvas.view()
        self._applying = False
        self.before.canvas.view_changed.connect(self._view_changed)

    def frame(self, part: Bounds) -> None:
        """Show a part of the map as large as it fits, also when the maps are resized, until it is moved."""
        self._part = part
        self._apply(part)

    def _apply(self, part: Bounds) -> None:
        canvas = self.before.canvas
        self._applied, self._applying = canvas.view().fit(part, margin=0.0), True
        canvas.set_view(self._applied)
        self._applying = False

    def _view_changed(self, view: MapView) -> None:
        if self._part is None or self._applying:
            return
        before = self._applied
        same = (view.centre_x, view.centre_y) == (before.centre_x, before.centre_y)
        if not same or not math.isclose(view.metres_per_pixel, before.metres_per_pixel):
            self._part = None  # somebody looks elsewhere
        elif (view.width, view.height) != (before.width, before.height):
            self._apply(self._part)

    def place_labels_anew(self) -> None:
        """Place the labels of both maps as if they had just come: where they are alike, so are the labels."""
        for pane in (self.before, self.after):
            pane.labels.forget_places()

    def show_before(self, side: MapSide, *, near: int) -> None:
        """Show the drawing on both sides, before there is a proposal."""
        self.place_labels_anew()
        self.before.show_side(side, note="your drawing", near=near)
        self.after.show_side(side, near=near)

    def show_proposal(self, proposal: ShownProposal, note: str, *, near: int) -> None:
        """Show a proposal beside the drawing; the areas that move are hatched on both."""
        self.before.show_side(proposal.before, hatched=proposal.hatched, note="your drawing", near=near)
        self.after.show_side(proposal.after, hatched=proposal.hatched, note=note, near=near)
