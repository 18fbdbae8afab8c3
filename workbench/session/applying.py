"""Carry an edit out on a project in memory; nothing else ever changes a scenario."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EditError
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
    single_edits,
)
from workbench.models.impossible import impossible_in_cell, impossible_in_head, impossible_in_record
from workbench.models.plan import Plan
from workbench.models.practices import UNASSIGNED_PRACTICE, PracticeAssignment
from workbench.models.project import Project
from workbench.models.registers import Record, Registers
from workbench.models.scenario import Scenario
from workbench.models.scope import DEFAULT_CELL, problem_of
from workbench.session.changes import Changes
from workbench.session.locks import LockCheck


class Listener(Protocol):
    """What keeps figures beside a scenario hears of each change as it is made."""

    def units_moved(
        self,
        scenario: Scenario,
        units: NDArray[np.int64],
        before: NDArray[np.int32],
        after: NDArray[np.int32],
    ) -> None:
        """Units have new labels."""

    def localities_changed(self, scenario: Scenario, slots: tuple[int, ...]) -> None:
        """Localities were added, deleted or described anew."""

    def practice_assigned(self, scenario: Scenario, code: str, assignment: PracticeAssignment) -> None:
        """A practice has another assignment."""

    def rules_changed(self, scenario: Scenario) -> None:
        """Band, basis, links or locked units have changed."""

    def scenario_gone(self, scenario: str) -> None:
        """A scenario was deleted."""


def restore(snapshot: ScenarioSnapshot, unit_index: dict[str, int]) -> Scenario:
    """A scenario from its value; units that the study area no longer has are left out."""
    plan = Plan(len(unit_index))
    for locality in snapshot.localities:
        plan.put(locality)
    for unit, code in snapshot.units:
        if unit in unit_index:
            plan.labels[unit_index[unit]] = plan.slot(code)
    registers = Registers()
    for register, key, record in snapshot.registers:
        registers.put(register, key, record)
    return Scenario(
        snapshot.head, plan, snapshot.rules, dict(snapshot.practices), dict(snapshot.scope), registers
    )


def apply_edit(project: Project, edit: Edit, listener: Listener) -> Changes:
    """Change the project by one edit and say what has changed.

    Raises:
        EditError: the project is not as the edit says it was; nothing has changed then.
    """
    match edit:
        case Compound():
            return _apply_compound(project, edit, listener)
        case ScenarioEdit():
            return _apply_scenario(project, edit, listener)
        case ScenarioOrder():
            return _apply_order(project, edit)
        case HeadEdit():
            scenario = project.scenario(edit.scenario)
            if scenario.head != edit.before:
                raise _stale("The scenario")
            scenario.head = edit.after
            return Changes(edit.scenario, head=True)
        case RegisterEdit():
            return _apply_register(project, edit)
        case _:
            return _apply_in_scenario(project, project.scenario(edit.scenario), edit, listener)


def _apply_in_scenario(
    project: Project,
    scenario: Scenario,
    edit: Reassignment | LocalityEdit | PracticeEdit | ScopeEdit | RulesEdit,
    listener: Listener,
) -> Changes:
    match edit:
        case Reassignment():
            return _apply_reassignment(project, scenario, edit, listener)
        case LocalityEdit():
            return _apply_locality(scenario, edit, listener)
        case PracticeEdit():
            return _apply_practices(scenario, edit, listener)
        case ScopeEdit():
            return _apply_scope(scenario, edit)
        case RulesEdit():
            if scenario.rules != edit.before:
                raise _stale("A rule of the scenario")
            scenario.rules = edit.after
            listener.rules_changed(scenario)
            return Changes(edit.scenario, rules=True, localities=frozenset(x.code for x in scenario.plan))


def _apply_compound(project: Project, edit: Compound, listener: Listener) -> Changes:
    changes = Changes(edit.scenario)
    for done, part in enumerate(edit.parts):
        try:
            changes = changes.joined(apply_edit(project, part, listener))
        except EditError:
            for earlier in reversed(edit.parts[:done]):
                apply_edit(project, earlier.inverse(), listener)
            raise
    # Parts may speak of other scenarios than the step does, as those of a catalogue step.
    return replace(changes, scenario=edit.scenario)


def _stale(what: str) -> EditError:
    return EditError(
        f"{what} has changed meanwhile.", why="The step was made for an earlier state.", remedy="Do it again."
    )


def _apply_reassignment(
    project: Project, scenario: Scenario, edit: Reassignment, listener: Listener
) -> Changes:
    index = project.area.units.index_of
    units = np.array([index[code] for code in edit.units], dtype=np.int64)
    before = scenario.plan.labels[units].copy()
    if scenario.plan.codes_of(before) != edit.before:
        raise _stale("The plan")
    after = scenario.plan.slots_of(edit.after)
    scenario.plan.labels[units] = after
    listener.units_moved(scenario, units, before, after)
    touched = {code for code in scenario.plan.codes_of(np.union1d(before, after)) if code is not None}
    return Changes(edit.scenario, units=np.sort(units), localities=frozenset(touched))


def _apply_locality(scenario: Scenario, edit: LocalityEdit, listener: Listener) -> Changes:
    known = edit.after or edit.before
    if known is None or scenario.plan.get(known.code) != edit.before:
        raise _stale("The locality")
    code = known.code
    slot = scenario.plan.remove(code) if edit.after is None else scenario.plan.put(edit.after)
    listener.localities_changed(scenario, (slot,))
    return Changes(edit.scenario, localities=frozenset({code}))


def _apply_practices(scenario: Scenario, edit: PracticeEdit, listener: Listener) -> Changes:
    touched: set[str] = set()
    if tuple(scenario.assignment(code) for code in edit.practices) != edit.before:
        raise _stale("A practice")
    for code, before, after in zip(edit.practices, edit.before, edit.after, strict=True):
        if after == UNASSIGNED_PRACTICE:
            scenario.practices.pop(code, None)
        else:
            scenario.practices[code] = after
        listener.practice_assigned(scenario, code, after)
        touched.update(locality for locality, _ in before.shares + after.shares)
    return Changes(edit.scenario, localities=frozenset(touched), practices=frozenset(edit.practices))


def _apply_scope(scenario: Scenario, edit: ScopeEdit) -> Changes:
    if tuple(scenario.cell(key) for key in edit.keys) != edit.before:
        raise _stale("The matrix")
    for key, cell in zip(edit.keys, edit.after, strict=True):
        if cell == DEFAULT_CELL:
            scenario.scope.pop(key, None)
        else:
            scenario.scope[key] = cell
    return Changes(edit.scenario, cells=frozenset(edit.keys))


def _apply_register(project: Project, edit: RegisterEdit) -> Changes:
    registers = project.scenario(edit.scenario).registers if edit.scenario else project.registers
    if registers.get(edit.register, edit.key) != edit.before:
        raise _stale("The entry")
    registers.put(edit.register, edit.key, edit.after)
    if edit.register == "hierarchy":
        project.follow_hierarchies()
    return Changes(edit.scenario, registers=frozenset({edit.register}))


def _apply_scenario(project: Project, edit: ScenarioEdit, listener: Listener) -> Changes:
    if edit.after is not None:
        scenario = restore(edit.after, project.area.units.index_of)
        project.scenarios.insert(edit.position, scenario)
    else:
        scenario = project.scenario(edit.scenario)
        project.scenarios.remove(scenario)
        listener.scenario_gone(edit.scenario)
    return Changes(edit.scenario, scenarios=True)


def _apply_order(project: Project, edit: ScenarioOrder) -> Changes:
    scenario = project.scenario(edit.scenario)
    if project.scenarios.index(scenario) != edit.before or not 0 <= edit.after < len(project.scenarios):
        raise _stale("The list of scenarios")
    project.scenarios.insert(edit.after, project.scenarios.pop(edit.before))
    return Changes(edit.scenario, scenarios=True)


def check_edit(project: Project, edit: Edit) -> None:
    """See that a new edit fits the project before anything is changed.

    Locks of units, localities and practices are enforced here, whoever asks: see ``locks``.

    Raises:
        EditError: an unknown unit, locality or scenario, a name in use, or a lock in the way.
    """
    locks = LockCheck(project)
    for part in single_edits(edit):
        check_edit_alone(project, part)
        locks.see(part)


def check_edit_alone(project: Project, edit: Edit) -> None:
    """Check one edit as if it were applied to the project as it is, but for locks.

    A locality that an earlier part of a compound adds is not known yet and is left unchecked.
    """
    match edit:
        case Reassignment():
            unknown = [code for code in edit.units if code not in project.area.units.index_of]
            if unknown:
                raise EditError(
                    f"The project has no area {unknown[0]}.", remedy="Choose areas of this project."
                )
        case RulesEdit():
            _check_locked_units(project, edit)
        case ScenarioEdit(after=ScenarioSnapshot() as after):
            check_scenario_name(project, after.head.name)
        case ScopeEdit():
            _check_cells(edit)
        case RegisterEdit(after=record) if record is not None:
            _check_record(record)
        case HeadEdit():
            _check_head(project, edit)
        case LocalityEdit(after=after) if after is not None:
            _check_locality_name(project.scenario(edit.scenario), after.name, but=after.code)
        case _:
            pass


def _check_locked_units(project: Project, edit: RulesEdit) -> None:
    fresh = edit.after.locked_set - edit.before.locked_set
    unknown = sorted(code for code in fresh if code not in project.area.units.index_of)
    if unknown:
        raise EditError(f"The project has no area {unknown[0]}.", remedy="Choose areas of this project.")


def _check_cells(edit: ScopeEdit) -> None:
    for key, cell in zip(edit.keys, edit.after, strict=True):
        problem = impossible_in_cell(cell) or problem_of(cell)
        if problem:
            raise EditError(f"{key.service} in {key.locality}: {problem}", remedy="Fill it in first.")


def _check_head(project: Project, edit: HeadEdit) -> None:
    if edit.before.name != edit.after.name:
        check_scenario_name(project, edit.after.name, but=edit.scenario)
    problem = impossible_in_head(edit.after)
    if problem:
        raise EditError(problem, remedy="Change it first.")


def _check_record(record: Record) -> None:
    problem = impossible_in_record(record)
    if problem:
        raise EditError(problem, remedy="Change it first.")


def _check_locality_name(scenario: Scenario, name: str, *, but: str) -> None:
    if not name.strip():
        raise EditError("A locality needs a name.", remedy="Type a name.")
    other = scenario.plan.named(name)
    if other is not None and other.code != but:
        raise EditError(f"There is a locality named “{other.name}” already.", remedy="Choose another name.")


def check_scenario_name(project: Project, name: str, *, but: str = "") -> None:
    """See that a scenario may have this name.

    Raises:
        EditError: the name is empty or in use.
    """
    if not name.strip():
        raise EditError("A scenario needs a name.", remedy="Type a name.")
    wanted = name.strip().casefold()
    other = next((s for s in project.scenarios if s.name.casefold() == wanted and s.id != but), None)
    if other is not None:
        raise EditError(f"There is a scenario named “{other.name}” already.", remedy="Choose another name.")
