"""What a running stroke would cut off or enclose, in the corner of the map; it warns and never blocks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from workbench.session.live_figures import Preview
from workbench.ui.components.icon_label import StatusShape
from workbench.ui.components.labels import label, row
from workbench.ui.effect_words import warnings
from workbench.ui.status import BandState
from workbench.ui.theme import current_theme

MARGIN = 8
ABOVE_SCALE = 42
"""Clear of the scale bar and the attribution at its foot, as the words on the unit under the pointer."""


class WarningCard(QFrame):
    """One line at the lower left of the canvas, as large as the room needs it."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setObjectName("message_near")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = label("", wrap=True)
        layout = row(StatusShape(BandState.PARTS), margins=(8, 6, 10, 6))
        layout.addWidget(self._text, 1)
        self.setLayout(layout)
        self.hide()
        canvas.installEventFilter(self)

    def show_preview(self, preview: Preview | None) -> None:
        """Say what the stroke does, nothing where there is nothing to say."""
        words = "" if preview is None else " ".join(warnings(preview))
        if words != self._text.text():
            self._text.setText(words)
            self._place()
        self.setVisible(bool(words))

    def _place(self) -> None:
        canvas, margin = self._canvas, current_theme().px(MARGIN)
        room = canvas.width() - 2 * margin
        metrics = self._text.fontMetrics()
        wide = min(room, metrics.horizontalAdvance(self._text.text()) + current_theme().px(56))
        high = max(self.heightForWidth(wide), self.minimumSizeHint().height())
        self.setGeometry(margin, canvas.height() - high - current_theme().px(ABOVE_SCALE), wide, high)
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
