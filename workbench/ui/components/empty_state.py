"""The empty state: an icon, one line, and one or two actions instead of a blank list."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from workbench.ui.components.icon_label import IconLabel
from workbench.ui.components.labels import Role, column, label, row


class EmptyState(QWidget):
    """Says why there is nothing here yet and what to do about it."""

    def __init__(
        self,
        icon: str,
        title: str,
        line: str = "",
        *actions: QPushButton,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = column(
            IconLabel(icon, color="text3", size=30), label(title, Role.TITLE, wrap=True), spacing=6
        )
        if line:
            layout.addWidget(label(line, Role.SECONDARY, wrap=True))
        if actions:
            layout.addLayout(row(*actions, None))
        self.setLayout(layout)
        self.setAccessibleName(" ".join(part for part in (title, line) if part))
