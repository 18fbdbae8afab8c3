"""The shading of areas by their share of patients: classes, colours, and the key that explains them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from workbench.ui.theme import current_theme, load_tokens

LIMITS = (0.01, 0.05, 0.15, 0.30, 0.50)
"""Where a class ends and the next one begins; the limit itself belongs to the higher class."""
CLASSES = ("none", "under 1%", "1 to 5%", "5 to 15%", "15 to 30%", "30 to 50%", "over 50%")
NONE = "#FFFFFF"
NOT_KNOWN = "#DDDDDD"


def class_colours() -> tuple[str, ...]:
    """Colour of each class, none first."""
    return (NONE, *load_tokens().choropleth)


def share_colours(shares: NDArray[np.float64]) -> NDArray[np.uint32]:
    """Colour of areas by share (0 to 1), as 0xffRRGGBB; grey where a share is not known.

    0 -> white, 0.004 -> under 1%, 0.05 -> 5 to 15%, 0.5 -> over 50%.
    """
    table = np.array([QColor(colour).rgb() for colour in (*class_colours(), NOT_KNOWN)], dtype=np.uint32)
    known = np.nan_to_num(shares)
    place = np.where(known > 0, 1 + np.searchsorted(LIMITS, known, side="right"), 0)
    place[np.isnan(shares)] = len(CLASSES)
    return table[place]


class ShareKey(QWidget):
    """The classes side by side with their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Key: " + ", ".join(CLASSES))

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(434), theme.px(30))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        wide, high = self.width() / len(CLASSES), theme.px(11)
        painter = QPainter(self)
        painter.setFont(theme.font("micro"))
        for at, (colour, words) in enumerate(zip(class_colours(), CLASSES, strict=True)):
            painter.setPen(QPen(QColor("#474F5C"), 1))
            painter.setBrush(QColor(colour))
            painter.drawRect(QRectF(at * wide + 0.5, 0.5, wide - 1, high))
            painter.setPen(theme.color("text2"))
            box = QRectF(at * wide - 3, high + theme.px(3), wide + 6, self.height() - high - theme.px(3))
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)
        painter.end()
