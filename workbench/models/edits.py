"""Edits as values: what changed, from what, to what. They hold codes, never objects.

An edit can be inverted, written to the journal as it is, and applied again after the project was
closed. Applying is the session's work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.models.localities import Locality
from workbench.models.practices import PracticeAssignment
from workbench.models.registers import Record
from workbench.models.rules import Rules
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.models.scope import CellKey, ScopeCell


@dataclass(frozen=True)
class Reassignment:
    """Units change locality. The three tuples have one entry a unit; None means unassigned."""

    scenario: str
    units: tuple[str, ...]
    before: tuple[str | None, ...]
    after: tuple[str | None, ...]
    label: str = ""

    def inverse(self) -> Reassignment:
        """The edit that takes this one back."""
        return Reassignment(self.scenario, self.units, self.after, self.before, self.label)


@dataclass(frozen=True)
class LocalityEdit:
    """A locality is added (no before), deleted (no after) or changed."""

    scenario: str
    before: Locality | None
    after: Locality | None
    label: str = ""

    def inverse(self) -> LocalityEdit:
        """The edit that takes this one back."""
        return LocalityEdit(self.scenario, self.after, self.before, self.label)


@dataclass(frozen=True)
class PracticeEdit:
    """Practices change their localities, one entry a practice."""

    scenario: str
    practices: tuple[str, ...]
    before: tuple[PracticeAssignment, ...]
    after: tuple[PracticeAssignment, ...]
    label: str = ""

    def inverse(self) -> PracticeEdit:
        """The edit that takes this one back."""
        return PracticeEdit(self.scenario, self.practices, self.after, self.before, self.label)


@dataclass(frozen=True)
class RulesEdit:
    """Band, basis, links or locked units change."""

    scenario: str
    before: Rules
    after: Rules
    label: str = ""

    def inverse(self) -> RulesEdit:
        """The edit that takes this one back."""
        return RulesEdit(self.scenario, self.after, self.before, self.label)


@dataclass(frozen=True)
class HeadEdit:
    """A scenario is renamed, described or changes its status."""

    scenario: str
    before: ScenarioHead
    after: ScenarioHead
    label: str = ""

    def inverse(self) -> HeadEdit:
        """The edit that takes this one back."""
        return HeadEdit(self.scenario, self.after, self.before, self.label)


@dataclass(frozen=True)
class ScopeEdit:
    """Cells of the service-scope matrix change, one entry a cell."""

    scenario: str
    keys: tuple[CellKey, ...]
    before: tuple[ScopeCell, ...]
    after: tuple[ScopeCell, ...]
    label: str = ""

    def inverse(self) -> ScopeEdit:
        """The edit that takes this one back."""
        return ScopeEdit(self.scenario, self.keys, self.after, self.before, self.label)


@dataclass(frozen=True)
class RegisterEdit:
    """A record of a register is added (no before), deleted (no after) or changed.

    ``scenario`` is empty for the registers of the project.
    """

    scenario: str
    register: str
    key: str
    before: Record | None
    after: Record | None
    label: str = ""

    def inverse(self) -> RegisterEdit:
        """The edit that takes this one back."""
        return RegisterEdit(self.scenario, self.register, self.key, self.after, self.before, self.label)


@dataclass(frozen=True)
class ScenarioSnapshot:
    """Everything in a scenario as a value. ``units`` pairs unit and locality code of assigned units."""

    head: ScenarioHead
    rules: Rules
    localities: tuple[Locality, ...]
    units: tuple[tuple[str, str], ...]
    practices: tuple[tuple[str, PracticeAssignment], ...]
    scope: tuple[tuple[CellKey, ScopeCell], ...] = ()
    registers: tuple[tuple[str, str, Record], ...] = ()


@dataclass(frozen=True)
class ScenarioEdit:
    """A scenario is added (no before) or deleted (no after) at a place in the list."""

    scenario: str
    before: ScenarioSnapshot | None
    after: ScenarioSnapshot | None
    position: int
    label: str = ""

    def inverse(self) -> ScenarioEdit:
        """The edit that takes this one back."""
        return ScenarioEdit(self.scenario, self.after, self.before, self.position, self.label)


@dataclass(frozen=True)
class ScenarioOrder:
    """A scenario goes from one place in the list to another."""

    scenario: str
    before: int
    after: int
    label: str = ""

    def inverse(self) -> ScenarioOrder:
        """The edit that takes this one back."""
        return ScenarioOrder(self.scenario, self.after, self.before, self.label)


@dataclass(frozen=True)
class Compound:
    """Several edits that are one step for the user; undone in reverse order."""

    scenario: str
    parts: tuple[Edit, ...]
    label: str = ""

    def inverse(self) -> Compound:
        """The edit that takes this one back."""
        return Compound(self.scenario, tuple(part.inverse() for part in reversed(self.parts)), self.label)


Edit = (
    Reassignment
    | LocalityEdit
    | PracticeEdit
    | RulesEdit
    | HeadEdit
    | ScenarioEdit
    | ScenarioOrder
    | ScopeEdit
    | RegisterEdit
    | Compound
)
"""Any edit."""


def single_edits(edit: Edit) -> Iterator[Edit]:
    """The edit itself, or all parts of a compound and of the compounds in it, in their order."""
    if isinstance(edit, Compound):
        for part in edit.parts:
            yield from single_edits(part)
    else:
        yield edit


def snapshot(scenario: Scenario, unit_codes: list[str]) -> ScenarioSnapshot:
    """The scenario as a value; ``unit_codes`` in project order."""
    plan = scenario.plan
    codes = plan.codes_of(plan.labels)
    return ScenarioSnapshot(
        head=scenario.head,
        rules=scenario.rules,
        localities=tuple(plan),
        units=tuple((unit, code) for unit, code in zip(unit_codes, codes, strict=True) if code is not None),
        practices=tuple(sorted(scenario.practices.items(), key=lambda item: item[0])),
        scope=tuple(sorted(scenario.scope.items(), key=lambda item: item[0])),
        registers=tuple(scenario.registers.items()),
    )
