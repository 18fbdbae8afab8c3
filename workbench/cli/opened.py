"""Open a project for one command, and save it where the command has changed it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from workbench.session.opening import OpenProject, open_project

ProjectArgument = Annotated[Path, typer.Argument(metavar="PROJECT", help="The project file.")]
"""The argument PROJECT of every command."""
ScenarioOption = Annotated[str, typer.Option("--scenario", metavar="S", help="The scenario's name.")]
"""The option ``--scenario`` where a command needs one."""


@contextmanager
def project_to_read(path: Path) -> Iterator[OpenProject]:
    """The project for a command that only looks; no byte of the file changes."""
    opened = open_project(path, read_only=True)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def project_to_change(path: Path) -> Iterator[OpenProject]:
    """The project for a command that edits; saved at the end, left as it was where anything goes wrong."""
    opened = open_project(path)
    try:
        yield opened
        opened.save()
    finally:
        opened.close()
