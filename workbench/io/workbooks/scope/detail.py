"""The Detail sheet: one row a cell of the matrix, the only sheet that an import reads."""

from __future__ import annotations

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.scope.columns import (
    DELIVERED_BY_NAME,
    EDITABLE,
    HEADERS,
    KEYS,
    DetailColumn,
    Kind,
    shown,
)
from workbench.io.workbooks.scope.lists import list_ranges
from workbench.io.workbooks.scope.matter import Matter
from workbench.io.workbooks.scope.words import colour_words
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_APPLICABLE, NOT_AVAILABLE, Value
from workbench.models.scope import CellKey

TABLE = "tbl_detail"
_KEY_WIDTHS = {"Service": 22.0, "Locality": 17.0, DELIVERED_BY_NAME: 17.0}
_KINDS = {Kind.DATE: "date", Kind.LEVEL: "number", Kind.PHASE: "number"}
_PROMPTS = {
    Kind.CODES: "Codes of organisations; several are parted by a semicolon.",
    Kind.LEVEL: "0 Separate, 1 Linked, 2 Coordinated, 3 Co-located, 4 Integrated.",
}


def write_detail(book: Book, matter: Matter) -> None:
    """Write the sheet; white columns may be changed, grey ones say which cell a row is."""
    sheet = book.add_sheet(
        "Detail",
        title="Every cell of the matrix",
        holds=(
            "This worksheet contains one table: one row for each service, age group and locality. "
            + (
                "White columns may be changed; an empty white cell means that nothing is recorded."
                if book.facts.working
                else "[x] means that nothing is recorded."
            )
        ),
    )
    ranges = list_ranges(matter)
    by_header = {column.header: column for column in EDITABLE}
    columns = [
        _column(by_header[header], ranges)
        if header in by_header
        else Column(header, widest=_KEY_WIDTHS.get(header, 24.0), look="grey")
        for header in HEADERS
    ]
    place = write_table(
        book,
        sheet,
        name=TABLE,
        title="Every cell of the matrix, to be changed and imported",
        columns=columns,
        rows=[_row(matter, key) for key in matter.keys],
        freeze_columns=len(KEYS),
    )
    scope = HEADERS.index("Scope")
    colour_words(
        book, sheet, first=place.first, last=place.last, column=scope, last_column=scope, leave=("In",)
    )


def _column(column: DetailColumn, ranges: dict[str, str]) -> Column:
    choices = ranges.get(column.list_name, "")
    return Column(
        column.header,
        _KINDS.get(column.kind, "text"),
        widest=column.widest,
        narrowest=min(column.widest, 8.0),
        choices=choices,
        look="white",
        prompt=_PROMPTS.get(column.kind, "Choose a value from the Lists sheet."),
        strict=column.kind is not Kind.CODES,
    )


def _row(matter: Matter, key: CellKey) -> list[Value]:
    cell = matter.cell(key)
    values: dict[str, Value] = {
        "Row key": str(key),
        "Service ID": key.service,
        "Service": matter.service_of[key.service].name,
        "Ages": key.age.words,
        "Locality code": key.locality,
        "Locality": matter.names[key.locality],
        DELIVERED_BY_NAME: matter.organisation_names(cell.delivered_by) or NOT_APPLICABLE,
    }
    nothing = "" if matter.facts.working else NOT_AVAILABLE
    for column in EDITABLE:
        value = shown(column, cell)
        values[column.header] = nothing if value == "" else value
    return [values[header] for header in HEADERS]
