"""What a dropped file probably is, from its ending and its first line."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from workbench.errors import InputError
from workbench.io.published.recognise_texts import recognise_text
from workbench.io.published.text_source import TextSource

BOUNDARY_ENDINGS = (".gpkg", ".geojson", ".json", ".shp")
TABLE_ENDINGS = (".csv", ".txt")
PACKED_ENDINGS = (".xlsx", ".zip", ".gz")
PROJECT_TABLE = "layer_columns"


class FileKind(StrEnum):
    """What a file can be used as."""

    PROJECT = "project"
    UNITS = "units"
    PRACTICES = "practices"
    REGISTRATIONS = "registrations"
    PROVIDERS = "providers"
    UNKNOWN = "unknown"


def kind_of(path: Path) -> FileKind:
    """The kind of a file; nothing is changed and nothing raised."""
    ending = path.suffix.casefold()
    if ending == ".gpkg" and is_project(path):
        return FileKind.PROJECT
    if ending in BOUNDARY_ENDINGS:
        return FileKind.UNITS
    if ending != ".csv":
        return FileKind.UNKNOWN
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            head = file.readline(4000).casefold()
    except OSError:
        return FileKind.UNKNOWN
    columns = {name.strip().strip('"') for name in head.split(",")}
    if any("patients" in name for name in columns) and any(
        "lsoa" in name or "oa" in name for name in columns
    ):
        return FileKind.PRACTICES if "list_size" in columns else FileKind.REGISTRATIONS
    if columns & {"list_size", "practice_name", "number_of_patients"}:
        return FileKind.PRACTICES
    if any("provider" in name or "sector" in name or "site" in name for name in columns):
        return FileKind.PROVIDERS
    return FileKind.UNKNOWN


def need_import(paths: Sequence[Path]) -> bool:
    """Whether these files are for the import of published files.

    The plain dialog for new projects takes one table of each kind, in this program's own layout.
    """
    kinds = [kind_of(path) for path in paths]
    known = [kind for kind in kinds if kind is not FileKind.UNKNOWN]
    return len(known) > len(set(known)) or any(_published(path) for path in paths)


def _published(path: Path) -> bool:
    """Whether a file is a table as the NHS or the ONS publish them, or a book or archive of such tables."""
    if path.suffix.casefold() in PACKED_ENDINGS:
        return True
    if path.suffix.casefold() not in TABLE_ENDINGS:
        return False
    try:
        return recognise_text(TextSource(path)).published
    except (InputError, OSError):
        return False


def is_project(path: Path) -> bool:
    """Whether a GeoPackage is one of our projects."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as file:
            found = file.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (PROJECT_TABLE,)).fetchone()
    except sqlite3.Error:
        return False
    return found is not None
