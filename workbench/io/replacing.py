"""Write a file beside its place and put it there when it is whole: never half a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import ExportError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file beside ``path``, which takes its place when the block ends well and vanishes otherwise.

    Raises:
        ExportError: the folder is missing or cannot be written, or the file there is held open.
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
