"""Walking through the panes of the window with F6 and Shift+F6."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def walk_panes(panes: Sequence[QWidget], *, back: bool = False) -> None:
    """Move the keyboard to the pane after the one it is in, or to the one before; round at the ends."""
    shown = [pane for pane in panes if pane.isVisible()]
    if not shown:
        return
    now = QApplication.focusWidget()
    at = next((i for i, p in enumerate(shown) if now is not None and (p is now or p.isAncestorOf(now))), -1)
    if at < 0 and back:
        at = 0
    for step in range(1, len(shown) + 1):
        target = first_focus(shown[(at + (-step if back else step)) % len(shown)])
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return


def first_focus(pane: QWidget) -> QWidget | None:
    """The pane itself or the first widget in it that takes the keyboard."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus and pane.isEnabled():
        return pane
    for child in pane.findChildren(QWidget):
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return child
    return None
