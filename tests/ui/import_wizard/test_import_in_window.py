"""North Staffordshire from published files alone, by the wizard; then newer files over a drawn plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.window_driving import answer_files, wait_for_jobs
from workbench.io.project_file.backups import backups_of
from workbench.io.project_file.reading import read_project
from workbench.io.published.kinds import Kind
from workbench.progress import NoProgress
from workbench.session import plan_edits as edits
from workbench.ui.import_wizard.area_page import AUTHORITIES, BOX, CODES, AreaPage
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.files_page import ChooseFiles
from workbench.ui.import_wizard.wizard import ImportWizard
from workbench.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def published(data_dir: Path) -> Path:
    folder = data_dir / "published_formats"
    if not folder.is_dir():
        pytest.skip("no published files")
    return folder


def boundaries(published: Path) -> list[Path]:
    return [
        published / "boundaries" / f"lsoa11_{code}.geojson"
        for code in ("E06000021", "E07000195", "E07000198")
    ]


def values(published: Path) -> list[Path]:
    return [
        published / "ons_population" / "SAPE23DT2_mid2020_Persons_NS_RECONSTRUCTED_LAYOUT.xlsx",
        published / "lookups" / "lsoa11_msoa11_ward17_sicbl22_icb22_lad22_north_staffordshire.csv",
    ]


def wait(qtbot: QtBot, wizard: ImportWizard) -> None:
    qtbot.waitUntil(lambda: not wizard.jobs.busy, timeout=60_000)


def test_from_files_to_report(
    window: MainWindow, published: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = ImportWizard(window.desk, published, parent=window)
    wizard.show()
    assert not wizard.next.isEnabled()
    odd = published / "gp_registrations" / "SSOT_GP_Patients_Oct25_DERIVED_SUBSET.csv"
    monkeypatch.setattr(ChooseFiles, "ask", classmethod(lambda *_: [*values(published), odd]))
    wizard.files.add.click()
    wait(qtbot, wizard)
    assert "Boundaries of areas are still needed" in wizard.files.note.text()
    assert not wizard.files.ready
    wizard.read_kinds([tmp_path / "nothing.csv"])
    wait(qtbot, wizard)
    assert wizard.bar.message is not None
    assert "nothing.csv" in wizard.bar.message.what
    wizard.read_kinds(boundaries(published))
    wait(qtbot, wizard)
    wizard.files.name.setText("North Staffordshire")
    assert wizard.wanted_pages() == [0, 1, 2, 3]
    assert [file.kind for file in wizard.draft.files if file.published] == [
        Kind.POPULATION, Kind.LOOKUP, Kind.BOUNDARIES, Kind.BOUNDARIES, Kind.BOUNDARIES,
    ]  # fmt: skip

    QTest.keyClick(wizard, Qt.Key.Key_Return)
    columns = wizard.columns
    assert wizard.stage.currentWidget() is columns
    columns.kind.setCurrentIndex(1)
    assert set(columns.roles) >= {"practice_code", "unit_code", "patients"}
    columns.roles["patients"].setCurrentIndex(0)
    assert "patients" in columns.problem.text().casefold()
    columns.kind.setCurrentIndex(0)
    assert columns.problem.text() == ""

    wizard.go_on()
    wait(qtbot, wizard)
    area = wizard.area
    assert wizard.stage.currentWidget() is area
    assert area.told.text() == "298 areas, 484,659 people"
    area.ways.button(AUTHORITIES).click()
    assert not wizard.next.isEnabled()
    item = area.authorities.item(0)
    assert item is not None
    item.setCheckState(Qt.CheckState.Checked)
    assert item.text() == "Newcastle-under-Lyme, 80 areas"
    assert area.told.text().startswith("80 areas, ")
    area.ways.button(CODES).click()
    area.codes.setPlainText("E07000198\nE99999999")
    assert len(area.chosen_units()) == 59
    canvas = area.map
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(canvas.width() - 2, canvas.height() - 2))
    assert area.ways.checkedId() == BOX
    assert len(area.chosen_units()) == 298
    area.ways.button(AUTHORITIES).click()

    wizard.go_on()
    wait(qtbot, wizard)
    report = wizard.report
    assert report.ready
    assert wizard.draft.imported is not None
    assert len(wizard.draft.imported.built.area.units) == 80
    assert report.bars[0].words()[0].startswith("live in the study area ")
    assert wizard.next.text() == "&Make the project"
    for name in ("report.txt", "report.json"):
        answer_files(monkeypatch, save=tmp_path / name)
        report.save.click()
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["reconciled"] is True
    assert "rows read" in (tmp_path / "report.txt").read_text(encoding="utf-8")
    wizard.go_back()
    assert wizard.stage.currentWidget() is area
    wizard.go_on()
    assert report.ready  # nothing has changed, so that nothing is read again
    answer_files(monkeypatch)
    wizard.go_on()
    assert wizard.isVisible()  # nobody said where the project goes: every choice is still there
    answer_files(monkeypatch, save=odd)
    wizard.go_on()
    assert wizard.bar.message is not None
    assert "is one of the files to read" in wizard.bar.message.what
    answer_files(monkeypatch, save=tmp_path / "no such folder" / "north.gpkg")
    wizard.go_on()
    wait(qtbot, wizard)
    assert wizard.isVisible()
    answer_files(monkeypatch, save=tmp_path / "north.gpkg")
    wizard.go_on()
    wait(qtbot, wizard)
    assert wizard.result() == wizard.DialogCode.Accepted.value
    assert len(read_project(tmp_path / "north.gpkg").project.area.units) == 80


def test_areas_of_no_known_local_authority_can_be_chosen(
    window: MainWindow, published: Path, qtbot: QtBot
) -> None:
    draft = ImportDraft()
    eastbourne = published / "boundaries" / "lsoa11_E07000061.geojson"
    paths = [*boundaries(published)[1:2], eastbourne, *values(published)]
    draft.add(draft.read_kinds(paths, window.desk.settings.now, NoProgress()).found)
    page = AreaPage(draft, window.desk.host)
    qtbot.addWidget(page)
    page.show_area(draft.preview(NoProgress()).built.area)
    page.ways.button(AUTHORITIES).click()
    item = page.authorities.item(1)
    assert item is not None
    assert item.text() == "Local authority not known, 61 areas"
    item.setCheckState(Qt.CheckState.Checked)
    assert page.told.text().startswith("61 areas")
    assert len(draft.build(NoProgress()).built.area.units) == 61


def answered(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, files: list[Path], *, to: Path | None = None
) -> None:
    """The wizard's answer without its window: these files, all areas, a new project written ``to`` a file."""

    def ask(_cls: type[ImportWizard], /, *_: object, **details: object) -> ImportDraft:
        draft = ImportDraft(earlier=details.get("earlier"), name="North")  # type: ignore[arg-type]  # what the command hands in
        draft.add(draft.read_kinds(files, window.desk.settings.now, NoProgress()).found)
        draft.imported = draft.build(NoProgress())
        draft.path = to
        if to is not None:
            draft.imported.write(to)
        return draft

    monkeypatch.setattr(ImportWizard, "ask", classmethod(ask))


