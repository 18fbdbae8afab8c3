"""Large figures for the whole room: a card of one locality, and a row of one near its limits."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget
from typing_extensions import override

from workbench.metrics.figures import LocalityFigures
from workbench.models.rules import Rules
from workbench.ui import formats
from workbench.ui.components.badge import Badge
from workbench.ui.components.band_gauge import BandGauge, GaugeValue
from workbench.ui.components.chip import Chip, paint_chip
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.components.tips import plain_tip
from workbench.ui.status import BandState, band_state, band_word, paint_status, spoken
from workbench.ui.theme import current_theme

ROW = 22
"""Height of a row in pixels of the design, 33 in workshop mode."""


class LocalityCard(QFrame):
    """Chip, name and people; gauge and state; what the stroke changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._chip = Chip()
        self._name = ElidedLabel("", Role.BODY)
        self._people = label("", Role.HEADING)
        self._gauge = BandGauge(GaugeValue(None, Rules().band))
        self._badge = Badge(strong=True)
        self._change = label("", Role.CAPTION)
        head = row(self._chip, spacing=6)
        head.addWidget(self._name, 1)
        head.addWidget(self._people)
        middle = row(spacing=4)
        middle.addWidget(self._gauge, 1)
        middle.addWidget(self._badge)
        self.setLayout(column(head, middle, self._change, margins=(14, 8, 14, 8), spacing=4))

    def show_locality(
        self, now: LocalityFigures, rules: Rules, colour: str, near: int, *, before: LocalityFigures | None
    ) -> None:
        """Show a locality, and what differs from ``before`` where a stroke is drawn."""
        self._chip.set_value(str(now.number), colour or None)
        self._name.setText(now.name)
        self._people.setText(formats.number(now.people))
        earlier = None if before is None else before.people
        self._gauge.set_value(GaugeValue(now.people, rules.band, earlier), name=now.name)
        self._badge.set_state(
            band_state(now.people, rules.band, near), band_word(now.people, rules.band, near)
        )
        change = None if earlier is None else now.people - earlier
        self._change.setVisible(change is not None)
        if change is not None:
            self._change.setText(f"{formats.signed(change)} with this stroke")
        self.setAccessibleName(spoken(now.name, now.people, rules.band))


class LimitRow(QAbstractButton):
    """A locality outside the band or near a limit; a click takes it in hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._hue, self._people = "", "#DDDDDD", ""
        self._state = BandState.IN
        self.code = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        current_theme().theme_changed.connect(self.updateGeometry)

    def show_locality(self, now: LocalityFigures, rules: Rules, colour: str, state: BandState) -> None:
        """Show a locality."""
        shown = (now.code, str(now.number), colour, formats.number(now.people), state, now.name)
        if shown == (self.code, self._number, self._hue, self._people, self._state, self.text()):
            return
        self.code, self._number, self._hue, self._people, self._state, name = shown
        self.setText(name)
        self.setAccessibleName(spoken(name, now.people, rules.band))
        self.setToolTip(plain_tip(f"{name}: {band_word(now.people, rules.band)}"))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(120), current_theme().px(ROW))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            painter.fillRect(box, theme.color("selected" if self.hasFocus() else "hover"))
        middle, gap = box.center().y(), theme.px(5)
        chip = QRectF(0, middle - theme.px(8), theme.px(21), theme.px(16))
        paint_chip(painter, chip, self._number, self._hue)
        shape = QRectF(box.right() - theme.px(13), middle - theme.px(6), theme.px(12), theme.px(12))
        paint_status(painter, self._state, shape, ground=theme.color("surface"))
        painter.setPen(_ink())
        painter.setFont(theme.font("base", "medium"))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(self._people)
        figure = QRectF(shape.left() - gap - wide - 2, 0, wide + 2, box.height())
        painter.drawText(figure, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._people)
        painter.setFont(theme.font())
        name = QRectF(chip.right() + gap, 0, figure.left() - chip.right() - 2 * gap, box.height())
        metrics = QFontMetricsF(painter.font())
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()


def _ink() -> QColor:
    return current_theme().color("text")
