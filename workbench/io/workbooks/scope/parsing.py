"""Read what a person has typed into a cell of the Detail sheet, forgiving what Excel and hands do to it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from openpyxl.utils.datetime import from_excel

from workbench.io.workbooks.read_cells import DASHES, RawValue, clean, folded
from workbench.io.workbooks.scope.columns import DetailColumn, Kind
from workbench.io.workbooks.values import NOT_APPLICABLE, NOT_AVAILABLE
from workbench.models.scope import INTEGRATION_LEVELS

_YES, _NO = {"yes", "y", "true", "1", "ja"}, {"no", "n", "false", "0", "nein"}
_SYNONYMS = {
    "na": "n.a.", "n/a": "n.a.", "n.a": "n.a.", "not applicable": "n.a.", "in scope": "in",
    "out of scope": "out", "hm": "home", "p": "practice", "h": "hub", "l": "place", "s": "system",
    "personal health budget": "phb", "personal budget": "phb",
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_BRITISH = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_LAST_PHASE, _LAST_SERIAL = 99, 109_574
_FIRST_DAY, _LAST_DAY = dt.date(1948, 1, 1), dt.date(2199, 12, 31)
"""Days that a plan of health services may mean. A year typed as 2027 is a day of 1905 to a spreadsheet."""


class BadValueError(ValueError):
    """A cell that cannot be taken; the text says why, with the values allowed."""


def parse(column: DetailColumn, value: RawValue, *, organisations: Mapping[str, str]) -> object:
    """The value of a field of ``ScopeCell``; an empty cell, [x] and [z] mean that nothing is recorded.

    ``organisations`` gives the code of each folded organisation name.

    Raises:
        BadValueError: the cell holds something else than the column allows.
    """
    words = clean(value)
    if words in {NOT_AVAILABLE, NOT_APPLICABLE}:
        words = ""
    match column.kind:
        case Kind.CHOICE:
            return _choice(column, words)
        case Kind.YES_NO:
            return _yes_no(column, words)
        case Kind.LEVEL:
            return _level(column, words)
        case Kind.PHASE:
            return _phase(words)
        case Kind.DATE:
            return _date(column, value, words)
        case Kind.CODES:
            return _codes(column, words, organisations)
        case Kind.TEXT:
            return words


def _choice(column: DetailColumn, words: str) -> object:
    if not words:
        if column.field == "scope":
            raise BadValueError(f"Scope is empty; {_allowed(column)}")
        return None
    wanted = folded(words)
    wanted = _SYNONYMS.get(wanted, wanted)
    for choice in column.choices:
        if wanted in {choice.words.casefold(), str(choice.value).casefold()}:
            return choice.value
    raise BadValueError(f"“{_short(words)}” is not a value of {column.header}; {_allowed(column)}")


def _yes_no(column: DetailColumn, words: str) -> bool | None:
    wanted = folded(words)
    if not wanted:
        return False if column.field == "local_variation" else None
    if wanted in _YES:
        return True
    if wanted in _NO:
        return False
    raise BadValueError(f"“{_short(words)}” is not a value of {column.header}; {_allowed(column)}")


def _level(column: DetailColumn, words: str) -> int | None:
    wanted = folded(words)
    if not wanted:
        return None
    for level, name in enumerate(INTEGRATION_LEVELS):
        if wanted in {str(level), f"{level}.0", name.casefold()} or re.fullmatch(
            rf"{level}\s*[-:]?\s*{re.escape(name.casefold())}", wanted
        ):
            return level
    names = ", ".join(f"{level} ({name})" for level, name in enumerate(INTEGRATION_LEVELS))
    raise BadValueError(f"“{_short(words)}” is not a value of {column.header}; allowed are {names}")


def _phase(words: str) -> int | None:
    if not words:
        return None
    found = re.fullmatch(r"(?:phase|p)?\s*(\d{1,4})(?:\.0+)?", folded(words))
    if found is None or not 1 <= int(found[1]) <= _LAST_PHASE:
        raise BadValueError(
            f"“{_short(words)}” is not a value of Phase; allowed are whole numbers from 1 to {_LAST_PHASE}"
        )
    return int(found[1])


def _date(column: DetailColumn, value: RawValue, words: str) -> str:
    if not words:
        return ""
    day = _day(value, words)
    if day is None or not _FIRST_DAY <= day <= _LAST_DAY:
        raise BadValueError(
            f"“{_short(words)}” in {column.header} is not a date; "
            "allowed are dates such as 2026-10-14 or 14/10/2026"
        )
    return day.isoformat()


def _day(value: RawValue, words: str) -> dt.date | None:
    """The day that a cell means; None where it means none."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        if found := _ISO.fullmatch(words):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found := _BRITISH.fullmatch(words.translate(DASHES)):
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        serial = int(float(words))
        if not isinstance(value, bool) and 0 < serial <= _LAST_SERIAL:
            moment = from_excel(serial)
            return moment.date() if isinstance(moment, dt.datetime) else None
    except (ValueError, OverflowError):
        pass
    return None


def _codes(column: DetailColumn, words: str, organisations: Mapping[str, str]) -> object:
    if column.field == "accountable":
        return organisations.get(folded(words), words)
    parts = [part.strip() for part in re.split(r"[;\n]", words)]
    return tuple(dict.fromkeys(organisations.get(folded(part), part) for part in parts if part))


def _allowed(column: DetailColumn) -> str:
    return f"allowed are {', '.join(choice.words for choice in column.choices)}"


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
