"""Why there is no plan, and what would work: a sentence, a suggestion, and a button that takes it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.icon_label import StatusShape
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.components.message_bar import MessageAction
from workbench.ui.status import BandState


class TroublePage(QWidget):
    """Offers at most a few ways on, the first of them as the main button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = label("", Role.HEADING, wrap=True)
        self._why = label("", wrap=True)
        self._next = label("", Role.STRONG, wrap=True)
        for text in (self._what, self._why, self._next):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._ways = column(spacing=8)
        shape = column(StatusShape(BandState.OVER, size=18), None)
        layout = column(margins=(16, 16, 16, 16), spacing=12)
        head = row(shape, spacing=10)
        head.addLayout(column(self._what, self._why, self._next, spacing=10), 1)
        layout.addLayout(head)
        layout.addLayout(self._ways)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_trouble(self, what: str, why: str, suggestion: str, ways: Sequence[MessageAction]) -> None:
        """Say what stands in the way and what would help."""
        self._what.setText(what)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._next.setText(suggestion)
        self._next.setVisible(bool(suggestion))
        self.setAccessibleName(" ".join(part for part in (what, why, suggestion) if part))
        while (item := self._ways.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for way in ways:
            kind = Kind.PRIMARY if way.primary else Kind.PLAIN
            self._ways.addWidget(button(way.text, kind=kind, clicked=partial(_run, way)))

    def first_way(self) -> QWidget | None:
        """The button of the first way on."""
        item = self._ways.itemAt(0)
        return None if item is None else item.widget()


def _run(way: MessageAction) -> None:
    way.run()
