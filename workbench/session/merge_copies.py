"""Bring another copy of a project in: two tables of a workshop drew on the same areas.

Scenarios stand side by side afterwards and registers are put together. Nothing that is here is overwritten:
where both copies changed the same thing, a scenario comes in beside ours and a record stays as it is here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.errors import InputError
from workbench.io.project_file.reading import read_project
from workbench.models.edits import (
    Compound,
    Edit,
    RegisterEdit,
    ScenarioEdit,
    ScenarioSnapshot,
    single_edits,
    snapshot,
)
from workbench.models.history import History
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.progress import Progress

SCENARIO = "scenario"
"""What stands for a scenario among the names of registers."""


@dataclass(frozen=True)
class Brought:
    """One thing of the other copy; ``what`` is "scenario" or a register, ``areas`` how many areas differ.

    ``outcome`` is "added" (not here before), "same" (both have it alike), "beside" (both changed the
    scenario: theirs comes in as ``name``) or "kept" (both changed the record: ours stays).
    """

    what: str
    key: str
    name: str
    outcome: str
    areas: int = 0
    left_out: int = 0
    """Assignments of practices and areas that this project does not have."""
    practices: int = 0
    """Practices that are assigned in another way."""
    by: str = ""
    """Who made the latest step on it in the other copy, empty where that was not kept."""

    @property
    def conflict(self) -> bool:
        """Whether both copies changed it."""
        return self.outcome in ("beside", "kept")


@dataclass(frozen=True)
class CopyMerge:
    """What the other copy brings, and the one step that brings it in; None where it has nothing new."""

    file: str
    brought: tuple[Brought, ...]
    edit: Compound | None

    def of(self, outcome: str) -> list[Brought]:
        """Everything that has this outcome."""
        return [one for one in self.brought if one.outcome == outcome]

    @property
    def conflicts(self) -> list[Brought]:
        """What both copies changed."""
        return [one for one in self.brought if one.conflict]

    def plain(self, *, applied: bool) -> dict[str, Any]:
        """The report as JSON."""
        return {
            "file": self.file,
            "added": [_plain(one) for one in self.of("added")],
            "same": len(self.of("same")),
            "conflicts": [_plain(one) for one in self.conflicts],
            "applied": applied,
        }


def read_copy(project: Project, path: Path, *, progress: Progress | None = None) -> CopyMerge:
    """What the project in ``path`` would bring to ``project``; its file is only read.

    Raises:
        ProjectError: the file is no project or cannot be read.
        InputError: it was drawn on other areas.
    """
    loaded = read_project(path, progress=progress)
    other = loaded.project
    _same_areas(project, other, path)
    brought: list[Brought] = []
    edits: list[Edit] = []
    for one, edit in [*_scenarios(project, other, path), *_records(project, other)]:
        brought.append(replace(one, by=_latest_author(loaded.history, one)))
        if edit is not None:
            edits.append(edit)
    whole = Compound("", tuple(edits), f"Merge {path.name}") if edits else None
    return CopyMerge(path.name, tuple(brought), whole)


def _latest_author(history: History, one: Brought) -> str:
    """Who made the latest step on a scenario or record, as the other copy's history tells."""
    for step in reversed(history.steps[: history.position]):
        if any(_touches(edit, one) for edit in single_edits(step.edit)):
            return step.by
    return ""


def _touches(edit: Edit, one: Brought) -> bool:
    if one.what == SCENARIO:
        return edit.scenario == one.key
    return isinstance(edit, RegisterEdit) and (edit.register, edit.key) == (one.what, one.key)


def _same_areas(project: Project, other: Project, path: Path) -> None:
    ours, theirs = set(project.area.units.codes), set(other.area.units.codes)
    if ours != theirs:
        raise InputError(
            f"{path.name} was not merged: it was drawn on other areas.",
            why=f"{len(theirs - ours):,} of its areas are not in this project, "
            f"and {len(ours - theirs):,} of this project are not in it.",
            remedy="Merge copies of one project; export a plan as CSV to carry it between projects.",
        )


def _scenarios(project: Project, other: Project, path: Path) -> Iterator[tuple[Brought, ScenarioEdit | None]]:
    ours = {scenario.id: scenario for scenario in project.scenarios}
    names = {scenario.name.casefold() for scenario in project.scenarios}
    position = len(project.scenarios)
    for scenario in other.scenarios:
        theirs, left_out = _fitting(
            project, snapshot(scenario, [str(code) for code in other.area.units.codes])
        )
        mine = ours.get(scenario.id)
        if mine is not None:
            codes = [str(code) for code in project.area.units.codes]
            here = snapshot(mine, codes)
            if any(_content(snapshot(one, codes)) == _content(theirs) for one in _kin(project, mine)):
                yield Brought(SCENARIO, scenario.id, scenario.name, "same"), None
                continue
            name = _free_name(f"{scenario.name} ({path.stem})", names)
            areas = len({unit for unit, _ in {*here.units} ^ {*theirs.units}})
            practices = len({practice for practice, _ in {*here.practices} ^ {*theirs.practices}})
            head = replace(
                theirs.head, id=uuid.uuid4().hex, name=name, copied_from=mine.id, copied_name=mine.name
            )
            one = Brought(SCENARIO, scenario.id, name, "beside", areas, left_out, practices=practices)
        else:
            head = replace(theirs.head, name=_free_name(scenario.name, names))
            one = Brought(SCENARIO, scenario.id, head.name, "added", 0, left_out)
        names.add(head.name.casefold())
        label = f"Merge scenario {head.name}"
        yield one, ScenarioEdit(head.id, None, replace(theirs, head=head), position, label)
        position += 1


def _fitting(project: Project, value: ScenarioSnapshot) -> tuple[ScenarioSnapshot, int]:
    """A scenario without practices that this project does not have, and how many those are."""
    known = project.area.practices.index_of
    kept = tuple((code, how) for code, how in value.practices if code in known)
    return replace(value, practices=kept), len(value.practices) - len(kept)


def _kin(project: Project, mine: Scenario) -> list[Scenario]:
    """The scenario and what was copied from it: an earlier merge of the same copy may have brought theirs."""
    return [mine, *(one for one in project.scenarios if one.head.copied_from == mine.id)]


def _content(value: ScenarioSnapshot) -> ScenarioSnapshot:
    """What counts in a scenario, whatever it is called here and wherever it came from."""
    head = replace(value.head, id="", name="", copied_from="", copied_name="")
    return replace(value, head=head, units=tuple(sorted(value.units)))


def _records(project: Project, other: Project) -> Iterator[tuple[Brought, RegisterEdit | None]]:
    for register, key, record in other.registers.items():
        mine = project.registers.get(register, key)
        name = str(getattr(record, "name", "") or getattr(record, "title", "") or key)
        if mine is None:
            yield Brought(register, key, name, "added"), RegisterEdit("", register, key, None, record)
        else:
            yield Brought(register, key, name, "same" if mine == record else "kept"), None


def _free_name(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted} {number}"
    return name


def _plain(one: Brought) -> dict[str, Any]:
    return {
        "what": one.what,
        "name": one.name,
        "outcome": one.outcome,
        "areas": one.areas,
        "practices": one.practices,
        "left_out": one.left_out,
    }
