"""Lines of text for labels, black with a white casing, painted once.

A name is painted as a whole. Figures change with every step of a brush, so a line of figures is put
together from characters that are painted once each; stroking the outline of a text is fifteen times dearer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from workbench.ui.theme import current_theme

INK = QColor("#000000")
LINE = 1.28
"""Height of a line by the size of its text."""
CASING_WIDTH = 3.4
_CASING = QColor(255, 255, 255, 215)
_MARGIN = 4.0
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


def clear_pixmap(wide: float, high: float, ratio: float) -> QPixmap:
    """A transparent picture of a size in logical pixels."""
    pixmap = QPixmap(math.ceil(wide * ratio), math.ceil(high * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


@lru_cache(maxsize=2048)
def name_line(text: str, pixels: int, _family: str, ratio: float) -> LabelPicture:
    """The upper line of a label: its letters are spaced as the font says."""
    font = _font(pixels, "semibold")
    wide = QFontMetricsF(font).horizontalAdvance(text) + 2 * _MARGIN
    high = pixels * LINE + 4
    pixmap = clear_pixmap(wide, high, ratio)
    path = QPainterPath()
    path.addText(_MARGIN, 2 + pixels, font, text)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(path, casing_pen(CASING_WIDTH))
    painter.fillPath(path, INK)
    painter.end()
    return LabelPicture(pixmap, QSizeF(wide, high))


def figure_line(text: str, pixels: int, family: str, ratio: float) -> LabelPicture:
    """The lower line of a label, put together from characters."""
    characters: list[tuple[QPointF, _Character]] = []
    at = 0.0
    for sign in text:
        whole, phase = divmod(round(at * ratio * _PHASES), _PHASES)
        character = _character(sign, phase, pixels, family, ratio)
        characters.append((QPointF(whole / ratio, 0), character))
        at += character.advance
    wide, high = at + 2 * _MARGIN, pixels * LINE + 4
    pixmap = clear_pixmap(wide, high, ratio)
    painter = QPainter(pixmap)
    for place, character in characters:
        painter.drawPixmap(place, character.casing)
    # the casings overlap, so they are white at first and become translucent together
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.fillRect(pixmap.rect(), _CASING)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    for place, character in characters:
        painter.drawPixmap(place, character.ink)
    painter.end()
    return LabelPicture(pixmap, QSizeF(wide, high))


@dataclass(frozen=True)
class _Character:
    """A character's casing in full white and its ink, and how far on the next one stands."""

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
    casing, ink = clear_pixmap(wide, high, ratio), clear_pixmap(wide, high, ratio)
    pen = casing_pen(CASING_WIDTH)
    pen.setColor(Qt.GlobalColor.white)
    with QPainter(casing) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(path, pen)
    with QPainter(ink) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, INK)
    return _Character(casing, ink, advance)


def _font(pixels: int, weight: str) -> QFont:
    theme = current_theme()
    return theme.font_px(pixels / theme.factor, weight)
