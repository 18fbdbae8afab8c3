"""The Summary sheet: how many cells have which scope, role and contract, counted live over Detail."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.scope.columns import EDITABLE, DetailColumn, Kind, shown
from workbench.io.workbooks.scope.detail import TABLE as DETAIL
from workbench.io.workbooks.scope.matter import Matter
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import Formula, Value
from workbench.models.services import AgeGroup

_COUNTED = ("scope", "role", "role_planned", "tier", "contract_state", "payment_type", "delegated")


def write_summary(book: Book, matter: Matter) -> None:
    """Write the sheet."""
    sheet = book.add_sheet(
        "Summary",
        title="Summary",
        holds="This worksheet contains one table: how many cells have each value, counted live.",
    )
    rows: list[list[Value]] = []
    for field in _COUNTED:
        column = next(column for column in EDITABLE if column.field == field)
        rows += _value_rows(matter, column)
    columns = (
        Column("Measure", narrowest=24),
        Column("Value", narrowest=24),
        Column("Adults", "number", narrowest=12),
        Column("Children", "number", narrowest=12),
        Column("All cells", "number", narrowest=12),
    )
    write_table(book, sheet, name="tbl_summary", title="Summary", columns=columns, rows=rows)


def _value_rows(matter: Matter, column: DetailColumn) -> list[list[Value]]:
    """A row for each value of a column, and one for cells in which nothing is recorded."""
    found = [(key.age, shown(column, matter.cell(key))) for key in matter.keys]
    words = [choice.words for choice in column.choices]
    rows: list[list[Value]] = []
    for word in words:
        cells: list[Value] = [
            Formula(_count(column, word, age), _matching(found, word, age)) for age in _groups()
        ]
        rows.append([column.header, word, *cells])
    if column.kind is Kind.CHOICE and column.field == "scope":
        return rows
    nothing: list[Value] = []
    for age in _groups():
        everything = "+".join(_count_of("Scope", word, age) for word in ("In", "Partial", "Out", "n.a."))
        recorded = "+".join(_count_of(column.header, word, age) for word in words)
        nothing.append(Formula(f"={everything}-({recorded})", _matching(found, "", age)))
    rows.append([column.header, "Not recorded", *nothing])
    return rows


def _groups() -> tuple[AgeGroup | None, ...]:
    return (AgeGroup.ADULTS, AgeGroup.CHILDREN, None)


def _count(column: DetailColumn, word: str, age: AgeGroup | None) -> str:
    return f"={_count_of(column.header, word, age)}"


def _count_of(header: str, word: str, age: AgeGroup | None) -> str:
    only = "" if age is None else f',{DETAIL}[Ages],"{age.words}"'
    return f'COUNTIFS({DETAIL}[{header}],"{word}"{only})'


def _matching(found: Sequence[tuple[AgeGroup, object]], word: str, age: AgeGroup | None) -> int:
    return sum(value == word and age in {None, group} for group, value in found)
