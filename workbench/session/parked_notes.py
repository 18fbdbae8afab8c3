"""Builders for parked notes: questions pinned to a place on the map, to come back to."""

from __future__ import annotations

from dataclasses import replace

from workbench.errors import EditError
from workbench.models.edits import RegisterEdit
from workbench.models.meeting import ParkedNote
from workbench.models.project import Project

REGISTER = "parked_note"


def parked_notes(project: Project) -> tuple[ParkedNote, ...]:
    """All parked notes, in order of their numbers."""
    return project.registers.of(REGISTER, ParkedNote)


def open_notes(project: Project) -> tuple[ParkedNote, ...]:
    """Those that nobody has answered yet."""
    return tuple(note for note in parked_notes(project) if not note.done)


def park_note(
    project: Project,
    text: str,
    *,
    place: tuple[float, float],
    unit: str = "",
    scenario: str = "",
    who: str = "",
    at: str,
) -> RegisterEdit:
    """Park a note at a place in metres; ``at`` is UTC, ISO 8601.

    Raises:
        EditError: there is no text.
    """
    number = 1 + max((note.number for note in parked_notes(project)), default=0)
    note = ParkedNote(number, _checked(text), *place, unit, scenario, who.strip(), at)
    return RegisterEdit("", REGISTER, note.key, None, note, f"Park note {number}")


def change_note(project: Project, key: str, *, text: str, who: str) -> RegisterEdit | None:
    """Say something else in a note; None where it says so already.

    Raises:
        EditError: there is no text, or no such note.
    """
    before = note_of(project, key)
    after = replace(before, text=_checked(text), who=who.strip())
    return None if after == before else _edit(before, after, f"Change note {before.number}")


def settle_note(project: Project, key: str, *, done: bool) -> RegisterEdit | None:
    """Mark a note as done, or as open again; None where it is so already."""
    before = note_of(project, key)
    words = f"Note {before.number} done" if done else f"Note {before.number} open again"
    return None if before.done == done else _edit(before, replace(before, done=done), words)


def delete_note(project: Project, key: str) -> RegisterEdit:
    """Take a note off the map; undo brings it back."""
    before = note_of(project, key)
    return _edit(before, None, f"Delete note {before.number}")


def note_of(project: Project, key: str) -> ParkedNote:
    """The note of a key.

    Raises:
        EditError: there is none.
    """
    found = project.registers.get(REGISTER, key)
    if not isinstance(found, ParkedNote):
        raise EditError("This note is gone.", remedy="Choose one of the list, or undo its deletion.")
    return found


def _edit(before: ParkedNote, after: ParkedNote | None, words: str) -> RegisterEdit:
    return RegisterEdit("", REGISTER, before.key, before, after, words)


def _checked(text: str) -> str:
    text = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if not text:
        raise EditError("A note needs some words.", remedy="Write what has to be asked or done.")
    return text
