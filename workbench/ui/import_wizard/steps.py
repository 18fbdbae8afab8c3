"""The steps of the import at its left: done, in hand, to come, or not needed for these files."""

from __future__ import annotations

from collections.abc import Sequence, Set

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from workbench.ui.components.labels import Role, column, label, row
from workbench.ui.icons import paint_icon
from workbench.ui.theme import current_theme

_SIDE, _TICK = 22, 12


class StepMark(QWidget):
    """A circle with the number of a step, or with a tick once it is done."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._now = self._done = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, *, now: bool, done: bool) -> None:
        """Say whether the step is in hand or behind."""
        self._now, self._done = now, done
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = current_theme().px(_SIDE)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = theme.color("accent" if self._now or self._done else "control")
        painter.setPen(QPen(ring, theme.px(1.5)))
        painter.setBrush(ring if self._now else Qt.BrushStyle.NoBrush)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.drawEllipse(box)
        if self._done:
            side = theme.px(_TICK)
            at = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
            paint_icon(painter, "check", at, ring)
        else:
            painter.setPen(theme.color("on_accent" if self._now else "text2"))
            painter.setFont(theme.font("micro", "medium"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()


class Steps(QWidget):
    """All steps in their order."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._marks = [StepMark(place + 1) for place in range(len(titles))]
        self.labels: list[QLabel] = [label(title) for title in titles]
        pairs = zip(self._marks, self.labels, strict=True)
        lines = [row(mark, words, None, spacing=10) for mark, words in pairs]
        self.setLayout(column(*lines, spacing=12))

    def show_step(self, now: int, wanted: Set[int]) -> None:
        """Show this step in front; those that are not wanted are faint."""
        for at, (mark, words) in enumerate(zip(self._marks, self.labels, strict=True)):
            done = at < now and at in wanted
            mark.show_state(now=at == now, done=done)
            mark.setEnabled(at in wanted)
            words.setEnabled(at in wanted)
            words.setProperty("role", (Role.STRONG if at == now else Role.SECONDARY).value)
            words.setAccessibleDescription("In hand" if at == now else "Done" if done else "")
            words.style().unpolish(words)
            words.style().polish(words)
