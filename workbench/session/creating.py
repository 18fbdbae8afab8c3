"""Make a new project file of imported data."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import ProjectError
from workbench.io.catalogue import default_catalogue
from workbench.io.project_file.files import is_there
from workbench.io.project_file.writing import write_project
from workbench.models.project import Project, StudyArea


def create_project(path: Path, *, name: str, area: StudyArea, overwrite: bool = False) -> None:
    """Write a project without scenarios to ``path``; its name is the file's where ``name`` is empty.

    Raises:
        ProjectError: there is a file already and it may not be replaced, or the folder cannot be written.
    """
    if is_there(path) and not overwrite:
        raise ProjectError(
            f"There is a file {path.name} already.",
            why=f"It is in {path.absolute().parent}.",
            remedy="Choose another name, or allow it to be overwritten.",
        )
    write_project(path, fresh_project(name.strip() or path.stem, area))


def fresh_project(name: str, area: StudyArea) -> Project:
    """A project without scenarios, with the default catalogue of services."""
    project = Project(name, area)
    for service in default_catalogue():
        project.registers.put("service", service.id, service)
    return project
