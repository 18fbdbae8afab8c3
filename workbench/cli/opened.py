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
        _see_that_it_can_change(opened)
        yield opened
        opened.save()


@contextmanager
def project_to_import_into(path: Path, *, dry_run: bool) -> Iterator[OpenProject]:
    """The project for a command that brings a file in; a backup is made before, unless nothing is kept."""
    with (project_to_read if dry_run else project_to_change)(path) as opened:
        opened.back_up("before import")
        yield opened


@contextmanager
def project_to_replace(path: Path) -> Iterator[OpenProject]:
    """The project for a command that writes the whole file anew; it stays locked until that is done."""
    with _opened(path, read_only=False) as opened:
        _see_that_it_can_change(opened)
        yield opened


def _see_that_it_can_change(opened: OpenProject) -> None:
    if opened.newer:
        raise ProjectError(f"{opened.save_hint}.", remedy="Change it with that version.")
    if opened.held_by is not None:
        raise ProjectError(
            f"{opened.path.name} cannot be changed now: it is open elsewhere.",
            why=f"{opened.held_by.words}.".capitalize(),
            remedy="Close it there, then try again.",
        )
    if opened.save_hint:
        raise ProjectError(
            f"{opened.path.name} lies where it cannot be changed.",
            why=f"The file or its folder {opened.path.parent} is open for reading only.",
            remedy="Copy it to a folder that you may write to, and change the copy.",
        )


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
