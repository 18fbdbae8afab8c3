"""The Exceptions sheet: localities outside the band and services out of scope, with their reasons."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import NOT_APPLICABLE, Value, text
from workbench.models.rules import BandStatus


def write_exceptions(book: Book) -> None:
    """Write the sheet."""
    sheet = book.add_sheet(
        "Exceptions",
        title="Exceptions",
        holds=(
            "This worksheet contains one table: one row for each locality outside the band or with a reason, "
            "and for each service out of scope."
        ),
    )
    rows: list[list[Value]] = [[number, *row] for number, row in enumerate(_rows(book.facts), start=1)]
    columns = (
        Column("No.", "number", narrowest=6),
        Column("Subject", widest=46, narrowest=32),
        Column("Reason or text", widest=46, narrowest=30),
        Column("Owner body", widest=24, narrowest=16),
        Column("Date", narrowest=12),
        Column("Status", widest=24, narrowest=14),
        Column("Scenario", widest=24, narrowest=14),
    )
    write_table(book, sheet, name="tbl_exceptions", title="Exceptions", columns=columns, rows=rows)


def _rows(facts: Facts) -> Iterator[list[Value]]:
    plan, scenario = facts.scenario.plan, facts.scenario.name
    for row in facts.figures.localities:
        locality = plan.get(row.code)
        reason = locality.exception_reason if locality is not None else ""
        outside = row.status in {BandStatus.BELOW, BandStatus.ABOVE}
        if outside or reason.strip():
            words = f"{row.status} the band" if outside else str(row.status)
            subject = f"{row.code} {row.name}: {words}"
            told = "reason given" if reason.strip() else "no reason recorded"
            yield [subject, text(reason), NOT_APPLICABLE, NOT_APPLICABLE, told, scenario]
    for found in facts.services.exceptions:
        locality = plan.get(found.key.locality)
        name = found.key.locality if locality is None else f"{locality.code} {locality.name}"
        subject = f"{found.service}, {found.key.age.words.lower()}, {name}: out of scope"
        told = "complete" if found.complete else "something is missing"
        yield [subject, text(found.reason), text(found.decided_by), text(found.decided_on), told, scenario]
