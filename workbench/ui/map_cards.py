"""The cards over the map: zoom buttons, the read-out at the pointer, "After release", and guests."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui import formats
from workbench.ui.action_set import ActionSet
from workbench.ui.actions import plain_text
from workbench.ui.components.badge import Badge
from workbench.ui.components.buttons import tool_button
from workbench.ui.components.chip import Chip
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.icon_label import StatusShape
from workbench.ui.components.labels import Role, column, framed, label, row, rule
from workbench.ui.components.relayout import relayout
from workbench.ui.components.shadow import add_shadow
from workbench.ui.effect_words import Effect
from workbench.ui.panels.after_release_panel import WIDTH as CARD_WIDTH
from workbench.ui.panels.after_release_panel import AfterReleasePanel
from workbench.ui.panels.cursor_card import CursorCard
from workbench.ui.status import BandState
from workbench.ui.theme import current_theme

MARGIN = 12
EDGE = 8
"""What is kept free between a card and the edge of the map, in logical pixels."""
GROWN, GROWN_SMALL = 360, 280  # the card may grow to this height during a stroke, the other on a small map
FAR_ENOUGH = 0.75
"""Corners almost as far from the stroke as the farthest are taken where they hide fewer areas."""


class MapCards:
    """Lays the cards so that they hide little of the map, and tells what they cover."""

    def __init__(self, canvas: QWidget, actions: ActionSet) -> None:
        self._canvas = canvas
        self._covered = 0
        self._guests: list[QWidget] = []
        self._buttons = self._zoom_buttons(actions)
        self.after_release = AfterReleasePanel(canvas)
        add_shadow(self.after_release)
        self.cursor = CursorCard(canvas)
        self._words = _line()
        self._effect = _EffectLine()
        self._read_out = framed(column(self._words, self._effect, margins=(10, 5, 10, 5), spacing=3), "card")
        self._read_out.setParent(canvas)
        self._read_out.hide()
        self._read_out.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _zoom_buttons(self, actions: ActionSet) -> QWidget:
        made = [
            tool_button(
                plain_text(actions.spec(key)),
                actions.spec(key).icon,
                size=16,
                shortcut=actions.spec(key).keys[0],
                clicked=actions[key].trigger,
            )
            for key in ("zoom_in", "zoom_out", "fit")
        ]
        card = framed(
            column(made[0], rule(), made[1], rule(), made[2], margins=(2, 2, 2, 2), spacing=1), "card"
        )
        card.setParent(self._canvas)
        add_shadow(card)
        return card

    def add_guest(self, card: QWidget) -> None:
        """Count a card that others lay over the map among what is covered while it is shown."""
        self._guests.append(card)

    def boxes(self) -> Sequence[QRectF]:
        """What the cards cover, in logical pixels of the canvas."""
        cards = [self._buttons, *(card for card in self._guests if card.isVisible())]
        if self.after_release.isVisible():
            cards.append(self.after_release)
        return [QRectF(card.geometry()) for card in cards]

    def place(self) -> None:
        """Lay the cards anew, as after a change of size or theme."""
        margin = current_theme().px(MARGIN)
        self._buttons.adjustSize()
        self._buttons.move(self._canvas.width() - self._buttons.width() - margin, margin)
        self._place_read_out()
        self.keep_inside()

    @property
    def roomy(self) -> bool:
        """Whether the card of a stroke takes less than half of the map's width."""
        return self._canvas.width() >= 2 * current_theme().px(CARD_WIDTH)

    def keep_inside(self) -> None:
        """Keep the card of a stroke inside the map as it grows."""
        card = self.after_release
        if card.isVisible():
            room = self._canvas.rect().adjusted(EDGE, EDGE + self._covered, -EDGE, -EDGE)
            left = max(room.left(), min(card.x(), room.right() - card.width()))
            card.move(left, max(room.top(), min(card.y(), room.bottom() - card.height())))

    def keep_top_clear(self, height: int) -> None:
        """Keep cards below a message of this height that lies over the top of the map."""
        self._covered = height
        for guest in self._guests:
            guest.move(guest.x(), current_theme().px(MARGIN) + height)
        self.keep_inside()

    def choose_corner(self, at: QPointF, units_under: Callable[[QRectF], int]) -> None:
        """Put the card of a stroke in the corner farthest from it, to stay until it is released.

        ``at`` is the middle of the stroke, ``units_under`` how many areas a box would hide.
        """
        self.after_release.adjustSize()
        margin = current_theme().px(MARGIN)
        top = margin + self._covered
        grown = current_theme().px(GROWN if self.roomy else GROWN_SMALL)
        card = self.after_release.size().expandedTo(QSize(0, grown))
        right = self._canvas.width() - card.width() - margin - self._buttons.width() - margin
        bottom = self._canvas.height() - card.height() - current_theme().px(48)
        corners = [QPoint(x, y) for y in (top, bottom) for x in (margin, right)]
        middles = [QPointF(QRect(corner, card).center()) for corner in corners]
        away = [math.hypot(m.x() - at.x(), m.y() - at.y()) for m in middles]
        clear = [i for i in range(len(corners)) if not QRect(corners[i], card).contains(at.toPoint())]
        most = max(away[i] for i in clear or range(len(corners)))
        far = [i for i in clear or range(len(corners)) if away[i] >= FAR_ENOUGH * most]
        hidden = {i: units_under(QRectF(QRect(corners[i], card))) for i in far}
        self.after_release.move(corners[min(far, key=lambda i: (hidden[i], -away[i]))])

    def step_aside(self, at: QPointF, units_under: Callable[[QRectF], int]) -> bool:
        """Move the card of a stroke to another corner where pointer or small card come to it; tells if so."""
        room = current_theme().px(MARGIN)
        card = self.after_release
        near = card.geometry().adjusted(-room, -room, room, room).contains(at.toPoint())
        below = self.cursor.isVisible() and self.cursor.geometry().intersects(card.geometry())
        if not card.isVisible() or not (near or below):
            return False
        before = card.pos()
        self.choose_corner(at, units_under)
        self.keep_inside()
        return card.pos() != before

    def read_out(self, words: str, effect: Effect | None = None, *, several: bool = False) -> None:
        """Say what lies under the pointer, and what assigning it would do; nothing hides the read-out."""
        if words:
            self._words.setText(words)
            self._effect.show_effect(effect, several=several)
            self._place_read_out()
        self._read_out.setVisible(bool(words))

    def _place_read_out(self) -> None:
        """Lay the read-out above the scale bar; on a narrow map it says less."""
        theme = current_theme()
        room = self._canvas.width() - 2 * theme.px(8)
        for brief in (False, True):
            self._effect.be_brief(on=brief)
            relayout(self._effect, self._read_out)
            size = self._read_out.sizeHint()
            if size.width() <= room:
                break
        self._read_out.resize(min(size.width(), room), size.height())
        self._read_out.move(theme.px(8), self._canvas.height() - size.height() - theme.px(42))


