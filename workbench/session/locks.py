"""Locks, enforced in the model: what is locked keeps what it has, whatever tool or import asks.

A locked unit keeps its locality. A locked locality neither gives nor takes units and is not deleted. A
locked practice keeps its localities and shares. What is locked before a step stays locked for the whole of
it, even where one of its parts unlocks it, and from the part on that locks it. Only a practice may be
unlocked and given elsewhere by one and the same edit, since a command asks for exactly that.

Undo and redo are not asked: a lock is a step like any other, so that undo takes the lock away before it
takes back anything older, and a redo brings back a state that these rules have let through.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from workbench.errors import LockedError
from workbench.models.edits import Edit, LocalityEdit, PracticeEdit, Reassignment, RulesEdit
from workbench.models.project import Project


class LockCheck:
    """Sees the parts of one step in their order, before anything is changed."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._units: defaultdict[str, set[str]] = defaultdict(set)
        self._localities: defaultdict[str, set[str]] = defaultdict(set)
        self._practices: defaultdict[str, set[str]] = defaultdict(set)

    def see(self, part: Edit) -> None:
        """See that a part moves nothing that is locked, and remember what it locks.

        Raises:
            EditError: a lock is in the way.
        """
        match part:
            case Reassignment():
                self._see_units(part)
            case RulesEdit():
                self._units[part.scenario] |= part.after.locked_set
            case LocalityEdit():
                self._see_locality(part)
            case PracticeEdit():
                self._see_practices(part)
            case _:
                pass

    def _locked(self, scenario: str, code: str) -> bool:
        """Whether a locality is locked before the step, or by an earlier part of it."""
        now = self._project.scenario(scenario).plan.get(code)
        return (now is not None and now.locked) or code in self._localities[scenario]

    def _see_units(self, edit: Reassignment) -> None:
        scenario = self._project.scenario(edit.scenario)
        for code in sorted({*edit.before, *edit.after} - {None}, key=str):
            if self._locked(edit.scenario, str(code)):
                raise LockedError(
                    f"{scenario.locality_name(code)} is locked.",
                    remedy="Unlock it to take areas from it or give it areas.",
                )
        locked, also = scenario.rules.locked_set, self._units[edit.scenario]
        if locked or also:
            held = [
                unit
                for unit, before, after in zip(edit.units, edit.before, edit.after, strict=True)
                if before != after and (unit in locked or unit in also)
            ]
            if held:
                what, remedy = locked_words(self._project, held)
                raise LockedError(what, remedy=remedy)

    def _see_locality(self, edit: LocalityEdit) -> None:
        if edit.after is None and edit.before is not None:
            if self._locked(edit.scenario, edit.before.code):
                raise LockedError(f"{edit.before.name} is locked.", remedy="Unlock it to delete it.")
        elif edit.after is not None and edit.after.locked:
            self._localities[edit.scenario].add(edit.after.code)

    def _see_practices(self, edit: PracticeEdit) -> None:
        scenario = self._project.scenario(edit.scenario)
        also = self._practices[edit.scenario]
        for code, before, after in zip(edit.practices, edit.before, edit.after, strict=True):
            frees = before.locked and not after.locked
            held = scenario.assignment(code).locked or code in also
            if held and before.shares != after.shares and not frees:
                raise LockedError(
                    f"{self._practice_name(code)} is locked.", remedy="Unlock it to give it elsewhere."
                )
            if after.locked:
                also.add(code)

    def _practice_name(self, code: str) -> str:
        practices = self._project.area.practices
        row = practices.index_of.get(code)
        return code if row is None else str(practices.names[row]) or code


def locked_words(project: Project, units: Sequence[str]) -> tuple[str, str]:
    """What is said, and what helps, where these locked units would move; both are whole sentences."""
    area = project.area.units
    row = area.index_of[units[0]]
    name = str(area.names[row]) or units[0]
    if len(units) == 1:
        return f"{name} is locked.", "Unlock it to move it."
    others = "1 other area" if len(units) == 2 else f"{len(units) - 1:,} other areas"
    return f"{name} and {others} are locked.", "Unlock them to move them."
