"""What every page of the import has: a heading, a line of help, and whether one may go on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.ui.components.labels import Role, column, label


class Page(QWidget):
    """One step. ``changed`` tells that ``ready`` may have changed; the wizard shows page after page."""

    changed = Signal()
    title = ""
    """In the list of steps."""

    def __init__(self, heading: str, help_text: str) -> None:
        super().__init__()
        self.heading = label(heading, Role.HEADING, wrap=True)
        self.help = label(help_text, Role.SECONDARY, wrap=True)
        self.body: QVBoxLayout = column(self.heading, self.help, margins=(28, 24, 28, 12), spacing=12)
        self.setLayout(self.body)
        self.setAccessibleName(heading)

    @property
    def ready(self) -> bool:
        """Whether one may go on from here."""
        return True

    def enter(self) -> None:
        """Show what is chosen so far."""
