"""The Coverage sheet: for each group of services and locality, the share of its cells that are In, live."""

from __future__ import annotations

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.formulas import this_row
from workbench.io.workbooks.scope.matrix import locality_header, matrix_place
from workbench.io.workbooks.scope.matter import Matter
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_APPLICABLE, Formula, Value
from workbench.models.scope import Scope

TABLE = "tbl_coverage"
_GROUP = 1
"""Column (from 0) of the group on Matrix."""


def write_coverage(book: Book, matter: Matter) -> None:
    """Write the sheet."""
    sheet = book.add_sheet(
        "Coverage",
        title="Coverage by group and locality",
        holds=(
            "This worksheet contains one table: for each group and locality the share of cells In, of those "
            "that apply."
        ),
    )
    narrow = 9.0 if len(matter.localities) <= 15 else 8.0
    columns = [
        Column("Group", widest=30, narrowest=24),
        *(
            Column(locality_header(locality), "share", widest=narrow, narrowest=narrow)
            for locality in matter.localities
        ),
        Column("All localities", "share", narrowest=11),
    ]
    groups = dict.fromkeys(service.group for service in matter.services)
    rows = [_row(matter, group) for group in groups]
    write_table(
        book,
        sheet,
        name=TABLE,
        title="Coverage by group and locality",
        columns=columns,
        rows=rows,
        freeze_columns=1,
    )


def _row(matter: Matter, group: str) -> list[Value]:
    place = matrix_place(matter)
    mine = f"({place.column(_GROUP)}={this_row(TABLE, 'Group')})"
    counts = [_counts(matter, group, locality.code) for locality in matter.localities]
    blocks = [place.locality(number) for number in range(len(matter.localities))]
    row: list[Value] = [group]
    row += [_share(mine, block, *count) for block, count in zip(blocks, counts, strict=True)]
    if not blocks:
        return [*row, NOT_APPLICABLE]
    whole = f"{blocks[0].rpartition(':')[0]}:{blocks[-1].rpartition(':')[2]}"
    inside, applying = (sum(count[part] for count in counts) for part in (0, 1))
    return [*row, _share(mine, whole, inside, applying)]


def _share(mine: str, block: str, inside: int, applying: int) -> Formula:
    """The share In of a block of cells of Matrix, of the rows of a group; text is compared whole."""
    apply = f'SUMPRODUCT({mine}*({block}<>"n.a."))'
    text = f'=IF({apply}=0,"{NOT_APPLICABLE}",SUMPRODUCT({mine}*({block}="In"))/{apply})'
    return Formula(text, inside / applying if applying else NOT_APPLICABLE)


def _counts(matter: Matter, group: str, locality: str) -> tuple[int, int]:
    """Cells In, and cells that apply, of a group in a locality."""
    scopes = [
        matter.cell(key).scope
        for key in matter.keys
        if key.locality == locality and matter.service_of[key.service].group.casefold() == group.casefold()
    ]
    return scopes.count(Scope.IN), len(scopes) - scopes.count(Scope.NOT_APPLICABLE)
