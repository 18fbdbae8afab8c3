"""Open a project for one command, and save it where the command has changed it.

Commands import what they use when they run: --help and wrong usage answer without waiting for pandas.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.progress_bar import watched
from workbench.errors import ProjectError

if TYPE_CHECKING:
    from workbench.session.opening import OpenProject

ProjectArgument = Annotated[Path, typer.Argument(metavar="PROJECT", help="The project file.")]
"""The argument PROJECT of every command."""
ScenarioOption = Annotated[str, typer.Option("--scenario", metavar="S", help="The scenario's name.")]
"""The option ``--scenario`` where a command needs one."""


@contextmanager
def project_to_read(path: Path) -> Iterator[OpenProject]:
    """The project for a command that only looks; no byte of the file changes."""
    with _opened(path, read_only=True) as opened:
        yield opened


@contextmanager
def project_to_change(path: Path) -> Iterator[OpenProject]:
    """The project for a command that edits; saved at the end, left as it was where anything goes wrong."""
    with _opened(path, read_only=False) as opened:
        if opened.newer:
            raise ProjectError(f"{opened.save_hint}.", remedy="Change it with that version.")
        if opened.save_hint:
            raise ProjectError(
                f"{path.name} lies where it cannot be changed.",
                why=f"The file or its folder {path.absolute().parent} is open for reading only.",
                remedy="Copy it to a folder that you may write to, and change the copy.",
            )
        yield opened
        opened.save()


@contextmanager
def project_to_note(path: Path) -> Iterator[OpenProject]:
    """The project for an export that notes what it wrote; saved where that can be, else only looked at."""
    with _opened(path, read_only=False) as opened:
        yield opened
        if not opened.save_hint:
            opened.save()


def _opened(path: Path, *, read_only: bool) -> OpenProject:
    from workbench.session.opening import open_project

    with watched("Opening") as progress:
        return open_project(path, read_only=read_only, progress=progress)
