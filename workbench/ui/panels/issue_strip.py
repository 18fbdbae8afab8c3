"""The strip at the foot: counts of what needs a look, the way to the next, the pointer's place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.elided_label import ElidedLabel
from workbench.ui.components.labels import Role, label, row
from workbench.ui.issue_list import IssueCount
from workbench.ui.status import BandState, paint_status
from workbench.ui.theme import current_theme

SHAPE = 12


class IssueStrip(QFrame):
    """Counts as buttons; each goes to the next issue of its kind."""

    kind_chosen = Signal(object)
    """``BandState`` of the entry that was clicked."""
    next_wanted = Signal()
    waiting_wanted = Signal()
    """The button that leads back to waiting proposals was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAccessibleName("Issues")
        self._counts: tuple[IssueCount, ...] = ()
        self._entries: dict[BandState, QToolButton] = {}
        self._layout = row(margins=(8, 0, 12, 0), spacing=4)
        self._quiet = label("Nothing needs a look", Role.SECONDARY)
        self._next = button(
            "Next issue  F8", kind=Kind.LINK, icon="next", tip="Go to the next thing that needs a look (F8)",
            clicked=self.next_wanted.emit,
        )  # fmt: skip
        self._waiting = button(
            "", kind=Kind.LINK, icon="balance", tip="Back to the proposals of the balancer (Ctrl+Shift+O)",
            clicked=self.waiting_wanted.emit,
        )  # fmt: skip
        self._waiting.hide()
        self._place = ElidedLabel("", Role.CAPTION)  # coordinates that are cut must be seen to be
        self._place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._note = label("British National Grid", Role.CAPTION)
        self._layout.addWidget(self._quiet)
        self._layout.addSpacing(current_theme().px(6))
        self._layout.addWidget(self._next)
        self._layout.addSpacing(current_theme().px(10))
        self._layout.addWidget(self._waiting)
        self._layout.addStretch(1)
        self._layout.addWidget(self._place)
        self._layout.addSpacing(current_theme().px(12))
        self._layout.addWidget(self._note)
        self._total = label("", Role.STRONG)
        self._total.hide()
        self._layout.addWidget(self._total)
        self.setLayout(self._layout)
        self.setFixedHeight(current_theme().size("issue_strip"))
        self.setMinimumWidth(1)  # the window may be made narrow; words are left out then
        current_theme().theme_changed.connect(self._follow_theme)

    def show_counts(self, counts: Sequence[IssueCount], *, next_there: bool) -> None:
        """Show these entries; only what differs is made anew."""
        if tuple(counts) == self._counts and self._next.isHidden() != next_there:
            return
        self._next.setVisible(next_there)
        self._quiet.setVisible(not counts)
        self._counts = tuple(counts)
        wanted = {count.kind for count in counts}
        for kind in list(self._entries):
            if kind not in wanted:
                entry = self._entries.pop(kind)
                self._layout.removeWidget(entry)
                entry.hide()  # it goes later, and would stand over the others until then
                entry.deleteLater()
        for place, count in enumerate(counts):
            made = self._entries.get(count.kind)
            if made is None:
                made = self._entry(count.kind)
                self._entries[count.kind] = made
            self._layout.removeWidget(made)
            self._layout.insertWidget(place, made)
            made.setAccessibleName(count.text)
            made.show()
        self._fit_words()

    def show_waiting(self, words: str) -> None:
        """Say what waits behind the map, such as proposals; "" for nothing."""
        self._waiting.setText(words)
        self._waiting.setVisible(bool(words))
        self._fit_words()

    def show_total(self, words: str) -> None:
        """Say at the right how the plan stands as a whole, instead of the pointer's place; "" for nothing."""
        if words != self._total.text():
            self._total.setText(words)
            self._total.setVisible(bool(words))
            self._place.setVisible(not words)
            self._fit_words()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        """Say all of it where there is room; else leave out the ground, then words, the last ones first."""
        full = [count.text for count in self._counts]
        short = [count.short or count.text for count in self._counts]
        numbers = [count.text.split(" ", 1)[0] for count in self._counts]
        shorter = [[*short[:at], *numbers[at:]] for at in range(len(short), -1, -1)]
        for place, texts in enumerate((full, full, *shorter)):
            for count, text in zip(self._counts, texts, strict=True):
                entry = self._entries[count.kind]
                entry.setText(text)
                entry.setToolTip("Go to the next of these" if text == count.text else count.text)
            self._note.setVisible(place == 0 and self._total.isHidden())
            if self._wanted() <= self.width():
                break
        self._layout.invalidate()
        self._layout.activate()

    def _wanted(self) -> int:
        """Width that entries, the way to the next and the ground need; the pointer's place gives way."""
        parts: list[QWidget] = [*self._entries.values()]
        parts += [
            part
            for part in (self._quiet, self._next, self._waiting, self._note, self._total)
            if not part.isHidden()
        ]
        spare = current_theme().px(8 + 12 + 6 + 10 + 12 + 4 * (len(parts) + 2))
        return sum(part.sizeHint().width() for part in parts) + spare

    @property
    def texts(self) -> list[str]:
        """What the entries say, in order."""
        return [count.text for count in self._counts]

    def show_place(self, text: str) -> None:
        """Show the coordinates under the pointer."""
        self._place.setText(text)

    def _entry(self, kind: BandState) -> QToolButton:
        entry = QToolButton(self)
        entry.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        entry.setProperty("strip", "true")
        entry.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        entry.setIcon(_shape(kind))
        side = current_theme().px(SHAPE + 2)
        entry.setIconSize(QSize(side, side))
        entry.clicked.connect(lambda _checked=False: self.kind_chosen.emit(kind))
        return entry

    def _follow_theme(self) -> None:
        self.setFixedHeight(current_theme().size("issue_strip"))
        for kind, entry in self._entries.items():
            entry.setIcon(_shape(kind))


def _shape(kind: BandState) -> QIcon:
    """The shape of a state as an icon."""
    theme = current_theme()
    made = QIcon()
    side = theme.px(SHAPE + 2)
    for ratio in (1, 2):
        pixmap = QPixmap(side * ratio, side * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_status(painter, kind, QRectF(1, 1, side - 2, side - 2))
        painter.end()
        made.addPixmap(pixmap)
    return made
