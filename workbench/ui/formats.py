"""Numbers, dates and lengths as they are shown: thousands comma, true minus, UK dates."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

MINUS = "\N{MINUS SIGN}"
NOT_KNOWN = "Not known"
_DASH = "\N{EN DASH}"


def known(value: float | None) -> bool:
    """Whether a figure is known; None and NaN are not."""
    return value is not None and not math.isnan(value)


def number(value: float | None, decimals: int = 0, *, unknown: str = NOT_KNOWN) -> str:
    """``30978`` -> "30,978"; unknown figures are told, never shown as 0."""
    if value is None or math.isnan(value):
        return unknown
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def signed(value: float | None, decimals: int = 0, *, unknown: str = NOT_KNOWN) -> str:
    """``2405`` -> "+2,405"; a minus is the true one, and 0 has no sign."""
    text = number(value, decimals, unknown=unknown)
    return f"+{text}" if value is not None and value > 0 and text.strip("0.") else text


def percent(share: float | None, decimals: int = 1, *, unknown: str = NOT_KNOWN) -> str:
    """A share of 1: ``0.7512`` -> "75.1%"."""
    return f"{number(share * 100, decimals)}%" if share is not None and known(share) else unknown


def kilometres(metres: float | None, decimals: int = 1, *, unknown: str = NOT_KNOWN) -> str:
    """A length in metres: ``5230`` -> "5.2 km", ``330`` -> "330 m"."""
    if metres is None or not known(metres):
        return unknown
    return f"{number(metres)} m" if abs(metres) < 1000 else f"{number(metres / 1000, decimals)} km"


def count(value: int, one: str, many: str | None = None) -> str:
    """``count(1, "area")`` -> "1 area", ``count(4, "area")`` -> "4 areas"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def people(value: float | None) -> str:
    """The figure with its noun: 52405 -> "52,405 people", NaN -> "people not known"."""
    if value is None or not known(value):
        return "people not known"
    return f"{number(value)} {'person' if round(value) == 1 else 'people'}"


def date_field(day: dt.date | None) -> str:
    """A date in a field: "14/10/2026"."""
    return NOT_KNOWN if day is None else day.strftime("%d/%m/%Y")


def date_text(day: dt.date | None) -> str:
    """A date in running text: "14 October 2026"."""
    return NOT_KNOWN if day is None else f"{day.day} {day:%B %Y}"


def clock(moment: dt.datetime | None) -> str:
    """The time of day: "14:02"."""
    return "" if moment is None else moment.strftime("%H:%M")


def letter(place: int) -> str:
    """The letter of the scenario at a place of the project: A, B, ..., Z, then 27, 28."""
    return chr(ord("A") + place) if place < 26 else str(place + 1)


def nothing(text: str) -> str:
    """``text``, or a dash where there is none to show."""
    return text or _DASH
