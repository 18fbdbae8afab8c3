"""The columns of the Detail sheet: their headers, what they hold, and how a cell's value is shown there."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from workbench.models.scope import (
    INTEGRATION_LEVELS,
    ContractState,
    PaymentType,
    Role,
    Scope,
    ScopeCell,
    Setting,
)
from workbench.models.services import Tier

LONGEST_TEXT = 32_767
"""Characters that a cell of a workbook can hold."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FIRST_DAY, _ISO_DATE = dt.date(1900, 3, 1), re.compile(r"\d{4}-\d{2}-\d{2}")


class Kind(StrEnum):
    """What a column holds, which says how a value is read."""

    TEXT = "text"
    CODES = "codes"
    CHOICE = "choice"
    YES_NO = "yes or no"
    LEVEL = "level"
    PHASE = "phase"
    DATE = "date"


@dataclass(frozen=True)
class Choice:
    """A value of a list as the workbook says it, and what it stands for."""

    words: str
    value: object


@dataclass(frozen=True)
class DetailColumn:
    """A column that can be edited; ``field`` is the field of ``ScopeCell`` and ``list_name`` its list."""

    header: str
    field: str
    kind: Kind = Kind.TEXT
    list_name: str = ""
    choices: tuple[Choice, ...] = ()
    widest: float = 12.0


def _of(kind: type[StrEnum]) -> tuple[Choice, ...]:
    return tuple(Choice(str(member), member) for member in kind)


TIERS = tuple(Choice(tier.words, tier) for tier in Tier)
YES_NO = (Choice("yes", True), Choice("no", False))
LEVELS = tuple(Choice(str(level), level) for level in range(len(INTEGRATION_LEVELS)))
ORGANISATION_LIST = "Organisation"

EDITABLE: tuple[DetailColumn, ...] = (
    DetailColumn("Scope", "scope", Kind.CHOICE, "Scope", _of(Scope), 8),
    DetailColumn("Role", "role", Kind.CHOICE, "Role", _of(Role), 12),
    DetailColumn("Role planned", "role_planned", Kind.CHOICE, "Role", _of(Role), 12),
    DetailColumn("Delivery tier", "tier", Kind.CHOICE, "Delivery tier", TIERS, 9),
    DetailColumn("Delivered by", "delivered_by", Kind.CODES, ORGANISATION_LIST, widest=11),
    DetailColumn("Accountable organisation", "accountable", Kind.CODES, ORGANISATION_LIST, widest=13),
    DetailColumn("Commissioner", "commissioner", widest=14),
    DetailColumn("Delegated", "delegated", Kind.YES_NO, "Yes or no", YES_NO, 10),
    DetailColumn("Contract state", "contract_state", Kind.CHOICE, "Contract state", _of(ContractState), 10),
    DetailColumn("Contract end", "contract_end", Kind.DATE, widest=11),
    DetailColumn("Procurement route", "procurement_route", widest=13),
    DetailColumn("Payment type", "payment_type", Kind.CHOICE, "Payment type", _of(PaymentType), 11),
    DetailColumn("Setting now", "setting_now", Kind.CHOICE, "Setting", _of(Setting), 11),
    DetailColumn("Setting planned", "setting_planned", Kind.CHOICE, "Setting", _of(Setting), 11),
    DetailColumn("Integration now", "integration_now", Kind.LEVEL, "Integration level", LEVELS, 11),
    DetailColumn("Integration planned", "integration_planned", Kind.LEVEL, "Integration level", LEVELS, 11),
    DetailColumn("Phase", "phase", Kind.PHASE, widest=7),
    DetailColumn("Start date", "start_date", Kind.DATE, widest=11),
    DetailColumn("Local variation", "local_variation", Kind.YES_NO, "Yes or no", YES_NO, 10),
    DetailColumn("Variation reason", "variation_reason", widest=16),
    DetailColumn("Reason", "reason", widest=18),
    DetailColumn("Decided by", "decided_by", widest=13),
    DetailColumn("Decided on", "decided_on", Kind.DATE, widest=11),
    DetailColumn("Review date", "review_date", Kind.DATE, widest=11),
    DetailColumn("Note", "note", widest=20),
)
"""The white columns, in the order of the sheet; an import changes nothing else."""
ROW_KEY = "Row key"
KEYS = (ROW_KEY, "Service ID", "Service", "Ages", "Locality code", "Locality")
"""The grey columns that say which cell a row is."""
DELIVERED_BY_NAME = "Delivered by name"
HEADERS: tuple[str, ...] = (
    *KEYS,
    *(
        header
        for column in EDITABLE
        for header in (
            (column.header, DELIVERED_BY_NAME) if column.field == "delivered_by" else (column.header,)
        )
    ),
)
"""All headers of the Detail sheet in order."""


def shown(column: DetailColumn, cell: ScopeCell) -> str | int | dt.date:
    """What the sheet shows of a cell in a column; "" where nothing is recorded."""
    value = getattr(cell, column.field)
    if value is None:
        return ""
    match column.kind:
        case Kind.CHOICE:
            return next((choice.words for choice in column.choices if choice.value == value), str(value))
        case Kind.CODES:
            return plain_text("; ".join(value) if isinstance(value, tuple) else value)
        case Kind.YES_NO:
            return "yes" if value else "no"
        case Kind.LEVEL | Kind.PHASE:
            return int(value)
        case Kind.DATE:
            return _date(str(value))
        case Kind.TEXT:
            return plain_text(str(value))


def plain_text(words: str) -> str:
    """A text as a cell of a workbook can hold it: without control characters and not too long."""
    return _CONTROLS.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT]


def _date(words: str) -> str | dt.date:
    """A true date where the text is one that a workbook knows; else the text itself."""
    if not _ISO_DATE.fullmatch(words):
        return plain_text(words)
    try:
        date = dt.date.fromisoformat(words)
    except ValueError:
        return plain_text(words)
    return date if date >= _FIRST_DAY else plain_text(words)
