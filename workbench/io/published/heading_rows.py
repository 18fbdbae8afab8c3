"""In which row a table has its headings: the likeliest one below titles and notes, or one that is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from workbench.errors import InputError
from workbench.io.published.kinds import Kind
from workbench.io.published.recognised import Recognised
from workbench.io.published.sheets import HEADING_ROWS, sheet_heads
from workbench.io.published.text_source import first_records, one_line

_MOST, _TITLE_CELLS = 0.6, 2
"""Headings fill most of the cells that the rows of the table do; titles and notes fill one or two."""


def likely_heading_row(rows: Sequence[Sequence[str]]) -> int:
    """The first row, counted from 1, that fills most of the cells that the rows of the table fill.

    Where no row has more than one cell, the first that has any is it.
    """
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    widths = Counter(count for count in filled if count > 1)
    if not widths:
        return next((place for place, count in enumerate(filled, start=1) if count), 1)
    usual = max(widths, key=lambda width: (widths[width], width))
    least = max(_MOST * usual, min(usual, _TITLE_CELLS + 1))
    return next((place for place, count in enumerate(filled[:HEADING_ROWS], start=1) if count >= least), 1)


def headings_note(row: int) -> str:
    """What is said of a file whose columns can be mapped."""
    return "its columns can be mapped" if row == 1 else f"its headings are in row {row}; they can be mapped"


def first_rows(file: Recognised) -> tuple[tuple[str, ...], ...]:
    """The first rows of a text or of the sheet of a workbook, to choose the row of headings among them.

    Raises:
        InputError: the file is damaged.
    """
    if file.sheet:
        heads = sheet_heads(file.path)
        return next((head.rows for head in heads if head.title == file.sheet), ())
    records, _ = first_records(file.source.head(), most=HEADING_ROWS)
    return tuple(tuple(one_line(cell) for cell in record) for record in records)


def headed_at(file: Recognised, row: int) -> Recognised:
    """A file of no published layout with its headings in another row, counted from 1; its mapping is undone.

    Raises:
        InputError: the file is damaged, or there are no headings in that row.
    """
    rows = first_rows(file)
    if not (1 <= row <= len(rows) and any(rows[row - 1])):
        raise InputError(
            f"Row {row} of {file.file} holds no headings.",
            why="It is blank." if 1 <= row <= len(rows) else f"They are looked for in rows 1 to {len(rows)}.",
            remedy="Name the row that holds the headings of the table.",
        )
    return _headed(file, rows[row - 1], row)


def headed_anywhere(file: Recognised) -> tuple[Recognised, ...]:
    """The file as it is with its headings in each of its first rows.

    Raises:
        InputError: the file is damaged.
    """
    rows = enumerate(first_rows(file), start=1)
    return tuple(_headed(file, headings, row) for row, headings in rows if any(headings))


def _headed(file: Recognised, headings: Sequence[str], row: int) -> Recognised:
    return replace(
        file, kind=Kind.OTHER, edition="", layout="", columns=(), heading_row=row,
        headings=tuple(text for text in headings if text or not file.sheet),
        note=f"No published layout; {headings_note(row)}",
    )  # fmt: skip
