"""Dates as they are typed in fields: 14/10/2026 on screen, ISO 8601 in the project."""

from __future__ import annotations

import datetime as dt

from workbench.errors import InputError
from workbench.ui import formats

_PATTERNS = ("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")


def iso_of(text: str) -> str:
    """The date of a typed text in ISO 8601, empty for an empty text.

    Raises:
        InputError: the text is no date.
    """
    words = " ".join(text.split())
    if not words:
        return ""
    for pattern in _PATTERNS:
        try:
            return dt.datetime.strptime(words, pattern).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise InputError(f"“{words}” is no date.", remedy="Type it as in 14/10/2026.")


def shown(iso: str) -> str:
    """A stored date as fields show it; a text that is no date stays as it is."""
    try:
        return formats.date_field(dt.date.fromisoformat(iso)) if iso else ""
    except ValueError:
        return iso


def today() -> str:
    """Today in ISO 8601."""
    return dt.datetime.now().astimezone().date().isoformat()
