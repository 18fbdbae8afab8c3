"""The Lists sheet: the visible list that locality codes are chosen from."""

from __future__ import annotations

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import UNASSIGNED, Value


def write_lists(book: Book) -> None:
    """Write the sheet: every locality code with its name, and the word for no locality."""
    sheet = book.add_sheet(
        "Lists",
        title="Lists",
        holds="This worksheet contains one table: the codes to choose from on Areas and Practices.",
    )
    rows: list[list[Value]] = [[locality.code, locality.name] for locality in book.facts.scenario.plan]
    rows.append([UNASSIGNED, UNASSIGNED])
    columns = (Column("Locality code", narrowest=16), Column("Locality", widest=70, narrowest=70))
    write_table(book, sheet, name="tbl_lists", title="Lists", columns=columns, rows=rows)


def choice_range(book: Book) -> str:
    """The cells of the codes, as a validation names them; known before the sheet is written."""
    first = 6
    return f"=Lists!$A${first}:$A${first + len(book.facts.scenario.plan)}"
