"""The badge: a state as shape and word, without a filled pill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from workbench.ui.status import BandState, band_state, band_word, paint_status, state_word
from workbench.ui.theme import current_theme

if TYPE_CHECKING:
    from workbench.models.rules import Band

SHAPE = 12
GAP = 5


def badge_width(word: str, *, strong: bool = False) -> float:
    """Width of a badge in logical pixels."""
    theme = current_theme()
    metrics = QFontMetricsF(theme.font("small", "semibold" if strong else "medium"))
    return theme.px(SHAPE) + theme.px(GAP) + metrics.horizontalAdvance(word)


def paint_badge(
    painter: QPainter,
    box: QRectF,
    state: BandState,
    word: str,
    *,
    strong: bool = False,
    ground: QColor | None = None,
) -> None:
    """Paint shape and word left-aligned and vertically centred in ``box``."""
    theme = current_theme()
    size = theme.px(SHAPE)
    shape = QRectF(box.left(), box.center().y() - size / 2, size, size)
    paint_status(painter, state, shape, ground=ground)
    text = box.adjusted(size + theme.px(GAP), 0, 0, 0)
    font = theme.font("small", "semibold" if strong else "medium")
    painter.save()
    painter.setFont(font)
    painter.setPen(theme.color("text2" if state is BandState.UNKNOWN else state.token))
    shown = QFontMetricsF(font).elidedText(word, Qt.TextElideMode.ElideRight, text.width() + 1)
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


class Badge(QWidget):
    """A state as a widget: shape 12, gap 5, word."""

    def __init__(
        self,
        state: BandState = BandState.UNKNOWN,
        word: str = "",
        *,
        strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._strong = strong
        self._state, self._word = BandState.UNKNOWN, ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_state(state, word)
        current_theme().theme_changed.connect(self.updateGeometry)

    def set_state(self, state: BandState, word: str = "") -> None:
        """Show a state; without a word the usual one."""
        shown = (state, word or state_word(state))
        if shown == (self._state, self._word):
            return
        self._state, self._word = shown
        self.setAccessibleName(self._word)
        self.updateGeometry()
        self.update()

    def set_people(self, people: float | None, band: Band) -> None:
        """Show how ``people`` stand to the band."""
        self.set_state(band_state(people, band), band_word(people, band))

    @property
    def word(self) -> str:
        """The word shown."""
        return self._word

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        metrics = QFontMetricsF(theme.font("small", "medium"))
        wide = badge_width(self._word, strong=self._strong) + 2
        return QSize(round(wide + 0.5), max(theme.px(SHAPE) + 2, round(metrics.height() + 1)))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(1, 0, 0, 0)
        paint_badge(painter, box, self._state, self._word, strong=self._strong)
        painter.end()
