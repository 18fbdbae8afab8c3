"""A workshop from start to end in the real window, and the proof that every place tells the same figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from PySide6.QtCore import Qt

from tests.ui.window_driving import (
    answer_files,
    answer_unsaved,
    label_people,
    press_key,
    stroke,
    table_people,
    wait_for_jobs,
)
from workbench.metrics.figures_json import figures_json
from workbench.session.opening import open_project
from workbench.ui import formats
from workbench.ui.dialogs.unsaved_question import UnsavedAnswer

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from workbench.ui.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Story:
    """What is painted: names and the units that the brush is dragged over, and a practice given by hand."""

    names: tuple[str, str, str]
    strokes: tuple[Sequence[int], Sequence[int], Sequence[int]]
    practice: str


def figures_of(window: MainWindow) -> dict[str, Any]:
    """The figures as the command line prints them."""
    assert window.desk.bridge is not None
    bridge = window.desk.bridge
    return json.loads(json.dumps(figures_json(bridge.session.figures(bridge.scenario))))


def see_same_figures(window: MainWindow) -> dict[str, Any]:
    """Table, labels, facts, total and strip say what the figures say; gives the figures."""
    figures = figures_of(window)
    wanted = {row["name"]: formats.number(row["resident"]) for row in figures["localities"]}
    assert table_people(window) == wanted
    shown = {row["name"]: formats.number(row["resident"]) for row in figures["localities"] if row["units"]}
    assert label_people(window) == shown
    model = window.localities.model
    for place, row in enumerate(figures["localities"]):
        cells = {column.id: str(model.index(place, at).data()) for at, column in enumerate(model.columns)}
        assert cells["practices"] == str(row["practices"])
        assert cells["parts"] == str(row["parts"])
        assert cells["registered"] == formats.number(row["registered"])
        word = {"in": ("In band", "Near limit"), "below": ("Under",), "above": ("Over",)}[row["status"]]
        assert cells["status"].startswith(word)
        if row["people_from_band"]:
            assert cells["status"].endswith(formats.signed(row["people_from_band"]))
    inside = sum(row["status"] == "in" for row in figures["localities"])
    assert window.localities.in_band.figure == f"{inside} of {len(figures['localities'])}"
    total = sum(row["resident"] for row in figures["localities"])
    everybody = figures["study_area"]["resident"]
    assert window.localities.total.text() == f"{total:,} of {everybody:,} residents assigned"
    assert total + figures["unassigned"]["resident"] == everybody
    left = figures["unassigned"]
    if left["units"]:
        words = f"{formats.count(left['units'], 'area')} unassigned, {left['resident']:,} people"
        assert words in window.strip.texts
    return figures


def workbook_people(path: Path) -> dict[str, int]:
    """Residents by name of locality from the cached values of the workbook's sheet Localities."""
    book = openpyxl.load_workbook(path, data_only=True)
    sheet = book["Localities"]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if row and ("Name" in row or "Locality" in row))
    titles = [str(title or "") for title in rows[head]]
    name = next(at for at, title in enumerate(titles) if title in ("Name", "Locality"))
    people = next(at for at, title in enumerate(titles) if title.startswith("Resident"))
    found: dict[str, int] = {}
    for row in rows[head + 1 :]:
        if row[name] and isinstance(row[people], int | float):
            found[str(row[name])] = round(float(str(row[people])))
    book.close()
    return found


def run_workshop(
    window: MainWindow, file: Path, story: Story, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Open, paint three localities, undo, redo, assign practices, export, save, close, reopen, compare."""
    window.file_commands.open_path(file)
    wait_for_jobs(qtbot, window)
    window.map.canvas.setFocus()
    for name, units in zip(story.names, story.strokes, strict=True):
        press_key(window, Qt.Key.Key_N, CONTROL)
        assert window.desk.target is not None
        window.locality_commands.give_name(window.desk.target.code, name)
        window.map.canvas.setFocus()
        press_key(window, Qt.Key.Key_P)
        stroke(window, units)
    painted = see_same_figures(window)
    assert [row["name"] for row in painted["localities"]] == list(story.names)
    assert all(row["units"] for row in painted["localities"])

    press_key(window, Qt.Key.Key_Z, CONTROL)
    undone = see_same_figures(window)
    assert undone["localities"][2]["units"] < painted["localities"][2]["units"]
    press_key(window, Qt.Key.Key_Y, CONTROL)
    assert see_same_figures(window) == painted

    window.acts["assign_site"].trigger()
    window.practice_commands.assign([story.practice], window.desk.localities[0].code)
    final = see_same_figures(window)
    assert sum(row["practices"] for row in final["localities"]) > 0
    assert [row["resident"] for row in final["localities"]] == [r["resident"] for r in painted["localities"]]

    workbook = file.with_name("configuration.xlsx")
    answer_files(monkeypatch, save=workbook)
    window.acts["export"].trigger()
    wait_for_jobs(qtbot, window)
    in_book = workbook_people(workbook)
    for row in final["localities"]:
        assert in_book[row["name"]] == row["resident"]

    press_key(window, Qt.Key.Key_S, CONTROL)
    wait_for_jobs(qtbot, window)
    steps = len(window.desk.bridge.session.history.steps) if window.desk.bridge else 0
    answer_unsaved(monkeypatch, UnsavedAnswer.DROP)
    window.acts["close"].trigger()
    assert window.body.currentWidget() is window.welcome

    with open_project(file, read_only=True) as opened:
        session = opened.session
        kept = figures_json(session.figures(session.project.scenarios[0]))
        assert json.loads(json.dumps(kept)) == final
    window.file_commands.open_path(file)
    wait_for_jobs(qtbot, window)
    assert see_same_figures(window) == final
    assert window.desk.bridge is not None
    assert len(window.desk.bridge.session.history.steps) == steps
    window.map.canvas.setFocus()
    press_key(window, Qt.Key.Key_Z, CONTROL)
    press_key(window, Qt.Key.Key_Z, CONTROL)
    assert see_same_figures(window) == painted
