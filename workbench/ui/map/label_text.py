"""What a locality label says, and its picture: number and short name, people with the shape of the state."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from workbench.ui.map.label_lines import (
    CASING_WIDTH,
    INK,
    LINE,
    FigureLine,
    LabelPicture,
    casing_pen,
    clear_draft,
    cut_out,
    name_line,
)
from workbench.ui.status import BandState, paint_status
from workbench.ui.theme import current_theme, load_tokens, token_color

_LONGEST = 18


class Says(StrEnum):
    """How much a label says, the most first: what has no room for all says less."""

    ALL = "number, name and people"
    FIGURES = "number and people"
    NUMBER = "number"


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


def label_picture(label: LocalityLabel, *, pixels: int, ratio: float, says: Says = Says.ALL) -> LabelPicture:
    """The picture of a label at a text size of the design."""
    name = short_name(label.name) if says is Says.ALL else ""
    head = f"{label.number}  {name}".rstrip()
    people = "" if says is Says.NUMBER else label.people
    state = BandState.IN if says is Says.NUMBER else label.state
    theme = current_theme()
    return _picture(head, people, state, label.locked, theme.px(pixels), theme.font().family(), ratio)


@lru_cache(maxsize=4096)
def _picture(
    head: str, people: str, state: BandState, locked: bool, pixels: int, family: str, ratio: float
) -> LabelPicture:
    line = pixels * LINE
    gap = 0.0 if state.quiet or not people else pixels + 3.0
    top = name_line(head, pixels, family, ratio)
    below = FigureLine(people, pixels, family, ratio) if people else None
    lock = pixels * 0.82 if locked else 0.0
    wide_top = top.size.width() + lock
    wide_below = below.width + gap if below else 0.0
    wide = max(wide_top, wide_below)
    high = top.size.height() + (line if below else 0.0)
    pixmap = clear_draft(wide, high, ratio)
    left = (wide - wide_below) / 2
    if below:
        below.paint(pixmap, left + gap, line)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left_top = _whole((wide - wide_top) / 2, ratio)
    painter.drawPixmap(QPointF(left_top, 0), top.pixmap)
    if locked:
        paint_padlock(painter, QPointF(left_top + top.size.width() + 0.5, 2 + pixels * 0.24), pixels)
    if gap:
        _paint_state(painter, state, QPointF(left + 3, 2 + line + pixels * 0.14), pixels)
    painter.end()
    return LabelPicture(cut_out(pixmap, wide, high), QSizeF(wide, high))


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


def paint_padlock(painter: QPainter, at: QPointF, pixels: int) -> None:
    """A closed padlock with white casing, ``at`` its upper left corner."""
    wide, body, bow = pixels * 0.58, pixels * 0.42, pixels * 0.38
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(at.x(), at.y() + bow, wide, body), 1.2, 1.2)
    arch = QPainterPath(QPointF(at.x() + wide * 0.2, at.y() + bow))
    arch.lineTo(at.x() + wide * 0.2, at.y() + bow * 0.65)
    arch.arcTo(QRectF(at.x() + wide * 0.2, at.y(), wide * 0.6, bow * 1.3), 180, -180)
    arch.lineTo(at.x() + wide * 0.8, at.y() + bow)
    painter.strokePath(arch, casing_pen(CASING_WIDTH + 1))
    painter.strokePath(shape, casing_pen(CASING_WIDTH))
    painter.strokePath(arch, QPen(INK, max(1.2, pixels * 0.11)))
    painter.fillPath(shape, INK)
