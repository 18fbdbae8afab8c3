"""Fonts of the maps: Inter where it is shipped, DejaVu Sans otherwise, without touching global settings."""

from __future__ import annotations

from functools import cache

from matplotlib.font_manager import FontProperties, findfont, get_font

from workbench.paths import resource

_FILES = {False: "Inter-Regular.otf", True: "Inter-SemiBold.otf"}
_MISSING = "\N{WHITE SQUARE}"


def font(size: float, *, bold: bool = False) -> FontProperties:
    """A font of ``size`` points."""
    file = resource("fonts", _FILES[bold])
    if file.is_file():
        return FontProperties(fname=str(file), size=size)
    return FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal", size=size)


@cache
def _characters(*, bold: bool) -> frozenset[int]:
    return frozenset(get_font(findfont(font(10, bold=bold))).get_charmap())


def legible(words: str, *, bold: bool = False) -> str:
    """The text on one line, with a square for each character that the font does not have."""
    known = _characters(bold=bold)
    line = " ".join(words.split())
    return "".join(c if ord(c) in known else _MISSING if c.isprintable() else "" for c in line)
