"""A plan as GeoPackage in metres of the National Grid, with the styles that QGIS uses by itself."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC
from pathlib import Path

import numpy as np
import pyogrio.errors
from numpy.typing import NDArray

from workbench.errors import ExportError
from workbench.io.open_data.about import about, notes
from workbench.io.open_data.earlier import ABOUT, is_export
from workbench.io.open_data.fields import Table, localities_table, practices_table, sources_table, units_table
from workbench.io.outlines import dissolved
from workbench.io.project_file.layers import multi_polygons, points, write_layer
from workbench.io.project_file.schema import quoted
from workbench.io.qgis.layer_styles import put_styles
from workbench.io.qgis.looks import PRACTICE_DOTS, locality_look, unit_look
from workbench.io.replacing import replacing
from workbench.io.safe_csv import Cell
from workbench.io.workbooks.facts import Facts

LOCALITIES, UNITS, PRACTICES = "localities", "units", "practices"
"""The feature layers."""


def write_geopackage(facts: Facts, path: Path) -> None:
    """Write layers, their styles, and tables that say what they are and where they are from.

    An earlier export in its place is replaced; any other database is not.

    Raises:
        ExportError: the file cannot be written, or a project lies in its place.
    """
    if path.suffix.casefold() != ".gpkg":
        raise ExportError(f"{path.name} was not written.", why="A GeoPackage ends in .gpkg.",
                          remedy="Use the ending .gpkg.")  # fmt: skip
    with replacing(path, may_replace=is_export) as beside:
        try:
            _write(facts, beside)
        except (sqlite3.Error, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as problem:
            raise ExportError(
                f"{path.name} cannot be written.",
                why=f"{problem}.",
                remedy="Free some space on the disk, or choose another folder.",
            ) from problem


def locality_outlines(facts: Facts) -> NDArray[np.object_]:
    """The dissolved outline of each locality, in the order of the localities table."""
    plan, geometry = facts.scenario.plan, facts.project.area.units.geometry
    rows = [plan.units_of(plan.slot(one.code)) for one in facts.figures.localities]
    shapes = np.empty(len(rows), dtype=object)
    shapes[:] = [dissolved(geometry[units]) for units in rows]
    return shapes


def _write(facts: Facts, path: Path) -> None:
    units, practices = units_table(facts), practices_table(facts)
    write_layer(path, LOCALITIES, "MultiPolygon", locality_outlines(facts),
                localities_table(facts).layer_content())  # fmt: skip
    shapes = multi_polygons(facts.project.area.units.geometry)
    write_layer(path, UNITS, "MultiPolygon", shapes, units.layer_content())
    looks = {LOCALITIES: locality_look(facts.scenario.plan), UNITS: unit_look(facts.scenario.plan)}
    if practices.rows:
        table = facts.project.area.practices
        row = np.array([table.index_of[str(row[0])] for row in practices.rows], dtype=np.int64)
        places = points(table.easting[row], table.northing[row])
        write_layer(path, PRACTICES, "Point", places, practices.layer_content())
        looks[PRACTICES] = PRACTICE_DOTS
    moment = facts.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN")
        texts = [*about(facts).items(), *(("note to the reader", words) for words in notes(facts))]
        _put_table(db, ABOUT, "What this file is", ("label", "words"), texts)
        sources = sources_table(facts)
        _put_table(db, sources.name, sources.title, sources.header, sources.rows)
        put_styles(db, looks)
        db.execute("UPDATE layer_styles SET update_time = ?", (moment,))
        db.execute("UPDATE gpkg_contents SET last_change = ?", (moment,))
        _describe(db, facts, units)
        db.execute("COMMIT")


def _describe(db: sqlite3.Connection, facts: Facts, units: Table) -> None:
    """Say in the list of layers what each one is."""
    words = {
        LOCALITIES: f"{facts.titled(facts.scenario.name)}. {facts.basis_line}",
        UNITS: units.title,
        PRACTICES: "Practices at their main sites, with their localities",
    }
    for table, text in words.items():
        db.execute("UPDATE gpkg_contents SET description = ? WHERE table_name = ?", (text, table))


def _put_table(
    db: sqlite3.Connection,
    name: str,
    description: str,
    header: tuple[str, ...],
    rows: list[tuple[str, str]] | tuple[tuple[Cell, ...], ...],
) -> None:
    """Add a table without shapes and list it among the contents."""
    columns = ", ".join(f"{quoted(column)} TEXT" for column in header)
    db.execute(f"CREATE TABLE {quoted(name)} (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {columns})")
    names = ", ".join(quoted(column) for column in header)
    places = ", ".join("?" for _ in header)
    db.executemany(f"INSERT INTO {quoted(name)} ({names}) VALUES ({places})", rows)  # noqa: S608 - names are quoted
    db.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) "
        "VALUES (?, 'attributes', ?, ?, 0)",
        (name, name, description),
    )
