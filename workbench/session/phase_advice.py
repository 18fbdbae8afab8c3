"""Advice on an edit of the matrix: phase 1 keeps present providers (R10)."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.metrics.services.provider_changes import changes_provider_in_phase_1
from workbench.models.edits import Compound, Edit, ScopeEdit
from workbench.models.scope import CellKey


@dataclass(frozen=True)
class Advice:
    """Something worth a second thought; the edit is not refused."""

    key: CellKey
    words: str


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
