"""The lower lines of labels: characters and signs painted once on a sheet, many lines drawn by one call.

Figures change with every step of a brush. Stroking the outline of a text is fifteen times as dear as drawing
its characters from pictures, and telling Qt about all of them at once three times as cheap as one by one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPixmap

from workbench.ui.map.label_lines import CASING_WIDTH, INK, LINE, MARGIN, casing_pen, label_font
from workbench.ui.status import BandState, paint_status
from workbench.ui.theme import load_tokens, token_color

Line = NDArray[np.float64]
"""(k, 10): the fragments of a line's casings for a label at the origin, as QPainter::PixmapFragment has them:
middle x and y, left, top, width and height on the sheet, two scales, turn, opacity; in device pixels."""

_PHASES = 4
"""Signs are painted at this many places between two device pixels, so that they stay evenly spaced."""
_WIDEST = 1.5
"""Widest sign by the size of the text."""
_FIRST_ROOM = 64
_SIGN_GROUND = QColor(255, 255, 255, 225)


@dataclass(frozen=True)
class _Glyph:
    """Where a sign is on the sheet, and how far on the next one stands."""

    column: int
    advance: float


class GlyphSheet:
    """All signs of one size: casings in the upper row of the picture, ink in the lower one."""

    def __init__(self, pixels: int, ratio: float) -> None:
        """Start without signs; ``pixels`` are logical."""
        self._pixels, self._ratio = pixels, ratio
        self._font = label_font(pixels, "medium")
        self._wide = math.ceil((pixels * _WIDEST + 2 * MARGIN + 1) * ratio)
        self._high = math.ceil((pixels * LINE + 4) * ratio)
        self._top = round(pixels * LINE * ratio)
        self._glyphs: dict[tuple[str, int], _Glyph] = {}
        self._pixmap = self._room_for(_FIRST_ROOM)
        self._fragments = np.zeros((0, 10))
        self._first = QPainter.PixmapFragment()

    def line(self, text: str, state: BandState | None) -> tuple[Line, float]:
        """Put signs together, that of a state before the text; also gives the width in logical pixels.

        Signs are spaced as the font says, on quarters of a device pixel.
        """
        middle, wide, high = self._top + self._high / 2, self._wide, self._high
        placed, at = [], 0.0
        for sign in text if state is None else (state, *text):
            whole, phase = divmod(round(at * self._ratio * _PHASES), _PHASES)
            glyph = self._glyphs.get((sign, phase)) or self._paint_glyph(sign, phase)
            placed.append((whole + wide / 2, middle, glyph.column, 0, wide, high, 1, 1, 0, 1))
            at += glyph.advance
        return np.array(placed, dtype=np.float64).reshape(-1, 10), at + 2 * MARGIN

    def paint(self, painter: QPainter, lines: Sequence[Line], corners: Sequence[tuple[int, int]]) -> None:
        """Draw the lower lines of labels with these corners in device pixels, all casings below all ink."""
        count = sum(map(len, lines))
        if not count:
            return
        fragments = self._fragments_for(count)
        np.concatenate(lines, out=fragments)
        fragments[:, :2] += np.repeat(corners, [len(line) for line in lines], axis=0)
        painter.drawPixmapFragments(self._first, count, self._pixmap)
        fragments[:, 3] = self._high
        painter.drawPixmapFragments(self._first, count, self._pixmap)

    def _fragments_for(self, count: int) -> Line:
        """Give room for fragments where Qt will read them."""
        if count > len(self._fragments):
            self._fragments = np.zeros((2 * count, 10))
            first = shiboken6.wrapInstance(self._fragments.ctypes.data, QPainter.PixmapFragment)
            self._first = cast("QPainter.PixmapFragment", first)
        return self._fragments[:count]

    def _room_for(self, count: int) -> QPixmap:
        pixmap = QPixmap(count * self._wide, 2 * self._high)
        pixmap.fill(Qt.GlobalColor.transparent)
        return pixmap

    def _paint_glyph(self, sign: str, phase: int) -> _Glyph:
        """Paint a sign that is asked for first; the sheet grows where it is full."""
        column = len(self._glyphs) * self._wide
        if column == self._pixmap.width():
            larger = self._room_for(2 * len(self._glyphs))
            with QPainter(larger) as painter:
                painter.drawPixmap(0, 0, self._pixmap)
            self._pixmap = larger
        ratio, left = self._ratio, MARGIN + phase / _PHASES / self._ratio
        with QPainter(self._pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(column, 0)
            painter.scale(ratio, ratio)
            if isinstance(sign, BandState):
                advance = self._paint_state(painter, sign, left)
            else:
                advance = QFontMetricsF(self._font).horizontalAdvance(sign)
                path = QPainterPath()
                path.addText(left, 2 + self._pixels, self._font, sign)
                painter.strokePath(path, casing_pen(CASING_WIDTH))
                painter.translate(0, self._high / ratio)
                painter.fillPath(path, INK)
        glyph = self._glyphs[sign, phase] = _Glyph(column, advance)
        return glyph

    def _paint_state(self, painter: QPainter, state: BandState, left: float) -> float:
        """Paint a shape on a white disc; the map keeps the colours of the light theme in the dark."""
        side = self._pixels - 1.0
        box = QRectF(left - MARGIN + 3.5, 2.5 + self._pixels * 0.14, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SIGN_GROUND)
        painter.drawEllipse(box.adjusted(-2.5, -2.5, 2.5, 2.5))
        ink = token_color(load_tokens().palettes["light"][state.token])
        painter.translate(0, self._high / self._ratio)
        paint_status(painter, state, box, color=ink, ground=QColor("#FFFFFF"))
        return self._pixels + 3.0


@lru_cache(maxsize=8)
def glyph_sheet(pixels: int, _family: str, ratio: float) -> GlyphSheet:
    """Give the signs of a size in a font family."""
    return GlyphSheet(pixels, ratio)
