"""What belongs to a locality besides its areas and practices, and goes with it when it is deleted."""

from __future__ import annotations

from dataclasses import replace

from workbench.models.edits import Edit, RegisterEdit, ScopeEdit
from workbench.models.registers import ChecklistItem, Lead, Record, SiteService, Team
from workbench.models.scenario import Scenario
from workbench.models.scope import DEFAULT_CELL


def contents_gone(scenario: Scenario, code: str) -> list[Edit]:
    """Edits that empty a locality's cells and take it out of every register.

    The other localities of a shared team keep their shares: staff are not moved in silence, and a split
    that adds up to less than 100 % is told as an issue.
    """
    edits: list[Edit] = []
    keys = tuple(sorted(key for key in scenario.scope if key.locality == code))
    if keys:
        before = tuple(scenario.scope[key] for key in keys)
        edits.append(ScopeEdit(scenario.id, keys, before, (DEFAULT_CELL,) * len(keys)))
    for register, key, record in scenario.registers.items():
        after = record_without(record, code)
        if after != record:
            edits.append(RegisterEdit(scenario.id, register, key, record, after))
    return edits


def record_without(record: Record, code: str) -> Record | None:
    """The record less a locality; None where it speaks of no other."""
    match record:
        case Lead() | ChecklistItem():
            return None if record.locality == code else record
        case Team():
            return replace(record, localities=tuple(pair for pair in record.localities if pair[0] != code))
        case SiteService():
            rest = tuple(locality for locality in record.localities if locality != code)
            return replace(record, localities=rest) if rest or code not in record.localities else None
        case _:
            return record


def contents_joined(scenario: Scenario, keep: str, gone: str) -> list[Edit]:
    """Edits for a locality that goes into another: what both have stays as ``keep`` has it.

    Cells, leads and the checklist of ``gone`` go. Its teams and sites serve ``keep`` instead.
    """
    edits = contents_gone(scenario, gone)
    for at, edit in enumerate(edits):
        if isinstance(edit, RegisterEdit) and edit.before is not None:
            edits[at] = replace(edit, after=_record_joined(edit.before, edit.after, keep, gone))
    return edits


def _record_joined(record: Record, without: Record | None, keep: str, gone: str) -> Record | None:
    """The record with one locality in place of another; ``without`` is what it is less that other."""
    match record:
        case Team():
            shares: dict[str, float] = {}
            for locality, share in record.localities:
                home = keep if locality == gone else locality
                shares[home] = shares.get(home, 0.0) + share
            return replace(record, localities=tuple(shares.items()))
        case SiteService():
            homes = dict.fromkeys(keep if locality == gone else locality for locality in record.localities)
            return replace(record, localities=tuple(homes))
        case _:
            return without
