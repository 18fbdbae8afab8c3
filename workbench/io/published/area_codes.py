"""Codes of census areas: which census they belong to, and the pseudo codes that publications use."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LSOA = re.compile(r"E01(\d{6})")
_LAST_OF_2011 = 33_768
"""E01033768 is the last code of the 2011 areas of England; those made for 2021 come behind it."""
_PSEUDO = (
    (re.compile(r"NO20\d\d"), "No area found for the address ({code})"),
    (re.compile(r"CLOSED"), "Address at a closed postcode (CLOSED)"),
    (re.compile(r"EMPTY|"), "No address given (EMPTY)"),
    (re.compile(r"W\d+"), "Lives in Wales (W01...)"),
    (re.compile(r"S\d+"), "Lives in Scotland (S01...)"),
    (re.compile(r"N\d+|95[A-Z0-9]+"), "Lives in Northern Ireland (N2...)"),
    (re.compile(r"L9+"), "Lives in the Channel Islands (L99999999)"),
    (re.compile(r"M9+"), "Lives in the Isle of Man (M99999999)"),
)


LIVES_IN = "Lives in "
"""How the reasons begin of people who live in another country."""


def reason_of_pseudo_code(code: str) -> str:
    """What a code that is no LSOA of England stands for; "" for an LSOA of England or an unknown code.

    A blank code counts as EMPTY.
    """
    if code.startswith("E0"):
        return ""
    return next((words.format(code=code) for shape, words in _PSEUDO if shape.fullmatch(code)), "")


def vintage_of(codes: Iterable[object]) -> str:
    """The census of some LSOA codes: "LSOA 2021" where one of them was made for it, else "LSOA 2011".

    "" where there is no LSOA of England. Areas without a change have one code in both, so that an excerpt may
    belong to either.
    """
    numbers = [int(match[1]) for code in codes if (match := _LSOA.fullmatch(str(code)))]
    if not numbers:
        return ""
    return "LSOA 2021" if max(numbers) > _LAST_OF_2011 else "LSOA 2011"


def is_new_in_2021(code: str) -> bool:
    """Whether an LSOA of England was made for the census of 2021: it was split, merged or redrawn."""
    match = _LSOA.fullmatch(code)
    return match is not None and int(match[1]) > _LAST_OF_2011


def is_reason_of_pseudo_code(reason: str) -> bool:
    """Whether a reason is one of those that ``reason_of_pseudo_code`` gives."""
    starts = (words.partition(" (")[0] for _, words in _PSEUDO)
    return any(reason.startswith(f"{start} (") for start in starts)
