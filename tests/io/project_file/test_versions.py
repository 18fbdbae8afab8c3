"""A file of every earlier version of the tables opens, is brought up to date in its copy, and stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.io.project_file.example_project import assert_same_area, grid_area
from workbench.io.project_file.schema import SCHEMA_VERSION
from workbench.session.opening import open_project

VERSIONS = Path(__file__).with_name("versions")
"""``v1.gpkg`` and so on, written by the program of that time: the grid, two localities, a step undone."""


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_file_of_an_earlier_version(version: int, tmp_path: Path) -> None:
    path = tmp_path / "project.gpkg"
    shutil.copyfile(VERSIONS / f"v{version}.gpkg", path)
    before = path.read_bytes()
    with open_project(path, read_only=True) as project:
        assert project.session.project.name == "Fictionshire"
    with open_project(path) as project:
        assert project.schema_version == SCHEMA_VERSION
        session = project.session
        assert_same_area(grid_area(), session.project.area)
        (scenario,) = session.project.scenarios
        assert [locality.code for locality in scenario.plan] == ["L01", "L02"]
        assert scenario.plan.labels.tolist() == [0] * 6 + [-1] * 6
        assert session.redo() is not None
        assert scenario.plan.labels.tolist() == [0] * 6 + [1] * 3 + [-1] * 3
        while session.undo():
            pass
        assert session.project.scenarios == []
        assert path.read_bytes() == before
        session.redo()
        project.save()
    with open_project(path, read_only=True) as again:
        assert again.schema_version == SCHEMA_VERSION
        assert len(again.session.project.scenarios) == 1
