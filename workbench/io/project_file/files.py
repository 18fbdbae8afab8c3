"""Put a finished file in the place of another: written beside, flushed, replaced, or nothing at all."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import shutil
import sqlite3
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


def write_beside(
    target: Path, write: Callable[[Path], None], *, before: Callable[[Path], object] = lambda _: None
) -> None:
    """Let ``write`` make a file in the folder of ``target``, then put it in its place.

    ``before`` is told of the whole new file just before it is put there, with its time and size.
    Whatever fails, ``target`` is the old file or the new one, whole, and nothing else is left behind.

    Raises:
        OSError: the folder cannot be written, the disk is full, or another program holds the target.
    """
    target = target.resolve()  # a link stays a link
    _see_that_it_may_be_replaced(target)
    temporary = _temporary(target)
    _remove_leftovers(target)
    try:
        write(temporary)
        flush_file(temporary)
        with contextlib.suppress(OSError):  # there is nothing to take over yet, or the drive knows no modes
            shutil.copymode(target, temporary)
        before(temporary)
        _replace(temporary, target)
    finally:
        with contextlib.suppress(OSError):  # the folder may be gone; what is left goes at a later save
            remove_database(temporary)
    _flush_folder(target.parent)


def unfinished_beside(path: Path) -> Path | None:
    """The file in which another program keeps changes that a database does not have yet, if there is one."""
    for ending in ("-journal", "-wal"):
        beside = path.with_name(path.name + ending)
        with contextlib.suppress(OSError):  # none is there, or the name is too long for one
            if beside.stat().st_size:
                return beside
    return None


def is_there(path: Path) -> bool:
    """Whether there is a file or folder; a name that the system cannot take has none."""
    with contextlib.suppress(OSError):
        return path.exists()
    return False


def remove_database(path: Path) -> None:
    """Remove a database and what SQLite may have left beside it; a missing file is no problem."""
    for ending in ("", *SIDE_ENDINGS):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def flush_file(path: Path) -> None:
    """Have the system put the file's bytes on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _see_that_it_may_be_replaced(target: Path) -> None:
    """Leave a file alone that is marked, or whose old journal SQLite would play back into the new file."""
    if not is_there(target):
        return
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is marked as read-only", str(target))
    journal = unfinished_beside(target)
    if journal is not None:
        raise OSError(
            errno.EBUSY, f"another program is writing to the file: {journal.name} lies beside it", str(target)
        )


def _flush_folder(folder: Path) -> None:
    """Have the system keep the new name; Windows does so by itself and opens no folders."""
    if os.name == "nt":
        return
    with contextlib.suppress(
        OSError
    ):  # some shared drives flush no folder; the file is whole and in its place
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
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
    for path in target.parent.glob(f"{glob.escape(_prefix(target))}*"):
        with contextlib.suppress(OSError):  # another save may have removed it already
            if time.time() - path.stat().st_mtime > LEFTOVER_AGE_S:
                path.unlink()


def cannot_write(target: Path, problem: Exception, *, safe_at: Path | None = None) -> ProjectError:
    """What to tell when a file could not be written; ``safe_at`` is the working copy that holds the work."""
    kept = f" Your work is safe in the working copy {safe_at}." if safe_at else ""
    if not target.parent.is_dir():
        return ProjectError(
            f"{target.name} was not saved.{kept}",
            why=f"There is no folder {target.parent}.",
            remedy="Save it in another folder.",
        )
    return ProjectError(
        f"{target.name} was not saved.{kept}",
        why=f"The folder {target.parent} could not be written to ({_cause(problem)}).",
        remedy="Free some space or close the program that holds the file, then save again; "
        "or save it in another folder.",
    )


def _cause(problem: Exception) -> str:
    """Why a file could not be written: a full disk in the same words, whoever has met it."""
    if isinstance(problem, OSError):
        full = problem.errno == errno.ENOSPC
        return "the disk is full" if full else problem.strerror or str(problem)
    full = getattr(problem, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return "the disk is full" if full else str(problem)
