"""Open a project file for reading without changing a byte of it, and without trusting what is in it."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely.errors

from workbench.errors import ProjectError, WorkbenchError
from workbench.io.project_file.files import is_there, unfinished_beside
from workbench.io.project_file.schema import LAYERS, SCHEMA_VERSION, TABLES
from workbench.io.readers.databases import SQLITE_MAGIC, at_most, file_uri, guard

_GEOPACKAGE_IDS = {0x47504B47, 0x47503130, 0x47503131}
"""application_id of GeoPackage 1.2 and later, 1.0 and 1.1."""
_OTHER_COPY = "Open another copy of it, for example from a backup or the previous versions of the folder."


@dataclass(frozen=True)
class FileHead:
    """What the settings of a project file say."""

    settings: dict[str, Any]

    @property
    def schema_version(self) -> int:
        """Version of its tables."""
        return int(self.settings["schema_version"])

    @property
    def newer(self) -> bool:
        """Whether a newer program has written it."""
        return self.schema_version > SCHEMA_VERSION

    @property
    def older(self) -> bool:
        """Whether its tables are to be brought up to date."""
        return self.schema_version < SCHEMA_VERSION

    @property
    def project_id(self) -> str:
        """Identifier that stays when the file is renamed or copied."""
        return str(self.settings.get("project_id", ""))


def connect_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that reads the file as it lies there: no lock, no side file, no change of its time.

    Raises:
        ProjectError: there is no such file, it is no GeoPackage, cut short, damaged, or in use.
    """
    _look_at_bytes(path)
    _refuse_unfinished(path)
    with told_as_damage(path), contextlib.ExitStack() as unless_sound:
        db = sqlite3.connect(
            f"{file_uri(path)}?mode=ro&immutable=1", uri=True, isolation_level=None, check_same_thread=False
        )
        unless_sound.callback(db.close)
        guard(db)
        (application,) = db.execute("PRAGMA application_id").fetchone()
        if application not in _GEOPACKAGE_IDS:
            raise _no_project(path)
        with at_most(db):
            (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise damaged(path, verdict)
        unless_sound.pop_all()
    return db


def read_head(db: sqlite3.Connection, path: Path) -> FileHead:
    """The settings of an open file; sees that it is a project which this program can read.

    Raises:
        ProjectError: it is a GeoPackage but no project, or one that only a newer program can read.
    """
    with told_as_damage(path):
        return _head(db, path)


def _head(db: sqlite3.Connection, path: Path) -> FileHead:
    kinds = {
        name: (kind, sql)
        for name, kind, sql in db.execute(
            "SELECT name, type, sql FROM sqlite_schema WHERE type IN ('table', 'view')"
        )
    }
    if "settings" not in kinds:
        raise _no_project(path)
    # A view or a virtual table would run somebody's SQL where rows are expected.
    real = {
        name
        for name, (kind, sql) in kinds.items()
        if kind == "table" and not sql.upper().startswith("CREATE VIRTUAL")
    }
    if "settings" not in real:
        raise damaged(path, "settings is no table")
    try:
        settings = {key: json.loads(value) for key, value in db.execute("SELECT key, value FROM settings")}
        head = FileHead(settings)
        version, readable_from = head.schema_version, int(settings["readable_from"])
    except (sqlite3.OperationalError, KeyError) as problem:
        raise _no_project(path) from problem
    if version > SCHEMA_VERSION and readable_from > SCHEMA_VERSION:
        raise ProjectError(
            f"{path.name} was written by a newer version of the program.",
            why=f"Its tables have version {version}; this program knows them up to {SCHEMA_VERSION}.",
            remedy="Open it with the newer version of the program.",
        )
    missing = sorted({*TABLES, *LAYERS} - real)
    if missing:
        raise damaged(path, f"the table {missing[0]} is missing")
    return head


def damaged(path: Path, cause: object) -> ProjectError:
    """What to tell about a project that cannot be read."""
    return ProjectError(f"{path.name} is damaged and was not opened.", why=f"{cause}.", remedy=_OTHER_COPY)


@contextlib.contextmanager
def told_as_damage(path: Path) -> Iterator[None]:
    """Tell whatever does not fit inside a file in words, naming the file."""
    try:
        yield
    except WorkbenchError as problem:
        if path.name in problem.what:
            raise
        raise damaged(path, str(problem).rstrip(".")) from problem
    except (
        sqlite3.Error,
        shapely.errors.ShapelyError,
        LookupError,
        AttributeError,
        TypeError,
        ValueError,
        OverflowError,
        RecursionError,
    ) as problem:
        raise damaged(path, f"Its contents do not fit together: {problem!r}") from problem


def _no_project(path: Path) -> ProjectError:
    return ProjectError(
        f"{path.name} is not a project of this program.",
        why="It lacks the tables that a project has.",
        remedy="To draw localities on its areas, make a new project from it.",
    )


def _look_at_bytes(path: Path) -> None:
    """Tell the plain cases apart before SQLite has to: no file, a folder, another format, cut short."""
    if not is_there(path):
        raise ProjectError(
            f"There is no file {path}.", remedy="Check the name, or choose the project in its folder."
        )
    if path.is_dir():
        raise ProjectError(f"{path} is a folder.", remedy="Choose the project file inside it.")
    try:
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except OSError as problem:
        raise ProjectError(
            f"{path.name} was not opened.",
            why=f"The file cannot be read ({problem.strerror}).",
            remedy="Close other programs that use it, and check that you may read it.",
        ) from problem
    if not size:
        raise ProjectError(f"{path.name} is empty.", remedy=_OTHER_COPY)
    if head[:16] != SQLITE_MAGIC[: len(head)]:
        raise _no_project(path)
    page = int.from_bytes(head[16:18], "big")
    expected = (65_536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
    if len(head) < 100 or size < expected:
        raise damaged(path, f"The file is cut short: {size:,} bytes of {max(expected, 100):,}")


def _refuse_unfinished(path: Path) -> None:
    """Refuse a file that another program is writing or has not finished: its pages do not fit together."""
    beside = unfinished_beside(path)
    if beside is not None:
        raise ProjectError(
            f"{path.name} is in use by another program.",
            why=f"The file {beside.name} beside it holds changes that are not in it yet.",
            remedy="Close the project in the other program, for example QGIS, and open it again.",
        )
