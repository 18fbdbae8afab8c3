"""Tables in published workbooks: the sheet and the row of headings are found by what they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from workbench.errors import InputError
from workbench.io.published.text_source import one_line, refuse_repeated
from workbench.io.readers.books import PUBLISHED_LIMITS, opened_book
from workbench.io.readers.hashing import sha256_of
from workbench.io.readers.privacy import refuse_patient_columns
from workbench.io.readers.tables import Table
from workbench.progress import Asked, Progress

HEADING_ROWS = 15
"""How far down the row of headings is looked for."""
_MOST_ROWS, _MOST_COLUMNS = 400_000, 2_000
_PIECE, _KEPT_LINES = 100, 2_000
"""Rows between two reports, and rows kept as lists: all ages of all areas would fill memory with texts."""
_REMEDY = "Get the workbook again from its source."


@dataclass(frozen=True)
class SheetHead:
    """The start of a sheet: its first rows as texts, each in one line."""

    title: str
    rows: tuple[tuple[str, ...], ...]


def cell_text(value: object) -> str:
    """A cell as text: whole numbers without a point, line breaks as spaces."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return one_line(str(value))


def _without_blank_end(texts: list[str]) -> tuple[str, ...]:
    """The cells up to the last that is filled."""
    filled = [place for place, text in enumerate(texts, start=1) if text]
    return tuple(texts[: filled[-1]]) if filled else ()


def sheet_heads(path: Path, *, progress: Progress | None = None) -> list[SheetHead]:
    """The first rows of every sheet.

    Raises:
        InputError: the workbook is damaged or no honest one.
        Cancelled: the progress was told to stop.
    """
    asked = Asked(progress)
    asked.report(0.0, f"Opening {path.name}")
    with opened_book(path, limits=PUBLISHED_LIMITS, remedy=_REMEDY, progress=asked) as book:
        return [
            SheetHead(
                sheet.title,
                tuple(
                    _without_blank_end([cell_text(value) for value in line])
                    for line in sheet.iter_rows(max_row=HEADING_ROWS, max_col=_MOST_COLUMNS, values_only=True)
                ),
            )
            for sheet in book.worksheets
        ]


def read_sheet(
    path: Path,
    title: str,
    is_heading: Callable[[Sequence[str]], bool],
    *,
    from_row: int = 1,
    progress: Progress | None = None,
) -> Table:
    """The table of one sheet below the first row that ``is_heading`` knows; blank rows are passed over.

    Headings are looked for from ``from_row`` on.

    Raises:
        InputError: the workbook is damaged, or the sheet has no such row or nothing below it.
        Cancelled: the progress was told to stop.
    """
    asked = Asked(progress)
    asked.report(0.0, f"Opening {path.name}")
    headings: list[str] = []
    places: list[int] = []
    frames: list[pd.DataFrame] = []
    lines: list[list[str]] = []
    rows: list[int] = []
    with opened_book(path, limits=PUBLISHED_LIMITS, remedy=_REMEDY, progress=asked) as book:
        sheet = book[title]
        expected = max(sheet.max_row or 0, 1)
        for at, line in enumerate(sheet.iter_rows(max_row=_MOST_ROWS, values_only=True), start=1):
            if at % _PIECE == 0:
                asked.report(min(at / expected, 0.99), f"Reading {path.name}")
            texts = [cell_text(value) for value in line]
            if not headings:
                if at >= from_row and is_heading(texts):
                    places = [place for place, text in enumerate(texts) if text]
                    headings = [texts[place] for place in places]
                    refuse_repeated(headings, path.name)
                continue
            if any(texts):
                lines.append([texts[place] if place < len(texts) else "" for place in places])
                rows.append(at)
            if len(lines) == _KEPT_LINES:
                frames.append(pd.DataFrame(lines, columns=headings, dtype=str))
                lines.clear()
    if not rows:
        raise InputError(
            f"The sheet “{title}” of {path.name} holds no table.", remedy="Get the workbook again."
        )
    frames.append(pd.DataFrame(lines, columns=headings, dtype=str))
    frame = pd.concat(frames, ignore_index=True)
    for heading in headings:
        asked.ask()
        refuse_patient_columns(frame[[heading]], file=path.name)
    return Table(path.name, frame, np.array(rows, dtype=np.int64), sha256_of(path))
