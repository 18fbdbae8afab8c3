"""Copy a project file as it is, for example one that a newer program has written."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from workbench.io.project_file.connecting import connect_for_reading
from workbench.io.project_file.files import cannot_write, write_beside


def copy_project(source: Path, target: Path) -> None:
    """Put a copy of the project ``source`` in the place of ``target``.

    Raises:
        ProjectError: the source cannot be read or the target's folder cannot be written.
    """
    with contextlib.closing(connect_for_reading(source)) as db:

        def write(temporary: Path) -> None:
            with contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as twin:
                twin.execute("PRAGMA locking_mode = EXCLUSIVE")
                db.backup(twin)
                twin.execute("PRAGMA journal_mode = DELETE")

        try:
            write_beside(target.absolute(), write)
        except (OSError, sqlite3.Error) as problem:
            raise cannot_write(target.absolute(), problem) from problem
