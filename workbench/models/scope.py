"""The service-scope matrix: one cell a service, age group and locality."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from typing_extensions import override

from workbench.models.services import AgeGroup, Service, Tier


class Scope(StrEnum):
    """Whether a service is part of what a locality offers. Words as in workbooks."""

    IN = "In"
    PARTIAL = "Partial"
    OUT = "Out"
    NOT_APPLICABLE = "n.a."


class Role(StrEnum):
    """What the accountable care organisation does for a service (R2)."""

    PROVIDE = "Provide"
    COMMISSION = "Commission"
    BOTH = "Both"


class ContractState(StrEnum):
    """What happens to today's contract (R41)."""

    EXISTING = "Existing"
    VARIED = "Varied"
    ALLIANCE = "Alliance"
    NEW = "New"


class PaymentType(StrEnum):
    """How a service is paid for (R55)."""

    CAPITATED = "Capitated"
    BLOCK = "Block"
    TARIFF = "Tariff"
    GRANT = "Grant"
    PERSONAL_BUDGET = "PHB"


class Setting(StrEnum):
    """Where people go for a service (R22)."""

    HOSPITAL = "Hospital"
    HUB = "Hub"
    PRACTICE = "Practice"
    COMMUNITY = "Community site"
    HOME = "Home"
    REMOTE = "Remote"


INTEGRATION_LEVELS: tuple[str, ...] = ("Separate", "Linked", "Coordinated", "Co-located", "Integrated")
"""Words of the integration levels 0 to 4 (R37)."""


@dataclass(frozen=True, order=True)
class CellKey:
    """Which cell: service id, age group, locality code."""

    service: str
    age: AgeGroup
    locality: str

    @override
    def __str__(self) -> str:
        """The row key of the workbook, for example "SV01|A|L03"."""
        return f"{self.service}|{self.age.value}|{self.locality}"

    @staticmethod
    def parse(text: str) -> CellKey | None:
        """The key of a row of the workbook; None where the text is none."""
        parts = text.strip().split("|")
        if len(parts) != 3 or parts[1] not in {"A", "C"}:
            return None
        return CellKey(parts[0], AgeGroup(parts[1]), parts[2])


@dataclass(frozen=True)
class ScopeCell:
    """What is decided for one service in one locality; None and "" mean not recorded.

    ``delivered_by`` and ``accountable`` are organisation codes of the partner register or of
    providers; integration levels run from 0 (separate) to 4 (integrated); dates are ISO 8601.
    """

    scope: Scope = Scope.IN
    role: Role | None = None
    role_planned: Role | None = None
    tier: Tier | None = None
    delivered_by: tuple[str, ...] = ()
    accountable: str = ""
    commissioner: str = ""
    delegated: bool | None = None
    contract_state: ContractState | None = None
    contract_end: str = ""
    procurement_route: str = ""
    payment_type: PaymentType | None = None
    setting_now: Setting | None = None
    setting_planned: Setting | None = None
    integration_now: int | None = None
    integration_planned: int | None = None
    phase: int | None = None
    start_date: str = ""
    local_variation: bool = False
    variation_reason: str = ""
    reason: str = ""
    decided_by: str = ""
    decided_on: str = ""
    review_date: str = ""
    note: str = ""


DEFAULT_CELL = ScopeCell()
"""Every service starts in scope (R23)."""
NOT_APPLICABLE_CELL = ScopeCell(scope=Scope.NOT_APPLICABLE)


def problem_of(cell: ScopeCell) -> str:
    """Why a cell cannot be accepted as it is; empty where it can.

    Out needs a reason, who decided and when (R23); a local variation needs a reason (R16).
    """
    if cell.scope is Scope.OUT:
        missing = [
            words
            for words, value in (
                ("a reason", cell.reason), ("who decided", cell.decided_by), ("a date", cell.decided_on),
            )
            if not value.strip()
        ]  # fmt: skip
        if missing:
            return f"Out needs {', '.join(missing)}."
    if cell.local_variation and not cell.variation_reason.strip():
        return "A local variation needs a reason."
    return ""


def cell_keys(services: tuple[Service, ...], localities: tuple[str, ...]) -> list[CellKey]:
    """Keys of all cells that exist: 110 a locality in the default catalogue."""
    return [
        CellKey(service.id, age, locality)
        for service in services
        for age in service.age_groups
        for locality in localities
    ]
