"""One table on one sheet: marked up, named, with wrapped headers and widths by content, set up for print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from workbench.io.workbooks.book import HEADER_ROW, Book, SheetEntry, write
from workbench.io.workbooks.measure import line_count, text_width
from workbench.io.workbooks.values import NOT_APPLICABLE, Formula, Link, Value

_STATUS_LOOK = {
    "met": ("#0B6E63", "#E3F2EF"),
    "not met": ("#B3261E", "#FBEAE8"),
    "in": ("#0B6E63", "#E3F2EF"),
    "above": ("#B3261E", "#FBEAE8"),
    "below": ("#5B3BB0", "#EEEAF8"),
    "unknown": ("#474F5C", "#ECEEF1"),
}
"""Text and ground by status word; the word itself says the status."""
_NARROWEST, _WIDEST = 5.0, 30.0
_MANY_COLUMNS, _DENSE_HEADER = 14, 0.82


@dataclass(frozen=True)
class Column:
    """A column of a table. ``kind`` is one of ``NUMBER_FORMATS``; ``widest`` caps its width in characters.

    ``formula`` is what a row added by hand gets; ``total`` stands in the totals row; ``choices`` names the
    cells that an editable cell is chosen from; ``statuses`` are words to colour. ``look`` is white
    or grey where a sheet tells what may be changed by its ground; ``strict`` refuses what is not on the list.
    """

    header: str
    kind: str = "text"
    widest: float = _WIDEST
    narrowest: float = _NARROWEST
    formula: str = ""
    total: Formula | str | None = None
    choices: str = ""
    statuses: tuple[str, ...] = ()
    look: str = ""
    note: str = ""
    """Key of the note that a publication's header refers to; no formula may name such a column."""
    prompt: str = "Choose a code from the Lists sheet; names and sums follow."
    strict: bool = True


@dataclass(frozen=True)
class TablePlace:
    """Where a table came to stand; rows and columns from 0, the totals row not included."""

    sheet: str
    first: int
    last: int


def write_table(
    book: Book,
    sheet: Worksheet,
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
            "columns": [
                _definition(book, column, dense=_is_dense(book, columns), gap=gap)
                for column, gap in zip(columns, _gaps(columns), strict=True)
            ],
        },
    )
    widths = _widths(book, columns, body)
    _write_cells(book, sheet, columns, body, widths=widths)
    if totals:
        _write_totals(book, sheet, columns, last + 1)
    _set_columns(book, sheet, columns, widths)
    if book.facts.working:
        _add_aids(book, sheet, columns, first=first, last=last, freeze_columns=freeze_columns)
    sheet.repeat_rows(HEADER_ROW)
    book.entries.append(SheetEntry(sheet.get_name(), title, len(rows)))
    return TablePlace(sheet.get_name(), first, last)


def _definition(book: Book, column: Column, *, dense: bool, gap: bool) -> dict[str, object]:
    definition: dict[str, object] = {
        "header": _header(book, column),
        "header_format": book.header_format(column.kind, small=dense, gap=gap),
    }
    if column.formula:
        definition["formula"] = column.formula
    match column.total:
        case Formula():
            definition |= {"total_function": column.total.text, "total_value": column.total.value}
        case str():
            definition["total_string"] = column.total
        case None if not book.facts.working:
            definition["total_string"] = NOT_APPLICABLE
    return definition


def _header(book: Book, column: Column) -> str:
    """The header; a working copy keeps it bare, for formulas of the reader's own and for the way back."""
    return column.header if book.facts.working else column.header + book.mark(column.note)


def _write_cells(
    book: Book,
    sheet: Worksheet,
    columns: Sequence[Column],
    body: Sequence[Sequence[Value]],
    *,
    widths: Sequence[float],
) -> None:
    """Write the rows, each as high as its cells need: programs do not agree on growing rows by themselves."""
    formats = [
        book.cell_format(
            column.kind, editable=bool(column.choices) and not column.look, gap=gap, look=column.look
        )
        for column, gap in zip(columns, _gaps(columns), strict=True)
    ]
    links = book.link_format(text_wrap=True, bottom=1, bottom_color="#C9CFD8")
    for place, row in enumerate(body, start=HEADER_ROW + 1):
        lines = 1
        for index, value in enumerate(row):
            cell_format = links if isinstance(value, Link) else formats[index]
            write(sheet, place, index, value, cell_format)
            shown = _shown(value, columns[index].kind)
            if len(shown) > 0.6 * widths[index]:
                lines = max(lines, line_count(shown, widths[index] - 0.5))
        sheet.set_row(place, book.row_height(lines))


