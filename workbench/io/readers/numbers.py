"""Numbers as people and publications write them: thousands commas, blanks and markers for "not known"."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_SUPPRESSED_RANGE = re.compile(r"[<≤]\s*\d+")
_NOT_KNOWN = frozenset(
    {"-", "\u2013", "\u2014", ".", "..", "…", ":", "*", "**", "#", "~", "?", "c", "x", "z"}
    | {"[c]", "[x]", "[z]", "[u]", "[low]", "n/a", "#n/a", "na", "nan", "nil", "null", "none"}
    | {"suppressed", "unknown"}
)


def parse_number(text: str) -> float:
    """The number that ``text`` stands for; NaN for a blank or a suppressed value ("<5", "*", "[c]").

    "12,345" is 12345; a true minus sign is a minus. Anything else raises ``ValueError``.
    """
    plain = text.replace("\u00a0", " ").strip().replace("\u2212", "-")
    if not plain or plain.casefold() in _NOT_KNOWN or _SUPPRESSED_RANGE.fullmatch(plain):
        return float("nan")
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if not plain.isascii() or not _PLAIN.fullmatch(plain):
        message = f"“{text}” is not a number"
        raise ValueError(message)
    value = float(plain)
    if not np.isfinite(value):
        message = f"“{text}” is larger than any number that can be stored"
        raise ValueError(message)
    return value


def parse_numbers(texts: NDArray[np.object_]) -> tuple[NDArray[np.float64], int]:
    """Numbers of a whole column and the first row that holds none (-1: every one could be read).

    Each distinct text is read once, so a column of a million rows costs little more than its factorising.
    """
    code, distinct = pd.factorize(texts)
    values = np.full(len(distinct), np.nan)
    unreadable: list[int] = []
    for place, text in enumerate(distinct):
        try:
            values[place] = parse_number(str(text))
        except ValueError:
            unreadable.append(place)
    if unreadable:
        return values[code], int(np.flatnonzero(np.isin(code, unreadable))[0])
    return values[code] if len(values) else np.empty(0, dtype=np.float64), -1
