"""The table ``layer_styles`` of a GeoPackage: where QGIS looks for the style of a layer it opens."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from workbench.io.qgis.looks import Look
from workbench.io.qgis.qml import to_qml
from workbench.io.qgis.sld import to_sld

TABLE = "layer_styles"
OWNER = "Locality Workbench"
_COLUMNS = (
    "id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL",
    "f_table_catalog TEXT(256)",
    "f_table_schema TEXT(256)",
    "f_table_name TEXT(256)",
    "f_geometry_column TEXT(256)",
    "styleName TEXT(30)",
    "styleQML TEXT",
    "styleSLD TEXT",
    "useAsDefault BOOLEAN",
    "description TEXT",
    "owner TEXT(30)",
    "ui TEXT(30)",
    "update_time DATETIME DEFAULT CURRENT_TIMESTAMP",
)


def put_styles(db: sqlite3.Connection, looks: Mapping[str, Look]) -> None:
    """Give layers (by table name) our styles as their default, in the caller's transaction.

    Styles that a person has saved in the file stay; a default of theirs stays the default.
    """
    _see_table(db)
    db.execute(f"DELETE FROM {TABLE} WHERE owner = ?", (OWNER,))  # noqa: S608 - our own name
    theirs = {
        name
        for (name,) in db.execute(f"SELECT f_table_name FROM {TABLE} WHERE useAsDefault")  # noqa: S608 - our own name
    }
    db.executemany(
        f"INSERT INTO {TABLE} (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "  # noqa: S608 - our own name
        "styleQML, styleSLD, useAsDefault, description, owner, ui) "
        "VALUES ('', '', ?, 'geom', ?, ?, ?, ?, ?, ?, '')",
        [
            (table, OWNER, to_qml(look), to_sld(look, table), table not in theirs,
             "Colours and names as in the plan", OWNER)
            for table, look in looks.items()
        ],
    )  # fmt: skip


def _see_table(db: sqlite3.Connection) -> None:
    """Have a table of the columns that QGIS expects; anything else in its place goes, triggers on it too."""
    wanted = {column.split()[0] for column in _COLUMNS}
    found = db.execute("SELECT type, sql FROM sqlite_schema WHERE name = ?", (TABLE,)).fetchone()
    if found is not None:
        kind, sql = found
        real = kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL")
        if real and wanted <= {row[1] for row in db.execute(f"PRAGMA table_info({TABLE})")}:
            for (trigger,) in db.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", (TABLE,)
            ).fetchall():
                db.execute('DROP TRIGGER "' + trigger.replace('"', '""') + '"')
            return
        db.execute(f"DROP {'VIEW' if kind == 'view' else 'TABLE'} {TABLE}")
    db.execute(f"CREATE TABLE {TABLE} ({', '.join(_COLUMNS)})")
    db.execute(
        "INSERT OR REPLACE INTO gpkg_contents "
        "(table_name, data_type, identifier, description, last_change, srs_id) "
        "VALUES (?, 'attributes', ?, 'Styles of the layers for QGIS', "
        "strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 0)",
        (TABLE, TABLE),
    )
