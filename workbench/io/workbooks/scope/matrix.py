"""The Matrix sheet: services by localities, each word looked up live from Detail, with counts and parity."""

from __future__ import annotations

import math
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from workbench.io.workbooks.book import HEADER_ROW, Book, write
from workbench.io.workbooks.formulas import this_row
from workbench.io.workbooks.scope.matter import Matter
from workbench.io.workbooks.scope.words import colour_words
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_APPLICABLE, NOT_AVAILABLE, Formula, Value, known
from workbench.metrics.services.parity import parity_of
from workbench.models.localities import Locality
from workbench.models.scope import CellKey, Scope
from workbench.models.services import AgeGroup, Service

TABLE = "tbl_matrix"
FIRST_LOCALITY = 4
"""Column (from 0) of the first locality."""
PEOPLE_ROW = 3
"""Row (from 0) of the people of each locality, above the header."""
_LONGEST_NAME = 36


@dataclass(frozen=True)
class MatrixPlace:
    """Where the matrix stands, for formulas of other sheets; rows from 0."""

    first: int
    last: int
    localities: int

    def column(self, number: int) -> str:
        """The cells of a column, by its number from 0."""
        letter = xl_col_to_name(number)
        return f"Matrix!${letter}${self.first + 1}:${letter}${self.last + 1}"

    def locality(self, number: int) -> str:
        """The cells of a locality, by its number from 0."""
        return self.column(FIRST_LOCALITY + number)

    def people(self, number: int) -> str:
        """The cell with the people of a locality, by its number from 0."""
        return f"Matrix!${xl_col_to_name(FIRST_LOCALITY + number)}${PEOPLE_ROW + 1}"


def matrix_place(matter: Matter) -> MatrixPlace:
    """Where the matrix will stand."""
    rows = max(len(_lines(matter)), 1)
    return MatrixPlace(HEADER_ROW + 1, HEADER_ROW + rows, len(matter.localities))


def locality_header(locality: Locality) -> str:
    """A short header that is unlike any other: the code and the name."""
    name = " ".join(locality.name.split())
    short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
    return f"{locality.code} {short}".strip()


def write_matrix(book: Book, matter: Matter) -> None:
    """Write the sheet."""
    sheet = book.add_sheet(
        "Matrix",
        title="Scope of services by locality",
        holds=(
            "This worksheet contains one table: one row for each service and age group, one column for each "
            "locality. The words follow the sheet Detail."
        ),
    )
    place = matrix_place(matter)
    narrow = 9.0 if len(matter.localities) <= 15 else 7.5
    columns = [
        Column("Service ID", widest=9),
        Column("Group", widest=20),
        Column("Service", widest=44),
        Column("Ages", narrowest=9),
        *(
            Column(locality_header(locality), "formula text", widest=narrow, narrowest=narrow)
            for locality in matter.localities
        ),
        Column("In count", "number"),
        Column("Offer parity %", "share"),
    ]
    rows = [_row(matter, place, number, line) for number, line in enumerate(_lines(matter))]
    write_table(
        book,
        sheet,
        name=TABLE,
        title="Scope of services by locality",
        columns=columns,
        rows=rows,
        freeze_columns=FIRST_LOCALITY,
    )
    colour_words(
        book,
        sheet,
        first=place.first,
        last=place.last,
        column=FIRST_LOCALITY,
        last_column=FIRST_LOCALITY + place.localities - 1,
    )
    _write_people(book, matter)
    if book.facts.working:
        sheet.protect("", dict.fromkeys(("sort", "autofilter", "format_columns", "format_rows"), True))


def _write_people(book: Book, matter: Matter) -> None:
    """The people of each locality above its header: parity is a share of people."""
    if not matter.localities:
        return
    sheet = book.workbook.get_worksheet_by_name("Matrix")
    if sheet is None:  # it has just been written
        return
    strong = book.format(bold=True)
    sheet.write_string(PEOPLE_ROW, FIRST_LOCALITY - 1, "People", strong)
    for number, locality in enumerate(matter.localities):
        look = book.format(num_format="#,##0", align="left")
        write(sheet, PEOPLE_ROW, FIRST_LOCALITY + number, known(matter.people[locality.code]), look)


def _lines(matter: Matter) -> list[tuple[Service, AgeGroup]]:
    """Service and age group of every row."""
    return [(service, age) for service in matter.services for age in service.age_groups]


def _row(matter: Matter, place: MatrixPlace, number: int, line: tuple[Service, AgeGroup]) -> list[Value]:
    service, age = line
    scopes = [matter.cell(CellKey(service.id, age, x.code)).scope for x in matter.localities]
    words: list[Value] = [
        Formula(_word_formula(locality.code), str(scope))
        for locality, scope in zip(matter.localities, scopes, strict=True)
    ]
    values: list[Value] = [service.id, service.group, service.name, age.words, *words]
    if not scopes:
        return [*values, 0, NOT_APPLICABLE]
    left, right = xl_col_to_name(FIRST_LOCALITY), xl_col_to_name(FIRST_LOCALITY + len(scopes) - 1)
    row = place.first + number + 1
    cells = f"{left}{row}:{right}{row}"
    people = f"{left}${PEOPLE_ROW + 1}:{right}${PEOPLE_ROW + 1}"
    count = Formula(f'=COUNTIF({cells},"In")', sum(scope is Scope.IN for scope in scopes))
    applies = f'--({cells}<>"n.a.")'
    everybody = f"SUMPRODUCT({applies},{people})"  # the comma passes over [x], which would be a fault
    unknown = f"SUMPRODUCT({applies},--ISTEXT({people}))"
    parity = (
        f'=IF({unknown}>0,"{NOT_AVAILABLE}",IF({everybody}=0,"{NOT_APPLICABLE}",'
        f'SUMPRODUCT(--({cells}="In"),{people})/{everybody}))'
    )
    known_people = [matter.people[locality.code] for locality in matter.localities]
    return [*values, count, Formula(parity, _parity(known_people, scopes))]


def _word_formula(locality: str) -> str:
    """The scope of the row's service and age group in a locality, found by its row key."""
    key = f'{this_row(TABLE, "Service ID")}&"|"&LEFT({this_row(TABLE, "Ages")},1)&"|{locality}"'
    return f'=IFERROR(INDEX(tbl_detail[Scope],MATCH({key},tbl_detail[Row key],0))&"","{NOT_AVAILABLE}")'


def _parity(people: list[float], scopes: list[Scope]) -> str | float:
    """Share of people whose locality has the service In (R27); without one, the word that says why."""
    offers = list(zip(scopes, people, strict=True))
    whole, _ = parity_of(offers)
    if not math.isnan(whole):
        return whole
    unknown = any(math.isnan(count) for scope, count in offers if scope is not Scope.NOT_APPLICABLE)
    return NOT_AVAILABLE if unknown else NOT_APPLICABLE
