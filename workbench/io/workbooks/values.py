"""What can stand in a cell, and how unknown is told: [x] not available, [z] not applicable."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

NOT_AVAILABLE = "[x]"
"""The figure or text is not known, or its data has not been imported."""
NOT_APPLICABLE = "[z]"
"""The cell has no meaning in this row."""
UNASSIGNED = "Unassigned"
"""Stands for the locality code of what has no locality, so that no cell is blank and formulas find it."""


@dataclass(frozen=True)
class Formula:
    """A live formula with the value that we worked out ourselves, which viewers show."""

    text: str
    value: str | float


@dataclass(frozen=True)
class Link:
    """A link to cell A1 of another sheet of the workbook."""

    sheet: str
    text: str


Value = str | int | float | dt.date | Formula | Link
"""Any cell. Text always arrives as text, whatever it begins with."""


def known(value: float) -> float | str:
    """A figure, or [x] for NaN; whole numbers without a trailing ".0"."""
    if math.isnan(value):
        return NOT_AVAILABLE
    return int(value) if float(value).is_integer() else float(value)


def text(value: str) -> str:
    """A text, or [x] where there is none: no cell is left blank without a word."""
    return value if value.strip() else NOT_AVAILABLE


def yes_no(value: bool) -> str:
    """A truth in words."""
    return "yes" if value else "no"
