"""The totals of the selection before it is assigned, and what the locality in hand would have with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from workbench.ui import formats
from workbench.ui.components.badge import Badge
from workbench.ui.components.chip import Chip
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.icon_label import StatusShape
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.components.relayout import relayout
from workbench.ui.effect_words import Effect
from workbench.ui.status import BandState

NOTHING = "Nothing selected"


class SelectionTotals(QWidget):
    """Two lines of the option bar; the second shortens before anything else of the bar does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = label(NOTHING, Role.STRONG)
        self._registered = ElidedLabel("", Role.CAPTION)
        self._registered.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._with = label("With them", Role.CAPTION)
        self._chip = Chip()
        self._people = label("", Role.SMALL)
        self._badge = Badge()
        self._apart = StatusShape(BandState.PARTS, size=13)
        self._below = QWidget()
        below = row(spacing=6)
        below.addWidget(self._registered, 1)
        for part in (self._with, self._chip, self._people, self._badge, self._apart):
            below.addWidget(part)
        self._below.setLayout(below)
        self.setLayout(column(self._what, self._below, spacing=0))
        self.show_totals(0, float("nan"))

    changed = Signal()
    """Other totals are shown, which may take more room or less."""

    _effect = False
    _caption = _figures = _known = True

    def fit(self, *, caption: bool, figures: bool, registered: bool) -> None:
        """Show or leave out the caption, chip and people of the effect, and how many are registered."""
        self._caption, self._figures, self._known = caption, figures, registered
        self._show_parts()

    @override
    def minimumSizeHint(self) -> QSize:
        """The first line; what the second needs gives way before choices of the bar do."""
        return QSize(self._what.minimumSizeHint().width(), super().minimumSizeHint().height())

    def _show_parts(self) -> None:
        self._with.setVisible(self._effect and self._caption)
        self._badge.setVisible(self._effect)
        for part in (self._chip, self._people):
            part.setVisible(self._effect and self._figures)
        self._registered.setVisible(self._known)
        relayout(self._below, self)
        self.updateGeometry()

    def show_totals(
        self, units: int, people: float, *, registered: float | None = None, effect: Effect | None = None
    ) -> None:
        """Show how many areas and residents, the registered among them (None: no file), and the effect."""
        words = f"{formats.count(units, 'area')}, {formats.people(people)}" if units else NOTHING
        self._what.setText(words)
        self._what.setProperty("role", (Role.STRONG if units else Role.SECONDARY).value)
        for change in (self._what.style().unpolish, self._what.style().polish):
            change(self._what)
        known = "" if registered is None or not units else f"{formats.number(registered)} registered"
        told = [words, known] if known else [words]
        self._registered.setText(known)
        self._would = ""
        self._effect = effect is not None
        self._show_parts()
        if effect is not None:
            self._chip.set_value(effect.number, effect.colour or None)
            self._people.setText(formats.number(effect.people))
            self._badge.set_state(effect.state, effect.word)
            self._would = f"{effect.name} would have {formats.number(effect.people)}, {effect.word}"
            told += [self._would, *effect.warnings]
        self._apart.setVisible(effect is not None and bool(effect.warnings))
        self._below.setVisible(bool(known) or effect is not None)
        self.setToolTip("\n".join(told))
        self.setAccessibleName(". ".join(told))
        self.changed.emit()

    @property
    def text(self) -> str:
        """The first line."""
        return self._what.text()

    @property
    def would(self) -> str:
        """What the locality in hand would have, in words."""
        return self._would

    _would = ""