def _line() -> ElidedLabel:
    """Words that are as long as they want to be, and are cut only at the edge of the map."""
    made = ElidedLabel("", Role.SMALL)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return made


class _EffectLine(QWidget):
    """One line: the locality in hand as it would be, and what to be warned of."""

    def __init__(self) -> None:
        super().__init__()
        self._with = label("With it", Role.CAPTION)
        self._chip = Chip()
        self._people = label("", Role.STRONG)
        self._badge = Badge(strong=True)
        self._shape = StatusShape(BandState.PARTS, size=13)
        self._warning = _line()
        self.setLayout(
            row(
                self._with,
                self._chip,
                self._people,
                self._badge,
                4,
                self._shape,
                self._warning,
                None,
                spacing=6,
            )
        )

    def be_brief(self, *, on: bool) -> None:
        """Leave out the words that only lead up to the figures."""
        self._with.setVisible(not on)

    def show_effect(self, effect: Effect | None, *, several: bool) -> None:
        """Show what a move of one area, or of several, would do; None leaves the line out."""
        self.setVisible(effect is not None)
        self._with.setText("With them" if several else "With it")
        if effect is None:
            return
        self._chip.set_value(effect.number, effect.colour or None)
        self._people.setText(formats.number(effect.people))
        self._badge.set_state(effect.state, effect.word)
        self._warning.setText(". ".join(effect.warnings))
        for part in (self._shape, self._warning):
            part.setVisible(bool(effect.warnings))
        self.setAccessibleName(effect.spoken)
