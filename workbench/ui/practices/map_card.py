"""A card at the upper left of the map: what is shaded or drawn, and what the classes mean."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from workbench.ui.components.buttons import tool_button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.components.shadow import add_shadow
from workbench.ui.components.tips import plain_tip
from workbench.ui.theme import current_theme


class MapCard(QFrame):
    """A title, a body and a way to close it; ``close_button`` is for the owner to connect."""

    def __init__(self, body: QWidget, tip: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._title = label("", Role.SECTION)
        self.close_button = tool_button("Close", "close", size=14, tip=tip)
        head = row(self._title, self.close_button, spacing=8)
        head.setStretch(0, 1)
        self.setLayout(column(head, body, margins=(12, 6, 12, 8), spacing=4))
        add_shadow(self)
        self.hide()

    def show_title(self, text: str) -> None:
        """Say this, and take the place at the upper left, below a message that is there."""
        self._title.setText(text)
        self._title.setToolTip(plain_tip(text))
        self.setAccessibleName(text)
        theme = current_theme()
        layout = self.layout()
        if layout is not None:
            layout.activate()  # the row of the title remembers the width of the one before
        self.adjustSize()
        self.move(theme.px(12), max(self.y(), theme.px(12)))

    @property
    def title(self) -> str:
        """What the card says."""
        return self._title.text()
