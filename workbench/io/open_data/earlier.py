"""Tell an earlier export from a project, both of which are databases."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from workbench.io.readers.databases import opened_unknown

ABOUT = "about_this_export"
"""The table that says what an export is."""


def is_export(path: Path) -> bool:
    """Whether a database is an export of this program, which may be written anew; a project is none."""
    with contextlib.suppress(sqlite3.Error):
        with opened_unknown(path) as db:
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema")}
        return ABOUT in tables and "settings" not in tables
    return False
