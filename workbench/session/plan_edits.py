"""Builders of edits: what tools, tables, menus and commands ask for, as values ready to apply."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.hues import free_hue
from workbench.metrics.merging import together, without_localities
from workbench.models.edits import (
    Compound,
    Edit,
    LocalityEdit,
    PracticeEdit,
    Reassignment,
    RulesEdit,
    ScenarioEdit,
    ScenarioSnapshot,
    snapshot,
)
from workbench.models.localities import Locality, next_code
from workbench.models.plan import UNASSIGNED
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import Project
from workbench.models.rules import Rules
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.session.locality_contents import contents_gone


def areas(count: int) -> str:
    """Say how many areas: 1 area, 4 areas."""
    return f"{count:,} area" if count == 1 else f"{count:,} areas"


def held_units(project: Project, scenario: Scenario, units: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of ``units`` are locked themselves, one answer a unit."""
    locked = scenario.rules.locked_set
    if not locked:
        return np.zeros(len(units), dtype=bool)
    codes = project.area.units.codes[units]
    return np.fromiter((code in locked for code in codes), dtype=bool, count=len(units))


def movable(project: Project, scenario: Scenario, units: NDArray[np.int64], slot: int) -> NDArray[np.int64]:
    """Of ``units``, those that may go to ``slot``: not there already, not locked, in no locked locality.

    Empty where the receiving locality is locked itself.
    """
    target = scenario.plan.locality(slot)
    if target is not None and target.locked:
        return units[:0]
    now = scenario.plan.labels[units]
    locked = [scenario.plan.slot(locality.code) for locality in scenario.plan if locality.locked]
    free: NDArray[np.int64] = units[(now != slot) & ~np.isin(now, locked)]
    return free[~held_units(project, scenario, free)]


def reassign(
    project: Project, scenario: Scenario, units: NDArray[np.int64], slot: int, *, label: str = ""
) -> Reassignment | None:
    """Give ``units`` to the locality of ``slot`` (-1: to nobody); None where nothing would change."""
    units = movable(project, scenario, units, slot)
    if not len(units):
        return None
    plan = scenario.plan
    target = plan.locality(slot)
    codes = tuple(str(code) for code in project.area.units.codes[units])
    words = label or (
        f"Clear {areas(len(units))}" if target is None else f"Paint {areas(len(units))} into {target.name}"
    )
    after = None if target is None else target.code
    return Reassignment(scenario.id, codes, plan.codes_of(plan.labels[units]), (after,) * len(codes), words)


def fresh_locality(scenario: Scenario, name: str = "") -> Locality:
    """A new locality with a free code, number and name, and a hue used least."""
    plan = scenario.plan
    number = 1 + max((locality.number for locality in plan), default=0)
    name = name.strip()
    if not name:
        free = number
        while plan.named(f"Locality {free}") is not None:
            free += 1
        name = f"Locality {free}"
    return Locality(next_code(plan.codes), number, name, free_hue(plan))


def add_locality(scenario: Scenario, name: str = "") -> LocalityEdit:
    """Add an empty locality."""
    locality = fresh_locality(scenario, name)
    return LocalityEdit(scenario.id, None, locality, f"New locality {locality.name}")


def change_locality(scenario: Scenario, code: str, label: str, **changes: object) -> LocalityEdit:
    """Rename, recolour, lock or describe a locality."""
    before = scenario.plan.locality(scenario.plan.slot(code))
    assert before is not None  # noqa: S101 - slot() has just found it
    return LocalityEdit(scenario.id, before, replace(before, **changes), label)  # type: ignore[arg-type]  # field names come from callers in this package and are checked by replace


def rename_locality(scenario: Scenario, code: str, name: str) -> LocalityEdit:
    """Give a locality another name."""
    return change_locality(scenario, code, f"Rename locality to {name.strip()}", name=name.strip())


def recolour_locality(scenario: Scenario, code: str, colour: str) -> LocalityEdit:
    """Give a locality another colour, "#RRGGBB"."""
    locality = scenario.plan.get(code)
    return change_locality(scenario, code, f"Recolour {locality.name if locality else code}", colour=colour)


def lock_locality(scenario: Scenario, code: str, *, locked: bool) -> LocalityEdit:
    """Lock or unlock a locality."""
    locality = scenario.plan.get(code)
    word = "Lock" if locked else "Unlock"
    return change_locality(scenario, code, f"{word} {locality.name if locality else code}", locked=locked)


def delete_locality(project: Project, scenario: Scenario, code: str) -> Edit:
    """Delete a locality in one step: units and practices are unassigned, its cells and records go."""
    plan = scenario.plan
    slot = plan.slot(code)
    locality = plan.locality(slot)
    assert locality is not None  # noqa: S101 - slot() has just found it
    parts: list[Edit] = []
    units = plan.units_of(slot)
    if len(units):
        codes = tuple(str(unit) for unit in project.area.units.codes[units])
        parts.append(Reassignment(scenario.id, codes, (code,) * len(codes), (None,) * len(codes)))
    parts += _practices_without(scenario, [code])
    parts += contents_gone(scenario, code)
    parts.append(LocalityEdit(scenario.id, locality, None))
    return Compound(scenario.id, tuple(parts), f"Delete locality {locality.name}")


def _practices_without(scenario: Scenario, gone: Sequence[str]) -> list[PracticeEdit]:
    """The edit that takes localities from the practices that have a share in one, all at once."""
    rest = {locality.code for locality in scenario.plan} - set(gone)
    changed = {
        code: after
        for code, now in sorted(scenario.practices.items())
        if (after := without_localities(now, rest)) != now
    }
    before = tuple(scenario.practices[code] for code in changed)
    return [PracticeEdit(scenario.id, tuple(changed), before, tuple(changed.values()))] if changed else []


