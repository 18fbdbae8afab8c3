"""Carry an edit out on the tables of a project: the twin of ``workbench.session.applying`` on disk.

Only rows that the edit touches are written. Every function is part of the caller's transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import asdict, fields
from typing import Any

from workbench.errors import ProjectError
from workbench.models.edit_json import (
    assignment_to_json,
    cell_to_json,
    edit_from_json,
    edit_to_json,
    rules_to_json,
)
from workbench.models.edits import (
    Compound,
    Edit,
    HeadEdit,
    LocalityEdit,
    PracticeEdit,
    Reassignment,
    RegisterEdit,
    RulesEdit,
    ScenarioEdit,
    ScenarioOrder,
    ScenarioSnapshot,
    ScopeEdit,
)
from workbench.models.history import HistoryStep
from workbench.models.localities import Locality
from workbench.models.practices import UNASSIGNED_PRACTICE, PracticeAssignment
from workbench.models.registers import Record
from workbench.models.registers import plain as as_plain
from workbench.models.scope import DEFAULT_CELL, CellKey, ScopeCell

LOCALITY_FIELDS = tuple(field.name for field in fields(Locality))

_PUT_LOCALITY = (
    f"INSERT INTO localities (scenario, slot, removed, {', '.join(LOCALITY_FIELDS)}) "  # noqa: S608 - names of our own record
    f"VALUES (?, ?, ?, {', '.join('?' for _ in LOCALITY_FIELDS)}) "
    f"ON CONFLICT (scenario, code) DO UPDATE SET removed = excluded.removed, "
    + ", ".join(f"{name} = excluded.{name}" for name in LOCALITY_FIELDS)
)
_PUT_UNIT = (
    "INSERT INTO assignments (scenario, unit, locality) VALUES (?, ?, ?) "
    "ON CONFLICT (scenario, unit) DO UPDATE SET locality = excluded.locality"
)
_PUT_PRACTICE = (
    "INSERT INTO practice_assignments (scenario, practice, shares, how, locked, view) "
    "VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (scenario, practice) DO UPDATE SET shares = excluded.shares, how = excluded.how, "
    "locked = excluded.locked, view = excluded.view"
)
_PUT_CELL = (
    "INSERT INTO scope_cells (scenario, cell, scope, decided) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (scenario, cell) DO UPDATE SET scope = excluded.scope, decided = excluded.decided"
)
_PUT_RECORD = (
    "INSERT INTO registers (scenario, register, key, value) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (scenario, register, key) DO UPDATE SET value = excluded.value"
)


def to_json(value: object) -> str:
    """JSON as it is kept in our tables; numbers come back to the last bit."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# -- edits
def apply_to_state(db: sqlite3.Connection, edit: Edit, unit_codes: Collection[str]) -> None:
    """Change the tables by one edit; ``unit_codes`` are those of the study area.

    Raises:
        ProjectError: the edit does not fit the tables; the caller takes the transaction back.
    """
    match edit:
        case Compound():
            for part in edit.parts:
                apply_to_state(db, part, unit_codes)
        case Reassignment():
            _reassign(db, edit)
        case LocalityEdit():
            _change_locality(db, edit)
        case PracticeEdit():
            put_practices(db, edit.scenario, zip(edit.practices, edit.after, strict=True))
        case ScopeEdit() | RegisterEdit():
            _decide(db, edit)
        case RulesEdit():
            _change_scenario(db, edit.scenario, "rules", to_json(rules_to_json(edit.after)))
        case HeadEdit():
            _change_scenario(db, edit.scenario, "head", to_json(asdict(edit.after)))
        case ScenarioEdit() | ScenarioOrder():
            _change_list(db, edit, unit_codes)


def _decide(db: sqlite3.Connection, edit: ScopeEdit | RegisterEdit) -> None:
    if isinstance(edit, ScopeEdit):
        put_cells(db, edit.scenario, zip(edit.keys, edit.after, strict=True))
    else:
        put_record(db, edit.scenario, edit.register, edit.key, edit.after)


