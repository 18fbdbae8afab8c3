"""Lines of text for labels, black with a white casing, painted once.

A name is painted as a whole. Figures change with every step of a brush, so a line of figures is put
together from characters that are painted once each; stroking the outline of a text is fifteen times dearer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from workbench.ui.theme import current_theme

INK = QColor("#000000")
LINE = 1.28
"""Height of a line by the size of its text."""
CASING_WIDTH = 3.4
_CASING = QColor(255, 255, 255, 215)
_MARGIN = 4.0
_DRAFT_STEP = 64
"""Sides of drafts in device pixels are multiples of this, so that few drafts serve all pictures."""
_PHASES = 4
"""Characters are painted at this many places between two device pixels, so that they stay evenly spaced."""


@dataclass(frozen=True, eq=False)
class LabelPicture:
    """Text painted once; ``size`` in logical pixels holds the casing too."""

    pixmap: QPixmap
    size: QSizeF


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


@lru_cache(maxsize=2048)
def name_line(text: str, pixels: int, _family: str, ratio: float) -> LabelPicture:
    """The upper line of a label: its letters are spaced as the font says."""
    font = _font(pixels, "semibold")
    wide = QFontMetricsF(font).horizontalAdvance(text) + 2 * _MARGIN
    high = pixels * LINE + 4
    draft = clear_draft(wide, high, ratio)
    path = QPainterPath()
    path.addText(_MARGIN, 2 + pixels, font, text)
    painter = QPainter(draft)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(path, casing_pen(CASING_WIDTH))
    painter.fillPath(path, INK)
    painter.end()
    return LabelPicture(cut_out(draft, wide, high), QSizeF(wide, high))


class FigureLine:
    """The lower line of a label, put together from characters, all casings below all ink."""

    def __init__(self, text: str, pixels: int, family: str, ratio: float) -> None:
        """Space the characters as the font says, on quarters of a device pixel."""
        self._ratio = ratio
        self._characters: list[tuple[int, _Character]] = []
        at = 0.0
        for sign in text:
            whole, phase = divmod(round(at * ratio * _PHASES), _PHASES)
            character = _character(sign, phase, pixels, family, ratio)
            self._characters.append((whole, character))
            at += character.advance
        self.width = at + 2 * _MARGIN
        """In logical pixels, the casing included."""

    def paint(self, pixmap: QPixmap, left: float, top: float) -> None:
        """Paint the line on a picture with its upper left corner on a whole device pixel."""
        ratio = self._ratio
        column, row = round(left * ratio), round(top * ratio)
        pixmap.setDevicePixelRatio(1)  # whole numbers are quicker than points
        with QPainter(pixmap) as painter:
            for whole, character in self._characters:
                painter.drawPixmap(column + whole, row, character.casing)
            for whole, character in self._characters:
                painter.drawPixmap(column + whole, row, character.ink)
        pixmap.setDevicePixelRatio(ratio)


@dataclass(frozen=True)
class _Character:
    """A character's casing and its ink in device pixels, and how far on the next one stands."""

    casing: QPixmap
    ink: QPixmap
    advance: float


@lru_cache(maxsize=512)
def _character(sign: str, phase: int, pixels: int, _family: str, ratio: float) -> _Character:
    font = _font(pixels, "medium")
    advance = QFontMetricsF(font).horizontalAdvance(sign)
    wide, high = advance + 2 * _MARGIN + 1, pixels * LINE + 4
    path = QPainterPath()
    path.addText(_MARGIN + phase / _PHASES / ratio, 2 + pixels, font, sign)
    with QPainter(draft := clear_draft(wide, high, ratio)) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(path, casing_pen(CASING_WIDTH))
    casing = cut_out(draft, wide, high)
    with QPainter(draft := clear_draft(wide, high, ratio)) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, INK)
    ink = cut_out(draft, wide, high)
    casing.setDevicePixelRatio(1)
    ink.setDevicePixelRatio(1)
    return _Character(casing, ink, advance)


def _font(pixels: int, weight: str) -> QFont:
    theme = current_theme()
    return theme.font_px(pixels / theme.factor, weight)
