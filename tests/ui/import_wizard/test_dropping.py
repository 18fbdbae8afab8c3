"""Files that are dragged in: onto the wizard, with kind and edition, and onto the window."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from workbench.io.published.kinds import Kind
from workbench.ui.import_wizard.wizard import ImportWizard
from workbench.ui.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

LEFT, NONE, COPY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
TITLED = "Quarterly list of patients\nMade by the data team\n\nSurgery,Area,Heads\nP00001,E01000001,400\n"


def drop(widget: QWidget, files: Sequence[Path]) -> bool:
    """Drag files over a widget and let them go, as another program does; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    enter = QDragEnterEvent(QPoint(20, 20), COPY, data, LEFT, NONE)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    let_go = QDropEvent(QPointF(20, 20), COPY, data, LEFT, NONE)
    QApplication.sendEvent(widget, let_go)
    return let_go.isAccepted()


def wait(qtbot: QtBot, wizard: ImportWizard) -> None:
    qtbot.waitUntil(lambda: not wizard.jobs.busy, timeout=60_000)


def cells(wizard: ImportWizard) -> list[list[str]]:
    table = wizard.files.table
    found = [[table.item(row, place) for place in range(3)] for row in range(table.rowCount())]
    return [[item.text() if item is not None else "" for item in row] for row in found]


@pytest.fixture
def boundaries(tmp_path: Path) -> Path:
    path = tmp_path / "areas.geojson"
    gpd.GeoDataFrame(
        {"LSOA11CD": ["E01000001"]}, geometry=[shapely.box(4e5, 3e5, 401_000, 301_000)], crs="EPSG:27700"
    ).to_file(path, driver="GeoJSON")
    return path


def test_files_are_dropped_recognised_mapped_and_remembered(
    window: MainWindow, boundaries: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    titled = tmp_path / "titled.csv"
    titled.write_text(TITLED, encoding="utf-8")
    wizard = ImportWizard(window.desk, tmp_path, parent=window)
    wizard.show()
    assert drop(wizard, [boundaries, titled])
    wait(qtbot, wizard)
    kind, edition = cells(wizard)[0][1:]
    assert kind == "Boundaries of census areas"
    assert "2011" in edition
    assert cells(wizard)[1][:2] == [
        "titled.csv", "No published layout; its headings are in row 4",
    ]  # fmt: skip
    wizard.go_on()
    columns = wizard.columns
    assert wizard.stage.currentWidget() is columns
    assert columns.heading_row.value() == 4
    columns.rows.cellClicked.emit(4, 0)  # a row of data is no row of headings
    assert columns.heading_row.value() == 5
    assert [file.headings for file in wizard.draft.mappable] == [("P00001", "E01000001", "400")]
    columns.heading_row.setValue(4)
    columns.kind.setCurrentIndex(1)
    assert "No column is named for" in columns.problem.text()
    for role, place in (("practice_code", 1), ("unit_code", 2), ("patients", 3)):
        columns.roles[role].setCurrentIndex(place)
    assert columns.problem.text() == ""
    item = columns.files.item(0, 1)
    assert item is not None
    assert item.text() == "Patients by practice and area"
    remembered = wizard.draft.to_remember()
    wizard.close()

    # the next file with these headings, wherever they stand, is taken as this one was
    window.desk.settings.change(column_mappings=remembered)
    again = tmp_path / "again.csv"
    again.write_text(TITLED.replace("Made by", "A note\nMade by"), encoding="utf-8")
    wizard = ImportWizard(window.desk, tmp_path, parent=window)
    wizard.show()
    assert drop(wizard, [again])
    wait(qtbot, wizard)
    (file,) = wizard.draft.files
    assert (file.kind, file.heading_row) == (Kind.REGISTRATIONS, 5)
    assert dict(file.columns) == {"practice_code": "Surgery", "unit_code": "Area", "patients": "Heads"}
    assert wizard.wanted_pages() == [0, 1, 3]  # its columns may be named otherwise
    assert not drop(wizard, [])
    wizard.close()


def test_files_dropped_on_the_window_begin_an_import(
    window: MainWindow, boundaries: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[Path]] = []
    monkeypatch.setattr(window.file_commands.imports, "new", asked.append)
    twin = Path(shutil.copyfile(boundaries, boundaries.with_name("more.geojson")))
    assert drop(window, [boundaries, twin])
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [[boundaries, twin]]
