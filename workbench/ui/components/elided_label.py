"""A label that ends in an ellipsis where it has less room than its words need."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy
from typing_extensions import override

from workbench.ui.components.labels import Role
from workbench.ui.components.tips import plain_tip


class ElidedLabel(QLabel):
    """One line of plain text; the whole of it is its tooltip where it is cut, and what is read aloud."""

    def __init__(self, text: str = "", role: Role = Role.BODY) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.value)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    @property
    def shown_text(self) -> str:
        """What fits; a number at the end stays, which may be all that tells two names apart."""
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        words, _, last = self.text().rpartition(" ")
        number = f" {last}" if words and last.isdigit() else ""
        if not number or metrics.horizontalAdvance(self.text()) <= room:
            return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        left = room - metrics.horizontalAdvance(number)
        return metrics.elidedText(words, Qt.TextElideMode.ElideRight, left) + number

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit_tip()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tip()

    def _fit_tip(self) -> None:
        self.setToolTip(plain_tip(self.text()) if self.shown_text != self.text() else "")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box, ink, enabled = self.contentsRect(), self.palette(), self.isEnabled()
        flags, role = int(self.alignment()), self.foregroundRole()
        self.style().drawItemText(painter, box, flags, ink, enabled, self.shown_text, role)
        painter.end()
