"""Scope presets (R3, R23, R72): what each makes of the matrix, shown before it is applied in one step."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from workbench.models.edits import ScopeEdit
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.models.scope import CellKey, Scope, ScopeCell
from workbench.models.services import Service, Tier
from workbench.session.scope_edits import all_keys, edit_of, in_scope

OUTSIDE_REMIT = "Outside remit"
PART_ONLY = "The part that moves out of hospital"
DECIDER_START = "Preset: "
PACS_MINIMUM = 250_000
"""People that a primary and acute care system is thought to need at least."""
_MCP_WORDS = ("diagnostic", "outpatient")


class Preset(StrEnum):
    """A starting scope. The words are those of menus, history and deciders."""

    ALL_SERVICES = "All services"
    OUT_OF_HOSPITAL = "Out of hospital"
    MCP = "MCP"
    PACS = "PACS"

    @property
    def description(self) -> str:
        """What the preset does, for menus and the list of changes."""
        return {
            "All services": "Every service is in scope.",
            "Out of hospital": "Hospital services are out of scope.",
            "MCP": "Out of hospital, with part of diagnostics and outpatients.",
            "PACS": "Out of hospital and local hospital services; system-wide ones are out.",
        }[self.value]

    def scope_of(self, service: Service) -> Scope:
        """The scope that the preset gives a service.

        Read from the catalogue, so that it serves an edited one: hospital services are those not marked
        out of hospital. MCP takes part of those that name diagnostics or outpatients; PACS takes all
        below system tier, which leaves inpatient mental health and specialised services out.
        """
        if service.out_of_hospital or self is Preset.ALL_SERVICES:
            return Scope.IN
        if self is Preset.PACS:
            return Scope.OUT if service.tier is Tier.SYSTEM else Scope.IN
        if self is Preset.MCP and any(word in service.name.casefold() for word in _MCP_WORDS):
            return Scope.PARTIAL
        return Scope.OUT


@dataclass(frozen=True)
class PresetChange:
    """One cell that a preset would change."""

    key: CellKey
    service: str
    before: ScopeCell
    after: ScopeCell


def preset_changes(
    project: Project, scenario: Scenario, preset: Preset, on: date
) -> tuple[PresetChange, ...]:
    """The cells that a preset changes, before it is applied; ``on`` is the date of applying.

    *All services* brings every cell in. The others rule on hospital services; elsewhere a person's
    decision stays, and only what an earlier preset took out comes back in. A hospital service that a
    person took out stays out with that person's reason.
    """
    services = {service.id: service for service in project.services}
    changes: list[PresetChange] = []
    for key in all_keys(project, scenario):
        before = scenario.cell(key)
        after = _after(services[key.service], before, preset, on)
        if after != before:
            changes.append(PresetChange(key, services[key.service].name, before, after))
    return tuple(changes)


def apply_preset(project: Project, scenario: Scenario, preset: Preset, on: date) -> ScopeEdit | None:
    """The edit of a preset, one step to undo; None where the matrix is so already."""
    changes = preset_changes(project, scenario, preset, on)
    return edit_of(scenario, {change.key: change.after for change in changes}, f"Preset {preset}")


def preset_notes(preset: Preset, people: float) -> tuple[str, ...]:
    """What a planner should know before applying a preset to a scenario of ``people`` (NaN: not known)."""
    if preset is not Preset.PACS:
        return ()
    if math.isnan(people):
        return (f"PACS is meant for at least {PACS_MINIMUM:,} people. The number here is not known.",)
    if people < PACS_MINIMUM:
        return (f"PACS is meant for at least {PACS_MINIMUM:,} people. Here there are {people:,.0f}.",)
    return ()


def _after(service: Service, before: ScopeCell, preset: Preset, on: date) -> ScopeCell:
    wanted = preset.scope_of(service)
    by_preset = before.decided_by.startswith(DECIDER_START)
    if wanted is Scope.IN:
        back = before.scope is not Scope.IN and (preset is Preset.ALL_SERVICES or by_preset)
        return in_scope(before) if back else before
    decided_by_person = before.scope is not Scope.IN and not by_preset
    same = before.scope is wanted and before.decided_by == DECIDER_START + preset
    if decided_by_person or same:
        return before
    return replace(
        before,
        scope=wanted,
        reason=OUTSIDE_REMIT if wanted is Scope.OUT else PART_ONLY,
        decided_by=DECIDER_START + preset,
        decided_on=on.isoformat(),
        review_date="",
    )
