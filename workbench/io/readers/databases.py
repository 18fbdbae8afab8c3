"""Open a database that comes from anywhere: read only, trusting nothing in it, and not for ever."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

SQLITE_MAGIC = b"SQLite format 3\x00"
LARGEST_VALUE = 1 << 28
"""Bytes of the largest text or blob that is read: 256 MB."""
PATIENCE_S = 30.0
"""How long the look at an unknown database may take; one of 3 GB is looked at in half of it."""
_STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock."""
_TABLES_OF_GEOPACKAGE = ("gpkg_", "sqlite_", "rtree_")


def file_uri(path: Path) -> str:
    """The path as SQLite takes it in a URI, on every system and for every name."""
    text = path.absolute().as_posix()
    for char, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        text = text.replace(char, code)
    return f"file://{text}" if text.startswith("/") else f"file:///{text}"


def guard(db: sqlite3.Connection) -> None:
    """Keep what is stored in a file from running anything, and from asking for too much memory."""
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    db.execute("PRAGMA mmap_size = 0")
    db.execute("PRAGMA ignore_check_constraints = ON")  # a look at the pages would evaluate them
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)


@contextlib.contextmanager
def at_most(db: sqlite3.Connection, seconds: float = PATIENCE_S) -> Iterator[None]:
    """Stop statements that run longer; they end with ``sqlite3.OperationalError: interrupted``."""
    end = time.monotonic() + seconds
    db.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
    try:
        yield
    finally:
        db.set_progress_handler(None, 0)


@contextlib.contextmanager
def opened_unknown(path: Path, *, seconds: float = PATIENCE_S) -> Iterator[sqlite3.Connection]:
    """A database to look at: no byte of it changes, no lock, no side file.

    Raises:
        sqlite3.Error: it is none, is damaged, or keeps its reader busy for longer than ``seconds``.
    """
    uri = f"{file_uri(path)}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as db:
        db.text_factory = lambda text: text.decode("utf-8", "replace")
        guard(db)
        with at_most(db, seconds):
            yield db


def what_is_wrong(path: Path, *, seconds: float = PATIENCE_S) -> str:
    """Why the tables of a database are not to be handed to a library; "" where nothing speaks against it.

    The pages have to fit together, and what a library asks for must lie there as rows: views and virtual
    tables in the place of GeoPackage's own, and computed columns, run what somebody wrote.
    """
    try:
        with opened_unknown(path, seconds=seconds) as db:
            (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
            return "its pages do not fit together" if verdict != "ok" else _hostile(db)
    except (sqlite3.Error, ValueError) as problem:  # messages and names of columns may be no text
        told = str(problem)
        return "looking at it takes far too long" if "interrupted" in told else told


def _hostile(db: sqlite3.Connection) -> str:
    for name, kind, sql in db.execute("SELECT name, type, sql FROM sqlite_schema").fetchall():
        text = " ".join(str(sql or "").upper().split())
        virtual = text.startswith("CREATE VIRTUAL")
        if virtual and " USING RTREE" not in text.replace("(", " "):
            return f"its table {name} is none: it runs a module"
        if kind == "view" and str(name).casefold().startswith(_TABLES_OF_GEOPACKAGE):
            return f"{name} is a stored query where a table is expected"
        if kind == "table" and not virtual:
            quoted = str(name).replace('"', '""')
            hidden = [row[6] for row in db.execute(f'PRAGMA table_xinfo("{quoted}")')]
            if any(mark in {2, 3} for mark in hidden):
                return f"its table {name} computes columns"
    return ""


def stored_queries(path: Path) -> frozenset[str]:
    """Names of the views of a database; they are no layers."""
    with contextlib.suppress(sqlite3.Error, ValueError), opened_unknown(path) as db:
        return frozenset(
            str(name) for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")
        )
    return frozenset()
