"""Outlines of the localities as layers of the project file, so that QGIS shows the plans in their colours.

They are worked out from the tables whenever a project is saved and are never read back: a layer for each
scenario, and the styles of all layers. Outlines whose areas are the same as at the last save are taken over.
"""

from __future__ import annotations

import hashlib
import math
import re
import sqlite3
import unicodedata
from dataclasses import dataclass

import shapely
import shapely.errors

from workbench.io.outlines import dissolved, geopackage_blob
from workbench.io.project_file.area_reading import shapes_of
from workbench.io.project_file.schema import LAYERS, TABLES, quoted
from workbench.io.project_file.state import LOCALITY_FIELDS
from workbench.io.qgis.layer_styles import TABLE as STYLES
from workbench.io.qgis.layer_styles import put_styles
from workbench.io.qgis.looks import HAIRLINES, PRACTICE_DOTS, SITE_DOTS, locality_look
from workbench.models.localities import Locality

PREFIX = "outlines_"
_SRS = 27700
_COLUMNS = (
    "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, locality_code TEXT, number INTEGER, "
    "name TEXT, colour TEXT, units INTEGER, resident REAL, scenario TEXT, made_of TEXT"
)
_LONGEST_NAME = 40


@dataclass(frozen=True)
class _Outline:
    """A row of a layer; ``made_of`` tells whether the areas are those of an earlier outline."""

    locality: Locality
    units: list[str]
    resident: float

    @property
    def made_of(self) -> str:
        return hashlib.sha256("\n".join(self.units).encode()).hexdigest()


def put_outlines(db: sqlite3.Connection) -> None:
    """Bring the outline layers and the styles of a project up to date, in the caller's transaction."""
    # one look at all areas: their codes have no index, and their shapes lie before them in each row
    units = db.execute("SELECT unit_code, fid, resident FROM units").fetchall()
    fids = {code: fid for code, fid, _ in units}
    people = {code: math.nan if resident is None else float(resident) for code, _, resident in units}
    earlier = _earlier(db)
    _drop_layers(db)
    looks = {"units": HAIRLINES, "practices": PRACTICE_DOTS, "sites": SITE_DOTS}
    taken = {name.casefold() for name in (*LAYERS, *TABLES, STYLES)}
    for scenario, name in db.execute(
        "SELECT scenario, json_extract(head, '$.name') FROM scenarios ORDER BY place"
    ).fetchall():
        table = _table_name(str(name), taken)
        outlines = _outlines(db, scenario, people)
        for one in outlines:
            if one.made_of not in earlier:
                shape = _dissolved_units(db, [fids[code] for code in one.units if code in fids])
                earlier[one.made_of] = geopackage_blob(shape, srs_id=_SRS)
        _put_layer(db, table, str(name), outlines, earlier)
        looks[table] = locality_look(one.locality for one in outlines)
    put_styles(db, looks)


# -- what was there
def _layer_names(db: sqlite3.Connection) -> list[str]:
    return [
        name
        for (name,) in db.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")
        if name.startswith(PREFIX) and name not in LAYERS
    ]


def _earlier(db: sqlite3.Connection) -> dict[str, bytes]:
    """Outlines of the last save by what they are made of; a table that is not as we write it has none."""
    found: dict[str, object] = {}
    for name in _layer_names(db):
        row = db.execute("SELECT type, sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
        if row == ("table", f"CREATE TABLE {quoted(name)} ({_COLUMNS})"):
            found.update(db.execute(f"SELECT made_of, geom FROM {quoted(name)}"))  # noqa: S608 - quoted
    return {made_of: blob for made_of, blob in found.items() if isinstance(blob, bytes)}


def _drop_layers(db: sqlite3.Connection) -> None:
    """Take the outline layers out, with whatever else another program has hung on them."""
    for name in _layer_names(db):
        for hung in db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = ?", (f"rtree_{name}_geom",)
        ).fetchall():
            db.execute(f"DROP TABLE {quoted(hung[0])}")
        kind = db.execute("SELECT type FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
        if kind is not None:
            db.execute(f"DROP {'VIEW' if kind[0] == 'view' else 'TABLE'} {quoted(name)}")
        for table in ("gpkg_extensions", "gpkg_ogr_contents", "gpkg_geometry_columns", "gpkg_contents"):
            if db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)).fetchone():
                db.execute(f"DELETE FROM {table} WHERE table_name = ?", (name,))  # noqa: S608 - names of the standard


# -- what is to be there
def _table_name(scenario: str, taken: set[str]) -> str:
    """A name that every program takes, made of the scenario's; each once."""
    plain = unicodedata.normalize("NFKD", scenario).encode("ascii", "ignore").decode().casefold()
    base = PREFIX + (re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_NAME] or "plan")
    name, number = base, 2
    while name in taken:
        name, number = f"{base}_{number}", number + 1
    taken.add(name)
    return name


def _outlines(db: sqlite3.Connection, scenario: str, people: dict[str, float]) -> list[_Outline]:
    """The localities of a scenario with their areas and residents, in the order of their numbers."""
    units: dict[str, list[str]] = {}
    for code, unit in db.execute(
        "SELECT locality, unit FROM assignments WHERE scenario = ? ORDER BY unit", (scenario,)
    ):
        units.setdefault(code, []).append(unit)
    names = ", ".join(LOCALITY_FIELDS)
    rows = db.execute(
        f"SELECT {names} FROM localities WHERE scenario = ? AND NOT removed ORDER BY number, code",  # noqa: S608 - names of our own record
        (scenario,),
    )
    found = []
    for row in rows:
        locality = Locality(**dict(zip(LOCALITY_FIELDS, row, strict=True)))
        codes = units.get(locality.code, [])
        resident = sum((people.get(code, math.nan) for code in codes), 0.0)
        found.append(_Outline(locality, codes, resident))
    return found


def _put_layer(
    db: sqlite3.Connection, table: str, scenario: str, outlines: list[_Outline], earlier: dict[str, bytes]
) -> None:
    db.execute(f"CREATE TABLE {quoted(table)} ({_COLUMNS})")
    db.executemany(
        f"INSERT INTO {quoted(table)} (geom, locality_code, number, name, colour, units, resident, scenario, "  # noqa: S608 - quoted
        "made_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (earlier[x.made_of], x.locality.code, x.locality.number, x.locality.name, x.locality.colour,
             len(x.units), None if math.isnan(x.resident) else x.resident, scenario, x.made_of)
            for x in outlines
        ],
    )  # fmt: skip
    db.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, "
        "min_y, max_x, max_y, srs_id) SELECT ?, 'features', ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), "
        "min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents WHERE table_name = 'units'",
        (table, table, f"Localities of the scenario {scenario}, as they were when the project was saved"),
    )
    db.execute(
        "INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m) "
        "VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)",
        (table, _SRS),
    )


def _dissolved_units(db: sqlite3.Connection, fids: list[int]) -> shapely.Geometry:
    """One shape of areas; empty where the shapes cannot be read, since saving does not depend on them."""
    blobs = [db.execute("SELECT geom FROM units WHERE fid = ?", (fid,)).fetchone()[0] for fid in fids]
    try:
        return dissolved(shapes_of(blobs)) if blobs else shapely.MultiPolygon()
    except (shapely.errors.ShapelyError, IndexError, TypeError):
        return shapely.MultiPolygon()
