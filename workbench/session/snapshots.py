"""Builders for named snapshots of a plan: take, rename, delete, restore under the locks of today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from workbench.errors import EditError
from workbench.models.edits import Compound, Edit, LocalityEdit, RegisterEdit, ScenarioEdit
from workbench.models.localities import Locality
from workbench.models.meeting import PlanSnapshot
from workbench.models.plan import Plan
from workbench.models.practices import UNASSIGNED_PRACTICE, PracticeAssignment
from workbench.models.project import Project
from workbench.models.registers import Record
from workbench.models.scenario import Scenario
from workbench.session.locality_contents import contents_gone, record_without
from workbench.session.plan_edits import (
    areas,
    assign_practices,
    copy_scenario,
    held_units,
    one_line,
    replace_plan,
)

REGISTER = "plan_snapshot"


def snapshots(scenario: Scenario) -> tuple[PlanSnapshot, ...]:
    """The snapshots of a scenario, the oldest first."""
    return scenario.registers.of(REGISTER, PlanSnapshot)


def take_snapshot(project: Project, scenario: Scenario, name: str, *, at: str) -> RegisterEdit:
    """Keep the plan as it is under a name; ``at`` is UTC, ISO 8601.

    Raises:
        EditError: the name is empty.
    """
    name = _checked(name)
    plan, codes = scenario.plan, project.area.units.codes
    units = []
    for locality in plan:
        rows = plan.units_of(plan.slot(locality.code))
        if len(rows):
            units.append((locality.code, tuple(str(code) for code in codes[rows])))
    practices = tuple(sorted(scenario.practices))
    taken = PlanSnapshot(
        key=_free_key(scenario),
        name=name,
        at=at,
        localities=tuple(plan),
        units=tuple(units),
        practices=practices,
        assigned=tuple(scenario.practices[code] for code in practices),
    )
    return RegisterEdit(scenario.id, REGISTER, taken.key, None, taken, f"Snapshot {name}")


def rename_snapshot(scenario: Scenario, key: str, name: str) -> RegisterEdit | None:
    """Give a snapshot another name; None where it has it.

    Raises:
        EditError: the name is empty, or the snapshot is gone.
    """
    before, name = snapshot_of(scenario, key), _checked(name)
    if before.name == name:
        return None
    after = replace(before, name=name)
    return RegisterEdit(scenario.id, REGISTER, key, before, after, f"Rename snapshot to {name}")


def delete_snapshot(scenario: Scenario, key: str) -> RegisterEdit:
    """Forget a snapshot; undo brings it back.

    Raises:
        EditError: it is gone already.
    """
    before = snapshot_of(scenario, key)
    return RegisterEdit(scenario.id, REGISTER, key, before, None, f"Delete snapshot {before.name}")


def snapshot_of(scenario: Scenario, key: str) -> PlanSnapshot:
    """The snapshot of a key.

    Raises:
        EditError: there is none.
    """
    found = scenario.registers.get(REGISTER, key)
    if not isinstance(found, PlanSnapshot):
        raise EditError("This snapshot is gone.", remedy="Choose one of the list, or undo its deletion.")
    return found


def differing_areas(project: Project, scenario: Scenario, kept: PlanSnapshot) -> int:
    """How many areas lie in another locality now than in a snapshot; localities are told apart by code."""
    then = kept.locality_of
    now = scenario.plan.codes_of(scenario.plan.labels)
    return sum(then.get(str(code)) != held for code, held in zip(project.area.units.codes, now, strict=True))


@dataclass(frozen=True)
class Restoring:
    """The one step that goes back to a snapshot, None where the plan is as it was.

    ``held`` areas would change too, but a lock keeps them where they are.
    """

    edit: Edit | None
    moved: int
    held: int


def restore_snapshot(project: Project, scenario: Scenario, key: str) -> Restoring:
    """Go back to a snapshot in one step; locked areas, localities and practices stay as they are.

    Raises:
        EditError: there is no such snapshot.
    """
    kept = snapshot_of(scenario, key)
    wanted, moved, held = _wanted(project, scenario, kept)
    practices = _practices(scenario, kept)
    then = {one.code: one for one in kept.localities}
    used = {code for code in wanted if code is not None}
    used |= {code for now in practices.values() for code, _ in now.shares}
    removed = [
        one.code for one in scenario.plan if one.code not in then and not one.locked and one.code not in used
    ]
    added, changed = _localities(scenario, then, kept.name)
    label = f"Restore snapshot {kept.name}"
    base = replace_plan(project, scenario, wanted, added, label=label)
    parts: list[Edit] = [*base.parts, *changed]
    assigned = assign_practices(scenario, practices, label=label)
    parts += [] if assigned is None else [assigned]
    for code in removed:
        parts += contents_gone(scenario, code)
        parts.append(LocalityEdit(scenario.id, scenario.plan.get(code), None))
    return Restoring(Compound(scenario.id, tuple(parts), label) if parts else None, moved, held)


def scenario_from_snapshot(project: Project, scenario: Scenario, key: str, name: str) -> ScenarioEdit:
    """Add a scenario that is a copy of this one with the plan of a snapshot.

    Raises:
        EditError: there is no such snapshot.
    """
    kept = snapshot_of(scenario, key)
    made = copy_scenario(project, scenario, name)
    assert made.after is not None  # noqa: S101 - a copy is an addition
    known = {one.code for one in kept.localities}
    gone = [one.code for one in scenario.plan if one.code not in known]
    registers = []
    for register, record_key, record in made.after.registers:
        left: Record | None = record
        for code in gone:
            left = None if left is None else record_without(left, code)
        if left is not None:
            registers.append((register, record_key, left))
    value = replace(
        made.after,
        localities=kept.localities,
        units=tuple(sorted(kept.locality_of.items())),
        practices=tuple(kept.assignments.items()),
        scope=tuple((cell_key, cell) for cell_key, cell in made.after.scope if cell_key.locality in known),
        registers=tuple(registers),
    )
    words = f"Scenario {value.head.name} from snapshot {kept.name}"
    return replace(made, after=value, label=words)


def restoring_words(done: Restoring) -> str:
    """What a restore has changed, and what a lock has kept."""
    words = f"{areas(done.moved)} changed" if done.moved else "No area changed"
    if not done.held:
        return words
    kept = "stays: it is locked" if done.held == 1 else "stay: they are locked"
    return f"{words}. {areas(done.held)} {kept}"


def _wanted(project: Project, scenario: Scenario, kept: PlanSnapshot) -> tuple[list[str | None], int, int]:
    """The locality code of each unit after restoring, how many units move, how many a lock keeps."""
    then = kept.locality_of
    now = scenario.plan.codes_of(scenario.plan.labels)
    locked = {one.code for one in scenario.plan if one.locked}
    single = held_units(project, scenario, np.arange(len(now)))
    wanted: list[str | None] = []
    moved = held = 0
    for place, (unit, code) in enumerate(zip(project.area.units.codes, now, strict=True)):
        before = then.get(str(unit))
        if before == code:
            wanted.append(code)
        elif single[place] or code in locked or before in locked:
            wanted.append(code)
            held += 1
        else:
            wanted.append(before)
            moved += 1
    return wanted, moved, held


def _practices(scenario: Scenario, kept: PlanSnapshot) -> dict[str, PracticeAssignment]:
    """The assignment of every practice after restoring; views of today's consultation and locks stay."""
    then = kept.assignments
    wanted = {}
    for code in sorted({*then, *scenario.practices}):
        now = scenario.assignment(code)
        before = then.get(code, UNASSIGNED_PRACTICE)
        wanted[code] = now if now.locked else replace(before, locked=False, view=now.view)
    return wanted