def assign_practices(
    scenario: Scenario, proposed: Mapping[str, PracticeAssignment], *, label: str
) -> PracticeEdit | None:
    """Give practices their proposed assignments, merged ones together; None where all have them already."""
    proposed = together(scenario.registers, proposed)
    changed = [code for code, new in proposed.items() if scenario.assignment(code) != new]
    if not changed:
        return None
    before = tuple(scenario.assignment(code) for code in changed)
    return PracticeEdit(scenario.id, tuple(changed), before, tuple(proposed[c] for c in changed), label)


def assign_by_hand(
    scenario: Scenario, practices: Sequence[str], locality: str | None, *, label: str
) -> PracticeEdit | None:
    """Give practices to a locality by a person's choice (None: to nobody), which rules then keep.

    Views in the consultation stay, and so do locked practices.
    """
    shares = () if locality is None else ((locality, 1.0),)
    now = {code: scenario.assignment(code) for code in practices}
    wanted = {
        code: replace(assignment, shares=shares, how=AssignedHow.HAND)
        for code, assignment in now.items()
        if not assignment.locked
    }
    return assign_practices(scenario, wanted, label=label)


def change_rules(scenario: Scenario, after: Rules, label: str) -> RulesEdit | None:
    """Change band, basis or links; None where they are so already. No unit changes locality (R26)."""
    return None if after == scenario.rules else RulesEdit(scenario.id, scenario.rules, after, label)


def lock_units(
    project: Project, scenario: Scenario, units: NDArray[np.int64], *, locked: bool
) -> RulesEdit | None:
    """Lock units where they are, assigned or not, or unlock them; None where all are so already.

    A locked unit keeps its locality whatever tool, import or balancing asks.
    """
    now = scenario.rules.locked_set
    codes = {str(code) for code in project.area.units.codes[units]}
    changed = codes - now if locked else codes & now
    if not changed:
        return None
    if len(changed) == 1:
        row = project.area.units.index_of[min(changed)]
        words = str(project.area.units.names[row]) or min(changed)
    else:
        words = areas(len(changed))
    after = replace(scenario.rules, locked_units=tuple(now | changed if locked else now - changed))
    return RulesEdit(scenario.id, scenario.rules, after, f"{'Lock' if locked else 'Unlock'} {words}")


def unlock_all_units(scenario: Scenario) -> RulesEdit | None:
    """Unlock every unit, those that the study area no longer has too; None where none is locked."""
    rules = scenario.rules
    if not rules.locked_units:
        return None
    after = replace(rules, locked_units=())
    return RulesEdit(scenario.id, rules, after, f"Unlock {areas(len(rules.locked_units))}")


# -- scenarios
def _new_id() -> str:
    return f"s-{uuid.uuid4().hex[:12]}"


def one_line(name: str) -> str:
    """A name without line breaks, tabs or double spaces, as lists can show it."""
    return " ".join(name.split())


def add_scenario(project: Project, name: str, *, rules: Rules | None = None) -> ScenarioEdit:
    """Add an empty scenario at the end, with these rules but for locked units: it has no plan to keep."""
    head = ScenarioHead(_new_id(), one_line(name))
    value = ScenarioSnapshot(head, replace(rules or Rules(), locked_units=()), (), (), ())
    return ScenarioEdit(head.id, None, value, len(project.scenarios), f"New scenario {head.name}")


def copy_scenario(project: Project, source: Scenario, name: str) -> ScenarioEdit:
    """Add a scenario that starts as a copy of another."""
    twin = source.copy(id=_new_id(), name=one_line(name))
    value = snapshot(twin, [str(code) for code in project.area.units.codes])
    return ScenarioEdit(twin.id, None, value, len(project.scenarios), f"Copy {source.name} to {twin.name}")


def delete_scenario(project: Project, scenario: Scenario) -> ScenarioEdit:
    """Delete a scenario; undo brings it back whole."""
    value = snapshot(scenario, [str(code) for code in project.area.units.codes])
    position = project.scenarios.index(scenario)
    return ScenarioEdit(scenario.id, value, None, position, f"Delete scenario {scenario.name}")


def replace_plan(
    project: Project,
    scenario: Scenario,
    wanted: Sequence[str | None],
    new_localities: Sequence[Locality],
    *,
    removed: Sequence[str] = (),
    label: str,
) -> Compound:
    """Give every unit the locality code in ``wanted``, adding and removing localities, as one step."""
    plan = scenario.plan
    codes = project.area.units.codes
    now = plan.codes_of(plan.labels)
    moved = [i for i in range(len(now)) if now[i] != wanted[i]]
    parts: list[Edit] = [LocalityEdit(scenario.id, None, locality) for locality in new_localities]
    if moved:
        parts.append(
            Reassignment(
                scenario.id,
                tuple(str(codes[i]) for i in moved),
                tuple(now[i] for i in moved),
                tuple(wanted[i] for i in moved),
            )
        )
    parts += _practices_without(scenario, removed)
    for code in removed:
        parts += contents_gone(scenario, code)
        parts.append(LocalityEdit(scenario.id, plan.get(code), None))
    return Compound(scenario.id, tuple(parts), label)


def unassigned_units(scenario: Scenario) -> NDArray[np.int64]:
    """Units without a locality, in project order."""
    return scenario.plan.units_of(UNASSIGNED)
