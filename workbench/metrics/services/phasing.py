"""Phases: what starts when, in which role, and for how many people (R18, R36)."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from workbench.metrics.services.matrix import Matrix, share
from workbench.models.scope import CellKey, Role, ScopeCell


@dataclass(frozen=True)
class PhaseRow:
    """One phase. People are those of localities with at least one service started; NaN is not known.

    ``roles`` counts the cells that have started by this phase by their role in it; ``joining`` are the
    localities whose first service starts in this phase.
    """

    phase: int
    cells: int
    cumulative_cells: int
    joining: tuple[str, ...]
    people_joining: float
    cumulative_people: float
    cumulative_share: float
    roles: dict[Role | None, int]


@dataclass(frozen=True)
class Phasing:
    """All phases in order, the cells in scope without one, and the localities where nothing has a phase."""

    phases: tuple[PhaseRow, ...]
    without_phase: int
    localities_without: tuple[str, ...]
    people: float


def role_in_phase(cell: ScopeCell, phase: int) -> Role | None:
    """The role of a cell in a phase: from its own phase on ``role``, from the next one ``role_planned``.

    A cell of phase 1 with role Provide and planned role Both provides in phase 1 and does both from
    phase 2 on (R18). None before it starts or where no role is recorded.
    """
    if cell.phase is None or phase < cell.phase:
        return None
    return cell.role_planned or cell.role if phase > cell.phase else cell.role


class RoleChange(NamedTuple):
    """A cell whose role changes after its first phase."""

    key: CellKey
    service: str
    phase: int
    role: Role | None
    next_phase: int
    next_role: Role


def role_changes(matrix: Matrix) -> tuple[RoleChange, ...]:
    """Cells in scope with a phase whose planned role is another than their present one."""
    return tuple(
        RoleChange(row.key, row.service.name, cell.phase, cell.role, cell.phase + 1, cell.role_planned)
        for row in matrix.offered
        for cell in (row.cell,)
        if cell.phase is not None and cell.role_planned is not None and cell.role_planned is not cell.role
    )


def phasing(matrix: Matrix) -> Phasing:
    """Phases from 1 to the last one used, and one more where a planned role follows the last."""
    started: dict[int, list[ScopeCell]] = {}
    first: dict[str, int] = {}
    last = 0
    for row in matrix.offered:
        phase, code = row.cell.phase, row.key.locality
        if phase is not None:
            started.setdefault(phase, []).append(row.cell)
            first[code] = min(first.get(code, phase), phase)
            changes = row.cell.role_planned is not None and row.cell.role_planned is not row.cell.role
            last = max(last, phase + changes)
    codes = [locality.code for locality in matrix.localities]
    everyone = matrix.people_in(codes) if codes else math.nan
    rows: list[PhaseRow] = []
    for phase in range(1, last + 1):
        running = [cell for earlier in range(1, phase + 1) for cell in started.get(earlier, ())]
        roles = Counter(role_in_phase(cell, phase) for cell in running)
        joining = tuple(code for code in codes if first.get(code) == phase)
        people = matrix.people_in(code for code in codes if first.get(code, last + 1) <= phase)
        rows.append(
            PhaseRow(
                phase=phase,
                cells=len(started.get(phase, ())),
                cumulative_cells=len(running),
                joining=joining,
                people_joining=matrix.people_in(joining),
                cumulative_people=people,
                cumulative_share=share(people, everyone),
                roles={role: roles[role] for role in (*Role, None)},
            )
        )
    without = len(matrix.offered) - sum(len(cells) for cells in started.values())
    return Phasing(tuple(rows), without, tuple(code for code in codes if code not in first), everyone)
