"""The Lists sheet: the visible lists that cells of the Detail sheet are chosen from."""

from __future__ import annotations

from workbench.io.workbooks.book import HEADER_ROW, Book
from workbench.io.workbooks.scope.columns import EDITABLE, ORGANISATION_LIST, Kind
from workbench.io.workbooks.scope.matter import Matter
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_APPLICABLE, Value, text
from workbench.models.scope import INTEGRATION_LEVELS

_MEANINGS = {
    "In": "Part of what the locality offers", "Partial": "Part of it is", "Out": "Ruled out by exception",
    "n.a.": "Does not apply here", "Provide": "The organisation provides the service",
    "Commission": "The organisation commissions it", "Both": "It does both",
    "PHB": "Personal health budget",
}  # fmt: skip


def list_rows(matter: Matter) -> list[list[Value]]:
    """List, value and meaning of every value that can be chosen."""
    rows: list[list[Value]] = []
    done: set[str] = set()
    for column in EDITABLE:
        if column.list_name in done or not column.choices:
            continue
        done.add(column.list_name)
        for choice in column.choices:
            level = column.kind is Kind.LEVEL
            value: Value = int(choice.words) if level else choice.words
            meaning = (
                INTEGRATION_LEVELS[int(choice.words)]
                if level
                else _MEANINGS.get(choice.words, NOT_APPLICABLE)
            )
            rows.append([column.list_name, value, meaning])
    rows += [[ORGANISATION_LIST, code, text(name)] for code, name in sorted(matter.organisations.items())]
    rows += [["Locality", locality.code, locality.name] for locality in matter.localities]
    return rows


def list_ranges(matter: Matter) -> dict[str, str]:
    """The cells of each list as a validation names them; known before the sheet is written."""
    places: dict[str, list[int]] = {}
    for row, (name, *_) in enumerate(list_rows(matter), start=HEADER_ROW + 2):
        places.setdefault(str(name), []).append(row)
    return {name: f"=Lists!$B${rows[0]}:$B${rows[-1]}" for name, rows in places.items()}


def write_lists(book: Book, matter: Matter) -> None:
    """Write the sheet."""
    sheet = book.add_sheet(
        "Lists",
        title="Lists",
        holds="This worksheet contains one table: every value that can be chosen on Detail, with its list.",
    )
    columns = (
        Column("List", narrowest=20),
        Column("Value", narrowest=22, widest=30),
        Column("Meaning", narrowest=60, widest=70),
    )
    write_table(book, sheet, name="tbl_lists", title="Lists", columns=columns, rows=list_rows(matter))
