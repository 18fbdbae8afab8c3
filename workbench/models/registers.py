"""Registers: small lists of records that planners keep beside the plan, each with a key."""

from __future__ import annotations

import functools
import types
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from typing_extensions import override

from workbench.models.hierarchy import Hierarchy
from workbench.models.map_sources import MAP_SOURCES, MapSource
from workbench.models.meeting import ParkedNote, PlanSnapshot
from workbench.models.practices import PracticeAssignment
from workbench.models.providers import Sector
from workbench.models.services import Service


@dataclass(frozen=True)
class SectorRule:
    """The sector of every provider of a kind, where the source does not say (editable table)."""

    kind: str
    sector: Sector = Sector.UNKNOWN


@dataclass(frozen=True)
class Partner:
    """An organisation that takes part (R11): who it is and its share of gain and of risk in per cent (R42).

    ``contact_role`` is a role, never a person.
    """

    code: str
    name: str
    sector: Sector = Sector.UNKNOWN
    role: str = ""
    contact_role: str = ""
    gain_share: float | None = None
    risk_share: float | None = None


@dataclass(frozen=True)
class Team:
    """An integrated team (R14), in whole-time equivalents.

    ``employers`` pairs partner codes with per cent, ``localities`` locality codes with per cent of the
    team's time; each adds up to 100. A team may serve several localities (R43).
    """

    id: str
    name: str
    role: str = ""
    wte: float | None = None
    employers: tuple[tuple[str, float], ...] = ()
    localities: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Lead:
    """A lead role of a locality (R35); without an organisation it is vacant. ``key`` is locality|role."""

    locality: str
    role: str
    organisation: str = ""

    @property
    def key(self) -> str:
        """The key in the register."""
        return f"{self.locality}|{self.role}"


@dataclass(frozen=True)
class SiteService:
    """The localities that a provider site serves by a person's choice; else its own place decides."""

    site: str
    localities: tuple[str, ...] = ()


@dataclass(frozen=True)
class PracticeMerge:
    """Practices that are taken as one in a what-if (R59); ``practice`` is the one that stays.

    ``earlier`` holds the assignment that each of ``members`` had before, for taking the merge apart.
    """

    practice: str
    name: str
    members: tuple[str, ...] = ()
    earlier: tuple[PracticeAssignment, ...] = ()


@dataclass(frozen=True)
class BranchSite:
    """A branch surgery of a practice, in metres of EPSG:27700."""

    code: str
    practice: str
    name: str
    postcode: str = ""
    easting: float | None = None
    northing: float | None = None


@dataclass(frozen=True)
class ChecklistItem:
    """Evidence for one Primary Care Home characteristic of a locality (R7). ``key`` is locality|number."""

    locality: str
    number: int
    met: str = "Not recorded"
    evidence: str = ""

    @property
    def key(self) -> str:
        """The key in the register."""
        return f"{self.locality}|{self.number}"


@dataclass(frozen=True)
class ScopeExport:
    """What the matrix held when it was written into a workbook, for a three-way merge of what comes back.

    ``id`` is made of the content, ``at`` is UTC, ``cells`` pairs row keys with the cell as JSON; a cell that
    is not among them was as every service starts.
    """

    id: str
    at: str
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PlanExport:
    """Where areas and practices lay when they were written into a workbook, for a three-way merge.

    ``id`` is made of the content, ``at`` is UTC. ``units`` lists the areas of each locality code,
    ``practices`` the shares of each practice; what is not listed was not assigned.
    """

    id: str
    at: str
    units: tuple[tuple[str, tuple[str, ...]], ...] = ()
    practices: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = ()

    @property
    def locality_of(self) -> dict[str, str]:
        """Locality code by area."""
        return {unit: code for code, units in self.units for unit in units}

    @property
    def shares_of(self) -> dict[str, tuple[tuple[str, float], ...]]:
        """Shares by practice."""
        return dict(self.practices)


@dataclass(frozen=True)
class EarlyFocus:
    """The localities that start first (R46); codes that the plan no longer has are passed over."""

    localities: tuple[str, ...] = ()


