"""The bars of the balance preview: back, measure and band, which proposal, run again; and the line below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget
from typing_extensions import override

from workbench.ui.components.buttons import Kind, button, tool_button
from workbench.ui.components.labels import Role, label, row, rule
from workbench.ui.theme import current_theme

SMALL = 1000
"""Below this width of the window, in design pixels, captions give way."""


@dataclass(frozen=True)
class BarCalls:
    """What the bar asks for."""

    back: Callable[[], object]
    previous: Callable[[], object]
    next: Callable[[], object]
    change: Callable[[], object]
    again: Callable[[], object]


class BalanceBar(QFrame):
    """Stands where the option bar stands."""

    def __init__(self, calls: BarCalls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("optionbar")
        self.setAccessibleName("Options of the balance preview")
        self.back = button(
            "Back to map", kind=Kind.QUIET, icon="back",
            tip="The proposals stay until the drawing changes (Esc)", clicked=calls.back,
        )  # fmt: skip
        self._measure_word, self._band_word = label("Measure", Role.CAPTION), label("Band", Role.CAPTION)
        self._measure, self._band = label(""), label("")
        self.change = button("Change…", tip="Other limits, measure, number or weights", clicked=calls.change)
        self.previous = tool_button("Previous proposal", "back", shortcut="Alt+Left", clicked=calls.previous)
        self.next = tool_button("Next proposal", "next", shortcut="Alt+Right", clicked=calls.next)
        self._place = label("")
        self.again = button(
            "Run again", icon="again", tip="With the next seed, for another plan (F5)", clicked=calls.again
        )
        layout = row(
            self.back, rule(vertical=True, length=22), label("Balance preview", Role.TITLE),
            margins=(10, 0, 12, 0),
        )  # fmt: skip
        for part in (self._measure_word, self._measure, self._band_word, self._band, self.change):
            layout.addWidget(part)
        layout.addStretch(1)
        for last in (self.previous, self._place, self.next, self.again):
            layout.addWidget(last)
        self.setLayout(layout)
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def show_request(self, measure: str, band: str) -> None:
        """Say what was balanced."""
        self._measure.setText(measure)
        self._band.setText(band)

    def show_place(self, number: int, of: int) -> None:
        """Say which proposal is shown, of how many; nothing for none."""
        several = of > 1
        for part in (self.previous, self.next, self._place):
            part.setVisible(several)
        self._place.setText(f"{number} of {of}")
        self.previous.setEnabled(number > 1)
        self.next.setEnabled(number < of)

    def show_running(self, running: bool) -> None:
        """Leave out what has to wait for the end of the search."""
        for part in (self.change, self.again):
            part.setEnabled(not running)

    def fit_width(self, width: int) -> None:
        """Leave captions out where the bar is narrow."""
        narrow = width < current_theme().px(SMALL)
        self._measure_word.setVisible(not narrow)
        self._band_word.setVisible(not narrow)

    def _fit(self) -> None:
        self.setMinimumWidth(1)
        self.setFixedHeight(current_theme().size("option_bar"))


class HatchSign(QWidget):
    """The sign of the hatch, for the legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        side = current_theme().px(16)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(2, 3, -2, -3)
        painter.fillRect(box, QColor("#FFFFFF"))
        painter.setPen(QPen(QColor("#20242B"), 1))
        painter.setBrush(QBrush(QColor("#20242B"), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(box)
        painter.end()


class BalanceStrip(QFrame):
    """What the hatch means, what is under the pointer, and that nothing has changed yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._sign = HatchSign()
        self._moves = label("Area that moves", Role.SMALL)
        self._place = label("", Role.SMALL)
        self._locked = label("", Role.SMALL)
        self._calm = label(
            "Nothing changes in the project until you accept. Accepting is one step you can undo.",
            Role.CAPTION,
        )
        layout = row(self._sign, self._moves, self._place, self._locked, margins=(12, 0, 12, 0), spacing=10)
        layout.addStretch(1)
        layout.addWidget(self._calm)
        self.setLayout(layout)
        self._fit()
        current_theme().theme_changed.connect(self._fit)

    def show_hatch(self, shown: bool) -> None:
        """Explain the hatch where there is one."""
        self._sign.setVisible(shown)
        self._moves.setVisible(shown)

    def show_locked(self, words: str) -> None:
        """Say what is locked."""
        self._locked_words = words
        self._locked.setText(words)

    _locked_words = ""

    def show_place(self, words: str) -> None:
        """Say what is under the pointer, in place of what is locked."""
        self._place.setText(words)
        self._locked.setText("" if words else self._locked_words)

    def _fit(self) -> None:
        self.setMinimumWidth(1)
        self.setFixedHeight(current_theme().size("issue_strip"))
