"""The small card at the pointer during a stroke: people and status after it, and what it cuts off."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtWidgets import QFrame, QWidget

from workbench.ui import formats
from workbench.ui.components.badge import Badge
from workbench.ui.components.chip import Chip
from workbench.ui.components.icon_label import StatusShape
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.components.relayout import relayout
from workbench.ui.components.shadow import add_shadow
from workbench.ui.effect_words import Effect
from workbench.ui.status import BandState
from workbench.ui.theme import current_theme

AWAY = 16
"""Pixels of the design between the pointer, or the ring of the brush, and the card."""
FAR = 60
"""From this distance in pixels of the design the card stands away from the middle of the stroke."""
LINES = 2


class CursorCard(QFrame):
    """Stands beside the pointer without ever lying under it; the pointer works through it."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setObjectName("card")
        self.setAccessibleName("At the pointer")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._chip = Chip()
        self._people = label("", Role.STRONG)
        self._badge = Badge(strong=True)
        self._warnings = [_Warning() for _ in range(LINES)]
        head = row(self._chip, self._people, self._badge, None, spacing=7)
        self.setLayout(column(head, *self._warnings, margins=(9, 6, 10, 6), spacing=3))
        add_shadow(self)
        self._at = QPointF()
        self._gap = 0.0
        self._off = QRect()
        self._drawn: QPointF | None = None
        self.hide()

    def show_effect(self, effect: Effect | None) -> None:
        """Show what becomes of the locality in question; None hides the card."""
        if effect is None:
            self.hide()
            return
        self._chip.set_value(effect.number, effect.colour or None)
        self._people.setText(formats.number(effect.people))
        self._badge.set_state(effect.state, effect.word)
        for place, line in enumerate(self._warnings):
            line.show_words(effect.warnings[place] if place < len(effect.warnings) else "")
        self.setAccessibleDescription(effect.spoken)
        relayout(*self._warnings, self)
        self._fit()
        self.show()
        self.raise_()
        if self.size() != self.sizeHint():  # the first time its words take their fonts as they are shown
            self._fit()

    def _fit(self) -> None:
        self.resize(self.sizeHint())
        self._place()

    def prepare(self) -> None:
        """Take style and fonts now, so that the first card is as wide as its words."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()

    def follow(self, at: QPointF, gap: float) -> None:
        """Stay beside this point of the canvas, ``gap`` logical pixels away."""
        self._at, self._gap = at, gap
        if self.isVisible():
            self._place()

    def boxes(self) -> list[QRectF]:
        """What the card and the pointer cover, in logical pixels of the canvas; nothing while hidden."""
        if not self.isVisible():
            return []
        ring = QPointF(self._gap + AWAY, self._gap + AWAY)
        return [QRectF(self.geometry()), QRectF(self._at - ring, self._at + ring)]

    def keep_off(self, box: QRect) -> None:
        """Do not lie over this box of the canvas where there is room beside the pointer."""
        self._off = box
        if self.isVisible():
            self._place()

    def stand_away_from(self, drawn: QPointF) -> None:
        """Stand on the other side of the pointer than the middle of what is being drawn."""
        self._drawn = drawn
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        """Right below the point, or away from what is drawn, where there is room; else on another side."""
        room = self._canvas.rect()
        away = self._gap + current_theme().px(AWAY)
        right, left = round(self._at.x() + away), round(self._at.x() - away) - self.width()
        below, above = round(self._at.y() + away * 0.6), round(self._at.y() - away * 0.6) - self.height()
        columns, rows = [right, left], [below, above]
        if self._drawn is not None:
            far = current_theme().px(FAR)
            if self._drawn.x() > self._at.x() + far:
                columns.reverse()
            if self._drawn.y() > self._at.y() + far:
                rows.reverse()
        boxes = [QRect(QPoint(x, y), self.size()) for y in rows for x in columns]
        inside = [box for box in boxes if room.contains(box)]
        free = [box for box in inside if not box.intersects(self._off)]
        place = (free or inside or boxes)[0].topLeft()
        self.move(max(room.left(), place.x()), max(room.top(), place.y()))


class _Warning(QWidget):
    """One line with the shape of areas in parts."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", Role.SMALL)
        self.setLayout(row(StatusShape(BandState.PARTS, size=13), self._words, None, spacing=6))

    def show_words(self, words: str) -> None:
        self._words.setText(words)
        self.setVisible(bool(words))
