"""A section that is folded away until its heading is pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from workbench.ui.components.labels import column
from workbench.ui.icons import set_icon


class Fold(QWidget):
    """A heading with a small arrow over a body."""

    toggled = Signal(bool)

    def __init__(self, title: str, body: QWidget, *, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = QToolButton()
        self.head.setText(title)
        self.head.setToolTip(tip)
        self.head.setAccessibleName(title)
        self.head.setProperty("labelled", "true")
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body = body
        self.setLayout(column(self.head, body, spacing=4))
        self.head.clicked.connect(lambda _checked=False: self.set_open(open_=body.isHidden()))
        self.set_open(open_=False)

    @property
    def open(self) -> bool:
        """Whether the body is shown."""
        return not self.body.isHidden()

    def set_open(self, *, open_: bool) -> None:
        """Show or hide the body."""
        self.body.setVisible(open_)
        set_icon(self.head, "down" if open_ else "right", size=14)
        self.head.setAccessibleDescription("open" if open_ else "closed")
        self.toggled.emit(open_)
