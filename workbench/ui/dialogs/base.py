"""The shape of all dialogs: the question as heading, the body, verbs on buttons, the safe one left."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QLayout, QPushButton, QWidget

from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Part, Role, column, label, row
from workbench.ui.theme import current_theme

FRAME = 40
"""Pixels that a title bar and the frame may take."""


def room_on_screen(window: QWidget, width: int, height: int) -> QSize:
    """A size for a window that asks for so much, no larger than its screen."""
    room = window.screen().availableSize()
    return QSize(min(width, room.width() - FRAME), min(height, room.height() - FRAME))


class AskingDialog(QDialog):
    """A modal question with a verb on its main button. Esc is the safe answer."""

    def __init__(
        self, title: str, verb: str, *, safe: str = "Cancel", danger: bool = False, width: int = 440,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(current_theme().px(width))
        self.heading = label(title, Role.HEADING, wrap=True)
        self.main = button(verb, kind=Kind.DANGER if danger else Kind.PRIMARY, clicked=self.accept)
        self.main.setDefault(True)
        self.safe = button(safe, kind=Kind.QUIET, clicked=self.reject)

    def fill(self, *parts: Part, extra: tuple[QPushButton, ...] = ()) -> None:
        """Put the body between heading and buttons; ``extra`` buttons stand between safe and main."""
        buttons = row(None, self.safe, *extra, self.main, spacing=8)
        self.setLayout(column(self.heading, *parts, 4, buttons, margins=(24, 20, 24, 18), spacing=12))

    def body(self, layout: QLayout) -> None:
        """Put one layout between heading and buttons."""
        self.fill(layout)