def _change_list(
    db: sqlite3.Connection, edit: ScenarioEdit | ScenarioOrder, unit_codes: Collection[str]
) -> None:
    if isinstance(edit, ScenarioOrder):
        _order_scenario(db, edit)
    elif edit.after is not None:
        _insert_scenario(db, edit.after, edit.position, unit_codes)
    else:
        _delete_scenario(db, edit.scenario)


def _reassign(db: sqlite3.Connection, edit: Reassignment) -> None:
    known = {
        code
        for (code,) in db.execute(
            "SELECT code FROM localities WHERE scenario = ? AND NOT removed", (edit.scenario,)
        )
    }
    unknown = {code for code in edit.after if code is not None} - known
    if unknown:
        raise _out_of_step(f"it has no locality {min(unknown)}")
    pairs = list(zip(edit.units, edit.after, strict=True))
    db.executemany(_PUT_UNIT, [(edit.scenario, unit, code) for unit, code in pairs if code is not None])
    db.executemany(
        "DELETE FROM assignments WHERE scenario = ? AND unit = ?",
        [(edit.scenario, unit) for unit, code in pairs if code is None],
    )


def _out_of_step(cause: str) -> ProjectError:
    """The session has checked the edit against memory, so that the tables hold something else."""
    return ProjectError(
        "The change was not made: the working copy does not hold the plan on screen.",
        why=f"In the working copy, {cause}.",
        remedy="Close the project and open it again.",
    )


def _change_locality(db: sqlite3.Connection, edit: LocalityEdit) -> None:
    if edit.after is not None:
        put_locality(db, edit.scenario, edit.after)
    elif edit.before is not None:
        code = edit.before.code
        if db.execute(
            "SELECT 1 FROM assignments WHERE scenario = ? AND locality = ? LIMIT 1", (edit.scenario, code)
        ).fetchone():
            raise _out_of_step(f"locality {code} still has areas there")
        db.execute("UPDATE localities SET removed = 1 WHERE scenario = ? AND code = ?", (edit.scenario, code))


def _change_scenario(db: sqlite3.Connection, scenario: str, column: str, value: str) -> None:
    db.execute(f"UPDATE scenarios SET {column} = ? WHERE scenario = ?", (value, scenario))  # noqa: S608 - one of our own column names


def _insert_scenario(
    db: sqlite3.Connection, snapshot: ScenarioSnapshot, position: int, unit_codes: Collection[str]
) -> None:
    (count,) = db.execute("SELECT COUNT(*) FROM scenarios").fetchone()
    place = min(position, count)
    db.execute("UPDATE scenarios SET place = place + 1 WHERE place >= ?", (place,))
    put_scenario(db, snapshot, place, unit_codes)


def _delete_scenario(db: sqlite3.Connection, scenario: str) -> None:
    found = db.execute("SELECT place FROM scenarios WHERE scenario = ?", (scenario,)).fetchone()
    for table in (
        "scenarios",
        "localities",
        "assignments",
        "practice_assignments",
        "scope_cells",
        "registers",
    ):
        db.execute(f"DELETE FROM {table} WHERE scenario = ?", (scenario,))  # noqa: S608 - our own tables
    if found:
        db.execute("UPDATE scenarios SET place = place - 1 WHERE place > ?", found)


def _order_scenario(db: sqlite3.Connection, edit: ScenarioOrder) -> None:
    low, high = sorted((edit.before, edit.after))
    step = -1 if edit.after > edit.before else 1
    db.execute("UPDATE scenarios SET place = place + ? WHERE place BETWEEN ? AND ?", (step, low, high))
    db.execute("UPDATE scenarios SET place = ? WHERE scenario = ?", (edit.after, edit.scenario))


