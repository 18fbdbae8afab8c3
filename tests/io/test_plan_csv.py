"""The plan file: exact bytes out, and every shape of file that people make comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.grids import grid_project
from workbench.errors import ExportError, InputError
from workbench.io.plan_csv import PlanRow, plan_text, read_plan_rows, write_plan
from workbench.session import plan_edits
from workbench.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.models.project import Project


def drawn(*names: str) -> Project:
    """A project whose scenario gives unit k to the locality k."""
    project = grid_project()
    session = Session(project)
    session.apply(plan_edits.add_scenario(project, "Plan"))
    scenario = project.scenarios[0]
    for slot, name in enumerate(names):
        session.apply(plan_edits.add_locality(scenario, name))
        edit = plan_edits.reassign(project, scenario, np.array([slot]), slot)
        assert edit is not None
        session.apply(edit)
    return project


def test_all_units_in_project_order_with_lf(tmp_path: Path) -> None:
    project = drawn("West", "East, upper")
    write_plan(tmp_path / "plan.csv", project=project, scenario=project.scenarios[0])
    content = (tmp_path / "plan.csv").read_bytes()
    assert content.startswith(b'unit_code,locality\nU01,West\nU02,"East, upper"\nU03,\n')
    assert b"\r" not in content
    assert content.count(b"\n") == 13
    assert [path.name for path in tmp_path.iterdir()] == ["plan.csv"]


def test_names_that_begin_like_formulas_are_written_exactly() -> None:
    project = drawn("=1+1", "@SUM(1)", 'said "so"', "two\nlines", "a\rb")
    text = plan_text(project, project.scenarios[0])
    assert 'U01,=1+1\nU02,@SUM(1)\nU03,"said ""so"""\nU04,"two\nlines"\nU05,"a\rb"\n' in text


@pytest.mark.parametrize(
    "content",
    [
        b"unit_code,locality\nU01,Caf\xc3\xa9\nU02,\n",
        b"\xef\xbb\xbfunit_code,locality\r\nU01,Caf\xc3\xa9\r\nU02,\r\n",
        b"LSOA Code;Hub\nU01;Caf\xe9\nU02;\n",
        b"lsoa11cd\tlocality name\nU01\t Caf\xe9 \nU02\t\n",
        "Unit,District\nU01,Café\nU02,\n".encode("utf-16"),
    ],
    ids=["utf-8", "mark and CRLF", "cp1252 and semicolons", "tabs", "utf-16"],
)
def test_shapes_of_files_that_are_read(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "plan.csv"
    file.write_bytes(content)
    assert read_plan_rows(file) == [PlanRow(2, "U01", "Café"), PlanRow(3, "U02", "")]


def test_the_name_is_taken_where_code_and_name_stand_side_by_side(tmp_path: Path) -> None:
    file = tmp_path / "areas.csv"
    file.write_text("LSOA code,LSOA,Locality code,Locality\nU01,Gridtown 001A,L01,West\n", encoding="utf-8")
    assert read_plan_rows(file) == [PlanRow(2, "U01", "West")]


def test_a_file_without_its_columns_is_told(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("place,colour\nU01,red\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"plan\.csv has no column for the areas' codes.*“place”"):
        read_plan_rows(file)
    file.write_text("unit_code,colour\nU01,red\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column for the localities' names"):
        read_plan_rows(file)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    project = drawn("West")
    with pytest.raises(ExportError, match="There is no folder"):
        write_plan(tmp_path / "gone" / "plan.csv", project=project, scenario=project.scenarios[0])
    (tmp_path / "plan.csv").mkdir()
    with pytest.raises(ExportError, match="There is a folder of that name"):
        write_plan(tmp_path / "plan.csv", project=project, scenario=project.scenarios[0])
