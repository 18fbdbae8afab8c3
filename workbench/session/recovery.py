"""Work that a program left behind unsaved: find it, say what it is, go on with it, or drop it."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from workbench.io.project_file.locks import in_use
from workbench.io.project_file.reading import read_project
from workbench.io.project_file.working_copy import (
    WorkingCopy,
    held_elsewhere,
    note_path,
    remove_copy,
    stamp_noted,
    stamp_of,
)
from workbench.io.readers.databases import file_uri
from workbench.models.edits import ScenarioSnapshot, snapshot
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.paths import working_copies
from workbench.session.opening import OpenProject


@dataclass(frozen=True)
class KeptWork:
    """Unsaved work of a program that is gone: its copy, whose file it is, and when it was last changed."""

    copy: Path
    original: Path
    changed: datetime
    original_there: bool
    original_changed: bool


@dataclass(frozen=True)
class ScenarioChange:
    """How a scenario of the kept work differs from the saved file; ``units`` is how many areas differ."""

    name: str
    kind: str
    units: int = 0

    @property
    def words(self) -> str:
        """In a line: "Draft A: 12 areas differ"."""
        if self.kind == "changed" and self.units:
            return f"{self.name}: {self.units:,} {'area' if self.units == 1 else 'areas'} differ"
        return f"{self.name}: {_KINDS[self.kind]}"


_KINDS = {
    "added": "not in the saved file",
    "removed": "only in the saved file",
    "changed": "other details differ",
}


def kept_work(folder: Path | None = None) -> list[KeptWork]:
    """All unsaved work that no running program holds, the newest first.

    Copies without unsaved work, as a program leaves them that is switched off, are removed on the way.
    """
    found = []
    folder = folder or working_copies()
    notes = sorted(folder.glob("*.json")) if folder.is_dir() else []
    for note in notes:
        copy = note.with_suffix(".gpkg")
        plain = _note(copy)
        if plain is None or not copy.exists() or in_use(copy):
            continue
        if not plain.get("unsaved"):
            with contextlib.suppress(OSError):
                remove_copy(copy)
            continue
        changed = _last_change(copy)
        if changed is None:
            continue
        original = Path(str(plain["original"]))
        now = stamp_of(original)
        found.append(
            KeptWork(
                copy,
                original,
                changed,
                original_there=now is not None,
                original_changed=now is not None and stamp_noted(plain) not in (None, now),
            )
        )
    return sorted(found, key=lambda kept: kept.changed, reverse=True)


def kept_work_of(original: Path, folder: Path | None = None) -> list[KeptWork]:
    """The unsaved work of one project, the newest first."""
    original = original.absolute()
    return [kept for kept in kept_work(folder) if kept.original == original]


def recover(kept: KeptWork) -> OpenProject:
    """Go on with kept work as an open project; its file is not touched before it is saved.

    Raises:
        ProjectError: the copy is damaged or another program holds it.
    """
    plain = _note(kept.copy) or {}
    return OpenProject.recovered(
        kept.original,
        partial(WorkingCopy.adopt, kept.copy, kept.original, plain),
        copy=kept.copy,
        stamp=stamp_noted(plain),
    )


def compare(kept: KeptWork) -> list[ScenarioChange]:
    """What the kept work has that the saved file does not, and the reverse, scenario by scenario.

    Raises:
        ProjectError: one of the two cannot be read.
    """
    saved = read_project(kept.original).project
    copy = WorkingCopy.adopt(kept.copy, kept.original, _note(kept.copy) or {})
    try:
        there = copy.read().project
    finally:
        copy.close()
    return _changes(saved, there)


def _changes(saved: Project, there: Project) -> list[ScenarioChange]:
    before = {scenario.id: scenario for scenario in saved.scenarios}
    changes = []
    for scenario in there.scenarios:
        old = before.pop(scenario.id, None)
        if old is None:
            changes.append(ScenarioChange(scenario.name, "added"))
            continue
        one, other = _places(saved, old), _places(there, scenario)
        units = sum(one.get(code) != other.get(code) for code in one.keys() | other.keys())
        if units or _apart_from_units(saved, old) != _apart_from_units(there, scenario):
            changes.append(ScenarioChange(scenario.name, "changed", units))
    return changes + [ScenarioChange(old.name, "removed") for old in before.values()]


def drop(kept: KeptWork) -> None:
    """Remove kept work for good.

    Raises:
        OSError: the copy cannot be removed.
        ProjectError: another program has gone on with it meanwhile.
    """
    if in_use(kept.copy):
        raise held_elsewhere(kept.copy, kept.original)
    remove_copy(kept.copy)


def _apart_from_units(project: Project, scenario: Scenario) -> ScenarioSnapshot:
    return replace(snapshot(scenario, list(project.area.units.codes)), units=())


def _places(project: Project, scenario: Scenario) -> dict[str, str]:
    """The locality of each assigned area, both as codes."""
    units = project.area.units.codes
    return {
        str(units[unit]): code
        for unit in range(len(units))
        if (code := scenario.plan.code_of_unit(unit)) is not None
    }


def _note(copy: Path) -> dict[str, Any] | None:
    try:
        plain = json.loads(note_path(copy).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return plain if isinstance(plain, dict) and "original" in plain else None


def _last_change(copy: Path) -> datetime | None:
    """When the last step was made; looking at a copy changes the time of its file. None where it has gone."""
    with (
        contextlib.suppress(sqlite3.Error, ValueError),
        contextlib.closing(sqlite3.connect(f"{file_uri(copy)}?mode=rw", uri=True, timeout=1.0)) as db,
    ):
        (at,) = db.execute("SELECT max(at) FROM edits").fetchone()
        return datetime.fromisoformat(str(at))
    with contextlib.suppress(OSError):
        return datetime.fromtimestamp(copy.stat().st_mtime, UTC)
    return None
