"""Builders for the service-scope matrix: fill, paste and clear cells, each as one step to undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbench.errors import EditError
from workbench.models.edits import ScopeEdit
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.models.scope import DEFAULT_CELL, CellKey, Scope, ScopeCell, cell_keys
from workbench.models.services import AgeGroup

OUT_FIELDS = ("reason", "decided_by", "decided_on", "review_date")
"""Fields that say why a service is out."""


def all_keys(project: Project, scenario: Scenario) -> list[CellKey]:
    """Keys of every cell of the scenario, in order of catalogue, age group and locality."""
    return cell_keys(project.services, tuple(locality.code for locality in scenario.plan))


def keys_at(
    project: Project, scenario: Scenario, services: Iterable[str], ages: Iterable[AgeGroup]
) -> list[CellKey]:
    """Keys of some services and age groups in every locality; those that are n.a. are left out."""
    wanted, groups = set(services), set(ages)
    return [key for key in all_keys(project, scenario) if key.service in wanted and key.age in groups]


def editable(project: Project, scenario: Scenario, keys: Iterable[CellKey]) -> list[CellKey]:
    """Those of ``keys`` that have a cell: a service that is not for an age group has none (R24).

    Raises:
        EditError: a key names a service or locality that there is not.
    """
    ages = {service.id: service.age_groups for service in project.services}
    found: list[CellKey] = []
    for key in keys:
        if key.service not in ages:
            raise EditError(
                f"The catalogue has no service {key.service}.", remedy="Choose one of its services."
            )
        if scenario.plan.get(key.locality) is None:
            raise EditError(
                f"There is no locality {key.locality}.", remedy="Choose one of the plan's localities."
            )
        if key.age in ages[key.service]:
            found.append(key)
    return found


def set_cells(
    project: Project, scenario: Scenario, keys: Iterable[CellKey], label: str = "", **changes: object
) -> ScopeEdit | None:
    """Set fields of ``ScopeCell`` in some cells; None where nothing would change.

    Cells that are n.a. for their age group are passed over. A cell that comes back into scope loses
    the reason, decider and dates of its exception unless they are among ``changes``; one that becomes
    partial keeps them.
    """
    if changes.get("scope") in {Scope.IN, Scope.NOT_APPLICABLE}:
        changes = dict.fromkeys(OUT_FIELDS, "") | changes
    cells: dict[CellKey, ScopeCell] = {}
    for key in editable(project, scenario, keys):
        cells[key] = replace(scenario.cell(key), **changes)  # type: ignore[arg-type]  # names and types are those of ScopeCell, which replace checks by name
    cells = _changed(scenario, cells)
    return edit_of(scenario, cells, label or _words(cells, changes))


def paste(
    project: Project, scenario: Scenario, cells: Mapping[CellKey, ScopeCell], label: str = ""
) -> ScopeEdit | None:
    """Set whole cells, each its own; None where nothing would change. Cells that are n.a. are passed over."""
    kept = _changed(scenario, {key: cells[key] for key in editable(project, scenario, cells)})
    return edit_of(scenario, kept, label or f"Paste {count_words(len(kept))}")


def in_scope(cell: ScopeCell) -> ScopeCell:
    """The cell back in scope, without the reason, decider and dates of its exception."""
    return replace(cell, scope=Scope.IN, reason="", decided_by="", decided_on="", review_date="")


def fill(
    project: Project, scenario: Scenario, source: CellKey, targets: Iterable[CellKey], label: str = ""
) -> ScopeEdit | None:
    """Copy everything that is decided in one cell to others; None where nothing would change."""
    cell = scenario.cell(source)
    cells = _changed(scenario, dict.fromkeys(editable(project, scenario, targets), cell))
    return edit_of(scenario, cells, label or f"Fill {count_words(len(cells))}")


def clear_cells(
    project: Project, scenario: Scenario, keys: Iterable[CellKey], label: str = ""
) -> ScopeEdit | None:
    """Take cells back to how every service starts: in scope, nothing else decided."""
    cells = _changed(scenario, dict.fromkeys(editable(project, scenario, keys), DEFAULT_CELL))
    return edit_of(scenario, cells, label or f"Clear {count_words(len(cells))}")


def count_words(count: int) -> str:
    """Say how many cells: 1 cell, 12 cells."""
    return f"{count:,} cell" if count == 1 else f"{count:,} cells"


def edit_of(scenario: Scenario, cells: Mapping[CellKey, ScopeCell], label: str) -> ScopeEdit | None:
    """The edit that gives cells these contents, whether they are shown or not; None where all have them."""
    changed = _changed(scenario, cells)
    if not changed:
        return None
    before = tuple(scenario.cell(key) for key in changed)
    return ScopeEdit(scenario.id, tuple(changed), before, tuple(changed.values()), label)


def _changed(scenario: Scenario, cells: Mapping[CellKey, ScopeCell]) -> dict[CellKey, ScopeCell]:
    return {key: cell for key, cell in cells.items() if scenario.cell(key) != cell}


def _words(cells: Mapping[CellKey, ScopeCell], changes: Mapping[str, object]) -> str:
    scope = changes.get("scope")
    if isinstance(scope, Scope):
        return f"Set {count_words(len(cells))} to {scope}"
    return f"Change {count_words(len(cells))}"
