"""Changes of provider against a scenario that holds the present: advised against in phase 1 (R10)."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.metrics.services.matrix import Matrix
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.models.scope import CellKey, ScopeCell


def changes_provider_in_phase_1(before: ScopeCell, after: ScopeCell) -> bool:
    """Whether a recorded provider is another one in a cell of phase 1; their order does not matter."""
    recorded = set(before.delivered_by)
    return after.phase == 1 and bool(recorded) and recorded != set(after.delivered_by)


@dataclass(frozen=True)
class ProviderChange:
    """A cell of phase 1 whose providers are not those of the scenario it was copied from."""

    key: CellKey
    service: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def provider_changes_in_phase_1(
    project: Project, scenario: Scenario, matrix: Matrix
) -> tuple[ProviderChange, ...]:
    """Changes since the scenario was copied; none where it is no copy or its source is gone."""
    source = next((s for s in project.scenarios if s.id == scenario.head.copied_from), None)
    if source is None:
        return ()
    return tuple(
        ProviderChange(row.key, row.service.name, before.delivered_by, row.cell.delivered_by)
        for row in matrix.offered
        for before in (source.cell(row.key),)
        if changes_provider_in_phase_1(before, row.cell)
    )
