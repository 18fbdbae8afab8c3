"""CSV that a spreadsheet opens as what it is: no text in it is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

Cell = str | int | float | None
"""Any cell; None is not known and stays empty."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_text(text: str) -> str:
    """A text with an apostrophe in front where a spreadsheet would run it, and without NUL."""
    text = text.replace("\0", "")
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA_STARTS) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as UTF-8 with LF line ends; numbers are written as numbers, whatever their sign."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([safe_text(name) for name in header])
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return text.getvalue().encode("utf-8")


def _plain(cell: Cell) -> str | int | float:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case str():
            return safe_text(cell)
        case _:
            return cell