def _localities(
    scenario: Scenario, then: Mapping[str, Locality], snapshot_name: str
) -> tuple[list[Locality], list[LocalityEdit]]:
    """Localities that come back, and those that get back their name, number and colour."""
    plan = scenario.plan
    added: list[Locality] = []
    changed: list[LocalityEdit] = []
    for code, before in then.items():
        now, name = plan.get(code), _free_name(plan, before, snapshot_name)
        if now is None:
            added.append(replace(before, locked=False, name=name))
        elif not now.locked:
            after = replace(now, number=before.number, name=name, colour=before.colour)
            changed += [LocalityEdit(scenario.id, now, after)] if after != now else []
    return added, changed


def _free_name(plan: Plan, wanted: Locality, snapshot_name: str) -> str:
    """Its name of then; with the snapshot's behind it where another locality has that name today."""
    other = plan.named(wanted.name)
    return wanted.name if other is None or other.code == wanted.code else f"{wanted.name} ({snapshot_name})"


def _checked(name: str) -> str:
    name = one_line(name)
    if not name:
        raise EditError("A snapshot needs a name.", remedy="Type a name.")
    return name


def _free_key(scenario: Scenario) -> str:
    return f"{1 + max((int(one.key) for one in snapshots(scenario)), default=0):05d}"
