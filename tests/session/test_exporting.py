"""Each export of a session writes the file that it names, with the figures of the moment."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.io.workbooks.hostile import hostile_session
from workbench.io.plan_csv import plan_text
from workbench.session.exporting import export_configuration, export_map, export_plan


def test_each_export_writes_its_file(tmp_path: Path) -> None:
    session = hostile_session()
    scenario = session.project.scenarios[0]
    export_configuration(session, scenario, tmp_path / "a.xlsx", public=True)
    export_map(session, scenario, tmp_path / "a.png", dpi=40)
    export_plan(session, scenario, tmp_path / "a.csv")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    assert book["Localities"]["F6"].value == session.figures(scenario).localities[0].resident
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "a.csv").read_bytes() == plan_text(session.project, scenario).encode("utf-8")
