"""Practices merged in a what-if: taken as one, with one list and one locality (R59).

A merge gives its members the assignment of the practice that stays and keeps what they had, so that all
figures and flows follow without knowing of merges; only counts and lists of practices ask here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from workbench.models.practices import PracticeAssignment, PracticeTable
from workbench.models.registers import PracticeMerge, Registers

REGISTER = "practice_merge"


def merges(registers: Registers) -> tuple[PracticeMerge, ...]:
    """All merges of a scenario, in order of the codes that stay."""
    return registers.of(REGISTER, PracticeMerge)


def merge_of(registers: Registers, practice: str) -> PracticeMerge | None:
    """The merge that a practice takes part in, staying or not."""
    return next((m for m in merges(registers) if practice == m.practice or practice in m.members), None)


@dataclass(frozen=True)
class PracticeAsShown:
    """A practice as tables show it: ``rows`` of the practice table taken as one, the staying one first.

    ``list_size`` is the sum of the lists in people, NaN where one is not known.
    """

    code: str
    name: str
    rows: tuple[int, ...]
    list_size: float

    @property
    def merged(self) -> bool:
        """Whether several practices are taken as one."""
        return len(self.rows) > 1


def practices_as_shown(practices: PracticeTable, registers: Registers) -> tuple[PracticeAsShown, ...]:
    """One entry a practice in file order; merged ones stand once, where the staying one stands."""
    away: dict[str, str] = {}
    names: dict[str, str] = {}
    for merge in merges(registers):
        if merge.practice in practices.index_of:
            names[merge.practice] = merge.name
            away |= dict.fromkeys(merge.members, merge.practice)
    rows_of: dict[str, list[int]] = {}
    for code in [str(code) for code in practices.codes if str(code) not in away]:
        rows_of[code] = [practices.index_of[code]]
    for member, stays in away.items():
        if member in practices.index_of:
            rows_of[stays].append(practices.index_of[member])
    return tuple(
        PracticeAsShown(
            code=code,
            name=names.get(code) or str(practices.names[rows[0]]),
            rows=tuple(rows),
            list_size=float(practices.list_size[rows].sum()),
        )
        for code, rows in rows_of.items()
    )


def together(
    registers: Registers, proposed: Mapping[str, PracticeAssignment]
) -> dict[str, PracticeAssignment]:
    """The proposed assignments, merged practices all with one: that of the staying one where it has one."""
    whole = dict(proposed)
    for merge in merges(registers):
        group = (merge.practice, *merge.members)
        wanted = next((proposed[code] for code in group if code in proposed), None)
        if wanted is not None:
            whole |= dict.fromkeys(group, wanted)
    return whole


def counted_twice(registers: Registers, assignments: Mapping[str, PracticeAssignment]) -> dict[str, int]:
    """By locality code, how many of its practices are counted once with the one that they merged into."""
    found: dict[str, int] = {}
    for merge in merges(registers):
        for member in merge.members:
            for locality, _ in assignments.get(member, PracticeAssignment()).shares:
                found[locality] = found.get(locality, 0) + 1
    return found


def without_localities(assignment: PracticeAssignment, kept: set[str]) -> PracticeAssignment:
    """The assignment less localities that are gone, the other shares grown to add up to 1.

    A practice that is left without a locality is not assigned, and its lock goes too.
    """
    rest = [(locality, share) for locality, share in assignment.shares if locality in kept]
    if len(rest) == len(assignment.shares):
        return assignment
    total = sum(share for _, share in rest)
    if total <= 0:
        return PracticeAssignment(view=assignment.view)
    return replace(assignment, shares=tuple((locality, share / total) for locality, share in rest))
