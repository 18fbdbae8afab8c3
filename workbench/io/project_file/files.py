"""Put a finished file in the place of another: written beside, flushed to the disk, replaced, or nothing at all."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from workbench.errors import ProjectError

SIDE_ENDINGS = ("-journal", "-wal", "-shm")
"""What SQLite puts beside a database while it writes."""
LEFTOVER_AGE_S = 3600
"""A temporary file this old belongs to no save that still runs."""
_REPLACE_TRIES = 6
_pause: Callable[[float], None] = time.sleep


def write_beside(target: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` make a file in the folder of ``target``, then put it in its place.

    Whatever fails, ``target`` is the old file or the new one, whole, and nothing else is left behind.

    Raises:
        OSError: the folder cannot be written, the disk is full, or another program holds the target.
    """
    temporary = _temporary(target)
    _remove_leftovers(target)
    try:
        write(temporary)
        flush_file(temporary)
        _replace(temporary, target)
    finally:
        remove_database(temporary)
    _flush_folder(target.parent)


def remove_database(path: Path) -> None:
    """Remove a database and what SQLite may have left beside it; a missing file is no problem."""
    for ending in ("", *SIDE_ENDINGS):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def flush_file(path: Path) -> None:
    """Have the system put the file's bytes on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Have the system keep the new name; Windows does so by itself and opens no folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        # Some shared drives cannot flush a folder; the file itself is whole and in its place.
        return
    finally:
        os.close(handle)


def _replace(temporary: Path, target: Path) -> None:
    """Replace; on Windows a virus scanner or a sync client may hold the target for a moment."""
    for attempt in range(1, _REPLACE_TRIES + 1):
        try:
            temporary.replace(target)
            return
        except PermissionError:
            if attempt == _REPLACE_TRIES:
                raise
            _pause(0.05 * 2**attempt)


def _temporary(target: Path) -> Path:
    return target.with_name(f"{_prefix(target)}{uuid.uuid4().hex[:8]}.gpkg")


def _prefix(target: Path) -> str:
    return f".{target.stem[:40]}-saving-"


def _remove_leftovers(target: Path) -> None:
    """Remove what a save that was killed has left beside the target."""
    if not target.parent.is_dir():
        return
    prefix = _prefix(target)
    for path in target.parent.iterdir():
        if path.name.startswith(prefix) and time.time() - path.stat().st_mtime > LEFTOVER_AGE_S:
            path.unlink(missing_ok=True)


def cannot_write(target: Path, problem: Exception, *, safe_at: Path | None = None) -> ProjectError:
    """What to tell when a file could not be written; ``safe_at`` is the working copy that holds the work."""
    kept = f" Your work is safe in the working copy {safe_at}." if safe_at else ""
    if not target.parent.is_dir():
        return ProjectError(
            f"{target.name} was not saved.{kept}",
            why=f"There is no folder {target.parent}.",
            remedy="Save it in another folder.",
        )
    cause = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    return ProjectError(
        f"{target.name} was not saved.{kept}",
        why=f"The folder {target.parent} could not be written to ({cause}).",
        remedy="Free some space or close the program that holds the file, then save again; "
        "or save it in another folder.",
    )
