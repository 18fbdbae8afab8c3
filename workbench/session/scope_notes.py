"""What was exported, kept in the project so that an edited workbook can be merged three ways."""

from __future__ import annotations

from datetime import UTC, datetime

from workbench.io.workbooks.facts import Facts
from workbench.io.workbooks.scope.matter import REGISTER, Matter
from workbench.metrics.figures import ScenarioFigures
from workbench.models.edits import RegisterEdit
from workbench.models.project import Project
from workbench.models.registers import ScopeExport
from workbench.models.scenario import Scenario

KEPT = 20
"""Exports of a scenario that are kept; the oldest go first."""


def export_notes(
    project: Project, scenario: Scenario, figures: ScenarioFigures, *, now: datetime
) -> list[RegisterEdit]:
    """The edits that keep what the matrix holds now, and drop what is too old."""
    matter = Matter(Facts(project, scenario, figures, "working", public=False, now=now))
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    note = ScopeExport(matter.export_id, at, matter.content)
    before = scenario.registers.get(REGISTER, note.id)
    edits = [RegisterEdit(scenario.id, REGISTER, note.id, before, note, "Note an export")]
    earlier = [export for export in scenario.registers.of(REGISTER, ScopeExport) if export.id != note.id]
    earlier.sort(key=lambda export: (export.at, export.id), reverse=True)
    edits += [
        RegisterEdit(scenario.id, REGISTER, old.id, old, None, "Forget an old export")
        for old in earlier[KEPT - 1 :]
    ]
    return edits
