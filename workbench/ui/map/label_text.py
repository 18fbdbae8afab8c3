"""What a locality label says, and its picture: number and short name, people with the shape of the state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter, QPixmap

from workbench.ui.map.label_glyphs import GlyphSheet, Line, glyph_sheet
from workbench.ui.map.label_lines import LINE, head_line, head_size
from workbench.ui.status import BandState
from workbench.ui.theme import current_theme

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


@dataclass(frozen=True)
class LabelStyle:
    """How large labels are written: logical pixels of the text, the font, and device pixels per pixel."""

    pixels: int
    family: str
    ratio: float


@dataclass(frozen=True, eq=False)
class LabelPicture:
    """A label ready to be painted; ``size`` in logical pixels holds the casing too."""

    size: QSizeF
    head: QPixmap
    head_left: int
    """In device pixels, as everything that follows."""
    sheet: GlyphSheet
    below: Line


@lru_cache(maxsize=1024)
def short_name(name: str) -> str:
    """The first part of a name: "Stoke & Shelton" -> "Stoke"; long single names are cut with an ellipsis.

    A number at the end stays, as it tells the halves of a split apart: "Stoke & Shelton 2" -> "Stoke 2".
    """
    words, _, last = name.rpartition(" ")
    first, number = (words, f" {last}") if words and last.isdigit() else (name, "")
    for joint in (" & ", " and ", ", ", " / ", "/"):
        first = first.partition(joint)[0]
    first = first.strip()
    longest = _LONGEST - len(number)
    if len(first) > longest:
        first = first[: longest - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
    return first + number


def label_style(pixels: int, ratio: float) -> LabelStyle:
    """Give the style of a text size of the design as it is scaled now."""
    theme = current_theme()
    return LabelStyle(theme.px(pixels), theme.font().family(), ratio)


def label_picture(label: LocalityLabel, style: LabelStyle, says: Says = Says.ALL) -> LabelPicture:
    """The picture of a label."""
    return _picture(*_lines(label, says), label.locked, style)


def label_size(label: LocalityLabel, style: LabelStyle, says: Says) -> QSizeF:
    """The size of the picture of a label, which is not painted: most of many labels find no room."""
    return _size(*_lines(label, says), label.locked, style)[0]


def _lines(label: LocalityLabel, says: Says) -> tuple[str, str, BandState | None]:
    """The two lines of a label and the state in the lower one."""
    head = f"{label.number}  {short_name(label.name)}".rstrip() if says is Says.ALL else label.number
    if says is Says.NUMBER:
        return head, "", None
    return head, label.people, None if label.state.quiet or not label.people else label.state


def _size(
    head: str, people: str, state: BandState | None, locked: bool, style: LabelStyle
) -> tuple[QSizeF, float, Line, float]:
    """The size of a label; the width of its upper line, the lower line and its width."""
    pixels, family = style.pixels, style.family
    wide_head, high = head_size(head, pixels, family, locked=locked)
    below, wide_below = glyph_sheet(pixels, family, style.ratio).line(people, state)
    if not people:
        return QSizeF(wide_head, high), wide_head, below, wide_below
    return QSizeF(max(wide_head, wide_below), high + pixels * LINE), wide_head, below, wide_below


@lru_cache(maxsize=4096)
def _picture(
    head: str, people: str, state: BandState | None, locked: bool, style: LabelStyle
) -> LabelPicture:
    size, wide_head, below, wide_below = _size(head, people, state, locked, style)
    pixels, family, ratio = style.pixels, style.family, style.ratio
    if people:
        below[:, 0] += round((size.width() - wide_below) / 2 * ratio)
    head_left = round((size.width() - wide_head) / 2 * ratio)
    pixmap = head_line(head, pixels, family, ratio, locked=locked)
    return LabelPicture(size, pixmap, head_left, glyph_sheet(pixels, family, ratio), below)


def paint_pictures(
    painter: QPainter, pictures: Sequence[LabelPicture], corners: Sequence[tuple[int, int]]
) -> None:
    """Paint labels with their upper left corners at device pixels; so is the painter's scale."""
    for sheet in {picture.sheet for picture in pictures}:  # one, but while the size of text changes
        rows = [row for row, picture in enumerate(pictures) if picture.sheet is sheet]
        sheet.paint(painter, [pictures[row].below for row in rows], [corners[row] for row in rows])
    for picture, (left, top) in zip(pictures, corners, strict=True):
        painter.drawPixmap(left + picture.head_left, top, picture.head)
