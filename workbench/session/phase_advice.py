"""Advice on an edit of the matrix: phase 1 keeps present providers (R10)."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.models.edits import Compound, Edit, ScopeEdit
from workbench.models.scope import CellKey, ScopeCell


@dataclass(frozen=True)
class Advice:
    """Something worth a second thought; the edit is not refused."""

    key: CellKey
    words: str


def changes_provider_in_phase_1(before: ScopeCell, after: ScopeCell) -> bool:
    """Whether a provider that was recorded is another one in a cell of phase 1; order does not matter."""
    return (
        after.phase == 1 and bool(before.delivered_by) and set(before.delivered_by) != set(after.delivered_by)
    )


def advice_on(edit: Edit) -> tuple[Advice, ...]:
    """What to tell whoever makes this edit."""
    match edit:
        case Compound():
            return tuple(advice for part in edit.parts for advice in advice_on(part))
        case ScopeEdit():
            return tuple(
                Advice(key, "Another provider in phase 1. Phase 1 keeps present providers by default.")
                for key, before, after in zip(edit.keys, edit.before, edit.after, strict=True)
                if changes_provider_in_phase_1(before, after)
            )
        case _:
            return ()
