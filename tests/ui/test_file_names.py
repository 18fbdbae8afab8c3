"""Names of files that are suggested from what planners have written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.models.edits import HeadEdit
from workbench.ui.dialogs.file_names import file_name
from workbench.ui.dialogs.files import SaveFile

if TYPE_CHECKING:
    from workbench.ui.main_window import MainWindow


@pytest.mark.parametrize(
    ("wanted", "called"),
    [
        ("Fictionshire Draft A.xlsx", "Fictionshire Draft A.xlsx"),
        ("Draft v1.5 by ward.csv", "Draft v1.5 by ward.csv"),
        ("../../x.csv", "x.csv"),
        ("C:\\Windows\\x.pdf", "C Windows x.pdf"),
        ("CON.csv", "CON_.csv"),
        ("nul", "nul_"),
        ("Com1.old.gpkg", "Com1.old_.gpkg"),
        ('Who? "We": <A|B>*.png', "Who We A B.png"),
        ("\u202efdp.exe\u200f.pdf", "fdp.exe.pdf"),
        ("line\nbreak\0.csv", "linebreak.csv"),
        ("ends with dots....csv", "ends with dots.csv"),
        (".hidden.csv", "hidden.csv"),
        ("x" * 300 + ".csv", "x" * 100 + ".csv"),
        ("Café 🏥 Ünïts.xlsx", "Café 🏥 Ünïts.xlsx"),
        ("///.csv", "Plan.csv"),
        ("", "Plan"),
    ],
)
def test_names_are_only_names(wanted: str, called: str) -> None:
    assert file_name(wanted) == called


@given(st.text(max_size=300))
def test_whatever_is_written_stays_in_its_folder(wanted: str) -> None:
    name = file_name(f"{wanted}.csv")
    folder = Path("folder")
    assert (folder / name).parent == folder
    assert name.endswith(".csv")
    assert name.isprintable()
    assert not name.startswith(".")
    assert file_name(name) == name


ASKING = (
    "export", "export_map", "export_geopackage", "export_geojson", "export_plan", "board_pack",
)  # fmt: skip


def test_every_export_suggests_a_name_in_the_folder(
    grid_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge = grid_window.desk.bridge
    assert bridge is not None
    scenario = bridge.scenario
    named = replace(scenario.head, name="../../x <b>")
    assert grid_window.desk.apply(HeadEdit(scenario.id, scenario.head, named, "Rename"))
    suggested: list[Path] = []

    def ask(_cls: object, _parent: object, _title: str, _kinds: str, suggestion: Path) -> None:
        suggested.append(suggestion)

    monkeypatch.setattr(SaveFile, "ask", classmethod(ask))
    for name in ASKING:
        grid_window.acts[name].trigger()
    assert len(suggested) == len(ASKING)
    assert {path.parent for path in suggested} == {grid_window.desk.folder}
    assert all(path.name == file_name(path.name) for path in suggested)