# -- rows
def put_scenario(
    db: sqlite3.Connection, snapshot: ScenarioSnapshot, place: int, unit_codes: Collection[str]
) -> None:
    """Write a scenario that the tables do not have; units that the area no longer has are left out."""
    scenario = snapshot.head.id
    db.execute(
        "INSERT INTO scenarios (scenario, place, head, rules) VALUES (?, ?, ?, ?)",
        (scenario, place, to_json(asdict(snapshot.head)), to_json(rules_to_json(snapshot.rules))),
    )
    for locality in snapshot.localities:
        put_locality(db, scenario, locality)
    db.executemany(_PUT_UNIT, [(scenario, unit, code) for unit, code in snapshot.units if unit in unit_codes])
    put_practices(db, scenario, snapshot.practices)
    put_cells(db, scenario, snapshot.scope)
    for register, key, record in snapshot.registers:
        put_record(db, scenario, register, key, record)


def put_locality(db: sqlite3.Connection, scenario: str, locality: Locality, *, removed: bool = False) -> None:
    """Add a locality in the next slot, or replace the one of the same code in its own."""
    (slot,) = db.execute(
        "SELECT COALESCE(MAX(slot) + 1, 0) FROM localities WHERE scenario = ?", (scenario,)
    ).fetchone()
    db.execute(
        _PUT_LOCALITY, (scenario, slot, removed, *(getattr(locality, name) for name in LOCALITY_FIELDS))
    )


def put_practices(
    db: sqlite3.Connection, scenario: str, assignments: Iterable[tuple[str, PracticeAssignment]]
) -> None:
    """Write assignments of practices; one that is not assigned at all has no row."""
    for practice, assignment in assignments:
        if assignment == UNASSIGNED_PRACTICE:
            db.execute(
                "DELETE FROM practice_assignments WHERE scenario = ? AND practice = ?", (scenario, practice)
            )
            continue
        plain = assignment_to_json(assignment)
        db.execute(
            _PUT_PRACTICE,
            (scenario, practice, to_json(plain["shares"]), plain["how"], plain["locked"], plain["view"]),
        )


def put_cells(db: sqlite3.Connection, scenario: str, cells: Iterable[tuple[CellKey, ScopeCell]]) -> None:
    """Write cells of the matrix; one that is as every service starts has no row."""
    for key, cell in cells:
        if cell == DEFAULT_CELL:
            db.execute("DELETE FROM scope_cells WHERE scenario = ? AND cell = ?", (scenario, str(key)))
        else:
            db.execute(_PUT_CELL, (scenario, str(key), cell.scope.value, to_json(cell_to_json(cell))))


def put_record(db: sqlite3.Connection, scenario: str, register: str, key: str, record: Record | None) -> None:
    """Write a record of a register, or delete it where it is None."""
    if record is None:
        place = (scenario, register, key)
        db.execute("DELETE FROM registers WHERE scenario = ? AND register = ? AND key = ?", place)
    else:
        db.execute(_PUT_RECORD, (scenario, register, key, to_json(as_plain(record))))


def put_step(db: sqlite3.Connection, step: int, value: HistoryStep) -> None:
    """Write one step of the history; later steps are given up."""
    db.execute("DELETE FROM edits WHERE step >= ?", (step,))
    db.execute(
        "INSERT INTO edits (step, at, label, scenario, edit) VALUES (?, ?, ?, ?, ?)",
        (step, value.at, value.label, value.edit.scenario, to_json(_step_to_json(value))),
    )


def _step_to_json(value: HistoryStep) -> dict[str, Any]:
    """The edit of a step, with who made it beside it: readers that do not look for a name pass it over."""
    edit = edit_to_json(value.edit)
    return {**edit, "by": value.by} if value.by else edit


def step_from_json(text: str, at: str) -> HistoryStep:
    """A step of the journal."""
    value = json.loads(text)
    return HistoryStep(edit_from_json(value), at, str(value.get("by", "")))


def put_setting(db: sqlite3.Connection, key: str, value: object) -> None:
    """Write one setting."""
    db.execute(
        "INSERT INTO settings (key, value) VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, to_json(value)),
    )
