"""Exports for other programs from the File menu, and an edited workbook back in the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyogrio
import pytest

from tests.plan_books import edited, setting
from workbench.models.registers import PlanExport
from workbench.session import plan_edits
from workbench.session.export_notes import PLAN_REGISTER
from workbench.ui.commands.data_commands import plan_words
from workbench.ui.dialogs.files import ChooseFolder, OpenFile, SaveFile
from workbench.ui.dialogs.import_preview import ImportPreview
from workbench.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def trigger(qtbot: QtBot, window: MainWindow, action: str) -> None:
    window.acts[action].trigger()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=30_000)


def test_layers_shapes_and_tables_are_written_and_public_leaves_notes_out(
    qtbot: QtBot, grid_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = iter([tmp_path / "a.gpkg", tmp_path / "a.geojson", tmp_path / "public.gpkg"])
    monkeypatch.setattr(SaveFile, "ask", lambda *_: next(places))
    monkeypatch.setattr(ChooseFolder, "ask", lambda *_: tmp_path)
    for action in ("export_geopackage", "export_geojson", "export_tables"):
        trigger(qtbot, grid_window, action)
    grid_window.acts["public"].trigger()
    assert grid_window.acts["public"].isChecked()
    trigger(qtbot, grid_window, "export_geopackage")
    assert "note" in pyogrio.read_info(tmp_path / "a.gpkg", layer="localities")["fields"]
    assert "note" not in pyogrio.read_info(tmp_path / "public.gpkg", layer="localities")["fields"]
    assert (tmp_path / "a.geojson").is_file()
    folder = next(path for path in tmp_path.iterdir() if path.is_dir() and path.name.endswith(" tables"))
    assert (folder / "unit-to-locality.csv").is_file()


def test_an_edited_workbook_is_shown_and_accepted_as_one_step(
    qtbot: QtBot, grid_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge = grid_window.desk.bridge
    assert bridge is not None
    bridge.apply(plan_edits.add_locality(bridge.scenario, "Alton"))
    book = tmp_path / "plan.xlsx"
    monkeypatch.setattr(SaveFile, "ask", lambda *_: book)
    trigger(qtbot, grid_window, "export")
    assert len(bridge.scenario.registers.of(PLAN_REGISTER, PlanExport)) == 1
    unit = str(bridge.project.area.units.codes[0])
    wanted = next(iter(bridge.scenario.plan)).code
    assert bridge.scenario.plan.code_of_unit(0) is None
    file = edited(book, setting("Areas", {unit: wanted}))
    monkeypatch.setattr(OpenFile, "ask", lambda *_: file)
    shown: list[tuple[str, list[str]]] = []

    def accept(_parent: object, scenario: object, ours: object, theirs: object, words: object) -> object:
        dialog = ImportPreview(scenario, ours, theirs, words)  # type: ignore[arg-type,type-var]  # as the command gives them
        cells = [dialog.rows.item(0, column) for column in range(dialog.rows.columnCount())]
        shown.append((dialog.summary.text(), [cell.text() for cell in cells if cell is not None]))
        assert dialog.main.isEnabled()
        dialog.deleteLater()
        return ours

    monkeypatch.setattr(ImportPreview, "ask", accept)
    steps = len(bridge.session.history.steps)
    grid_window.acts["import_plan"].trigger()
    summary, row = shown[0]
    assert "1 changed" in summary
    words = plan_words(bridge.project, bridge.scenario)
    assert row[1:5] == [words.place(unit), "Changed", "Locality code", "Unassigned"]
    assert row[5] == words.value(wanted)
    assert bridge.scenario.plan.code_of_unit(0) == wanted
    assert len(bridge.session.history.steps) == steps + 1
    bridge.undo()
    assert bridge.scenario.plan.code_of_unit(0) is None
