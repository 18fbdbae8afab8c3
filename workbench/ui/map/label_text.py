"""What a locality label says, and its picture: number and short name, people with the shape of the state."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from workbench.ui.status import BandState, paint_status
from workbench.ui.theme import current_theme, load_tokens, token_color

_CASING = QColor(255, 255, 255, 215)
_INK = QColor("#000000")
_CASING_WIDTH = 3.4
_LINE = 1.28
_LONGEST = 18


@dataclass(frozen=True)
class LocalityLabel:
    """What is said about a locality on the map."""

    slot: int
    number: str
    name: str
    people: str
    state: BandState = BandState.IN
    locked: bool = False


def short_name(name: str) -> str:
    """The first part of a name: "Stoke & Shelton" -> "Stoke"; long single names are cut with an ellipsis."""
    first = name
    for joint in (" & ", " and ", ", ", " / ", "/"):
        first = first.partition(joint)[0]
    first = first.strip()
    return first if len(first) <= _LONGEST else first[: _LONGEST - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True)
class LabelPicture:
    """A label painted once; ``size`` in logical pixels holds the casing too."""

    pixmap: QPixmap
    size: QSizeF


def label_picture(label: LocalityLabel, *, pixels: int, ratio: float, short: bool = False) -> LabelPicture:
    """The picture of a label at a text size of the design; ``short`` is the number alone."""
    head = label.number if short else f"{label.number}  {short_name(label.name)}".rstrip()
    people = "" if short else label.people
    state = BandState.IN if short else label.state
    theme = current_theme()
    return _picture(head, people, state, theme.px(pixels), theme.font().family(), ratio)


@lru_cache(maxsize=1024)
def _picture(
    head: str, people: str, state: BandState, pixels: int, family: str, ratio: float
) -> LabelPicture:
    line = pixels * _LINE
    gap = 0.0 if state.quiet or not people else pixels + 3.0
    top = _line_picture(head, "semibold", pixels, family, ratio)
    below = _line_picture(people, "medium", pixels, family, ratio) if people else None
    wide_below = below.size.width() + gap if below else 0.0
    wide = max(top.size.width(), wide_below)
    high = top.size.height() + (line if below else 0.0)
    pixmap = _clear_pixmap(wide, high, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if below:
        left = (wide - wide_below) / 2
        painter.drawPixmap(QPointF(_whole(left + gap, ratio), _whole(line, ratio)), below.pixmap)
    painter.drawPixmap(QPointF(_whole((wide - top.size.width()) / 2, ratio), 0), top.pixmap)
    if gap:
        _paint_state(painter, state, QPointF(left + 3, 2 + line + pixels * 0.14), pixels)
    painter.end()
    return LabelPicture(pixmap, QSizeF(wide, high))


@lru_cache(maxsize=2048)
def _line_picture(text: str, weight: str, pixels: int, _family: str, ratio: float) -> LabelPicture:
    """A line of text with its casing; the name of a locality is painted once, only the people change."""
    theme = current_theme()
    font = theme.font_px(pixels / theme.factor, weight)
    wide = QFontMetricsF(font).horizontalAdvance(text) + 8
    high = pixels * _LINE + 4
    pixmap = _clear_pixmap(wide, high, ratio)
    path = QPainterPath()
    path.addText(4, 2 + pixels, font, text)
    pen = QPen(_CASING, _CASING_WIDTH)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(path, pen)
    painter.fillPath(path, _INK)
    painter.end()
    return LabelPicture(pixmap, QSizeF(wide, high))


def _clear_pixmap(wide: float, high: float, ratio: float) -> QPixmap:
    pixmap = QPixmap(math.ceil(wide * ratio), math.ceil(high * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _whole(length: float, ratio: float) -> float:
    """A length on whole device pixels, so that a picture drawn there stays sharp."""
    return round(length * ratio) / ratio


def _paint_state(painter: QPainter, state: BandState, at: QPointF, pixels: int) -> None:
    """The shape on a white disc, in the colours of the light theme: the map keeps them in the dark."""
    side = pixels - 1.0
    box = QRectF(at.x() + 0.5, at.y() + 0.5, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 225))
    painter.drawEllipse(box.adjusted(-2.5, -2.5, 2.5, 2.5))
    ink = token_color(load_tokens().palettes["light"][state.token])
    paint_status(painter, state, box, color=ink, ground=QColor("#FFFFFF"))
