"""A kept file of every version of the tables opens, is brought up to date in its copy, and stays."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.io.project_file.example_project import assert_same_area, grid_area
from workbench.errors import ProjectError
from workbench.io.project_file.schema import SCHEMA_VERSION, TABLES, quoted
from workbench.session.opening import open_project

VERSIONS = Path(__file__).with_name("versions")
"""``v1.gpkg`` and so on, written by the program of that time: the grid, two localities, a step undone."""


def test_a_file_of_every_version_is_kept() -> None:
    """A change of the tables needs a new version, and a file of it for those who come after."""
    assert sorted(path.name for path in VERSIONS.iterdir()) == [
        f"v{version}.gpkg" for version in range(1, SCHEMA_VERSION + 1)
    ]
    with contextlib.closing(sqlite3.connect(VERSIONS / f"v{SCHEMA_VERSION}.gpkg")) as kept:
        tables = {
            name: [column[1] for column in kept.execute(f"PRAGMA table_info({quoted(name)})")]
            for name in TABLES
        }
    with contextlib.closing(sqlite3.connect(":memory:")) as now:
        for name, (_, columns) in TABLES.items():
            now.execute(f"CREATE TABLE {quoted(name)} ({columns})")
            made = [column[1] for column in now.execute(f"PRAGMA table_info({quoted(name)})")]
            assert tables[name] == made


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_a_file_of_a_version(version: int, tmp_path: Path) -> None:
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


def test_a_file_of_a_later_version_is_there_for_reading(tmp_path: Path) -> None:
    """With a column and a table that this program does not know; a copy of it has them too."""
    path = Path(shutil.copyfile(VERSIONS / f"v{SCHEMA_VERSION}.gpkg", tmp_path / "project.gpkg"))
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("ALTER TABLE localities ADD COLUMN mood TEXT NOT NULL DEFAULT 'good'")
        db.execute("CREATE TABLE moods (mood TEXT)")
        db.execute("UPDATE settings SET value = ? WHERE key = 'schema_version'", (str(SCHEMA_VERSION + 1),))
    before = path.read_bytes()
    with open_project(path) as project:
        assert project.read_only
        assert "newer version" in project.save_hint
        (scenario,) = project.session.project.scenarios
        assert scenario.plan.labels.tolist() == [0] * 6 + [-1] * 6
        with pytest.raises(ProjectError, match="reading only"):
            project.save()
        project.save_as(tmp_path / "copy.gpkg")
    assert path.read_bytes() == before
    with contextlib.closing(sqlite3.connect(tmp_path / "copy.gpkg")) as db:
        assert db.execute("SELECT count(*) FROM moods").fetchone() == (0,)
        assert db.execute("SELECT mood FROM localities").fetchall() == [("good",)] * 2
