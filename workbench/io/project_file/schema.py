"""Our own tables in the project's GeoPackage: their columns, their version, their migrations.

Every table is registered in ``gpkg_contents`` as ``attributes``, so that QGIS lists it.
``application_id`` and ``user_version`` belong to GeoPackage; our version stands in ``settings``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from types import MappingProxyType

SCHEMA_VERSION = 2
"""Version of the tables that this program writes."""
READABLE_FROM = 2
"""Oldest version of the program's tables whose readers can still read what this program writes."""

LAYERS = ("units", "practices", "sites")
"""Feature layers. GDAL alone writes them: their R-tree triggers call functions that only GDAL has."""

_ID = "id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"

TABLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "settings": (
            "Version, name and place in the history; values are JSON",
            f"{_ID}, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL",
        ),
        "layer_columns": (
            "What the columns of the layers mean, in their order",
            f"{_ID}, layer TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, title TEXT NOT NULL, "
            "kind TEXT NOT NULL",
        ),
        "parents": (
            "The larger areas that units lie in; codes and names are columns of the layer units",
            f"{_ID}, kind TEXT NOT NULL UNIQUE, title TEXT NOT NULL, derived TEXT NOT NULL",
        ),
        "adjacency": (
            "Units that share a border, with its length in metres",
            f"{_ID}, unit_a TEXT NOT NULL, unit_b TEXT NOT NULL, shared_m REAL NOT NULL",
        ),
        "registrations": (
            "Patients by practice and unit of residence, as in the imported file",
            f"{_ID}, practice_code TEXT NOT NULL, unit_code TEXT NOT NULL, patients REAL",
        ),
        "sources": (
            "The files that the data came from",
            f"{_ID}, dataset TEXT NOT NULL, file TEXT NOT NULL, publisher TEXT NOT NULL, "
            "release TEXT NOT NULL, rows_read INTEGER NOT NULL, rows_rejected INTEGER NOT NULL, "
            "sha256 TEXT NOT NULL, licence TEXT NOT NULL, note TEXT NOT NULL",
        ),
        "notices": (
            "What was noticed while the data was read",
            f"{_ID}, code TEXT NOT NULL, severity TEXT NOT NULL, text TEXT NOT NULL, count INTEGER NOT NULL, "
            "examples TEXT NOT NULL",
        ),
        "healing": (
            "What was mended in the boundaries",
            f"{_ID}, snapped_vertices INTEGER NOT NULL, mended_polygons INTEGER NOT NULL, "
            "healed_edges INTEGER NOT NULL, removed_slivers INTEGER NOT NULL, "
            "largest_area_change_m2 REAL NOT NULL",
        ),
        "scenarios": (
            "Scenarios in their order; head and rules are JSON",
            f"{_ID}, scenario TEXT NOT NULL UNIQUE, place INTEGER NOT NULL, head TEXT NOT NULL, "
            "rules TEXT NOT NULL",
        ),
        "localities": (
            "Localities of each scenario; removed ones keep their code, which is never used twice",
            f"{_ID}, scenario TEXT NOT NULL, slot INTEGER NOT NULL, removed INTEGER NOT NULL, "
            "code TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, colour TEXT NOT NULL, "
            "locked INTEGER NOT NULL, hub_site TEXT NOT NULL, lead TEXT NOT NULL, "
            "exception_reason TEXT NOT NULL, note TEXT NOT NULL, "
            "permitted_parts INTEGER NOT NULL DEFAULT 1, parts_reason TEXT NOT NULL DEFAULT '', "
            "UNIQUE (scenario, code)",
        ),
        "assignments": (
            "The locality of each assigned unit in each scenario",
            f"{_ID}, scenario TEXT NOT NULL, unit TEXT NOT NULL, locality TEXT NOT NULL, "
            "UNIQUE (scenario, unit)",
        ),
        "practice_assignments": (
            "The localities of each assigned practice in each scenario, with shares as JSON",
            f"{_ID}, scenario TEXT NOT NULL, practice TEXT NOT NULL, shares TEXT NOT NULL, "
            "how TEXT NOT NULL, locked INTEGER NOT NULL, view TEXT NOT NULL, UNIQUE (scenario, practice)",
        ),
        "scope_cells": (
            "Cells of the service-scope matrix that differ from In; what is decided is JSON",
            f"{_ID}, scenario TEXT NOT NULL, cell TEXT NOT NULL, scope TEXT NOT NULL, decided TEXT NOT NULL, "
            "UNIQUE (scenario, cell)",
        ),
        "registers": (
            "Services, partners, teams and other lists as JSON; an empty scenario is the project",
            f"{_ID}, scenario TEXT NOT NULL, register TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, "
            "UNIQUE (scenario, register, key)",
        ),
        "edits": (
            "The steps of the planner, for undo and redo; edits are JSON",
            f"{_ID}, step INTEGER NOT NULL UNIQUE, at TEXT NOT NULL, label TEXT NOT NULL, "
            "scenario TEXT NOT NULL, edit TEXT NOT NULL",
        ),
    }
)
"""Description and columns of each of our own tables."""

Migration = Callable[[sqlite3.Connection], None]


def _permit_parts(db: sqlite3.Connection) -> None:
    """Version 2: a locality may lie in a number of parts, for a reason."""
    db.execute("ALTER TABLE localities ADD COLUMN permitted_parts INTEGER NOT NULL DEFAULT 1")
    db.execute("ALTER TABLE localities ADD COLUMN parts_reason TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE settings SET value = '2' WHERE key = 'readable_from'")


MIGRATIONS: Mapping[int, Migration] = MappingProxyType({1: _permit_parts})
"""How a file of each older version becomes one of the next; version 1 is the first."""


def create_tables(db: sqlite3.Connection) -> None:
    """Make our own tables in a GeoPackage and list them among its contents."""
    for name, (description, columns) in TABLES.items():
        db.execute(f"CREATE TABLE {quoted(name)} ({columns})")
        db.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
            "VALUES (?, 'attributes', ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 0)",
            (name, name, description),
        )


def migrate(
    db: sqlite3.Connection,
    version: int,
    *,
    target: int = SCHEMA_VERSION,
    migrations: Mapping[int, Migration] = MIGRATIONS,
) -> None:
    """Bring the tables of an older ``version`` to ``target``, in the caller's transaction."""
    for step in range(version, target):
        migrations[step](db)
        db.execute("UPDATE settings SET value = ? WHERE key = 'schema_version'", (str(step + 1),))


def quoted(identifier: str) -> str:
    """A table or column name as SQL takes it, whatever is in it."""
    return '"' + identifier.replace('"', '""') + '"'
