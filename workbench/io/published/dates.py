"""Dates as publications write them: 01JUL2022, 01-Sep-20, 01Oct2025, 2026-04-01, 20230201, 202302."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_WORDED = re.compile(r"(\d{1,2})[- /]?([A-Za-z]{3})[a-z]*[- /]?(\d{4}|\d{2})")
_DIGITS = re.compile(r"(\d{4})-?(\d{2})(?:-?(\d{2}))?")
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def iso_date(text: str) -> str:
    """A date as 2022-07-01, a month as 2022-07; "" where the text is none."""
    plain = text.strip()
    year = month = day = 0
    if match := _WORDED.fullmatch(plain):
        day, year = int(match[1]), int(match[3])
        year += 2000 if year < 100 else 0
        name = match[2].casefold()
        month = _MONTHS.index(name) + 1 if name in _MONTHS else 0
    elif match := _BRITISH.fullmatch(plain):
        day, month, year = (int(part) for part in match.groups())
    elif match := _DIGITS.fullmatch(plain.split("T", maxsplit=1)[0].split(" ", maxsplit=1)[0]):
        year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 0 <= day <= 31):
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}" if day else f"{year:04d}-{month:02d}"


def date_words(iso: str) -> str:
    """A date for people: "1 July 2022", "July 2022"."""
    if len(iso) < 7:
        return iso
    words = f"{_NAMES[int(iso[5:7]) - 1]} {iso[:4]}"
    return f"{int(iso[8:10])} {words}" if len(iso) >= 10 else words


def newest(texts: Iterable[str]) -> str:
    """The newest date among texts, as ISO; "" where none is a date."""
    return max((iso_date(text) for text in set(texts)), default="")
