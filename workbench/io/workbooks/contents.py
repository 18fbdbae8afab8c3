"""The Contents sheet: every sheet with a table, as links."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from workbench.io.workbooks.book import Book, SheetEntry
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_APPLICABLE, Link, Value

_ROWS_OF_A_PAGE = 20


def add_contents(book: Book) -> Worksheet:
    """Make the sheet at its place; it is filled when all others are written."""
    return book.add_sheet(
        "Contents", title="Contents", holds="This worksheet contains one table: one row for each sheet."
    )


def fill_contents(book: Book, sheet: Worksheet, *, charts: bool = False) -> None:
    """Write the table of sheets in the order of their tabs."""
    entries = {entry.sheet: entry for entry in book.entries}
    entries["Cover"] = SheetEntry("Cover", "What this workbook is and how to read it", NOT_APPLICABLE)
    if charts:
        entries["Charts"] = SheetEntry("Charts", "People by locality against the band", NOT_APPLICABLE)
    order = [tab.get_name() for tab in book.workbook.worksheets()]
    rows: list[list[Value]] = [
        [Link(name, name), entries[name].title, entries[name].rows] for name in order if name in entries
    ]
    columns = (
        Column("Sheet", narrowest=22),
        Column("Title", widest=70, narrowest=70),
        Column("Rows", "number", narrowest=9),
    )
    if len(rows) > _ROWS_OF_A_PAGE:
        sheet.fit_to_pages(1, 1)
    write_table(book, sheet, name="tbl_contents", title="Contents", columns=columns, rows=rows)
