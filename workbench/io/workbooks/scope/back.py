"""The sheets Change log and Notes."""

from __future__ import annotations

import datetime as dt

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.scope.columns import EDITABLE, shown
from workbench.io.workbooks.scope.matter import Matter, exported_cell, exported_cells
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import Value


def write_change_log(book: Book, matter: Matter) -> None:
    """One row a cell that differs from the last export that held something else."""
    previous = matter.previous
    since = (
        "There is no earlier export of another content."
        if previous is None
        else f"It tells what differs from the export {previous.id} of {previous.at[:10]}."
    )
    sheet = book.add_sheet(
        "Change log",
        title="Changes since the last export",
        holds=f"This worksheet contains one table: one row for each changed cell of the matrix. {since}",
    )
    columns = (
        Column("Row key", narrowest=14),
        Column("Service", widest=40, narrowest=30),
        Column("Ages", narrowest=10),
        Column("Locality", widest=28, narrowest=18),
        Column("Changes", widest=80, narrowest=60),
    )
    write_table(
        book,
        sheet,
        name="tbl_changes",
        title="Changes since the last export",
        columns=columns,
        rows=_changes(matter),
    )


def _changes(matter: Matter) -> list[list[Value]]:
    if matter.previous is None:
        return []
    earlier = exported_cells(matter.previous)
    rows: list[list[Value]] = []
    for key in matter.keys:
        before, now = exported_cell(earlier, key), matter.cell(key)
        told = [
            f"{column.header}: {_words(shown(column, before))} to {_words(shown(column, now))}"
            for column in EDITABLE
            if not (matter.facts.public and column.field == "note")
            and shown(column, before) != shown(column, now)
        ]
        if told:
            service, name = matter.service_of[key.service], matter.names[key.locality]
            rows.append([str(key), service.name, key.age.words, name, "; ".join(told)])
    return rows


def _words(value: str | int | dt.date) -> str:
    """A value as text."""
    if value == "":
        return "nothing"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def write_notes(book: Book) -> None:
    """Write the notes."""
    sheet = book.add_sheet(
        "Notes", title="Notes", holds="This worksheet contains one table: one row for each note."
    )
    rows: list[list[Value]] = [[number, words] for number, words in enumerate(_NOTES, start=1)]
    columns = (Column("No.", "number", narrowest=6), Column("Text", widest=110, narrowest=110))
    write_table(book, sheet, name="tbl_notes", title="Notes", columns=columns, rows=rows)


_NOTES = (
    "[x] means not available: it is not known or not recorded. [z] means not applicable.",
    "Every service starts in scope, for adults and children apart. Out is an exception with a reason, who "
    "decided, and a date; n.a. means that the service does not apply in that locality.",
    "Offer parity %: of the people of the localities where the service applies, the share whose locality "
    "has it In. Partial does not count as In. People are those of the population basis named in row 3.",
    "In count: localities where the service is In.",
    "Coverage: of the cells of a group that apply in a locality, the share that is In.",
    "Fragmentation counts different providers of a service; the same provider in two localities counts once.",
    "Tier shift compares the tier decided for a cell with the usual tier of the service. Levels, the lowest "
    "first: Home, Practice, Hub, Place, System.",
    "Cumulative people of a phase are the people of all localities that have a cell in that phase or an "
    "earlier one; each locality counts once.",
    "Registered people are not residents: lists hold about 9% more people than live in an area.",
    "Numbers on Matrix, Summary and Coverage are formulas over Detail. The other sheets were worked out when "
    "the workbook was made.",
    "Import reads only the sheet Detail and the identity on Cover and among the document's properties.",
)
