"""A scenario: a named plan with its practice assignments and rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from workbench.models.plan import Plan
from workbench.models.practices import UNASSIGNED_PRACTICE, PracticeAssignment
from workbench.models.registers import NOT_COPIED, Registers
from workbench.models.rules import Rules
from workbench.models.scope import DEFAULT_CELL, CellKey, ScopeCell

MOST_BESIDE = 3
"""How many scenarios are compared with one, on screen and in the board pack."""


STATUSES: tuple[str, ...] = ("Draft", "For consultation", "Approved")
"""Where a scenario stands (R50)."""
ORGANISATIONAL_FORMS: tuple[str, ...] = ("Virtual", "Alliance", "Lead provider", "New legal entity")
"""What kind of organisation runs the localities (R1); empty is not decided."""
FORM_NOT_DECIDED = "Not decided"


@dataclass(frozen=True)
class ScenarioHead:
    """What a scenario is called, where it stands, and what its outputs say of it.

    ``date`` is a day as 2027-04-01, ``decision`` what the board is asked to decide. ``note`` is for the
    team and is left out of everything public; ``description`` and ``caveats`` are for every reader.
    ``copied_from`` is the id of the scenario that this one began as, and ``copied_name`` what that one was
    called then: it may have been deleted since.
    """

    id: str
    name: str
    status: str = "Draft"
    note: str = ""
    copied_from: str = ""
    copied_name: str = ""
    author: str = ""
    date: str = ""
    organisational_form: str = ""
    description: str = ""
    caveats: str = ""
    decision: str = ""

    @property
    def form_words(self) -> str:
        """The organisational form as readers see it."""
        return self.organisational_form or FORM_NOT_DECIDED


def head_from_json(value: Mapping[str, Any]) -> ScenarioHead:
    """A head from plain values; fields that this version does not know are left out."""
    known = {item.name for item in fields(ScenarioHead)}
    return ScenarioHead(**{name: item for name, item in value.items() if name in known})


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

    def locality_name(self, code: str | None) -> str:
        """The name of a locality; None is unassigned."""
        locality = self.plan.get(code) if code else None
        return locality.name if locality is not None else code or "Unassigned"

    def assignment(self, practice: str) -> PracticeAssignment:
        """How a practice is assigned."""
        return self.practices.get(practice, UNASSIGNED_PRACTICE)

    def cell(self, key: CellKey) -> ScopeCell:
        """What is decided for a service in a locality; in scope where nothing is."""
        return self.scope.get(key, DEFAULT_CELL)

    def copy(self, *, id: str, name: str) -> Scenario:  # noqa: A002 - the field's own word
        """An independent scenario that starts from this one."""
        # the copy is another piece of work: nobody has approved it, and it has no date yet
        head = replace(
            self.head,
            id=id,
            name=name,
            status=STATUSES[0],
            date="",
            copied_from=self.head.id,
            copied_name=self.head.name,
        )
        registers = self.registers.copy()
        for register, key, _ in list(registers.items()):
            if register in NOT_COPIED:
                registers.put(register, key, None)
        return Scenario(
            head,
            self.plan.copy(),
            self.rules,
            dict(self.practices),
            dict(self.scope),
            registers,
        )
