"""The matrix as it is shown: rows of groups and services, filtered and folded, with each cell's look."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.metrics.services.parity import parity_of
from workbench.models.localities import Locality
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.models.scope import DEFAULT_CELL, NOT_APPLICABLE_CELL, CellKey, Scope, ScopeCell
from workbench.models.services import AgeGroup, Service
from workbench.ui.services.shown_fields import SCOPE, SCOPE_WORDS, SPOKEN, ShownField


class CellState(StrEnum):
    """How a cell is drawn."""

    IN = "in"
    PART = "part"
    OUT = "out"
    NOT_APPLICABLE = "na"
    PENDING = "pending"


_STATES = {
    Scope.IN: CellState.IN,
    Scope.PARTIAL: CellState.PART,
    Scope.OUT: CellState.OUT,
    Scope.NOT_APPLICABLE: CellState.NOT_APPLICABLE,
}


class Which(StrEnum):
    """Which services are shown."""

    ALL = "all"
    EXCEPTIONS = "exceptions"
    GAPS = "gaps"


@dataclass(frozen=True)
class Look:
    """All that a painter needs of a cell.

    ``gap`` tells that data is missing; ``corner`` that it is marked, which is so from the moment that
    somebody has begun to fill in the service or the locality: where nothing is recorded yet, a mark in
    every cell would say nothing.
    """

    state: CellState
    word: str
    gap: bool = False
    corner: bool = False


@dataclass(frozen=True)
class Row:
    """A row of the table: a service, or the head of a group where there is none."""

    group: str
    service: Service | None = None
    count: int = 0


@dataclass(frozen=True)
class Filter:
    """What is looked for."""

    words: str = ""
    group: str = ""
    which: Which = Which.ALL


@dataclass(frozen=True)
class Counts:
    """Cells of the age group shown, by scope; ``out_reasoned`` have a reason, decider and date."""

    inside: int
    part: int
    out: int
    out_reasoned: int
    not_applicable: int
    gaps: int
    services: int
    localities: int

    @property
    def cells(self) -> int:
        """All cells."""
        return self.services * self.localities


def lacks_accountable(cell: ScopeCell) -> bool:
    """Whether a service is offered without an organisation that answers for it (R44)."""
    return cell.scope in (Scope.IN, Scope.PARTIAL) and not cell.accountable


class Grid:
    """Rows and looks of one scenario and age group; looks are kept until a cell changes."""

    def __init__(self, project: Project, scenario: Scenario, people: Mapping[str, float]) -> None:
        self.project, self.scenario = project, scenario
        self.people = dict(people)
        self.age = AgeGroup.ADULTS
        self.field: ShownField = SCOPE
        self.filter = Filter()
        self.collapsed: set[str] = set()
        self.pending: frozenset[CellKey] = frozenset()
        self.services: tuple[Service, ...] = ()
        self.localities: list[Locality] = []
        self.rows: list[Row] = []
        self._looks: dict[tuple[str, str], Look] = {}
        self._begun: tuple[frozenset[str], frozenset[str]] | None = None
        self._parity: dict[str, float] = {}
        self.reload()

    # -- what is shown
    def reload(self) -> None:
        """Take services and localities anew, for example after a locality was added."""
        self.services = self.project.services
        self.localities = list(self.scenario.plan)
        self._looks.clear()
        self._begun = None
        self._parity.clear()
        self.arrange()

    def arrange(self) -> None:
        """Make the rows again: filter, then fold."""
        self.rows = []
        for group in self.groups():
            members = [
                service for service in self.services if service.group == group and self._wanted(service)
            ]
            if not members:
                continue
            self.rows.append(Row(group, count=len(members)))
            if group not in self.collapsed:
                self.rows += [Row(group, service) for service in members]

    def groups(self) -> list[str]:
        """Groups of the catalogue in the order of their first service."""
        return list(dict.fromkeys(service.group for service in self.services))

    def _wanted(self, service: Service) -> bool:
        wanted = self.filter
        if wanted.group and service.group != wanted.group:
            return False
        text = f"{service.id} {service.name} {service.group}".casefold()
        if not all(word in text for word in wanted.words.casefold().split()):
            return False
        if wanted.which is Which.ALL:
            return True
        looks = [self.look(service, locality) for locality in self.localities]
        if wanted.which is Which.GAPS:
            return any(look.gap for look in looks)
        return any(
            self.cell(service, locality).scope in (Scope.PARTIAL, Scope.OUT)
            or look.state is CellState.PENDING
            for locality, look in zip(self.localities, looks, strict=True)
        )

    # -- cells
    def key(self, service: Service, locality: Locality) -> CellKey | None:
        """The key of a cell; None where the service is not for the age group."""
        return CellKey(service.id, self.age, locality.code) if service.serves(self.age) else None

    def cell(self, service: Service, locality: Locality) -> ScopeCell:
        """What is decided; not applicable where the service is not for the age group."""
        if not service.serves(self.age):
            return NOT_APPLICABLE_CELL
        return self.scenario.scope.get(CellKey(service.id, self.age, locality.code), DEFAULT_CELL)

    def look(self, service: Service, locality: Locality) -> Look:
        """How a cell is drawn."""
        place = (service.id, locality.code)
        look = self._looks.get(place)
        if look is None:
            look = self._looks[place] = self._make_look(service, locality)
        return look

    def _make_look(self, service: Service, locality: Locality) -> Look:
        cell = self.cell(service, locality)
        if CellKey(service.id, self.age, locality.code) in self.pending:
            return Look(CellState.PENDING, "Out?")
        state = _STATES[cell.scope]
        showing_scope = self.field is SCOPE
        if showing_scope or state in (CellState.OUT, CellState.NOT_APPLICABLE):
            word = SCOPE_WORDS[cell.scope]
        else:
            word = self.field.word(cell)
        gap = lacks_accountable(cell)
        return Look(state, word, gap, gap and self._is_begun(service, locality))

    def _is_begun(self, service: Service, locality: Locality) -> bool:
        services, localities = self._find_begun()
        return service.id in services or locality.code in localities

    def _find_begun(self) -> tuple[frozenset[str], frozenset[str]]:
        """Services and localities of which a cell of the age group names who answers for it."""
        if self._begun is None:
            known = {one.id for one in self.services}
            named = [
                key
                for key, cell in self.scenario.scope.items()
                if key.age is self.age and cell.accountable and key.service in known
            ]
            self._begun = (
                frozenset(key.service for key in named),
                frozenset(key.locality for key in named),
            )
        return self._begun

    def begun_changed(self) -> bool:
        """After changes: whether marks may have come or gone in cells that did not change."""
        before, self._begun = self._begun, None
        if before is None or before == self._find_begun():
            return False
        self._looks.clear()
        return True

    def parity(self, service: Service) -> float:
        """Share of the people whose locality offers a service in full; NaN where none can have it."""
        if service.id not in self._parity:
            self._parity[service.id] = self._make_parity(service)
        return self._parity[service.id]

    def _make_parity(self, service: Service) -> float:
        if not service.serves(self.age):
            return math.nan
        whole, _ = parity_of(
            (self.cell(service, place).scope, self.people.get(place.code, math.nan))
            for place in self.localities
        )
        return whole

    def counts(self) -> Counts:
        """The counts of the strip."""
        serving = {service.id for service in self.services if service.serves(self.age)}
        places = {place.code for place in self.localities}
        decided = [
            cell
            for key, cell in self.scenario.scope.items()
            if key.age is self.age and key.service in serving and key.locality in places
        ]
        cells = Counter(decided)  # all others need not be looked at one by one
        cells[DEFAULT_CELL] += len(serving) * len(places) - len(decided)
        cells[NOT_APPLICABLE_CELL] += (len(self.services) - len(serving)) * len(places)
        scopes: Counter[Scope] = Counter()
        for cell, count in cells.items():
            scopes[cell.scope] += count
        out = [cell for cell in decided if cell.scope is Scope.OUT]
        return Counts(
            inside=scopes[Scope.IN],
            part=scopes[Scope.PARTIAL],
            out=len(out),
            out_reasoned=sum(bool(cell.reason and cell.decided_by and cell.decided_on) for cell in out),
            not_applicable=scopes[Scope.NOT_APPLICABLE],
            gaps=sum(count for cell, count in cells.items() if lacks_accountable(cell)),
            services=len(self.services),
            localities=len(self.localities),
        )

    def spoken(self, service: Service, locality: Locality) -> str:
        """What a screen reader says: "First-contact physiotherapy, adults, Stoke & Shelton: Out"."""
        look = self.look(service, locality)
        cell = self.cell(service, locality)
        words = f"{service.name}, {self.age.words.lower()}, {locality.name}: {SPOKEN[cell.scope]}"
        if look.state is CellState.PENDING:
            words = f"{words.rpartition(': ')[0]}: Out waits for its reason"
        elif self.field is not SCOPE and cell.scope in (Scope.IN, Scope.PARTIAL):
            words += f", {self.field.title.lower()} {self.field.word(cell) or 'not recorded'}"
        return f"{words}, no accountable organisation" if look.gap else words

    # -- changes
    def forget(self, keys: Sequence[CellKey] | frozenset[CellKey]) -> None:
        """Cells have changed."""
        for key in keys:
            self._looks.pop((key.service, key.locality), None)
            self._parity.pop(key.service, None)

    def set_people(self, people: Mapping[str, float]) -> bool:
        """Use other figures; tells whether they differ."""
        if self.people == dict(people):
            return False
        self.people = dict(people)
        self._parity.clear()
        return True

    def set_pending(self, keys: frozenset[CellKey]) -> None:
        """Mark cells that wait for the reason of an Out."""
        touched = self.pending | keys
        self.pending = keys
        self.forget(touched)

    def show(self, *, age: AgeGroup | None = None, field: ShownField | None = None) -> None:
        """Show another age group or another field."""
        self.age = age or self.age
        self.field = field or self.field
        self._looks.clear()
        self._begun = None
        self._parity.clear()
        self.arrange()

    def fold(self, groups: set[str]) -> None:
        """Fold exactly these groups."""
        self.collapsed = groups
        self.arrange()

    def seek(self, **changes: object) -> None:
        """Filter by words, group or kind."""
        self.filter = replace(self.filter, **changes)  # type: ignore[arg-type]  # fields of Filter
        self.arrange()