Record = (
    Service
    | SectorRule
    | Partner
    | Team
    | Lead
    | SiteService
    | PracticeMerge
    | BranchSite
    | ChecklistItem
    | ScopeExport
    | PlanExport
    | Hierarchy
    | EarlyFocus
    | PlanSnapshot
    | ParkedNote
    | MapSource
)
"""Any record of a register."""

PROJECT_REGISTERS: dict[str, type[Any]] = {
    "service": Service, "sector_rule": SectorRule, "hierarchy": Hierarchy,
    "parked_note": ParkedNote, MAP_SOURCES: MapSource,
}  # fmt: skip
"""Registers of the project, the same in every scenario."""
SCENARIO_REGISTERS: dict[str, type[Any]] = {
    "partner": Partner, "team": Team, "lead": Lead, "site_service": SiteService,
    "practice_merge": PracticeMerge, "branch_site": BranchSite, "checklist": ChecklistItem,
    "scope_export": ScopeExport, "plan_export": PlanExport, "early_focus": EarlyFocus,
    "plan_snapshot": PlanSnapshot,
}  # fmt: skip
"""Registers that each scenario has of its own."""
REGISTERS = PROJECT_REGISTERS | SCENARIO_REGISTERS
NOT_COPIED: tuple[str, ...] = ("scope_export", "plan_export", "plan_snapshot")
"""Registers of one scenario's workbooks and of its past, which are not copied with it."""

T = TypeVar("T")


class Registers:
    """Records by register and key; whatever lists them does so in order of both."""

    def __init__(self, content: Mapping[str, Mapping[str, Record]] | None = None) -> None:
        self._content: dict[str, dict[str, Record]] = {
            name: dict(records) for name, records in (content or {}).items() if records
        }

    def get(self, register: str, key: str) -> Record | None:
        """One record; None where there is none of this key."""
        return self._content.get(register, {}).get(key)

    def of(self, register: str, kind: type[T]) -> tuple[T, ...]:
        """All records of a register, which hold the given kind."""
        records = sorted(self._content.get(register, {}).items())
        return tuple(record for _, record in records if isinstance(record, kind))

    def items(self) -> Iterator[tuple[str, str, Record]]:
        """Register, key and record of everything."""
        for register in sorted(self._content):
            for key in sorted(self._content[register]):
                yield register, key, self._content[register][key]

    def put(self, register: str, key: str, record: Record | None) -> None:
        """Set a record, or take it out where it is None."""
        records = self._content.setdefault(register, {})
        if record is None:
            records.pop(key, None)
        else:
            records[key] = record
        if not records:
            del self._content[register]

    def copy(self) -> Registers:
        """Independent registers of the same records."""
        return Registers(self._content)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Registers) and self._content == other._content

    __hash__ = None  # type: ignore[assignment]  # registers change


def plain(value: object) -> dict[str, Any]:
    """A record or cell as plain values for JSON."""
    return asdict(value)  # type: ignore[call-overload]  # a dataclass instance


def from_plain(kind: type[T], value: Mapping[str, Any]) -> T:
    """The record or cell of plain values; fields that this version does not know are left out."""
    hints = _hints_of_fields(kind)  # type: ignore[arg-type]  # mypy doubts that a class can be a key
    return kind(**{name: _typed(hints[name], item) for name, item in value.items() if name in hints})


@functools.cache
def _hints_of_fields(kind: type) -> Mapping[str, Any]:
    """The types of a record's fields: worked out once, a project holds hundreds of records of a kind."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _typed(hint: Any, value: Any) -> Any:  # noqa: ANN401 - a type hint and what was read for it
    if value is None:
        return None
    if get_origin(hint) in (Union, types.UnionType):
        return _typed(next(part for part in get_args(hint) if part is not type(None)), value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    if isinstance(value, list | tuple):
        record = next((part for part in get_args(hint) if is_dataclass(part)), None)
        if isinstance(record, type):
            return tuple(from_plain(record, item) for item in value)
        return tuple(_as_tuple(item) for item in value)
    return value


def _as_tuple(value: Any) -> Any:  # noqa: ANN401 - what JSON holds
    """Lists of JSON, however deep, as the tuples that they were."""
    return tuple(_as_tuple(item) for item in value) if isinstance(value, list | tuple) else value
