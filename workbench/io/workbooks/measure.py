"""About how wide a text is in Arial, and how many lines it takes; one unit is the width of a digit."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_NARROW, _WIDE = frozenset("fijlrtI.,:;'|!()[]/- \t"), frozenset("mwMW%@&+=<>")
_BOLD = 1.09


@lru_cache(maxsize=4096)
def text_width(words: str, *, bold: bool = False) -> float:
    """Width of the longest line in digit widths, as column widths are counted (Arial's digit is 0.556 em)."""
    widest = max((sum(map(_character_width, line)) for line in words.split("\n")), default=0.0)
    return widest * _BOLD if bold else widest


def line_count(words: str, width: float, *, bold: bool = False) -> int:
    """Lines that a text takes when it wraps at ``width``; a word longer than a line is broken."""
    lines = 0
    for paragraph in words.split("\n"):
        lines, used = lines + 1, 0.0
        for word in paragraph.split(" "):
            length = text_width(word, bold=bold)
            if used and used + 0.5 + length > width:
                lines, used = lines + 1, 0.0
            used += length + (0.5 if used else 0.0)
            if used > width:
                lines, used = lines + int(used // width), used % width
    return lines


def _character_width(character: str) -> float:
    if character in _NARROW:
        return 0.5
    if character in _WIDE:
        return 1.5
    if unicodedata.east_asian_width(character) in "WF":
        return 2.0
    return 1.22 if character.isupper() else 0.97
