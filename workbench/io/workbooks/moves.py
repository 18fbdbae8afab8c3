"""The sheets about who moves: one by one, by from and to, and in sum with those who stay (R75)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from workbench.io.workbooks.beside import Beside
from workbench.io.workbooks.book import Book
from workbench.io.workbooks.formulas import numbers_or_unknown, this_row
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_APPLICABLE, UNASSIGNED, Formula, Value, known
from workbench.metrics.services.hub_distance import place_of
from workbench.metrics.who_moves import WhoMoves
from workbench.models.scenario import Scenario

_SUMMARY = "tbl_moves_summary"


def write_moves(book: Book, beside: Beside) -> None:
    """Write the sheet Who moves: one row for each area and practice that moves, for each comparison."""
    title = "Who moves"
    sheet = book.add_sheet(
        "Who moves",
        title=title,
        holds=(
            "This worksheet contains one table: one row for each area or practice that is in another "
            "locality than in scenario 1."
        ),
        notes=("moves", "distance"),
    )
    columns = (
        Column("Compared with", widest=26, narrowest=14),
        Column("Kind", narrowest=9),
        Column("Code", narrowest=11),
        Column("Name", widest=34, narrowest=20),
        Column("From", widest=34, narrowest=20),
        Column("To", widest=34, narrowest=20),
        Column("People", "people", narrowest=9),
        Column("Distance before km", "decimal", narrowest=10),
        Column("Distance after km", "decimal", narrowest=10),
    )
    rows = [row for place in range(1, len(beside.columns)) for row in _rows(book, beside, place)]
    write_table(book, sheet, name="tbl_moves", title=title, columns=columns, rows=rows, freeze_columns=3)


def _rows(book: Book, beside: Beside, place: int) -> Iterator[list[Value]]:
    compared, name = beside.comparisons[place - 1], beside.names[place]
    units = book.facts.project.area.units
    before, after = (_Distances(book, beside.columns[at].scenario) for at in (0, place))
    for unit in compared.units:
        row = units.index_of[unit.unit]
        yield [
            name, "Area", unit.unit, unit.name,
            beside.locality_words(0, unit.before), beside.locality_words(place, unit.after),
            known(unit.people), known(before.km(row, unit.before)), known(after.km(row, unit.after)),
        ]  # fmt: skip
    for practice in compared.practices:
        yield [
            name, "Practice", practice.practice, practice.name,
            _shares(beside, 0, practice.before), _shares(beside, place, practice.after),
            known(practice.people), NOT_APPLICABLE, NOT_APPLICABLE,
        ]  # fmt: skip


def _shares(beside: Beside, place: int, shares: Sequence[tuple[str, float]]) -> str:
    """The localities of a practice, with shares where it is split."""
    if len(shares) == 1:
        return beside.locality_words(place, shares[0][0])
    words = [f"{beside.locality_words(place, code)} ({share:.0%})" for code, share in shares]
    return "; ".join(words) or UNASSIGNED


class _Distances:
    """Straight-line kilometres from areas to the hub sites of a scenario."""

    def __init__(self, book: Book, scenario: Scenario) -> None:
        self._points = book.facts.project.area.units.points
        area = book.facts.project.area
        self._places = {locality.code: place_of(area, locality.hub_site) for locality in scenario.plan}

    def km(self, row: int, code: str | None) -> float:
        """Distance of the area of a row to the hub of a locality; NaN where there is none."""
        place = self._places.get(code) if code else None
        return math.nan if place is None else math.dist(self._points[row], place) / 1_000


def write_from_to(book: Book, beside: Beside) -> None:
    """Write the sheet From-to: people and patients by the locality they leave and the one they come to."""
    title = "Who moves, by from and to"
    sheet = book.add_sheet(
        "From-to",
        title=title,
        holds="This worksheet contains one table: one row for each pair of localities with moves.",
        notes=("moves", "distance"),
    )
    columns = (
        Column("Compared with", widest=26, narrowest=14),
        Column("From", widest=34, narrowest=20),
        Column("To", widest=34, narrowest=20),
        Column("Areas", "number", narrowest=9),
        Column("People", "people", narrowest=10),
        Column("Practices", "number", narrowest=9),
        Column("Registered patients", "people", narrowest=11),
        Column("Distance before km", "decimal", narrowest=10),
        Column("Distance after km", "decimal", narrowest=10),
    )
    rows: list[list[Value]] = [
        [
            beside.names[place],
            beside.locality_words(0, row.before), beside.locality_words(place, row.after),
            row.units, known(row.people), row.practices, known(row.registered),
            known(row.km_before), known(row.km_after),
        ]
        for place, moved in enumerate(beside.moves, start=1)
        for row in moved.rows
    ]  # fmt: skip
    write_table(book, sheet, name="tbl_from_to", title=title, columns=columns, rows=rows, freeze_columns=3)


def write_moves_summary(book: Book, beside: Beside) -> None:
    """Write the sheet Moves summary: who moves and who stays add up to the people of the study area."""
    title = "Who moves, in sum"
    sheet = book.add_sheet(
        "Moves summary",
        title=title,
        holds="This worksheet contains one table: one row for each scenario compared with scenario 1.",
        notes=("moves",),
    )
    kinds = [title for title, _ in beside.moves[0].other_main] if beside.moves else []
    cells = tuple(this_row(_SUMMARY, header) for header in _PEOPLE)
    difference = numbers_or_unknown(cells, f"{cells[0]}-{cells[1]}-{cells[2]}")
    share = numbers_or_unknown(cells[:2], f"IF({cells[0]}>0,{cells[1]}/{cells[0]},0)")
    columns = (
        Column("Compared with", widest=34, narrowest=20),
        Column("Areas that move", "number", narrowest=10),
        *(Column(header, "people", narrowest=12) for header in _PEOPLE),
        Column("Difference", "people", narrowest=11, formula=difference),
        Column("Share that moves", "share", narrowest=10, formula=share),
        Column("Practices that move", "number", narrowest=10),
        Column("Registered patients that move", "people", narrowest=12),
        *(Column(f"People with another main {kind}"[:200], "people", narrowest=12) for kind in kinds),
        *((Column("Consult above"), Column("Consultation")) if beside.threshold else ()),
    )
    total = book.facts.figures.totals.area_resident
    rows: list[list[Value]] = []
    for place, (compared, moved) in enumerate(zip(beside.comparisons, beside.moves, strict=True), start=1):
        gap = total - moved.people - compared.people_stayed
        rows.append(
            [
                beside.names[place], moved.units,
                known(total), known(moved.people), known(compared.people_stayed),
                Formula(difference, known(gap)), Formula(share, known(moved.share)),
                moved.practices, known(moved.registered),
                *(known(people) for _, people in moved.other_main),
                *_consultation(beside, moved),
            ]
        )  # fmt: skip
    write_table(book, sheet, name=_SUMMARY, title=title, columns=columns, rows=rows)


def _consultation(beside: Beside, moved: WhoMoves) -> list[Value]:
    """The threshold and whether it is reached; nothing where nobody set one."""
    if beside.threshold is None:
        return []
    needed = moved.needs_consultation(beside.threshold)
    return [beside.threshold.typed, "needed" if needed else "not needed"]


_PEOPLE = ("People of the study area", "People that move", "People that stay")
