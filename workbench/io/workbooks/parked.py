"""The Parked notes sheet: questions pinned to places, for the team; a public version has none."""

from __future__ import annotations

from workbench.io.workbooks.book import Book
from workbench.io.workbooks.table import Column, write_table
from workbench.io.workbooks.values import Value, text
from workbench.models.meeting import ParkedNote
from workbench.models.project import Project


def place_words(project: Project, note: ParkedNote) -> str:
    """Code and name of the area that a note lies in."""
    units = project.area.units
    row = units.index_of.get(note.unit, -1)
    return f"{note.unit} {units.names[row]}".strip() if row >= 0 else "outside every area"


def write_parked(book: Book) -> None:
    """Write the sheet, where there are notes and the workbook is internal."""
    facts = book.facts
    notes = facts.project.registers.of("parked_note", ParkedNote)
    if facts.public or not notes:
        return
    sheet = book.add_sheet(
        "Parked notes",
        title="Parked notes, internal",
        holds="This worksheet contains one table: one row for each note that was parked at a place.",
    )
    rows: list[list[Value]] = []
    for note in notes:
        place = place_words(facts.project, note)
        rows.append(
            [note.number, " ".join(note.text.split()), place, text(note.who), note.at[:10],
             "done" if note.done else "open", text(note.scenario)]
        )  # fmt: skip
    columns = (
        Column("No.", "number", narrowest=6),
        Column("Note", widest=60, narrowest=40),
        Column("Area", widest=34, narrowest=20),
        Column("Who", widest=24, narrowest=14),
        Column("Parked on", narrowest=12),
        Column("Status", narrowest=10),
        Column("Scenario on screen", widest=24, narrowest=18),
    )
    write_table(book, sheet, name="tbl_parked", title="Parked notes", columns=columns, rows=rows)
