"""Ask for a name on the map itself: a small card with one field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget
from typing_extensions import override

from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.components.shadow import add_shadow
from workbench.ui.theme import current_theme

WIDTH, MARGIN = 300, 8
AROUND = (0.0, 0.5, -0.5, 1.0, -1.0, 1.5, -1.5, 2.0, -2.0)
"""Places that are tried for the card, in its own widths and heights from the one asked for."""


class NameEdit(QFrame):
    """Enter takes the name, Esc drops. ``take`` tells whether the name was taken; else the card stays."""

    def __init__(
        self,
        over: QWidget,
        words: str,
        name: str,
        *,
        take: Callable[[str], bool],
        drop: Callable[[], object],
    ) -> None:
        super().__init__(over)
        self.setObjectName("card")
        self.setAccessibleName("New locality")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._take, self._drop = take, drop
        self.name = QLineEdit(name)
        self.name.setAccessibleName("Name of the new locality")
        self.name.returnPressed.connect(self._entered)
        self._make = button("Make locality", kind=Kind.PRIMARY, clicked=self._entered)
        self.name.textChanged.connect(lambda text: self._make.setEnabled(bool(text.strip())))
        drops = button("Drop", kind=Kind.QUIET, tip="Esc", clicked=drop)
        self.setLayout(
            column(
                row(label("New locality", Role.STRONG), None, label(words, Role.CAPTION)),
                self.name,
                row(None, drops, self._make, spacing=8),
                margins=(12, 10, 12, 10),
                spacing=8,
            )
        )
        self.setFixedWidth(current_theme().px(WIDTH))
        self.adjustSize()
        add_shadow(self)

    def ask(self, drawn: QRectF) -> None:
        """Come up beside what was drawn on the widget below, as other cards leave room, ready for typing."""
        over = self.parentWidget()
        if over is not None:
            self.move(self._free_place(over, drawn).topLeft())
        self.show()
        self.raise_()
        self.remind()

    def _free_place(self, over: QWidget, drawn: QRectF) -> QRect:
        """Find where the card hides no other card: beside what was drawn, else near it."""
        at = drawn.center()
        inner = over.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        cards = [
            card.geometry() for card in over.findChildren(QFrame) if card.isVisible() and card is not self
        ]

        def box(right: float, down: float) -> QRect:
            made = QRect(QPoint(0, 0), self.size())
            made.moveCenter((at + QPointF(right * self.width(), down * self.height())).toPoint())
            made.moveLeft(min(max(made.left(), inner.left()), inner.right() - made.width()))
            made.moveTop(min(max(made.top(), inner.top()), inner.bottom() - made.height()))
            return made

        gap = QPointF(
            (drawn.width() + self.width()) / 2 + MARGIN, (drawn.height() + self.height()) / 2 + MARGIN
        )
        sides = [box(right * gap.x() / self.width(), down * gap.y() / self.height())
                 for right, down in ((0, 1), (0, -1), (1, 0), (-1, 0))]  # fmt: skip
        tried = [box(right, down) for down in AROUND for right in AROUND]
        tried.sort(key=lambda made: (made.center() - at.toPoint()).manhattanLength())
        beside = [made for made in sides if not made.intersects(drawn.toRect())]
        free = (made for made in [*beside, *tried] if not any(made.intersects(card) for card in cards))
        return next(free, tried[0])

    def remind(self) -> None:
        """Give the field the keyboard, with the name selected."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def go(self) -> None:
        """Go away and give the keyboard back to the map."""
        over = self.parentWidget()
        self.hide()
        if over is not None:
            over.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def _entered(self) -> None:
        if self.name.text().strip() and not self._take(self.name.text().strip()):
            self.remind()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._drop()
        else:
            super().keyPressEvent(event)
