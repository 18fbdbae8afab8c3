"""The text of cells that people and their programs have written, and texts made alike for comparing."""

from __future__ import annotations

import datetime as dt
import unicodedata

RawValue = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
"""What the reading library gives for a cell."""
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_C1 = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
"""Bytes of Windows-1252 that were taken for Latin-1 on their way."""


def clean(value: RawValue) -> str:
    """The text of a cell: numbers as typed, dates as ISO, no outer spaces, non-breaking ones as plain."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dt.datetime():
            midnight = value.time() == dt.time()
            return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
        case dt.date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case str():
            return _tidy(value)
        case _:
            return str(value)


def _tidy(words: str) -> str:
    """A text without the traces of other programs."""
    text = words.translate(_C1).replace("x005F_", "")  # the reading library drops this mark of an escape
    for ending in ("_x000D_\n", "_x000D_", "\r\n", "\r"):
        text = text.replace(ending, "\n")
    for space in ("\u00a0", "\u202f", "\u2007"):
        text = text.replace(space, " ")
    return text.strip(" \t\n\u200b\ufeff")


def folded(words: str) -> str:
    """A text for comparing with a list: no case, one kind of dash, single spaces."""
    text = unicodedata.normalize("NFKC", _tidy(words)).translate(DASHES)
    return " ".join(text.casefold().split())
