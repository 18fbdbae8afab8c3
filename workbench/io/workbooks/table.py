"""One table on one sheet: marked up as a table, named, wrapped headers, widths by content, set up for print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbench.io.workbooks.book import HEADER_ROW, Book, SheetEntry, write
from workbench.io.workbooks.values import Formula, Link, Value

_STATUS_LOOK = {
    "in": ("#0B6E63", "#E3F2EF"),
    "above": ("#B3261E", "#FBEAE8"),
    "below": ("#5B3BB0", "#EEEAF8"),
    "unknown": ("#474F5C", "#ECEEF1"),
}
"""Text and ground by status word; the word itself says the status."""
_NARROWEST, _WIDEST = 7.0, 30.0


@dataclass(frozen=True)
class Column:
    """A column of a table. ``kind`` is one of ``NUMBER_FORMATS``; ``widest`` caps its width in characters.

    ``formula`` is what a row added by hand gets; ``total`` stands in the totals row; ``choices`` names the
    cells that an editable cell is chosen from; ``statuses`` colours the four status words.
    """

    header: str
    kind: str = "text"
    widest: float = _WIDEST
    narrowest: float = _NARROWEST
    formula: str = ""
    total: Formula | str | None = None
    choices: str = ""
    statuses: bool = False


@dataclass(frozen=True)
class TablePlace:
    """Where a table came to stand; rows and columns from 0, the totals row not included."""

    sheet: str
    first: int
    last: int


def write_table(
    book: Book,
    sheet: Any,
    *,
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value]],
    freeze_columns: int = 0,
) -> TablePlace:
    """Write a table below the heading of a sheet and enter it in the contents.

    A table without rows gets one row of [z], since a table cannot be empty.
    """
    body = list(rows) or [["[z]"] * len(columns)]
    first, last = HEADER_ROW + 1, HEADER_ROW + len(body)
    totals = any(column.total is not None for column in columns)
    sheet.add_table(
        HEADER_ROW,
        0,
        last + totals,
        len(columns) - 1,
        {
            "name": name,
            "style": None,
            "autofilter": book.facts.working,
            "total_row": totals,
            "columns": [_definition(book, column) for column in columns],
        },
    )
    _write_cells(book, sheet, columns, body)
    if totals:
        _write_totals(book, sheet, columns, last + 1)
    widths = _widths(columns, body)
    _set_columns(book, sheet, columns, widths)
    if book.facts.working:
        _add_aids(book, sheet, columns, first=first, last=last, freeze_columns=freeze_columns)
    sheet.repeat_rows(HEADER_ROW)
    book.entries.append(SheetEntry(sheet.get_name(), title, len(rows)))
    return TablePlace(sheet.get_name(), first, last)


def _definition(book: Book, column: Column) -> dict[str, Any]:
    definition: dict[str, Any] = {"header": column.header, "header_format": book.header_format(column.kind)}
    if column.formula:
        definition["formula"] = column.formula
    match column.total:
        case Formula():
            definition |= {"total_function": column.total.text, "total_value": column.total.value}
        case str():
            definition["total_string"] = column.total
    return definition


def _write_cells(book: Book, sheet: Any, columns: Sequence[Column], body: Sequence[Sequence[Value]]) -> None:
    formats = [book.cell_format(column.kind, editable=bool(column.choices)) for column in columns]
    links = book.link_format(text_wrap=True, bottom=1, bottom_color="#C9CFD8")
    for place, row in enumerate(body, start=HEADER_ROW + 1):
        for index, value in enumerate(row):
            cell_format = links if isinstance(value, Link) else formats[index]
            write(sheet, place, index, value, cell_format)


def _write_totals(book: Book, sheet: Any, columns: Sequence[Column], row: int) -> None:
    for index, column in enumerate(columns):
        strong = book.cell_format(column.kind, strong=True)
        if column.total is None:
            sheet.write_blank(row, index, None, strong)
        else:
            write(sheet, row, index, column.total, strong)


def _shown(value: Value, kind: str) -> str:
    """About what the cell shows, to measure its width."""
    if isinstance(value, Formula):
        return _shown(value.value, kind)
    if isinstance(value, Link):
        return value.text
    if isinstance(value, dt.date):
        return "2026-10-14"
    if isinstance(value, str):
        return value
    if "share" in kind:
        return f"{value:+.1%}"
    return f"{value:.2f}" if kind in {"decimal", "score"} else f"{value:+,.0f}" if kind == "signed" else f"{value:,.0f}"


def _widths(columns: Sequence[Column], body: Sequence[Sequence[Value]]) -> list[float]:
    """Width in characters: the longest content, at least the longest word of the header, within bounds."""
    widths = []
    for index, column in enumerate(columns):
        content = max((len(_shown(row[index], column.kind)) for row in body), default=0)
        if isinstance(column.total, Formula):
            content = max(content, len(_shown(column.total, column.kind)))
        longest_word = max(len(word) for word in column.header.split()) * 1.12 + 1.0
        width = min(max(content * 1.08 + 1.2, column.narrowest), column.widest)
        widths.append(max(width, longest_word))
    return widths


def _set_columns(book: Book, sheet: Any, columns: Sequence[Column], widths: Sequence[float]) -> None:
    lines = 1
    for index, (column, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(index, index, width)
        # A filter button hides the end of the last line, so that it needs a little room.
        lines = max(lines, _lines(column.header, width - (0.5 if book.facts.working else 0.0)))
    sheet.set_row(HEADER_ROW, 4 + lines * (book.size + 3.6))


def _lines(words: str, width: float) -> int:
    """Lines that a bold header takes when it wraps at ``width`` characters."""
    lines, used = 1, 0.0
    for word in words.split():
        length = len(word) * 1.1
        if used and used + 1 + length > width:
            lines, used = lines + 1, length
        else:
            used += length + (1 if used else 0)
    return lines


def _add_aids(
    book: Book, sheet: Any, columns: Sequence[Column], *, first: int, last: int, freeze_columns: int
) -> None:
    """What makes the working copy handy: frozen header, choices, coloured words, protected cells."""
    sheet.freeze_panes(first, freeze_columns)
    for index, column in enumerate(columns):
        if column.choices:
            _offer_choices(sheet, column, index, first=first, last=last)
        if column.statuses:
            for word, (ink, ground) in _STATUS_LOOK.items():
                look = book.workbook.add_format({"font_color": ink, "bg_color": ground, "bold": True})
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
                sheet.conditional_format(first, index, last, index, rule)
    if any(column.choices for column in columns):
        free = ("sort", "autofilter", "format_columns", "format_rows")
        sheet.protect("", dict.fromkeys(free, True))


def _offer_choices(sheet: Any, column: Column, index: int, *, first: int, last: int) -> None:
    sheet.data_validation(
        first,
        index,
        last,
        index,
        {
            "validate": "list",
            "source": column.choices,
            "input_title": column.header,
            "input_message": "Choose a code from the Lists sheet; names and sums follow.",
            "error_title": "Not on the list",
            "error_message": "Choose one of the codes on the Lists sheet.",
        },
    )
