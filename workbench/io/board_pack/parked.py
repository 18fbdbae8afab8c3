"""The page of the board pack with the notes that were parked in meetings; a public version has none."""

from __future__ import annotations

from workbench.io.board_pack.matter import Pack
from workbench.io.board_pack.sheet import Cell, Heading, Sheet
from workbench.io.board_pack.words import NOT_RECORDED
from workbench.io.workbooks.parked import place_words
from workbench.models.meeting import ParkedNote


def notes_of(pack: Pack) -> tuple[ParkedNote, ...]:
    """The notes that the pack tells, open ones first."""
    if pack.public:
        return ()
    notes = pack.project.registers.of("parked_note", ParkedNote)
    return tuple(sorted(notes, key=lambda note: (note.done, note.number)))


def parked(pack: Pack) -> Sheet:
    """Every note with its place, who asked and whether it is done."""
    sheet = Sheet("Parked notes (internal)", pack.project.name, pack.foot)
    headings = (
        Heading("No.", 0.5, "right"), Heading("Note", 5), Heading("Area", 2.6), Heading("Who", 1.6),
        Heading("Parked on", 1.1), Heading("Status", 0.8), Heading("Scenario on screen", 1.8),
    )  # fmt: skip
    rows = [
        (
            Cell(str(note.number)), Cell(" ".join(note.text.split())), Cell(place_words(pack.project, note)),
            Cell(note.who or NOT_RECORDED), Cell(note.at[:10]),
            Cell("Done" if note.done else "Open", "regular" if note.done else "semibold"),
            Cell(note.scenario),
        )
        for note in notes_of(pack)
    ]  # fmt: skip
    sheet.table(headings, rows, most=8)
    return sheet
