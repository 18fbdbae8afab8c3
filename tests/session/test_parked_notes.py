"""Parked notes are numbered, changed, settled and deleted, each in a step that can be undone."""

from __future__ import annotations

import pytest

from tests.grids import grid_project
from workbench.errors import EditError
from workbench.models.edit_json import edit_from_json, edit_to_json
from workbench.session.parked_notes import (
    change_note,
    delete_note,
    open_notes,
    park_note,
    parked_notes,
    settle_note,
)
from workbench.session.session import Session

AT = "2026-11-22T13:51:00+00:00"


def test_a_note_from_parking_to_done() -> None:
    project = grid_project()
    session = Session(project)
    session.apply(
        park_note(project, " Ask  Meir\n about the ward line ", place=(400_500.0, 300_500.0), at=AT)
    )
    session.apply(
        park_note(project, "Ferry?", place=(401_500.0, 300_500.0), unit="U02", scenario="A", who="Jo", at=AT)
    )
    first, second = parked_notes(project)
    assert (first.number, first.text) == (1, "Ask Meir\nabout the ward line")
    assert session.history.steps[0].label == "Park note 1"  # without its words: the history is on screen
    session.apply(settle_note(project, first.key, done=True))  # type: ignore[arg-type]  # there is an edit
    assert settle_note(project, first.key, done=True) is None
    assert [note.number for note in open_notes(project)] == [2]
    session.apply(change_note(project, second.key, text="Ferry in winter?", who="Jo"))  # type: ignore[arg-type]  # there is an edit
    session.apply(delete_note(project, first.key))
    assert [note.text for note in parked_notes(project)] == ["Ferry in winter?"]
    session.undo()
    session.undo()
    assert parked_notes(project)[1] == second
    for step in session.history.steps:
        assert edit_from_json(edit_to_json(step.edit)) == step.edit


def test_a_note_needs_words_and_must_be_there() -> None:
    project = grid_project()
    with pytest.raises(EditError):
        park_note(project, " \n", place=(0.0, 0.0), at=AT)
    with pytest.raises(EditError):
        settle_note(project, "00001", done=True)
