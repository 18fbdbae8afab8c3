"""The segmented switch: a few choices side by side, such as the scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QWidget
from typing_extensions import override

from workbench.ui.components.labels import row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent


class Segment(QFrame):
    """One choice of a few; arrow keys walk through it."""

    chosen = Signal(str)
    """Key of the choice the user took."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segment")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QToolButton] = {}
        self.setLayout(row(margins=(2, 2, 2, 2), spacing=0))

    def set_choices(self, choices: Sequence[tuple[str, str]], current: str) -> None:
        """Show ``choices`` as pairs of key and text, with ``current`` taken."""
        layout = self.layout()
        for button in self._buttons.values():
            self._group.removeButton(button)
            if layout is not None:
                layout.removeWidget(button)
            button.hide()  # it is gone from the screen before it is deleted
            button.deleteLater()
        self._buttons = {}
        for key, text in choices:
            button = QToolButton(self)
            button.setText(text.replace("&", "&&"))
            button.setAccessibleName(text)
            button.setCheckable(True)
            button.setChecked(key == current)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            if layout is not None:
                layout.addWidget(button)
            button.show()  # at once, so that the switch knows its width

    @property
    def current(self) -> str:
        """Key of the choice that is taken, "" for none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Take a choice, or none of them for "", without telling anybody."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
        elif not key and self.current:
            self._group.setExclusive(False)
            self._buttons[self.current].setChecked(False)
            self._group.setExclusive(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        keys = list(self._buttons)
        if step is None or self.current not in keys:
            super().keyPressEvent(event)
            return
        target = keys.index(self.current) + step
        if 0 <= target < len(keys):
            self._buttons[keys[target]].setFocus(Qt.FocusReason.TabFocusReason)
            self._buttons[keys[target]].click()
