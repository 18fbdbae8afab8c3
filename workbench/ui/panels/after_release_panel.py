"""The card "After release": what the running stroke would make of every locality it touches."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from workbench.metrics.figures import LocalityFigures
from workbench.models.rules import Rules
from workbench.session.live_figures import Preview
from workbench.ui import formats
from workbench.ui.components.badge import Badge
from workbench.ui.components.band_gauge import BandGauge, GaugeValue
from workbench.ui.components.chip import Chip
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.icon_label import StatusShape
from workbench.ui.components.labels import Role, column, label, row, rule
from workbench.ui.components.relayout import relayout
from workbench.ui.effect_words import receiving_first, warnings
from workbench.ui.status import BandState, band_state, band_word
from workbench.ui.theme import current_theme

SHOWN_LOCALITIES, SHOWN_IN_SMALL = 3, 2
"""More localities than this, or than these on a small map, are named in one line: the map stays visible."""
WIDTH = 336
TAKEN = 70
"""Pixels of the design that margins, edge and shape take from the width of a warning."""


class AfterReleasePanel(QFrame):
    """Receiving locality first, then those that give; warnings below, and how to go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName("After release")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._total = label("", Role.CAPTION)
        self._blocks = [_LocalityBlock() for _ in range(SHOWN_LOCALITIES)]
        self._more = label("", Role.CAPTION, wrap=True)
        self._warning = _Warning()
        self._title = label("", Role.STRONG)
        self._applies = label("", Role.CAPTION)
        self._swaps = label("Right button swaps", Role.CAPTION)
        hints = row(self._applies, None, self._swaps, None, label("Esc drops", Role.CAPTION))
        layout = column(row(self._title, None, self._total), spacing=6, margins=(12, 10, 12, 10))
        for block in self._blocks:
            layout.addWidget(block)
        layout.addWidget(self._more)
        layout.addWidget(self._warning)
        layout.addLayout(hints)
        self.setLayout(layout)
        self.show_way_on(waits=False, swaps=False)
        self.hide()

    def show_way_on(self, *, waits: bool, swaps: bool) -> None:
        """Say how to go on: with Enter where the stroke ``waits``, and whether a right-drag ``swaps``."""
        self._title.setText("After Enter" if waits else "After release")
        self._applies.setText("Enter applies" if waits else "Release applies")
        self._swaps.setVisible(swaps and not waits)

    def show_preview(
        self,
        preview: Preview,
        *,
        rules: Rules,
        colours: Mapping[str, str],
        near: int,
        people: float,
        roomy: bool = True,
    ) -> None:
        """Show the effect of a stroke over ``people`` of the areas passed.

        Where the map is not ``roomy``, fewer localities are shown, and the small figures of the first only.
        """
        self.setFixedWidth(current_theme().px(WIDTH))
        self._total.setText(f"{formats.count(len(preview.units), 'area')}, {formats.people(people)}")
        before = {figures.code: figures for figures in preview.before}
        rows = receiving_first(preview)
        shown = SHOWN_LOCALITIES if roomy else SHOWN_IN_SMALL
        for place, (block, after) in enumerate(zip(self._blocks, rows, strict=False)):
            block.show_locality(after, before[after.code], rules, colours.get(after.code, ""), near)
            block.show_small_figures(shown=roomy or place == 0)
        for place, block in enumerate(self._blocks):
            block.setVisible(place < min(len(rows), shown))
        others = rows[shown:]
        self._more.setText("Also from " + ", ".join(after.name for after in others))
        self._more.setVisible(bool(others))
        words = warnings(preview)
        self._warning.set_text(" ".join(words), self.width())
        self._warning.setVisible(bool(words))
        self.setAccessibleDescription(
            ". ".join(
                [
                    self._total.text(),
                    *(block.accessibleName() for block in self._blocks[: min(len(rows), shown)]),
                    *words,
                ]
            )
        )
        self._fit()

    def prepare(self) -> None:
        """Take style and fonts now, so that the first stroke does not wait for them."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        self.adjustSize()

    def _fit(self) -> None:
        relayout(*self._blocks, self._warning, self)
        width = self.width()
        wanted = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        self.resize(width, max(wanted, self.minimumSizeHint().height()))


class _LocalityBlock(QWidget):
    """One locality: chip, name, change, people, gauge, status, and four small figures."""

    def __init__(self) -> None:
        super().__init__()
        self._chip = Chip()
        self._name = ElidedLabel("", Role.STRONG)
        self._change = label("", Role.SECONDARY)
        self._people = label("", Role.STRONG)
        self._gauge = BandGauge(GaugeValue(None, Rules().band))
        self._badge = Badge(strong=True)
        self._figures = {
            name: label("") for name in ("Registered", "Practices", "65 and over", "Deprivation")
        }
        self._small = QWidget()
        grid = QGridLayout(self._small)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        for place, (name, figure) in enumerate(self._figures.items()):
            grid.addWidget(label(name, Role.MICRO), 0, place)
            figure.setProperty("role", "small")
            grid.addWidget(figure, 1, place)
            grid.setColumnStretch(place, 1)
        head = row(self._chip)
        head.addWidget(self._name, 1)
        head.addWidget(self._change)
        head.addWidget(self._people)
        self.setLayout(column(rule(), head, row(self._gauge, None, self._badge), self._small, spacing=4))

    def show_small_figures(self, *, shown: bool) -> None:
        """Show registered patients, practices, 65 and over and deprivation, or leave them out."""
        self._small.setVisible(shown)

    def show_locality(
        self, after: LocalityFigures, before: LocalityFigures, rules: Rules, colour: str, near: int
    ) -> None:
        """Show one locality before and after."""
        self._chip.set_value(str(after.number), colour or None)
        self._name.setText(after.name)
        change = after.people - before.people
        self._change.setText(formats.signed(change, unknown=""))
        self._people.setText(formats.number(after.people))
        self._gauge.set_value(GaugeValue(after.people, rules.band, before.people), name=after.name)
        state = band_state(after.people, rules.band, near)
        self._badge.set_state(state, band_word(after.people, rules.band, near))
        figures = (
            formats.number(after.registered),
            str(after.practices),
            formats.percent(after.aged_65_plus_share),
            formats.number(after.imd_score, 1),
        )
        for shown, text in zip(self._figures.values(), figures, strict=True):
            shown.setText(text)
        self.setAccessibleName(f"{after.name} {formats.number(after.people)}, {self._badge.word}")


class _Warning(QFrame):
    """What the stroke cuts off or encloses; it warns and never blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("message_near")
        self._text: QLabel = label("", wrap=True)
        layout = row(StatusShape(BandState.PARTS), margins=(8, 6, 8, 6))
        layout.addWidget(self._text, 1)
        self.setLayout(layout)

    def set_text(self, text: str, width: int) -> None:
        """Say this in a card so many pixels wide."""
        self._text.setText(text)
        self._text.setMinimumHeight(0)
        room = width - current_theme().px(TAKEN)
        self._text.setMinimumHeight(max(0, self._text.heightForWidth(room)))
