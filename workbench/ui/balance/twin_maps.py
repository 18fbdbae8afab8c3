"""Before and after side by side, as the balance preview shows them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.ui.balance.shown import ShownProposal
from workbench.ui.map.tools.base import StrokeHost
from workbench.ui.panes.map_pane import MapPane
from workbench.ui.panes.map_side import MapSide
from workbench.ui.panes.side_by_side import SideBySide


class TwinMaps(SideBySide):
    """The drawing at the left, a proposal at the right."""

    def __init__(self, host: StrokeHost, parent: QWidget | None = None) -> None:
        self.before, self.after = MapPane("Before", host), MapPane("After", host)
        super().__init__((self.before, self.after), parent)

    def show_before(self, side: MapSide, *, near: int) -> None:
        """Show the drawing on both sides, before there is a proposal."""
        self.before.show_side(side, note="your drawing", near=near)
        self.after.show_side(side, near=near)

    def show_proposal(self, proposal: ShownProposal, note: str, *, near: int) -> None:
        """Show a proposal beside the drawing; the areas that move are hatched on both."""
        self.before.show_side(proposal.before, hatched=proposal.hatched, note="your drawing", near=near)
        self.after.show_side(proposal.after, hatched=proposal.hatched, note=note, near=near)
