"""A scenario: a named plan with its practice assignments and rules."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from workbench.models.plan import Plan
from workbench.models.practices import UNASSIGNED_PRACTICE, PracticeAssignment
from workbench.models.registers import Registers, ScopeExport
from workbench.models.rules import Rules
from workbench.models.scope import DEFAULT_CELL, CellKey, ScopeCell

MOST_BESIDE = 3
"""How many scenarios are compared with one, on screen and in the board pack."""


@dataclass(frozen=True)
class ScenarioHead:
    """What a scenario is called and where it stands."""

    id: str
    name: str
    status: str = "Draft"
    note: str = ""
    copied_from: str = ""


@dataclass
class Scenario:
    """One alternative. Changed only by edits that a session applies."""

    head: ScenarioHead
    plan: Plan
    rules: Rules = field(default_factory=Rules)
    practices: dict[str, PracticeAssignment] = field(default_factory=dict)
    scope: dict[CellKey, ScopeCell] = field(default_factory=dict)
    """Cells that differ from the default; see ``cell``."""
    registers: Registers = field(default_factory=Registers)

    @property
    def id(self) -> str:
        """Identifier that stays when the scenario is renamed."""
        return self.head.id

    @property
    def name(self) -> str:
        """The name shown."""
        return self.head.name

    def assignment(self, practice: str) -> PracticeAssignment:
        """How a practice is assigned."""
        return self.practices.get(practice, UNASSIGNED_PRACTICE)

    def cell(self, key: CellKey) -> ScopeCell:
        """What is decided for a service in a locality; in scope where nothing is."""
        return self.scope.get(key, DEFAULT_CELL)

    def copy(self, *, id: str, name: str) -> Scenario:  # noqa: A002 - the field's own word
        """An independent scenario that starts from this one."""
        head = replace(self.head, id=id, name=name, status="Draft", copied_from=self.head.id)
        registers = self.registers.copy()
        for export in registers.of("scope_export", ScopeExport):  # they are of this scenario's workbooks
            registers.put("scope_export", export.id, None)
        return Scenario(
            head,
            self.plan.copy(),
            self.rules,
            dict(self.practices),
            dict(self.scope),
            registers,
        )
