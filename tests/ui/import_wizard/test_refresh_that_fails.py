"""A refresh that cannot be written leaves the project as it was, and open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import shapely

from tests.ui.window_driving import wait_for_jobs
from workbench.io.project_file import writing
from workbench.io.published.recognise import recognise_all
from workbench.progress import NoProgress
from workbench.session import plan_edits as edits
from workbench.session.creating import create_project
from workbench.session.opening import open_project
from workbench.session.published.building import build_area
from workbench.ui.import_wizard.draft import ImportDraft
from workbench.ui.import_wizard.wizard import ImportWizard
from workbench.ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def boundaries(tmp_path: Path) -> Path:
    shapes = [shapely.box(x, 300_000, x + 1000, 301_000) for x in (400_000, 401_000, 402_000)]
    codes = ["E01000001", "E01000002", "E01000003"]
    path = tmp_path / "areas.geojson"
    gpd.GeoDataFrame({"LSOA21CD": codes}, geometry=shapes, crs="EPSG:27700").to_file(path, driver="GeoJSON")
    return path


def test_the_old_project_comes_back(
    window: MainWindow, boundaries: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.gpkg"
    create_project(path, name="P", area=build_area(recognise_all([boundaries])).area)
    with open_project(path) as project:
        session = project.session
        session.apply(edits.add_scenario(session.project, "Draft"))
        session.apply(edits.add_locality(session.project.scenarios[0]))
        drawn = edits.reassign(session.project, session.project.scenarios[0], np.arange(2), 0)
        assert drawn is not None
        session.apply(drawn)
        project.save()
    before = path.read_bytes()
    window.file_commands.open_path(path)
    wait_for_jobs(qtbot, window)

    def ask(_cls: type[ImportWizard], /, *_: object, **details: object) -> ImportDraft:
        draft = ImportDraft(earlier=details.get("earlier"))  # type: ignore[arg-type]  # what the command hands in
        draft.add(draft.read_kinds([boundaries], window.desk.settings.now, NoProgress()).found)
        draft.imported = draft.build(NoProgress())
        return draft

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ImportWizard, "ask", classmethod(ask))
    with monkeypatch.context() as patch:
        patch.setattr(writing, "put_outlines", full)
        window.acts["refresh_data"].trigger()
        wait_for_jobs(qtbot, window)
        wait_for_jobs(qtbot, window)
    bridge = window.desk.bridge
    assert bridge is not None
    assert not bridge.read_only
    assert bridge.scenario.plan.labels.tolist() == [0, 0, -1]
    assert path.read_bytes() == before
    message = window.bar.message
    assert message is not None
    assert "the disk is full" in message.why

    def touched(_cls: type[ImportWizard], /, *_: object, **details: object) -> ImportDraft:
        path.write_bytes(before + b" ")
        return ask(_cls, **details)

    monkeypatch.setattr(ImportWizard, "ask", classmethod(touched))
    window.acts["refresh_data"].trigger()
    assert path.read_bytes() == before + b" "
    assert window.desk.bridge is bridge
    path.write_bytes(before)
    monkeypatch.setattr(ImportWizard, "ask", classmethod(ask))
    window.file_commands.open_path(path)
    wait_for_jobs(qtbot, window)
    window.acts["refresh_data"].trigger()
    wait_for_jobs(qtbot, window)
    wait_for_jobs(qtbot, window)
    message = window.bar.message
    assert message is not None
    assert message.what == "p.gpkg has the newer data"
    assert [action.text for action in message.actions] == ["Show report"]
