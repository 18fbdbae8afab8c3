"""Write a whole project into a new file, beside the target and then in its place."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
import uuid
from dataclasses import astuple
from functools import partial
from pathlib import Path

import pyogrio.errors

from workbench import __version__
from workbench.errors import ProjectError
from workbench.io.project_file.columns import LayerContent
from workbench.io.project_file.files import cannot_write, write_beside
from workbench.io.project_file.layers import write_layers
from workbench.io.project_file.outline_layers import put_outlines
from workbench.io.project_file.schema import READABLE_FROM, SCHEMA_VERSION, create_tables, quoted
from workbench.io.project_file.state import (
    put_locality,
    put_record,
    put_scenario,
    put_setting,
    put_step,
    to_json,
)
from workbench.models.edits import snapshot
from workbench.models.history import History
from workbench.models.localities import Locality
from workbench.models.project import Project, StudyArea
from workbench.models.scenario import Scenario


def write_project(
    path: Path, project: Project, history: History | None = None, *, project_id: str = ""
) -> None:
    """Write ``project`` to ``path``: the old file or the new one, never half of one.

    Raises:
        ProjectError: the folder cannot be written or the disk is full; a file that was there is as it was.
    """
    identity = project_id or f"p-{uuid.uuid4().hex}"
    history = history or History()
    try:
        write_beside(path, partial(_write, project=project, history=history, project_id=identity))
    except (OSError, sqlite3.Error, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as problem:
        raise cannot_write(path, problem) from problem


def _write(path: Path, project: Project, history: History, project_id: str) -> None:
    contents = write_layers(path, project.area)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        # The file is new and is put in its place only when it is whole: it needs no journal of its own.
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        create_tables(db)
        _put_settings(db, project, history, project_id)
        _put_columns(db, contents)
        _put_area(db, project.area)
        for place, scenario in enumerate(project.scenarios):
            _put_scenario(db, scenario, place, project.area)
        for register, key, record in project.registers.items():
            put_record(db, "", register, key, record)
        for step, value in enumerate(history.steps):
            put_step(db, step, value)
        put_outlines(db)
        db.execute("COMMIT")
        check_pages(db)
        for layer, content in contents.items():
            _check_features(db, layer, len(content.values[0]))


def check_pages(db: sqlite3.Connection) -> None:
    """See that a file just written is sound.

    Raises:
        ProjectError: it is not; most likely the disk is failing.
    """
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise ProjectError(
            "The project was not saved: what was written could not be read back.",
            why=str(verdict),
            remedy="Save it in another folder, and have the disk looked at.",
        )


def _check_features(db: sqlite3.Connection, layer: str, expected: int) -> None:
    """See that GDAL has kept every feature: it says nothing when the disk is full as it closes a file."""
    (found,) = db.execute(f"SELECT COUNT(*) FROM {quoted(layer)}").fetchone()  # noqa: S608 - one of our own layers
    if found != expected:
        raise OSError(errno.ENOSPC, f"{found:,} of {expected:,} features were written")


def _put_settings(db: sqlite3.Connection, project: Project, history: History, project_id: str) -> None:
    units = project.area.units
    settings = {
        "schema_version": SCHEMA_VERSION,
        "readable_from": READABLE_FROM,
        "written_by": __version__,
        "project_id": project_id,
        "name": project.name,
        "position": history.position,
        "vintage": units.vintage,
        "source_crs": units.source_crs,
    }
    for key, value in settings.items():
        put_setting(db, key, value)


def _put_columns(db: sqlite3.Connection, contents: dict[str, LayerContent]) -> None:
    db.executemany(
        "INSERT INTO layer_columns (layer, name, role, title, kind) VALUES (?, ?, ?, ?, ?)",
        [
            (layer, column.name, column.role, column.title, str(column.kind))
            for layer, content in contents.items()
            for column in content.columns
        ],
    )


def _put_area(db: sqlite3.Connection, area: StudyArea) -> None:
    db.executemany(
        "INSERT INTO parents (kind, title, derived) VALUES (?, ?, ?)",
        [
            (kind, parent.title, parent.derived)
            for kind, parent in area.units.parents.items()
            if not parent.looked_up
        ],
    )
    first, second = area.units.codes[area.adjacency.pairs].T if len(area.adjacency.pairs) else ((), ())
    db.executemany(
        "INSERT INTO adjacency (unit_a, unit_b, shared_m) VALUES (?, ?, ?)",
        zip(first, second, area.adjacency.shared_m.tolist(), strict=True),
    )
    rows = area.registrations
    db.executemany(
        "INSERT INTO registrations (practice_code, unit_code, patients) VALUES (?, ?, ?)",
        zip(rows.practice_codes, rows.unit_codes, rows.patients.tolist(), strict=True),
    )
    db.executemany(
        "INSERT INTO sources (dataset, file, publisher, release, rows_read, rows_rejected, "
        "sha256, licence, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [astuple(source) for source in area.sources],
    )
    db.executemany(
        "INSERT INTO notices (code, severity, text, count, examples) VALUES (?, ?, ?, ?, ?)",
        [(n.code, n.severity, n.text, n.count, to_json(list(n.examples))) for n in area.notices],
    )
    db.execute(
        "INSERT INTO healing (snapped_vertices, mended_polygons, healed_edges, removed_slivers, "
        "largest_area_change_m2) VALUES (?, ?, ?, ?, ?)",
        astuple(area.healing),
    )


def _put_scenario(db: sqlite3.Connection, scenario: Scenario, place: int, area: StudyArea) -> None:
    """Write a scenario with its slots as they are, empty ones included."""
    plan = scenario.plan
    for slot, code in enumerate(plan.slot_codes):
        locality = plan.locality(slot)
        put_locality(db, scenario.id, locality or Locality(code, 0, ""), removed=locality is None)
    value = snapshot(scenario, [str(code) for code in area.units.codes])
    put_scenario(db, value, place, area.units.index_of)
