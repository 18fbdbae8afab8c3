"""The sheets Cover and How to edit: what the workbook is, where it comes from, how it goes back."""

from __future__ import annotations

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.cover import (
    Item,
    identity_items,
    lay_out_cover,
    licences,
    made_items,
    scenario_items,
    status_items,
)
from workbench.io.workbooks.identity import PROJECT_LABEL, SCENARIO_LABEL, identity_of
from workbench.io.workbooks.scope.matter import DOCUMENT, SCOPE_SCHEMA, Matter
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import Value
from workbench.models.scope import Scope


def write_cover(book: Book, matter: Matter) -> None:
    """Write the cover."""
    facts = book.facts
    counts = dict.fromkeys(Scope, 0)
    for key in matter.keys:
        counts[matter.cell(key).scope] += 1
    in_words = ", ".join(f"{number:,} {scope}" for scope, number in counts.items())
    items = [
        *status_items(facts),
        Item(PROJECT_LABEL, facts.project.name),
        Item(SCENARIO_LABEL, facts.scenario.name),
        *scenario_items(facts),
        Item("Matrix", f"{len(matter.services):,} services, {len(matter.localities):,} localities"),
        Item("Cells", f"{len(matter.keys):,}: {in_words}"),
        Item("Population basis", facts.people_column, name="population_basis"),
        Item("Population date", facts.population_date or "Not recorded in the project"),
        *made_items(facts),
        Item("How to read", _how_to_read(book)),
        Item("Profile", _profile_words(book)),
    ]
    items += [Item("Licences", words) for words in licences(facts)]
    items += identity_items(identity(matter))
    lay_out_cover(book, items=items)


def identity(matter: Matter) -> dict[str, str]:
    """What an import must know, on the cover and among the document's properties."""
    return identity_of(matter.facts, kind=DOCUMENT, schema=SCOPE_SCHEMA, export_id=matter.export_id)


def write_how_to_edit(book: Book) -> None:
    """Write the instructions, one step a row."""
    sheet = book.add_sheet(
        "How to edit",
        title="How to edit",
        holds="This worksheet contains one table: one row for each step.",
    )
    rows: list[list[Value]] = [[number, words] for number, words in enumerate(_STEPS, start=1)]
    columns = (Column("Step", "number", narrowest=6), Column("Text", widest=110, narrowest=110))
    write_table(book, sheet, name="tbl_how_to", title="How to edit", columns=columns, rows=rows)


_STEPS = (
    "Change only the white columns of the sheet Detail; keep Row key. Grey columns say which cell a row is "
    "and are not imported.",
    "Choose values from the lists where a cell offers one. They stand on the sheet Lists.",
    "Scope is In, Partial, Out or n.a. A service that is Out needs a Reason, who it was Decided by, and a "
    "date under Decided on. A local variation needs a Variation reason.",
    "Delivered by and Accountable organisation hold codes of organisations; several codes are parted by a "
    "semicolon.",
    "Integration runs from 0 Separate, 1 Linked, 2 Coordinated and 3 Co-located to 4 Integrated. "
    "Phases are whole numbers. Dates are true dates, or text such as 2026-10-14 or 14/10/2026.",
    "Empty a cell to say that nothing is recorded. Rows may be sorted and filtered, columns moved, columns "
    "added; headers stay as they are. To sort, first take the protection off (it has no password).",
    "Rows that are deleted change nothing: an import never deletes. A formula in a white cell is refused.",
    "Bring the workbook back with scope import, or in the program, into the scenario it came from. Every "
    "row is shown before it counts: changed, in conflict with a change made in the project since, or refused "
    "with the reason. It is one step, which undo takes back.",
    "Matrix and Summary follow Detail at once. The other sheets were worked out when the workbook was made.",
)


def _how_to_read(book: Book) -> str:
    words = (
        "Start with Matrix, then Gaps and Exceptions. Every service is in scope unless it is ruled out by "
        "exception. Shorthand such as [x] and [z] is explained on Notes."
    )
    if book.facts.working:
        words += " To change the matrix, read How to edit; only the white columns of Detail come back."
    return words


def _profile_words(book: Book) -> str:
    words = (
        "Working copy, with filters, choices and protected keys."
        if book.facts.working
        else "Publication, after the accessibility guidance of the Government Analysis Function."
    )
    if book.facts.public:
        words += " Public version: internal notes are left out, and it cannot be imported."
    return words
