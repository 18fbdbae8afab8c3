"""Where the people of a file went, as one bar whose parts add up to the whole."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from workbench.session.published.report import Total
from workbench.ui import formats
from workbench.ui.theme import current_theme

_TOKENS = ("accent", "control", "near", "text3", "line")
_HIGH = 14


class TotalsBar(QWidget):
    """The bar above and its parts in words below, each with a mark in its colour."""

    def __init__(self) -> None:
        super().__init__()
        self._total: Total | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_total(self, total: Total) -> None:
        """Show the parts of one total."""
        self._total = total
        self.setAccessibleName(total.name)
        self.setAccessibleDescription("; ".join(self.words()))
        self.updateGeometry()
        self.update()

    def words(self) -> list[str]:
        """The parts with their people: "Inside the area 507,236"."""
        return [f"{name} {formats.number(people)}" for name, people in self._parts()]

    def _parts(self) -> list[tuple[str, float]]:
        """The parts that hold anybody."""
        return [] if self._total is None else [part for part in self._total.parts if part[1]]

    def colour(self, place: int) -> QColor:
        """Colour of a part."""
        return current_theme().color(_TOKENS[min(place, len(_TOKENS) - 1)])

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        lines = len(self._layout(max(self.width(), theme.px(400))))
        return QSize(theme.px(400), theme.px(_HIGH + 8) + lines * theme.px(22))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """More lines of words, or fewer, fit below the bar."""
        self.updateGeometry()
        super().resizeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._total is None or not self._total.before:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        left, high = 0.0, theme.px(_HIGH)
        for place, (_, people) in enumerate(self._parts()):
            wide = self.width() * people / self._total.before
            painter.fillRect(QRectF(left, 0, wide, high), self.colour(place))
            left += wide
        painter.setFont(theme.font("small"))
        for line, found in enumerate(self._layout(self.width())):
            top = high + theme.px(8) + line * theme.px(22)
            for across, place, text in found:
                painter.fillRect(
                    QRectF(across, top + theme.px(5), theme.px(10), theme.px(10)), self.colour(place)
                )
                painter.setPen(theme.color("text"))
                box = QRectF(across + theme.px(16), top, self.width(), theme.px(20))
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()

    def _layout(self, width: int) -> list[list[tuple[int, int, str]]]:
        """Lines of (left, place, words) that fit into the width."""
        theme = current_theme()
        lines: list[list[tuple[int, int, str]]] = [[]]
        across = 0
        for place, text in enumerate(self.words()):
            wide = self.fontMetrics().horizontalAdvance(text) + theme.px(40)
            if lines[-1] and across + wide > width:
                lines.append([])
                across = 0
            lines[-1].append((across, place, text))
            across += wide
        return lines
