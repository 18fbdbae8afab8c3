"""The card of what was identified: captions and values, which can be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.components.scrolled import scrolled
from workbench.ui.identify.facts import Identified
from workbench.ui.practices.map_card import MapCard
from workbench.ui.theme import current_theme

WIDTH, CAPTION = 316, 128
BELOW = 96
"""What is kept free below the card, for the scale bar and the read-out, in pixels of the design."""


class IdentifyCard(MapCard):
    """Stands at the upper left of the map; Esc and its cross close it."""

    def __init__(self, parent: QWidget) -> None:
        self._page = QWidget()
        self._page.setLayout(column(spacing=2, margins=(0, 0, 8, 4)))
        self._scroll = scrolled(self._page)
        self._scroll.viewport().setAutoFillBackground(False)
        self._page.setAutoFillBackground(False)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scroll.setAccessibleName("What is known")
        self._kind = label("", Role.CAPTION)
        self.copy_button = button(
            "Copy", kind=Kind.QUIET, icon="copy", tip="Everything on the card as text", clicked=self.copy
        )
        body = QWidget()
        inner = column(spacing=4)
        inner.addWidget(self._scroll, 1)
        inner.addLayout(row(self._kind, None, self.copy_button))
        body.setLayout(inner)
        super().__init__(body, "Close (Esc)", parent)
        self.close_button.clicked.connect(self.hide)
        self.shown: Identified | None = None

    def show_facts(self, found: Identified) -> None:
        """Show what is known; its height follows, as far as the map has room."""
        if found != self.shown:
            self.shown = found
            self._page = _page_of(found)
            self._scroll.setWidget(self._page)  # which deletes the page before
            self._page.setAutoFillBackground(False)  # the card's own ground shows
        self._kind.setText(found.kind)
        theme, parent = current_theme(), self.parentWidget()
        self.setFixedWidth(theme.px(WIDTH))
        room = (parent.height() if parent is not None else 600) - theme.px(BELOW) - max(self.y(), 0)
        wanted = self._page.sizeHint().height() + theme.px(2)
        self._scroll.setFixedHeight(max(theme.px(80), min(wanted, room - theme.px(84))))
        self.show_title(found.title)
        self.setAccessibleDescription(found.text().replace("\t", ": ").replace("\n", ", "))
        self.show()
        self.raise_()

    def copy(self) -> None:
        """Put everything on the clipboard."""
        if self.shown is not None:
            QGuiApplication.clipboard().setText(self.shown.text())


def _page_of(found: Identified) -> QWidget:
    """Captions and values under their headings."""
    theme = current_theme()
    page = QWidget()
    layout = column(spacing=3, margins=(0, 0, 8, 4))
    for heading, lines in found.sections:
        if heading:
            head = label(heading, Role.SMALL)
            head.setContentsMargins(0, theme.px(7), 0, 0)
            head.setProperty("role", Role.STRONG.value)
            layout.addWidget(head)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(0 if heading.startswith(("Practices", "Where")) else 1, 1)
        for at, (caption, value) in enumerate(lines):
            counted = heading.startswith(("Practices", "Where"))
            grid.addWidget(_caption(caption, wide=counted), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_value(value, right=counted), at, 1)
        layout.addLayout(grid)
    layout.addStretch(1)
    page.setLayout(layout)
    return page


def _caption(text: str, *, wide: bool) -> QLabel:
    made = label(text, Role.SMALL if wide else Role.CAPTION, wrap=True)
    if not wide:
        made.setFixedWidth(current_theme().px(CAPTION))
    return made


def _value(text: str, *, right: bool) -> QLabel:
    made = label(text, Role.SMALL, wrap=not right)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(
        QSizePolicy.Policy.Preferred if right else QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
    )
    if right:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    return made
