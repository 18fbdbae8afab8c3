"""The comparison workbook: two to four scenarios side by side, and who moves between them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from workbench.io.workbooks.assumptions import write_assumptions
from workbench.io.workbooks.beside import Beside
from workbench.io.workbooks.book import Book
from workbench.io.workbooks.contents import add_contents, fill_contents
from workbench.io.workbooks.cover import (
    Item,
    identity_items,
    lay_out_cover,
    licences,
    made_items,
    scenario_items,
    status_items,
)
from workbench.io.workbooks.data_sources import write_data_sources
from workbench.io.workbooks.document import describe, put_in_place
from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.identity import PROJECT_LABEL, identity_of
from workbench.io.workbooks.localities import write_localities_of
from workbench.io.workbooks.moves import write_from_to, write_moves, write_moves_summary
from workbench.io.workbooks.notes import comparison_notes, write_notes
from workbench.io.workbooks.scorecard import write_scorecard

DOCUMENT = "Comparison of scenarios"
COMPARISON_SCHEMA = 1
"""Version of the sheets, tables and columns."""


def write_comparison(facts: Facts, beside: Beside, path: Path) -> None:
    """Write the workbook beside its place and put it there when it is whole.

    ``facts`` are those of the first scenario. The same scenarios give the same bytes but for the moment.

    Raises:
        ExportError: the file cannot be written.
    """
    put_in_place(_book(replace(facts, shown_status=beside.status), beside), path)


def _book(facts: Facts, beside: Beside) -> Book:
    """The workbook; sheets are written in the order of their tabs."""
    book = Book(facts, document=DOCUMENT, notes=comparison_notes())
    export_id = "-".join(beside.facts_of(place, facts).export_id[:8] for place in range(len(beside.columns)))
    identity = identity_of(facts, kind=DOCUMENT, schema=COMPARISON_SCHEMA, export_id=export_id)
    describe(book, identity)
    lay_out_cover(book, items=[*_items(facts, beside), *identity_items(identity)])
    contents = add_contents(book)
    write_scorecard(book, beside)
    for place in range(len(beside.columns)):
        number = place + 1
        write_localities_of(
            book,
            beside.facts_of(place, facts),
            sheet_name=f"Localities {number}",
            table=f"tbl_localities_{number}",
        )
    write_moves_summary(book, beside)
    write_from_to(book, beside)
    write_moves(book, beside)
    write_assumptions(book)
    write_data_sources(book)
    write_notes(book)
    fill_contents(book, contents)
    return book


def _items(facts: Facts, beside: Beside) -> list[Item]:
    items = [*status_items(facts), Item(PROJECT_LABEL, facts.project.name)]
    for place in range(len(beside.columns)):
        mine = beside.facts_of(place, facts)
        items.append(Item(f"Scenario {place + 1}", mine.scenario.name))
        items.append(Item(f"Status and basis, scenario {place + 1}", f"{mine.status}. {mine.basis_line}"))
        items += [
            Item(f"{item.label}, scenario {place + 1}", item.value, item.kind)
            for item in scenario_items(mine)
        ]
    return [
        *items,
        *made_items(facts),
        Item(
            "How to read",
            "Start with Comparison. Each scenario is compared with the first; localities are matched by the "
            "people they have in common, not by name. Shorthand such as [x] and [z] is explained on Notes.",
        ),
        *(Item("Licences", words) for words in licences(facts)),
    ]
