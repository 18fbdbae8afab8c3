"""A search on its way: what is done, how far, how many starts, the best so far, and Cancel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QWidget

from workbench.ui import formats
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row

STEPS = 1000
KEEPS = "Cancel keeps the best plan found so far."
ONCE = "This goes on beside the window if you cancel, and the next time there is no wait."
NOTHING_YET = "No valid plan yet"


class ProgressPage(QWidget):
    """Cancel keeps the best plan found so far on offer."""

    def __init__(self, cancel: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cancel_wanted = cancel
        self._what = label("", Role.HEADING, wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, STEPS)
        self._far = label("", Role.SECONDARY)
        self._best = label("", wrap=True)
        self.cancel = button("Cancel", kind=Kind.PLAIN, clicked=self._stop)
        self.cancel.setToolTip("Stop within a second; the best plan so far stays on offer (Esc)")
        self._note = label(KEEPS, Role.CAPTION, wrap=True)
        self.setLayout(
            column(
                self._what, self._bar, self._far, self._best, self._note, row(None, self.cancel), None,
                margins=(16, 16, 16, 16), spacing=12,
            )
        )  # fmt: skip

    def start(self, what: str) -> None:
        """Announce a search."""
        self._what.setText(what)
        self._far.setText("")
        self._best.setText(NOTHING_YET)
        self._note.setText(KEEPS)
        self._bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.setAccessibleName(what)

    def say(self, words: str) -> None:
        """Say what is prepared before the search."""
        self._far.setText(words)
        self._best.setText("")
        self._note.setText(ONCE)

    def show_progress(self, done: float, tried: int, best: str) -> None:
        """Show the share done, the starts made, and the best so far in words."""
        self._bar.setRange(0, STEPS)
        self._bar.setValue(round(min(max(done, 0.0), 1.0) * STEPS))
        if self.cancel.isEnabled():
            starts = f", {formats.count(tried, 'start')}" if tried else ""
            self._far.setText(f"{formats.percent(done, 0)}{starts}")
        self._note.setText(KEEPS)
        if best:
            self._best.setText(best)
        elif not self._best.text():
            self._best.setText(NOTHING_YET)

    def _stop(self) -> None:
        self.cancel.setEnabled(False)
        self._far.setText("Stopping")
        self._cancel_wanted()
