"""The panel of workshop mode: what a stroke makes of localities, who is near a limit, snapshots, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from workbench.metrics.figures import LocalityFigures
from workbench.models.meeting import ParkedNote, PlanSnapshot
from workbench.ui import formats
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.labels import Role, column, label, row, rule
from workbench.ui.shown_figures import ShownFigures
from workbench.ui.status import BandState, band_state
from workbench.ui.theme import current_theme
from workbench.ui.workshop.meeting_columns import when_words
from workbench.ui.workshop.totals import LimitRow, LocalityCard

WIDTH = 229
"""In pixels of the design, 344 in workshop mode."""
CARDS, MOST_ROWS = 2, 6
_ORDER = (BandState.OVER, BandState.UNDER, BandState.UNKNOWN, BandState.NEAR)


class WorkshopPanel(QFrame):
    """Totals only; figures in full. ``list_wanted`` asks for the menu of snapshots or notes at a place."""

    locality_chosen = Signal(str)
    snapshots_wanted = Signal(QPoint)
    notes_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dock")
        self.setAccessibleName("Totals")
        self._title = label("", Role.SECTION)
        self._cards = [LocalityCard() for _ in range(CARDS)]
        self._others = ElidedLabel("", Role.CAPTION)
        self._limits_title = label("", Role.SECTION)
        self._rows = [LimitRow() for _ in range(MOST_ROWS)]
        for made in self._rows:
            made.clicked.connect(lambda _checked=False, made=made: self.locality_chosen.emit(made.code))
        self._more = label("", Role.CAPTION)
        self._snapshots = _ListHead("Snapshots", self.snapshots_wanted)
        self._notes = _ListHead("Parked notes", self.notes_wanted)
        layout = column(self._title, margins=(10, 8, 10, 8), spacing=6)
        for card in self._cards:
            layout.addWidget(card)
        layout.addWidget(self._others)
        layout.addWidget(self._limits_title)
        limits = column(*self._rows, self._more, spacing=0)
        layout.addLayout(limits)
        layout.addWidget(rule())
        layout.addWidget(self._snapshots)
        layout.addWidget(self._notes)
        layout.addStretch(1)
        self.setLayout(layout)
        self._shown: tuple[ShownFigures, dict[str, str], int, str | None] | None = None
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def show_figures(
        self,
        shown: ShownFigures,
        colours: Mapping[str, str],
        *,
        near: int,
        target: str | None,
        waits: bool = False,
    ) -> None:
        """Show the localities that a stroke touches, or the one in hand, and those near a limit.

        ``waits`` says that the stroke is let go and waits for Enter.
        """
        self._waits = waits
        self._shown = (shown, dict(colours), near, target)
        self._show_cards(shown, colours, near, target)
        self._show_limits(shown, colours, near, target)

    _waits = False

    def told(self) -> tuple[str, list[str]]:
        """The title of the cards, and what each says when it is read aloud."""
        return self._title.text(), [card.accessibleName() for card in self._cards if not card.isHidden()]

    def show_snapshots(self, kept: Sequence[PlanSnapshot]) -> None:
        """Show how many snapshots there are, and the latest."""
        last = kept[-1] if kept else None
        words = "F12 keeps the plan" if last is None else _last_words(len(kept), last)
        self._snapshots.show_list(len(kept), words)

    def show_notes(self, notes: Sequence[ParkedNote], *, hidden: bool) -> None:
        """Show how many notes are open, and the latest; nothing of them while they are hidden."""
        open_ones = [note for note in notes if not note.done]
        if hidden:
            self._notes.show_list(None, "Hidden while presenting")
        else:
            words = " ".join(open_ones[-1].text.split()) if open_ones else "Shift+F12 parks a question"
            self._notes.show_list(len(open_ones), words)

    def _show_cards(
        self, shown: ShownFigures, colours: Mapping[str, str], near: int, target: str | None
    ) -> None:
        before: dict[str, LocalityFigures] = {}
        rows: list[LocalityFigures] = []
        if shown.preview is not None:
            before = {one.code: one for one in shown.preview.before}
            rows = sorted(
                shown.preview.after,
                key=lambda after: (before[after.code].units if after.code in before else 0) - after.units,
            )
        elif target is not None and (held := shown.row(target)) is not None:
            rows = [held]
        after = "After Enter" if self._waits else "After release"
        self._title.setText(after if shown.preview is not None else "In hand")
        self._title.setVisible(bool(rows))
        for card, figures in zip(self._cards, rows, strict=False):
            card.show_locality(
                figures, shown.rules, colours.get(figures.code, ""), near, before=before.get(figures.code)
            )
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(rows))
        others = ", ".join(figures.name for figures in rows[CARDS:])
        self._others.setText(f"Also from {others}" if others else "")
        self._others.setVisible(bool(others))

    def _show_limits(
        self, shown: ShownFigures, colours: Mapping[str, str], near: int, target: str | None
    ) -> None:
        told = {target} if shown.preview is None else shown.touched  # a card above says it already
        found = [
            (band_state(row.people, shown.rules.band, near), row)
            for row in shown.rows
            if row.units and row.code not in told
        ]
        found = [(state, row) for state, row in found if not state.quiet]
        found.sort(key=lambda pair: _ORDER.index(pair[0]))
        room = self._room_for_rows()
        for made, (state, figures) in zip(self._rows, found, strict=False):
            made.show_locality(figures, shown.rules, colours.get(figures.code, ""), state)
        for place, made in enumerate(self._rows):
            made.setVisible(place < min(len(found), room))
        left = len(found) - room
        self._more.setText(f"and {left:,} more" if left > 0 else "")
        self._more.setVisible(left > 0)
        outside = any(state is not BandState.NEAR for state, _ in found)
        self._limits_title.setText("Outside or near a limit" if outside else "Near a limit")
        self._limits_title.setVisible(bool(found))

    def _room_for_rows(self) -> int:
        """Rows that fit below the cards at their largest, so that the list does not jump with a stroke."""
        theme = current_theme()
        taken = theme.px(30) + CARDS * theme.px(80) + theme.px(20) + theme.px(100)
        return max(2, min(MOST_ROWS, (self.height() - taken) // max(1, self._rows[0].sizeHint().height())))

    def _fit(self) -> None:
        self.setFixedWidth(current_theme().px(WIDTH))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown is not None:
            shown, colours, near, target = self._shown
            self._show_limits(shown, colours, near, target)


class _ListHead(QWidget):
    """What a list is called, how many it holds, and the latest of it; a click opens the list."""

    def __init__(self, name: str, wanted: SignalInstance) -> None:
        super().__init__()
        self._wanted = wanted
        self._name = name
        self._open: QPushButton = button(name, kind=Kind.LINK, clicked=self._press)
        self._count = label("", Role.STRONG)
        self._last = ElidedLabel("", Role.BODY)
        self._last.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setLayout(column(row(self._open, None, self._count), self._last, spacing=2))

    def show_list(self, count: int | None, last: str) -> None:
        """Show a count, None where it is hidden, and one entry."""
        self._count.setText("" if count is None else formats.number(count))
        self._last.setText(last)
        self._open.setEnabled(bool(count))
        self._open.setAccessibleName(f"{self._name}, {count or 0}")

    def _press(self) -> None:
        corner = self._open.mapToGlobal(self._open.rect().bottomLeft())
        self._wanted.emit(corner)


def _last_words(count: int, last: PlanSnapshot) -> str:
    when = when_words(last.at)
    return f"{count}  {last.name}" + (f", {when}" if when and when not in last.name else "")
