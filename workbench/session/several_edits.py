"""Edits of several localities at once, as the table asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.models.edits import (
    Compound,
    Edit,
    LocalityEdit,
    PracticeEdit,
    Reassignment,
    RegisterEdit,
    ScopeEdit,
)
from workbench.models.plan import UNASSIGNED
from workbench.models.practices import UNASSIGNED_PRACTICE
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session.plan_edits import delete_locality, lock_locality


def lock_localities(scenario: Scenario, codes: Sequence[str], *, locked: bool) -> Edit | None:
    """Lock localities or unlock them in one step; None where all are so already."""
    wanted = set(codes)
    some = [one.code for one in scenario.plan if one.code in wanted and one.locked != locked]
    parts = [lock_locality(scenario, code, locked=locked) for code in some]
    return _together(scenario, parts, f"{'Lock' if locked else 'Unlock'} {len(parts)} localities")


def delete_localities(project: Project, scenario: Scenario, codes: Sequence[str]) -> Edit | None:
    """Delete localities in one step, each from what the one before leaves: they may share practices."""
    after = scenario.copy(id=scenario.id, name=scenario.name)
    after.registers = scenario.registers.copy()  # with what no copy of a scenario takes along
    parts: list[Edit] = []
    for code in codes:
        edit = delete_locality(project, after, code)
        parts.append(edit)
        for part in edit.parts if isinstance(edit, Compound) else (edit,):
            _take(project, after, part)
    return _together(scenario, parts, f"Delete {len(parts)} localities")


def _together(scenario: Scenario, parts: Sequence[Edit], words: str) -> Edit | None:
    """Several edits as one step; one alone keeps its own words."""
    if len(parts) < 2:
        return parts[0] if parts else None
    return Compound(scenario.id, tuple(parts), words)


def _take(project: Project, after: Scenario, part: Edit) -> None:
    """Follow one part of a deletion in a copy of the scenario."""
    match part:
        case Reassignment():
            rows = [project.area.units.index_of[code] for code in part.units]
            after.plan.labels[rows] = UNASSIGNED
        case PracticeEdit():
            for code, value in zip(part.practices, part.after, strict=True):
                if value == UNASSIGNED_PRACTICE:
                    after.practices.pop(code, None)
                else:
                    after.practices[code] = value
        case ScopeEdit():
            for key in part.keys:
                after.scope.pop(key, None)
        case RegisterEdit():
            after.registers.put(part.register, part.key, part.after)
        case LocalityEdit() if part.before is not None and part.after is None:
            after.plan.remove(part.before.code)
