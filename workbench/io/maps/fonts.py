"""Fonts of the maps: Inter where it is shipped, DejaVu Sans otherwise, without touching global settings.

The TrueType files are made from the window's by ``scripts/make_print_fonts.py``: a PDF embeds them as fonts.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import Literal

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags

from workbench.paths import resource

Weight = Literal["regular", "medium", "semibold"]

_FILES: dict[Weight, str] = {
    "regular": "Inter-Regular.ttf",
    "medium": "Inter-Medium.ttf",
    "semibold": "Inter-SemiBold.ttf",
}
_MISSING = "\N{WHITE SQUARE}"
_MEASURED_AT = 100.0
_JOINTS = ("&", "and")
"""Words that a line does not end with."""


def font(size: float, weight: Weight = "regular") -> FontProperties:
    """A font of ``size`` points."""
    file = resource("fonts", _FILES[weight])
    if file.is_file():
        return FontProperties(fname=str(file), size=size)
    return FontProperties(
        family="DejaVu Sans", weight="bold" if weight == "semibold" else "normal", size=size
    )


def text_width(words: str, size: float, weight: Weight = "regular") -> float:
    """Points that a line of text is wide, from the metrics of the font: nothing is drawn for it."""
    parts = words.split(" ")
    wide = sum(_measured(part, weight) for part in parts) + (len(parts) - 1) * _space(weight)
    return wide * size / _MEASURED_AT


@cache
def _measured(words: str, weight: Weight) -> float:
    face = get_font(findfont(font(10, weight)))
    face.set_size(_MEASURED_AT, 72)
    face.set_text(words, 0.0, flags=LoadFlags.NO_HINTING)
    return float(face.get_width_height()[0]) / 64


@cache
def _space(weight: Weight) -> float:
    return _measured("n n", weight) - 2 * _measured("n", weight)


@cache
def _characters(weight: Weight) -> frozenset[int]:
    return frozenset(get_font(findfont(font(10, weight))).get_charmap())


def legible(words: str, weight: Weight = "regular") -> str:
    """The text on one line, with a square for each character that the font does not have."""
    known = _characters(weight)
    line = " ".join(words.split())
    return "".join(c if ord(c) in known else _MISSING if c.isprintable() else "" for c in line)


def one_line(name: str, most: int = 40) -> str:
    """A name on one line of ``most`` letters at most, so that it leaves room for what follows it."""
    line = " ".join(name.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def shortened(words: str, width: float, size: float, weight: Weight = "regular") -> str:
    """The text, cut and ended with an ellipsis where it is wider than ``width`` points."""
    if text_width(words, size, weight) <= width:
        return words
    fitting = bisect_right(
        range(len(words)), width, key=lambda end: text_width(f"{words[:end].rstrip()}…", size, weight)
    )
    return f"{words[: max(fitting - 1, 0)].rstrip()}…"


def wrapped(words: str, width: float, size: float, weight: Weight = "regular") -> list[str]:
    """The text in at most two lines of at most ``width`` points; what is longer ends in an ellipsis."""
    if text_width(words, size, weight) <= width:
        return [words]
    return in_two(words, width, size, weight)


def in_two(words: str, width: float, size: float, weight: Weight = "regular") -> list[str]:
    """The text broken where the longer line is shortest; one word stays on one line."""
    parts = words.split(" ")
    ends = [i for i in range(1, len(parts)) if parts[i - 1] not in _JOINTS]
    if not ends:
        return [shortened(words, width, size, weight)]
    breaks = [(" ".join(parts[:i]), " ".join(parts[i:])) for i in ends]
    widths = [max(text_width(part, size, weight) for part in lines) for lines in breaks]
    if min(widths) > width:
        fitting = [lines for lines in breaks if text_width(lines[0], size, weight) <= width]
        first, second = fitting[-1] if fitting else breaks[0]
    else:
        first, second = breaks[widths.index(min(widths))]
    return [shortened(first, width, size, weight), shortened(second, width, size, weight)]
