"""A project file for every test of this folder, and a working copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.io.project_file.example_project import grid_area, working_copy_of
from workbench.io.project_file.working_copy import WorkingCopy
from workbench.io.project_file.writing import write_project
from workbench.models.project import Project


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project without scenarios, made once; it is not to be changed."""
    path = tmp_path_factory.mktemp("blank") / "blank.gpkg"
    write_project(path, Project("Blank", grid_area()))
    return path


@pytest.fixture
def project_file(tmp_path: Path, blank: Path) -> Path:
    """A project without scenarios, alone in its folder."""
    path = tmp_path / "files" / "project.gpkg"
    path.parent.mkdir()
    path.write_bytes(blank.read_bytes())
    return path


@pytest.fixture
def copy(tmp_path: Path, project_file: Path) -> Iterator[WorkingCopy]:
    """A working copy of the project."""
    copy = working_copy_of(project_file, tmp_path / "working")
    yield copy
    copy.close(discard=True)
