"""An icon as a widget of its own, in a token colour that follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from workbench.ui.icons import paint_app_mark, paint_icon
from workbench.ui.status import BandState, paint_status
from workbench.ui.theme import current_theme


class IconLabel(QWidget):
    """A decorative icon; the words beside it carry the meaning."""

    def __init__(
        self, name: str, *, color: str = "text2", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._color, self._size = name, color, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        current_theme().theme_changed.connect(self.updateGeometry)

    def set_icon(self, name: str, color: str) -> None:
        """Show another icon."""
        self._name, self._color = name, color
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = current_theme().px(self._size)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint(painter, QRectF(self.rect()))
        painter.end()

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        paint_icon(painter, self._name, box, current_theme().color(self._color))


class AppMark(IconLabel):
    """The mark of the program."""

    def __init__(self, *, size: int = 44, parent: QWidget | None = None) -> None:
        super().__init__("map", size=size, parent=parent)

    @override
    def _paint(self, painter: QPainter, box: QRectF) -> None:
        paint_app_mark(painter, box)


class StatusShape(IconLabel):
    """A status shape without its word, where the word stands beside it."""

    def __init__(self, state: BandState, *, size: int = 14, parent: QWidget | None = None) -> None:
        super().__init__("info", size=size, parent=parent)
        self._state = state

    def set_state(self, state: BandState) -> None:
        """Show another shape."""
        self._state = state
        self.update()

    @override
    def _paint(self, painter: QPainter, box: QRectF) -> None:
        paint_status(painter, self._state, box.adjusted(1, 1, -1, -1))
