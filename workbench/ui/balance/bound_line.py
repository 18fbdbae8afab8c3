"""How close a plan is to the best possible: a line with the mark that no plan can pass, and a sentence."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from workbench.ui.balance.shown import ShownBound
from workbench.ui.components.band_gauge import band_colour
from workbench.ui.components.buttons import Kind, button
from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.theme import current_theme

_BOUND_AT = 0.5
"""Where the mark stands when the plan is far from it, as a share of the line."""


class BoundLine(QWidget):
    """The part left of the mark is out of reach; the dot is the plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bound: ShownBound | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        current_theme().theme_changed.connect(self.updateGeometry)

    def set_bound(self, bound: ShownBound) -> None:
        """Show another bound."""
        self._bound = bound
        self.setAccessibleName(bound.sentence)
        self.update()

    @staticmethod
    def place(value: float, lower_bound: float) -> tuple[float, float]:
        """Places of mark and dot on the line, 0 to 1; equal numbers stand on one place.

        With a bound of 6: a plan of 9 stands half as far right again, one of 12 at the end.
        """
        if lower_bound <= 0:
            return 0.0, 0.0 if value <= 0 else 1.0
        return _BOUND_AT, min(1.0, max(_BOUND_AT, _BOUND_AT * value / lower_bound))

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        high = theme.px(22) + QFontMetricsF(theme.font("micro")).height()
        return QSize(theme.px(240), round(high))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        bound = self._bound
        if bound is None or bound.value is None or bound.lower_bound is None:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        margin = theme.px(8)
        track = QRectF(margin, theme.px(8), self.width() - 2 * margin, theme.px(5))
        mark, dot = (track.left() + at * track.width() for at in self.place(bound.value, bound.lower_bound))
        middle = track.center().y()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line"))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        painter.setBrush(band_colour())
        painter.drawRoundedRect(QRectF(track.left(), track.top(), mark - track.left(), track.height()), 2, 2)
        painter.setPen(QPen(theme.color("text"), theme.px(2)))
        painter.drawLine(QPointF(mark, middle - theme.px(7)), QPointF(mark, middle + theme.px(7)))
        painter.setPen(QPen(theme.color("surface"), 1.5))
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(QPointF(dot, middle), theme.px(6), theme.px(6))
        self._paint_words(painter, bound, mark, dot)
        painter.end()

    def _paint_words(self, painter: QPainter, bound: ShownBound, mark: float, dot: float) -> None:
        theme = current_theme()
        font = theme.font("micro")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        left, right = bound.least_words, bound.own_words
        top = self.height() - metrics.height()
        wide = metrics.horizontalAdvance(right)
        at = min(max(dot - wide / 2, mark + theme.px(4)), self.width() - wide - theme.px(2))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(at, top, wide + 2, metrics.height()), side, right)
        own = metrics.horizontalAdvance(left)
        start = max(theme.px(8), min(mark - own, at - own - theme.px(8)))
        painter.drawText(QRectF(start, top, own + 2, metrics.height()), side, left)


class BoundBlock(QWidget):
    """Asks for the bound, waits for it, and shows it."""

    wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._free = True
        self._ask = button(
            "Work it out", kind=Kind.LINK, tip="A bound that no plan can beat; takes some seconds",
            clicked=self.wanted.emit,
        )  # fmt: skip
        self._stop = button("Stop", kind=Kind.LINK, tip="Leave the bound", clicked=self.stop_wanted.emit)
        self._line = BoundLine()
        self._sentence = label("", Role.SECONDARY, wrap=True)
        self._effort = label("", Role.CAPTION)
        head = row(
            label("How close to the best possible", Role.SECTION), None, self._effort, self._ask, self._stop
        )
        self.setLayout(column(head, self._line, self._sentence, spacing=4, margins=(12, 6, 12, 6)))
        self.ask()

    def ask(self, effort: str = "") -> None:
        """Offer to work the bound out; ``effort`` says how the plan was found."""
        self._effort.setToolTip(effort)
        self._effort.setText(effort)
        self._ask.setVisible(True)
        self._ask.setEnabled(self._free)
        self._stop.hide()
        self._line.hide()
        self._sentence.hide()

    def allow(self, free: bool) -> None:
        """Whether a bound can be asked for: nothing else is being worked out."""
        self._free = free
        self._ask.setEnabled(free)

    def wait(self) -> None:
        """The bound is being worked out."""
        self._ask.hide()
        self._stop.show()
        self._sentence.setText("Working out what no plan can beat")
        self._sentence.show()

    def show_bound(self, bound: ShownBound) -> None:
        """Show what was found, or why there is nothing."""
        self._ask.hide()
        self._stop.hide()
        drawn = bound.value is not None and bound.lower_bound is not None
        self._line.setVisible(drawn)
        self._line.set_bound(bound)
        self._sentence.setText(bound.sentence)
        self._sentence.show()
