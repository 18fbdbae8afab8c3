"""What was exported, kept in the project so that an edited workbook can be merged three ways."""

from __future__ import annotations

from datetime import UTC, datetime

from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.scope.matter import REGISTER as SCOPE_REGISTER
from workbench.io.workbooks.scope.matter import Matter
from workbench.metrics.figures import ScenarioFigures
from workbench.models.edits import RegisterEdit
from workbench.models.project import Project
from workbench.models.registers import PlanExport, ScopeExport
from workbench.models.scenario import Scenario

KEPT = 20
"""Exports of a scenario that are kept; the oldest go first."""
PLANS_KEPT = 10
"""Those of plans hold every area."""
PLAN_REGISTER = "plan_export"


def scope_notes(
    project: Project, scenario: Scenario, figures: ScenarioFigures, *, now: datetime
) -> list[RegisterEdit]:
    """The edits that keep what the matrix holds now, and drop what is too old."""
    matter = Matter(Facts(project, scenario, figures, "working", public=False, now=now))
    note = ScopeExport(matter.export_id, _utc(now), matter.content)
    earlier = scenario.registers.of(SCOPE_REGISTER, ScopeExport)
    return _noted(scenario, SCOPE_REGISTER, note, earlier, KEPT)


def plan_notes(facts: Facts) -> list[RegisterEdit]:
    """The edits that keep where every area and practice lies now, and drop what is too old."""
    scenario, codes = facts.scenario, facts.project.area.units.codes
    units: dict[str, list[str]] = {}
    for code, locality in zip(codes, scenario.plan.codes_of(scenario.plan.labels), strict=True):
        if locality is not None:
            units.setdefault(locality, []).append(str(code))
    note = PlanExport(
        facts.export_id,
        _utc(facts.now),
        tuple((locality, tuple(found)) for locality, found in sorted(units.items())),
        tuple((code, assignment.shares) for code, assignment in sorted(scenario.practices.items())),
    )
    earlier = scenario.registers.of(PLAN_REGISTER, PlanExport)
    return _noted(scenario, PLAN_REGISTER, note, earlier, PLANS_KEPT)


def carried_notes(exported: Scenario, scenario: Scenario) -> list[RegisterEdit]:
    """The edits that keep the notes of plans which a copy of a scenario has and the scenario has not."""
    earlier = scenario.registers.of(PLAN_REGISTER, PlanExport)
    known = {note.id for note in earlier}
    return [
        edit
        for note in exported.registers.of(PLAN_REGISTER, PlanExport)
        if note.id not in known
        for edit in _noted(scenario, PLAN_REGISTER, note, earlier, PLANS_KEPT)
    ]


def _noted(
    scenario: Scenario,
    register: str,
    note: ScopeExport | PlanExport,
    earlier: tuple[ScopeExport, ...] | tuple[PlanExport, ...],
    kept: int,
) -> list[RegisterEdit]:
    before = scenario.registers.get(register, note.id)
    edits = [RegisterEdit(scenario.id, register, note.id, before, note, "Note an export")]
    others = [export for export in earlier if export.id != note.id]
    others.sort(key=lambda export: (export.at, export.id), reverse=True)
    edits += [
        RegisterEdit(scenario.id, register, old.id, old, None, "Forget an old export")
        for old in others[kept - 1 :]
    ]
    return edits


def _utc(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")
