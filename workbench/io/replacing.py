"""Write a file beside its place and put it there when it is whole: never half a file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import ExportError

_DATABASE = b"SQLite format 3\0"


@contextmanager
def replacing(path: Path, *, may_replace: Callable[[Path], bool] | None = None) -> Iterator[Path]:
    """A new file beside ``path``, which takes its place when the block ends well and vanishes otherwise.

    ``may_replace`` tells of a database in its place whether it may go; without it none may.

    Raises:
        ExportError: the folder is missing or cannot be written, the file there is held open, or it is a
            database, which may be the project itself.
    """
    if not path.parent.is_dir():
        raise ExportError(
            f"{path.name} cannot be written.",
            why=f"There is no folder {path.parent}.",
            remedy="Choose a folder that exists.",
        )
    if path.is_dir():
        raise ExportError(
            f"{path.name} cannot be written.",
            why="There is a folder of that name.",
            remedy="Choose another name.",
        )
    if may_replace is None or not may_replace(path):
        refuse_database(path)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.stem[:40]}-", dir=path.parent) as folder:
            beside = Path(folder) / path.name
            yield beside
            beside.replace(path)
    except OSError as problem:
        raise ExportError(
            f"{path.name} cannot be written.",
            why=f"{problem.strerror or problem}.",
            remedy="Close it where it is open, or choose a folder that you may write to.",
        ) from problem


def refuse_database(path: Path) -> None:
    """See that an export does not take the place of a project or of boundaries: a slip would lose them.

    Raises:
        ExportError: the file there is a database.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(_DATABASE))
    except OSError:
        return  # nothing there, or nothing that can be looked at; writing tells more
    if start == _DATABASE:
        raise ExportError(
            f"{path.name} was not replaced.",
            why="It is a database, perhaps a project.",
            remedy="Name another file for what is written.",
        )
