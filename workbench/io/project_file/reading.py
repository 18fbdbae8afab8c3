"""Read a project file: the study area, the scenarios drawn on it, and the history."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from workbench.io.project_file.area_reading import read_area
from workbench.io.project_file.connecting import (
    FileHead,
    connect_for_reading,
    read_head,
    told_as_damage,
)
from workbench.io.project_file.schema import SCHEMA_VERSION, migrate
from workbench.io.project_file.state import LOCALITY_FIELDS, step_from_json
from workbench.io.readers.databases import guard
from workbench.models.edit_json import (
    assignment_from_json,
    cell_key,
    record_from_json,
    rules_from_json,
)
from workbench.models.history import History
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.practices import PracticeAssignment
from workbench.models.project import Project, StudyArea
from workbench.models.registers import Registers, from_plain
from workbench.models.scenario import Scenario, head_from_json
from workbench.models.scope import ScopeCell
from workbench.progress import NoProgress, Progress, sub_progress


@dataclass(frozen=True)
class LoadedProject:
    """A project as it was read."""

    project: Project
    history: History
    head: FileHead

    @property
    def schema_version(self) -> int:
        """Version of the file's tables."""
        return self.head.schema_version


def read_project(path: Path, *, progress: Progress | None = None) -> LoadedProject:
    """Read a project; no byte of the file changes and nothing appears beside it.

    Raises:
        ProjectError: the file is missing, no project, in use, or needs a newer program.
    """
    with contextlib.closing(connect_for_reading(path)) as db:
        head = read_head(db, path)
        if head.schema_version >= SCHEMA_VERSION:
            return read_open_project(db, path, progress=progress)
        with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as twin:
            db.backup(twin)
            guard(twin)
            with told_as_damage(path):
                migrate(twin, head.schema_version)
            return read_open_project(twin, path, progress=progress)


def read_open_project(
    db: sqlite3.Connection, path: Path, *, progress: Progress | None = None
) -> LoadedProject:
    """Read a project through an open connection; ``path`` is for messages.

    Raises:
        ProjectError: as ``read_project``.
    """
    progress = progress or NoProgress()
    with told_as_damage(path):
        head = read_head(db, path)
        progress.report(0.0, "Reading areas")
        area = read_area(db, head, progress=sub_progress(progress, start=0.0, end=0.8))
        progress.report(0.8, "Reading scenarios")
        project = Project(str(head.settings["name"]), area, _scenarios(db, area))
        _read_registers(db, "", project.registers)
        if project.hierarchies:
            project.follow_hierarchies()
        progress.report(0.9, "Reading the history")
        history = _history(db, int(head.settings["position"]))
        progress.report(1.0)
    return LoadedProject(project, history, head)


def _scenarios(db: sqlite3.Connection, area: StudyArea) -> list[Scenario]:
    index = area.units.index_of
    found: dict[str, Scenario] = {}
    for scenario, head, rules in db.execute("SELECT scenario, head, rules FROM scenarios ORDER BY place"):
        value = head_from_json(json.loads(head))
        found[scenario] = Scenario(value, Plan(len(area.units)), rules_from_json(json.loads(rules)))
    _read_localities(db, found)
    for name, scenario in found.items():
        rows = db.execute("SELECT unit, locality FROM assignments WHERE scenario = ?", (name,)).fetchall()
        slot_of = {locality.code: scenario.plan.slot(locality.code) for locality in scenario.plan}
        units = np.array([index[unit] for unit, _ in rows], dtype=np.int64)
        scenario.plan.labels[units] = np.array([slot_of[code] for _, code in rows], dtype=np.int32)
    for name, practice, shares, how, locked, view in db.execute(
        "SELECT scenario, practice, shares, how, locked, view FROM practice_assignments "
        "ORDER BY scenario, practice"
    ):
        found[name].practices[practice] = _assignment(shares, how, locked, view)
    for name, cell, decided in db.execute("SELECT scenario, cell, decided FROM scope_cells"):
        found[name].scope[cell_key(cell)] = from_plain(ScopeCell, json.loads(decided))
    for name, scenario in found.items():
        _read_registers(db, name, scenario.registers)
    return list(found.values())


def _read_registers(db: sqlite3.Connection, scenario: str, registers: Registers) -> None:
    """Fill the registers of a scenario; those of the project have an empty one."""
    for register, key, value in db.execute(
        "SELECT register, key, value FROM registers WHERE scenario = ?", (scenario,)
    ):
        registers.put(register, key, record_from_json(register, json.loads(value)))


def _read_localities(db: sqlite3.Connection, scenarios: dict[str, Scenario]) -> None:
    """Fill the slots of each plan as they were, those of removed localities included."""
    names = ", ".join(LOCALITY_FIELDS)
    for name, removed, *values in db.execute(
        f"SELECT scenario, removed, {names} FROM localities ORDER BY scenario, slot"  # noqa: S608 - names of our own record
    ):
        locality = Locality(**_typed(dict(zip(LOCALITY_FIELDS, values, strict=True))))
        scenarios[name].plan.put(locality)
        if removed:
            scenarios[name].plan.remove(locality.code)


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"locked": bool(row["locked"])}


def _assignment(shares: str, how: str, locked: int, view: str) -> PracticeAssignment:
    value = {"shares": json.loads(shares), "how": how, "locked": locked, "view": view}
    return assignment_from_json(value)


def _history(db: sqlite3.Connection, position: int) -> History:
    steps = [step_from_json(edit, at) for at, edit in db.execute("SELECT at, edit FROM edits ORDER BY step")]
    if not 0 <= position <= len(steps):
        message = f"the history has {len(steps)} steps and stands at {position}"
        raise ValueError(message)
    return History(steps, position)