def test_a_project_is_made_and_refreshed_with_its_plan(
    window: MainWindow, published: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "north.gpkg"
    answered(window, monkeypatch, boundaries(published), to=path)
    window.acts["new_published"].trigger()
    wait_for_jobs(qtbot, window)
    wait_for_jobs(qtbot, window)
    bridge = window.desk.bridge
    assert bridge is not None
    assert len(bridge.project.area.units) == 298
    assert np.isnan(bridge.project.area.units.resident).all()
    bridge.apply(edits.add_locality(bridge.scenario))
    bridge.apply(edits.reassign(bridge.project, bridge.scenario, np.arange(20), 0))
    window.file_commands.save()
    wait_for_jobs(qtbot, window)
    answered(window, monkeypatch, values(published))
    window.acts["refresh_data"].trigger()
    wait_for_jobs(qtbot, window)
    wait_for_jobs(qtbot, window)
    bridge = window.desk.bridge
    assert bridge is not None
    assert bridge.project.area.units.resident.sum() == 484_659
    assert (bridge.scenario.plan.labels == 0).sum() == 20
    assert [backup.why for backup in backups_of(path)] == ["before import"]
    assert (read_project(backups_of(path)[0].path).project.scenarios[0].plan.labels == 0).sum() == 20


def test_a_bad_file_keeps_no_other_away_and_reading_waits_its_turn(
    window: MainWindow, published: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    wizard = ImportWizard(window.desk, published, parent=window)
    wizard.read_kinds([empty, *boundaries(published)])
    wizard.read_kinds(values(published))  # while the first are being read
    qtbot.waitUntil(lambda: len(wizard.draft.files) == 5, timeout=60_000)
    wait(qtbot, wizard)
    assert len(wizard.draft.files) == 5
    wizard.go_on()
    wait(qtbot, wizard)
    assert wizard.area.told.text() == "298 areas, 484,659 people"
    wizard.go_back()
    wizard.files.table.selectRow(0)
    wizard.files.remove.click()
    wizard.go_on()
    wait(qtbot, wizard)
    assert wizard.area.told.text().startswith("139 areas, ")  # the map of before is not shown again
    wizard.area.ways.button(CODES).click()
    wizard.area.codes.setPlainText("E07000198 E06000021")
    assert "Not in the boundaries: E06000021" in wizard.area.told.text()
    wizard.close()


def test_an_empty_file_is_told_beside_the_others(
    window: MainWindow, published: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    wizard = ImportWizard(window.desk, published, parent=window)
    wizard.read_kinds([empty, boundaries(published)[2]])
    wait(qtbot, wizard)
    assert [file.kind for file in wizard.draft.files] == [Kind.BOUNDARIES]
    assert wizard.bar.message is not None
    assert "empty.csv" in wizard.bar.message.what
    wizard.close()


def test_published_files_dropped_on_the_window_lead_to_the_import(
    window: MainWindow, published: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[Path]] = []
    plain: list[object] = []
    monkeypatch.setattr(window.file_commands.imports, "new", asked.append)
    monkeypatch.setattr(window.file_commands, "new_from", plain.append)
    mapping = published / "gp_registrations" / "gp-reg-pat-prac-map_2022-01.csv"
    for files in (
        boundaries(published),
        [boundaries(published)[0], mapping],
        [published / "pcn" / "ePCN_2023-02.xlsx"],
    ):
        window.file_commands.open_dropped(files)
        assert asked.pop() == files
    pack = data_dir / "north_staffordshire"
    window.file_commands.open_dropped(
        [pack / "lsoa.gpkg", pack / "practices.csv", pack / "registrations.csv"]
    )
    assert not asked
    assert len(plain) == 1
