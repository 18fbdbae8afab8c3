"""Digits typed within a second form one number: they choose a locality or assign the selection to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

SECOND_MS = 1000
MOST_DIGITS = 2


class DigitKeys(QObject):
    """Calls ``choose`` with each number as it grows, or ``assign`` once when no second digit can follow."""

    def __init__(
        self,
        window: QWidget,
        *,
        choose: Callable[[int], object],
        assign: Callable[[int], object],
        assigning: Callable[[], bool],
        largest: Callable[[], int],
    ) -> None:
        super().__init__(window)
        self._choose, self._assign = choose, assign
        self._assigning, self._largest = assigning, largest
        self._typed = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECOND_MS)
        self._timer.timeout.connect(self._second_over)
        self._keys = [
            QShortcut(QKeySequence(str(digit)), window, context=Qt.ShortcutContext.WindowShortcut)
            for digit in range(10)
        ]
        for digit, key in enumerate(self._keys):
            key.activated.connect(lambda digit=digit: self.press(digit))

    def press(self, digit: int) -> None:
        """Take a digit."""
        grown = self._typed + str(digit)
        fits = self._timer.isActive() and len(grown) <= MOST_DIGITS and int(grown) <= self._largest()
        self._typed = grown if fits else str(digit)
        number = int(self._typed)
        may_grow = len(self._typed) < MOST_DIGITS and number > 0 and number * 10 <= self._largest()
        if not self._assigning():
            self._choose(number)
        elif not may_grow:
            self._timer.stop()
            self._typed = ""
            self._assign(number)
            return
        self._timer.start()

    def reset(self) -> None:
        """Begin a new number, for example after a click."""
        self._timer.stop()
        self._typed = ""

    def _second_over(self) -> None:
        number, self._typed = self._typed, ""
        if number and self._assigning():
            self._assign(int(number))
