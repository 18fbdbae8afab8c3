"""The parts that stand in the window only in workshop mode."""

from __future__ import annotations

from workbench.ui.action_set import ActionSet
from workbench.ui.workshop.workshop_bar import WorkshopBar
from workbench.ui.workshop.workshop_panel import WorkshopPanel


class WorkshopParts:
    """A bar of large buttons and a panel of large totals; ``on`` says whether they are shown."""

    def __init__(self, actions: ActionSet) -> None:
        self.on = False
        self.bar = WorkshopBar(actions)
        self.panel = WorkshopPanel()
        self.bar.hide()
        self.panel.hide()

    def buttons_down(self) -> list[str]:
        """The words of the buttons that are filled."""
        return [made.text() for made in self.bar.buttons.values() if made.isChecked()]