def _write_totals(book: Book, sheet: Worksheet, columns: Sequence[Column], row: int) -> None:
    for index, column in enumerate(columns):
        strong = book.cell_format(column.kind, strong=True)
        if column.total is not None:
            write(sheet, row, index, column.total, strong)
        elif book.facts.working:
            sheet.write_blank(row, index, None, strong)
        else:  # a publication leaves no cell of a table blank
            write(sheet, row, index, NOT_APPLICABLE, strong)


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
    return (
        f"{value:.2f}"
        if kind in {"decimal", "score"}
        else f"{value:+,.0f}"
        if kind == "signed"
        else f"{value:,.0f}"
    )


def _gaps(columns: Sequence[Column]) -> list[bool]:
    """Whether each column is a text after a number, which would touch without a gap."""
    numeric = [False, *("text" not in column.kind for column in columns[:-1])]
    return [before and "text" in column.kind for before, column in zip(numeric, columns, strict=True)]


def _is_dense(book: Book, columns: Sequence[Column]) -> bool:
    """Whether a table has so many columns that its header is set smaller, to stay readable on A4.

    A publication keeps 12 points everywhere.
    """
    return len(columns) > _MANY_COLUMNS and book.facts.working


def _widths(book: Book, columns: Sequence[Column], body: Sequence[Sequence[Value]]) -> list[float]:
    """Width of each column: its longest content and the longest word of its header, within bounds."""
    scale = _DENSE_HEADER if _is_dense(book, columns) else 1.0
    gaps = _gaps(columns)
    widths = []
    for index, column in enumerate(columns):
        kind = column.kind
        content = max((text_width(_shown(row[index], kind)) for row in body), default=0.0)
        if isinstance(column.total, Formula):
            content = max(content, text_width(_shown(column.total, kind), bold=True))
        padding = 1.6 if "text" in kind and not gaps[index] else 2.4
        words = [*column.header.split(), _header(book, column)[len(column.header) + 1 :]]
        word = min(max(text_width(word, bold=True) for word in words) * scale, _WIDEST)
        bounded = min(max(content + padding, column.narrowest), column.widest)
        widths.append(max(bounded, word + padding))
    return widths


def _set_columns(book: Book, sheet: Worksheet, columns: Sequence[Column], widths: Sequence[float]) -> None:
    scale = _DENSE_HEADER if _is_dense(book, columns) else 1.0
    lines = 1
    for index, (column, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(index, index, width)
        room = (width - (0.8 if "text" in column.kind else 1.8)) / scale
        lines = max(lines, line_count(_header(book, column), room, bold=True))
    # A filter button covers the lower right corner of a header: the words stand above it.
    sheet.set_row(HEADER_ROW, book.row_height(lines) + (8 if book.facts.working else 0))


def _add_aids(
    book: Book, sheet: Worksheet, columns: Sequence[Column], *, first: int, last: int, freeze_columns: int
) -> None:
    """What makes the working copy handy: frozen header, choices, coloured words, protected cells."""
    sheet.freeze_panes(first, freeze_columns)
    for index, column in enumerate(columns):
        if column.choices:
            _offer_choices(sheet, column, index, first=first, last=last)
        if column.statuses:
            for word in column.statuses:
                ink, ground = _STATUS_LOOK[word]
                look = book.workbook.add_format({"font_color": ink, "bg_color": ground, "bold": True})
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
                sheet.conditional_format(first, index, last, index, rule)
    if any(column.choices or column.look for column in columns):
        free = ("sort", "autofilter", "format_columns", "format_rows")
        sheet.protect("", dict.fromkeys(free, True))


def _offer_choices(sheet: Worksheet, column: Column, index: int, *, first: int, last: int) -> None:
    sheet.data_validation(
        first,
        index,
        last,
        index,
        {
            "validate": "list",
            "source": column.choices,
            "input_title": column.header[:32],
            "input_message": column.prompt,
            "error_type": "stop" if column.strict else "warning",
            "error_title": "Not on the list",
            "error_message": "Choose one of the values on the Lists sheet.",
        },
    )
