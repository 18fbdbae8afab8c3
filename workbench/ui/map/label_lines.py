"""The upper line of labels, black with a white casing, painted once; and what all label pictures need."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from workbench.ui.theme import current_theme

INK = QColor("#000000")
LINE = 1.28
"""Height of a line by the size of its text."""
CASING_WIDTH = 3.4
_CASING = QColor(255, 255, 255, 215)
MARGIN = 4.0
"""Room for the casing left and right of a text."""
_LOCK = 0.82
"""Width of a padlock by the size of the text."""
_DRAFT_STEP = 64
"""Sides of drafts in device pixels are multiples of this, so that few drafts serve all pictures."""


def casing_pen(width: float) -> QPen:
    """A pen that surrounds text and signs with white."""
    pen = QPen(_CASING, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


@lru_cache(maxsize=32)
def _drafts(columns: int, rows: int) -> QPixmap:
    return QPixmap(columns, rows)


def clear_draft(wide: float, high: float, ratio: float) -> QPixmap:
    """A transparent picture of at least a size to paint on and to cut out of: the next one overwrites it.

    A picture painted on makes a paint engine of its own, which is dearer than a label and keeps 100 kB.
    """
    columns, rows = (math.ceil(math.ceil(side * ratio) / _DRAFT_STEP) * _DRAFT_STEP for side in (wide, high))
    pixmap = _drafts(columns, rows)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def cut_out(draft: QPixmap, wide: float, high: float) -> QPixmap:
    """What was painted on a draft, as a picture of its own."""
    ratio = draft.devicePixelRatio()
    return draft.copy(0, 0, math.ceil(wide * ratio), math.ceil(high * ratio))


@lru_cache(maxsize=8192)
def head_size(text: str, pixels: int, _family: str, *, locked: bool) -> tuple[float, float]:
    """Width and height of the upper line in logical pixels; far quicker than painting it."""
    metrics = QFontMetricsF(label_font(pixels, "semibold"))
    wide = metrics.horizontalAdvance(text) + 2 * MARGIN
    return wide + (pixels * _LOCK if locked else 0.0), pixels * LINE + 4


@lru_cache(maxsize=2048)
def head_line(text: str, pixels: int, family: str, ratio: float, *, locked: bool) -> QPixmap:
    """The upper line in device pixels, a padlock after it."""
    font = label_font(pixels, "semibold")
    wide, high = head_size(text, pixels, family, locked=locked)
    draft = clear_draft(wide, high, ratio)
    path = QPainterPath()
    path.addText(MARGIN, 2 + pixels, font, text)
    with QPainter(draft) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(path, casing_pen(CASING_WIDTH))
        painter.fillPath(path, INK)
        if locked:
            paint_padlock(painter, QPointF(wide - pixels * _LOCK + 0.5, 2 + pixels * 0.24), pixels)
    pixmap = cut_out(draft, wide, high)
    pixmap.setDevicePixelRatio(1)  # drawn in device pixels, whose whole numbers are quicker than points
    return pixmap


def label_font(pixels: int, weight: str) -> QFont:
    """The font of labels at a size in logical pixels."""
    theme = current_theme()
    return theme.font_px(pixels / theme.factor, weight)


def paint_padlock(painter: QPainter, at: QPointF, pixels: int) -> None:
    """A closed padlock with white casing, ``at`` its upper left corner."""
    wide, body, bow = pixels * 0.58, pixels * 0.42, pixels * 0.38
    shape = QPainterPath()
    shape.addRoundedRect(at.x(), at.y() + bow, wide, body, 1.2, 1.2)
    arch = QPainterPath(QPointF(at.x() + wide * 0.2, at.y() + bow))
    arch.lineTo(at.x() + wide * 0.2, at.y() + bow * 0.65)
    arch.arcTo(at.x() + wide * 0.2, at.y(), wide * 0.6, bow * 1.3, 180, -180)
    arch.lineTo(at.x() + wide * 0.8, at.y() + bow)
    painter.strokePath(arch, casing_pen(CASING_WIDTH + 1))
    painter.strokePath(shape, casing_pen(CASING_WIDTH))
    painter.strokePath(arch, QPen(INK, max(1.2, pixels * 0.11)))
    painter.fillPath(shape, INK)
