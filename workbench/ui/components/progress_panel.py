"""Progress of long work: what is done, how far, the best so far, and Cancel; shown after 0.3 s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget
from typing_extensions import override

from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

SHOWN_AFTER_MS = 300
_STEPS = 1000


class ProgressPanel(QWidget):
    """A panel that appears only when the work takes longer than 0.3 s."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None, *, stop: str = "Cancel") -> None:
        """``stop`` is said where another button is called Cancel already."""
        super().__init__(parent)
        self._what = label("", Role.STRONG, wrap=True)
        self._far = label("", Role.SECONDARY, wrap=True)
        self._best = label("", Role.SECONDARY, wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = button(stop, kind=Kind.QUIET, clicked=self._ask_to_stop)
        self._actions = row(margins=(0, 0, 0, 0))
        self._best.hide()
        self._actions.addLayout(column(self._far, self._best, spacing=2), 1)
        self._actions.addWidget(self._cancel)
        self.setLayout(column(self._what, self._bar, self._actions, spacing=10))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show)
        self.setVisible(False)

    def start(self, what: str) -> None:
        """Announce the work; the panel shows itself after 0.3 s."""
        self._what.setText(what)
        self._far.setText("")
        self._best.setText("")
        self._best.hide()
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self.setAccessibleName(what)
        self._timer.start(SHOWN_AFTER_MS)

    def report(self, share: float | None, how_far: str = "", *, best: str = "") -> None:
        """Say how far it is: a share of 1, or None where that cannot be known."""
        if share is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(round(min(max(share, 0.0), 1.0) * _STEPS))
        self._far.setText(how_far)
        if best:
            self._best.setText(best)
            self._best.show()
        self.setAccessibleDescription(how_far)

    def add_action(self, action: QWidget) -> None:
        """Put a button before Cancel, such as "Use best so far"."""
        self._actions.insertWidget(self._actions.count() - 1, action)

    def finish(self) -> None:
        """The work is done, failed or was cancelled: the panel goes."""
        self._timer.stop()
        self.hide()

    @property
    def value(self) -> float | None:
        """The share shown, None while it is not known."""
        return self._bar.value() / _STEPS if self._bar.maximum() else None

    def _ask_to_stop(self) -> None:
        self._cancel.setEnabled(False)
        self._far.setText("Stopping")
        self.cancelled.emit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        super().closeEvent(event)
