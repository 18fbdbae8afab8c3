"""The Data sources sheet: every file that was read, with its publisher, edition, rows and licence."""

from __future__ import annotations

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import Value, text


def write_data_sources(book: Book) -> None:
    """Write the sheet."""
    sheet = book.add_sheet(
        "Data sources",
        title="Data sources",
        holds="This worksheet contains one table: one row for each file that was read.",
    )
    rows: list[list[Value]] = [
        [
            text(source.dataset),
            text(source.publisher),
            text(source.file),
            text(source.release),
            source.rows_read,
            source.rows_rejected,
            text(source.sha256),
            text(source.licence),
        ]
        for source in book.facts.project.area.sources
    ]
    columns = (
        Column("Dataset", widest=26, narrowest=18),
        Column("Publisher", widest=26, narrowest=14),
        Column("File", widest=28, narrowest=16),
        Column("Release", widest=22, narrowest=14),
        Column("Rows read", "number", narrowest=9),
        Column("Rows rejected", "number", narrowest=9),
        Column("SHA-256", widest=34),
        Column("Licence", widest=30, narrowest=24),
    )
    write_table(book, sheet, name="tbl_sources", title="Data sources", columns=columns, rows=rows)
