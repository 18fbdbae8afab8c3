"""Each line of the report: its rows from the file, and what can be done about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from workbench.io.published.account import KEPT_ROWS
from workbench.io.published.kinds import Kind
from workbench.session.published.choice import Declined
from workbench.ui.import_wizard.files_page import ChooseFiles
from workbench.ui.import_wizard.report_rows import ReportRow
from workbench.ui.import_wizard.rows_dialog import RowsDialog
from workbench.ui.import_wizard.wizard import ImportWizard
from workbench.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workbench.session.published.rows_behind import RowsBehind

HEAD = "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS\n"
FAR = KEPT_ROWS + 200
"""Rows of people who live elsewhere, more than are kept."""


def registered(path: Path) -> Path:
    """Two practices in two areas, some people elsewhere, some without an address, a row twice."""

    def line(practice: str, area: str, people: int) -> str:
        return f"P,2025-10-01,{practice},Practice {practice},{area},ALL,{people}\n"

    lines = [
        line("P00001", "E01000001", 400),
        line("P00002", "E01000002", 300),
        line("P00001", "E01000001", 5),
    ]
    lines += [line("P00001", f"E0102{place:04}", 1) for place in range(FAR)]
    lines += [line("P00002", "NO2011", 7), line("P00003", "E01000002", 9)]
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    shapes = [shapely.box(x, 300_000, x + 1000, 301_000) for x in (400_000, 401_000)]
    path = tmp_path / "areas.geojson"
    gpd.GeoDataFrame({"LSOA11CD": ["E01000001", "E01000002"]}, geometry=shapes, crs="EPSG:27700").to_file(
        path, driver="GeoJSON"
    )
    return [path, registered(tmp_path / "registered.csv")]


def wait(qtbot: QtBot, wizard: ImportWizard) -> None:
    qtbot.waitUntil(lambda: not wizard.jobs.busy, timeout=60_000)


def choose(wizard: ImportWizard, part: str) -> ReportRow:
    """Choose the line that holds some words."""
    found = next(one for one in wizard.report.lines.rows if part in one.what)
    wizard.report.lines.table.choose(found.place)
    wizard.report.lines.show_line()
    return found


def act(wizard: ImportWizard, words: str) -> None:
    """Take an entry of the chosen line's menu."""
    next(entry for entry in wizard.report.lines.menu().actions() if entry.text() == words).trigger()


def people(wizard: ImportWizard) -> str:
    return "; ".join(wizard.report.bars[-1].words())


def test_the_lines_of_a_report_are_decided_about(
    window: MainWindow, files: list[Path], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = ImportWizard(window.desk, tmp_path, parent=window)
    wizard.show()
    wizard.read_kinds(files)
    wait(qtbot, wizard)
    wizard.files.name.setText("Two areas")
    for _ in range(2):
        wizard.go_on()
        wait(qtbot, wizard)
    report = wizard.report
    assert wizard.stage.currentWidget() is report
    assert people(wizard).startswith("live in the study area 709; ")

    # the rows behind a line, as they stand in the file
    seen: list[RowsDialog] = []

    def ask(_cls: object, parent: object, found: RowsBehind) -> None:
        seen.append(RowsDialog(found, wizard))

    monkeypatch.setattr(RowsDialog, "ask", classmethod(ask))
    line = choose(wizard, "Lives outside")
    assert line.rows == FAR
    QTest.keyClick(report.lines.table, Qt.Key.Key_Return)
    wait(qtbot, wizard)
    dialog = seen.pop()
    assert dialog.told.text() == "The first 1,000 of 1,200 rows of registered.csv"
    assert [column.title for column in dialog.table.table_model.columns][:4] == [
        "Row", "PUBLICATION", "EXTRACT_DATE", "PRACTICE_CODE",
    ]  # fmt: skip
    dialog.filter.setText("E01020007")
    dialog.copy.click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[1].split("\t")[:6] == ["12", "P", "2025-10-01", "P00001", "Practice P00001", "E01020007"]
    assert copied[1].endswith("registered.csv\tLives outside the study area")
    assert len(copied) == 2
    choose(wizard, "Stands twice")
    report.lines.show_rows.click()
    wait(qtbot, wizard)
    assert [one.row for one in seen.pop()._found.rows] == [4]

    # rows that may be left out
    choose(wizard, "Lives outside")
    act(wizard, "Skip these rows")
    wait(qtbot, wizard)
    assert "left out as chosen 1,200" in people(wizard)
    assert wizard.draft.choice.declined == {Declined.OUTSIDE}
    assert wizard.draft.imported is not None
    assert len(wizard.draft.imported.project.area.registrations) == 4
    wizard.go_back()
    assert wizard.stage.currentWidget() is wizard.area
    wizard.go_on()
    assert "left out as chosen 1,200" in people(wizard)  # Back has kept it, and nothing is read again
    choose(wizard, "Lives outside")
    act(wizard, "Count as outside the area")
    wait(qtbot, wizard)
    assert "left out" not in people(wizard)

    # practices under 50 patients
    choose(wizard, "not listed; they count as Other")
    act(wizard, "List every practice")
    wait(qtbot, wizard)
    assert len(wizard.draft.imported.project.area.practices) == 3
    choose(wizard, "Every practice with patients in the area is listed")
    act(wizard, "Group as “Other practices”")
    wait(qtbot, wizard)
    assert len(wizard.draft.imported.project.area.practices) == 2

    # the file itself
    other = registered(tmp_path / "other.csv")
    monkeypatch.setattr(ChooseFiles, "ask", classmethod(lambda *_: [other]))
    choose(wizard, "Lives outside")
    act(wizard, "Choose another file…")
    wait(qtbot, wizard)
    wait(qtbot, wizard)
    assert [one.file for one in wizard.draft.files] == ["areas.geojson", "other.csv"]
    assert report.ready
    choose(wizard, "other.csv: rows used")
    act(wizard, "Leave this file out")
    wait(qtbot, wizard)
    assert [one.kind for one in wizard.draft.files] == [Kind.BOUNDARIES]
    assert wizard.draft.imported is not None
    assert len(wizard.draft.imported.project.area.registrations) == 0
    wizard.close()
