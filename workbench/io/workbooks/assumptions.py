"""The Assumptions sheet: what the figures rest on, the scenario's own caveats among it."""

from __future__ import annotations

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import Value


def write_assumptions(book: Book) -> None:
    """Write the sheet; a public version has it too."""
    sheet = book.add_sheet(
        "Assumptions",
        title="Assumptions and caveats",
        holds="This worksheet contains one table: one row for each assumption or caveat.",
    )
    rows: list[list[Value]] = [[number, words] for number, words in enumerate(_texts(book.facts), start=1)]
    columns = (Column("No.", "number", narrowest=6), Column("Text", widest=110, narrowest=110))
    write_table(
        book, sheet, name="tbl_assumptions", title="Assumptions and caveats", columns=columns, rows=rows
    )


def _texts(facts: Facts) -> list[str]:
    caveats = facts.scenario.head.caveats.strip()
    band = facts.figures.rules.band
    texts = [f"Caveat of the scenario: {caveats}"] if caveats else []
    texts += [
        f"The band is measured on {facts.people_column.lower()}."
        + (f" It is {band.low:,} to {band.high:,} with target {band.target:,}." if facts.has_band else ""),
        "Every person is counted in one locality; localities are never made by age or condition.",
        "A practice's whole list, or its share of it, counts in the locality that the practice is assigned "
        "to.",
        "Areas that share a border of more than 1 cm are neighbours.",
        "Distances are straight lines from a point inside an area to the hub site.",
        "What is not known is told as [x] and never taken as 0.",
    ]
    texts += [
        f"Declared link ({link.kind}): {link.name}, joining {link.unit_a} and {link.unit_b}."
        for link in facts.figures.rules.links
    ]
    texts += [
        f"{locality.name} may lie in {locality.permitted_parts} parts: {locality.parts_reason}."
        for locality in facts.scenario.plan
        if locality.permitted_parts > 1
    ]
    return texts
