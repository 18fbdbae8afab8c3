"""A project that is open and saved nowhere, for windows and tools without a file."""

from __future__ import annotations

from pathlib import Path

from workbench.models.project import Project
from workbench.session.session import Session


class OpenedInMemory:
    """A project that is saved nowhere."""

    def __init__(self, project: Project, *, read_only: bool = False) -> None:
        self.session = Session(project, read_only=read_only)
        self.path: Path | None = None
        self.unsaved = False

    def save(self) -> None:
        """Nothing is saved."""

    def save_as(self, path: Path) -> None:
        """Nothing is saved."""

    def close(self, *, discard: bool = False) -> None:
        """Nothing is open."""
