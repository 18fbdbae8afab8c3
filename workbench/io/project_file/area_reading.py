"""Read the study area from the layers and tables of a project file.

Feature layers are read as plain rows. GDAL writes them; reading needs none of its functions, leaves the
file as it is for certain, and starts faster.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from workbench.io.project_file.columns import ColumnKind, LayerColumn, Values, attribute_frame, restored
from workbench.io.project_file.connecting import FileHead
from workbench.io.project_file.layers import (
    PARENT_CODE,
    PARENT_NAME,
    PRACTICE_NUMBERS,
    PRACTICE_TEXTS,
    SITE_NUMBERS,
    SITE_TEXTS,
    SITE_UNIT,
    UNIT_NUMBERS,
    UNIT_TEXTS,
)
from workbench.io.project_file.schema import quoted
from workbench.models.adjacency import Adjacency
from workbench.models.practices import PracticeTable
from workbench.models.project import StudyArea
from workbench.models.providers import SiteTable
from workbench.models.registrations import Registrations
from workbench.models.sources import Healing, Notice, Source
from workbench.models.units import ParentColumn, UnitTable
from workbench.progress import Progress

_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_OPTIONAL = ("weighted", "aged_65_plus", "imd_score", "weighted_list")
Record = TypeVar("Record")


@dataclass(frozen=True)
class _Layer:
    """A layer as it was read: its columns with their values, in the order of the features."""

    rows: int
    columns: list[tuple[LayerColumn, Values]]
    geometry: list[bytes | None]

    def role(self, role: str, title: str = "") -> Values | None:
        """Values of the column with a role; None where the layer has none."""
        return next((v for c, v in self.columns if c.role == role and (not title or c.title == title)), None)

    def needed(self, role: str, title: str = "") -> Any:  # noqa: ANN401 - the caller knows the kind of each role
        """Values of a column that the layer must have.

        Raises:
            LookupError: it has none.
        """
        values = self.role(role, title)
        if values is None:
            message = f"no column has the role {role} {title}".rstrip()
            raise LookupError(message)
        return values

    def named(self, *roles: str) -> dict[str, Any]:
        """Values by role, for roles that are fields of a table; optional ones may be None.

        Raises:
            LookupError: a column that no table goes without is missing.
        """
        return {role: self.role(role) if role in _OPTIONAL else self.needed(role) for role in roles}


def read_area(db: sqlite3.Connection, head: FileHead, *, progress: Progress) -> StudyArea:
    """The study area of an open project file."""
    units = _units(db, head)
    progress.report(0.6, "Reading practices")
    index = units.index_of
    practices = _read_layer(db, "practices")
    sites = _read_layer(db, "sites")
    area = StudyArea(
        units=units,
        adjacency=_adjacency(db, index),
        practices=PracticeTable(
            **practices.named(*PRACTICE_TEXTS, *PRACTICE_NUMBERS),
            site_unit=_rows_of(practices.needed(SITE_UNIT), index),
            attributes=attribute_frame(practices.columns, practices.rows),
        ),
        registrations=_registrations(db),
        sites=SiteTable(
            **sites.named(*SITE_TEXTS, *SITE_NUMBERS, "stale"),
            site_unit=_rows_of(sites.needed(SITE_UNIT), index),
            attributes=attribute_frame(sites.columns, sites.rows),
        ),
        sources=tuple(_records(db, "sources", Source)),
        healing=next(iter(_records(db, "healing", Healing)), Healing()),
        notices=tuple(
            Notice(code, severity, text, count, tuple(json.loads(examples)))
            for code, severity, text, count, examples in db.execute(
                "SELECT code, severity, text, count, examples FROM notices ORDER BY id"
            )
        ),
    )
    progress.report(1.0)
    return area


def _units(db: sqlite3.Connection, head: FileHead) -> UnitTable:
    layer = _read_layer(db, "units", geometry=True)
    parents = {
        kind: ParentColumn(
            kind, title, layer.needed(PARENT_CODE, kind), layer.needed(PARENT_NAME, kind), derived
        )
        for kind, title, derived in db.execute("SELECT kind, title, derived FROM parents ORDER BY id")
    }
    units = UnitTable(
        **layer.named(*UNIT_TEXTS, *UNIT_NUMBERS),
        geometry=shapes_of(layer.geometry),
        parents=parents,
        attributes=attribute_frame(layer.columns, layer.rows),
        vintage=str(head.settings["vintage"]),
        source_crs=str(head.settings["source_crs"]),
    )
    if len(units.index_of) != len(units):
        message = "an area code stands twice"
        raise ValueError(message)
    return units


def _read_layer(db: sqlite3.Connection, layer: str, *, geometry: bool = False) -> _Layer:
    columns = [
        LayerColumn(name, role, title, ColumnKind(kind))
        for name, role, title, kind in db.execute(
            "SELECT name, role, title, kind FROM layer_columns WHERE layer = ? ORDER BY id", (layer,)
        )
    ]
    # SQLite takes a quoted name that is no column for a text, so that names are looked up first.
    present = {row[1] for row in db.execute(f"PRAGMA table_info({quoted(layer)})")}
    missing = [column.name for column in columns if column.name not in present]
    if missing:
        message = f"the layer {layer} lacks the column {missing[0]}"
        raise LookupError(message)
    names = [quoted(column.name) for column in columns] + (["geom"] if geometry else [])
    rows = db.execute(f"SELECT {', '.join(names)} FROM {quoted(layer)} ORDER BY fid").fetchall()  # noqa: S608 - names are quoted and were looked up
    by_column: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    values = [(column, restored(by_column[i], column.kind)) for i, column in enumerate(columns)]
    return _Layer(len(rows), values, list(by_column[-1]) if geometry else [])


def shapes_of(blobs: list[bytes | None]) -> NDArray[np.object_]:
    """Geometries of GeoPackage blobs: a header of 8 bytes, an envelope by the flags, then WKB."""
    wkb = np.empty(len(blobs), dtype=object)
    wkb[:] = [None if blob is None else blob[8 + _ENVELOPE_BYTES[blob[3] >> 1 & 7] :] for blob in blobs]
    return np.asarray(shapely.from_wkb(wkb), dtype=object)


def _rows_of(codes: NDArray[np.object_], index: dict[str, int]) -> NDArray[np.int32]:
    return np.array([index.get(code, -1) for code in codes], dtype=np.int32)


def _adjacency(db: sqlite3.Connection, index: dict[str, int]) -> Adjacency:
    rows = db.execute("SELECT unit_a, unit_b, shared_m FROM adjacency ORDER BY id").fetchall()
    pairs = np.array([(index[a], index[b]) for a, b, _ in rows], dtype=np.int32).reshape(-1, 2)
    return Adjacency(len(index), pairs, np.array([length for _, _, length in rows], dtype=np.float64))


def _registrations(db: sqlite3.Connection) -> Registrations:
    """A million rows name some thousands of codes: each is kept once, and no row is kept as it was read."""
    (count,) = db.execute("SELECT COUNT(*) FROM registrations").fetchone()
    practices, units = np.empty(count, dtype=object), np.empty(count, dtype=object)
    patients = np.full(count, np.nan)
    once: dict[str, str] = {}
    rows = db.execute("SELECT practice_code, unit_code, patients FROM registrations ORDER BY id")
    for at, (practice, unit, people) in enumerate(rows):
        practices[at], units[at] = once.setdefault(practice, practice), once.setdefault(unit, unit)
        if people is not None:
            patients[at] = people
    return Registrations(practices, units, patients)


def _records(db: sqlite3.Connection, table: str, kind: type[Record]) -> list[Record]:
    """Rows of a table whose columns are the fields of a record."""
    names = ", ".join(field.name for field in fields(kind))  # type: ignore[arg-type]  # callers name dataclasses
    return [kind(*row) for row in db.execute(f"SELECT {names} FROM {table} ORDER BY id")]  # noqa: S608 - our own names
