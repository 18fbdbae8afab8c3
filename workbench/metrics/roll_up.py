"""Localities rolled up into places and systems, and some of them beside all (R13, R20, R38, R46).

A total of a larger area is the sum of its localities. A locality in several larger areas is split: what
areas hold (people, 65 and over, square kilometres) by its areas, what practices hold (lists, weighted
lists, registrations) by where its people live.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.alignment import numbered
from workbench.metrics.figures import LocalityFigures, ScenarioFigures
from workbench.models.project import StudyArea
from workbench.models.rules import BandStatus
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn


@dataclass(frozen=True)
class Sums:
    """What adds up; NaN is not known. ``practices`` has fractions where a locality is split.

    ``imd_people`` is the mean score times the people that it stands for.
    """

    units: float = 0.0
    resident: float = 0.0
    registered: float = 0.0
    weighted: float = 0.0
    practices: float = 0.0
    area_km2: float = 0.0
    aged_65_plus: float = 0.0
    own_residents: float = 0.0
    residents_registered: float = 0.0
    imd_people: float = 0.0

    def plus(self, other: Sums) -> Sums:
        """Both together."""
        return Sums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Sums)))

    @property
    def aged_65_plus_share(self) -> float:
        """Share of people of 65 and over."""
        return self.aged_65_plus / self.resident if self.resident > 0 else math.nan

    @property
    def own_residents_share(self) -> float:
        """Share of residents' registrations that practices of their locality hold."""
        registered = self.residents_registered
        return self.own_residents / registered if registered > 0 else math.nan

    @property
    def imd_score(self) -> float:
        """Mean deprivation score, weighted by residents."""
        return self.imd_people / self.resident if self.resident > 0 else math.nan


@dataclass(frozen=True)
class RolledLocality:
    """A locality, or the part of it, in a larger area; ``share`` of its people, 1 for a whole one."""

    code: str
    name: str
    share: float
    whole: bool
    status: BandStatus
    sums: Sums


@dataclass(frozen=True)
class RolledUp:
    """A larger area with its localities, most people first; "" is the code of no larger area at all.

    ``sums`` adds up ``localities``; ``free_units`` and ``free_people`` are those in no locality.
    """

    code: str
    name: str
    localities: tuple[RolledLocality, ...]
    sums: Sums
    free_units: int
    free_people: float

    @property
    def straddling(self) -> tuple[RolledLocality, ...]:
        """Localities that lie in other larger areas too."""
        return tuple(one for one in self.localities if not one.whole)

    def with_status(self, status: BandStatus) -> int:
        """How many of its localities have a status; one in several larger areas counts in each."""
        return sum(one.status is status for one in self.localities)


@dataclass(frozen=True)
class RollUp:
    """All larger areas of one kind; ``whole`` adds them up, and so do the localities themselves."""

    kind: str
    title: str
    rows: tuple[RolledUp, ...]
    whole: Sums

    @property
    def straddling(self) -> tuple[str, ...]:
        """Codes of localities in more than one larger area."""
        found = {one.code for row in self.rows for one in row.straddling}
        return tuple(sorted(found))


@dataclass(frozen=True)
class Subset:
    """Some localities together, such as those of the early focus."""

    localities: int
    in_band: int
    below: int
    above: int
    sums: Sums


def roll_up(area: StudyArea, scenario: Scenario, figures: ScenarioFigures, column: ParentColumn) -> RollUp:
    """Add up the localities of each larger area.

    Localities of 30,000 and 20,000 people in Eastshire and one of 40,000, a quarter of it there and the rest
    in Westshire: Eastshire 60,000, Westshire 30,000, and the third locality is flagged in both.
    """
    split = _Split(area, scenario, column)
    parts: dict[int, list[RolledLocality]] = {place: [] for place in range(len(split.codes) + 1)}
    for row in figures.localities:
        for place, part in split.of(row):
            parts[place].append(part)
    names = column.name_of
    rows = []
    for place, code in enumerate([*split.codes.tolist(), ""]):
        free_units, free_people = split.free(place)
        if not parts[place] and not free_units:
            continue
        held = tuple(sorted(parts[place], key=lambda one: (-np.nan_to_num(one.sums.resident), one.code)))
        name = names.get(code, code) or code if code else "No larger area"
        rows.append(RolledUp(code, name, held, _sum(one.sums for one in held), free_units, free_people))
    return RollUp(column.kind, column.title, tuple(rows), _sum(row.sums for row in rows))


def subset(figures: ScenarioFigures, codes: Collection[str] | None = None) -> Subset:
    """The localities of ``codes`` together; all of them for None."""
    rows = [row for row in figures.localities if codes is None or row.code in codes]
    status = [row.status for row in rows]
    return Subset(
        localities=len(rows),
        in_band=status.count(BandStatus.IN),
        below=status.count(BandStatus.BELOW),
        above=status.count(BandStatus.ABOVE),
        sums=_sum(sums_of(row) for row in rows),
    )


def sums_of(row: LocalityFigures) -> Sums:
    """What adds up of the figures of a locality."""
    return Sums(
        units=row.units,
        resident=row.resident,
        registered=row.registered,
        weighted=row.weighted,
        practices=row.practices,
        area_km2=row.area_km2,
        aged_65_plus=row.aged_65_plus,
        own_residents=row.own_residents,
        residents_registered=row.residents_registered,
        imd_people=row.imd_score * row.resident if row.units else 0.0,
    )


def _sum(parts: Iterable[Sums]) -> Sums:
    total = Sums()
    for part in parts:
        total = total.plus(part)
    return total


class _Split:
    """What areas hold, by slot and larger area; the last larger area is none at all, the last slot free."""

    def __init__(self, area: StudyArea, scenario: Scenario, column: ParentColumn) -> None:
        self._plan = scenario.plan
        self.codes, number = numbered(column)
        units, count = area.units, len(self.codes) + 1
        slots = self._plan.slots + 1
        self._shape = (slots, count)
        parent = np.where(number < 0, count - 1, number)
        self._place = (self._plan.labels.astype(np.int64) % slots) * count + parent
        nothing = np.full(len(units), np.nan)
        aged = nothing if units.aged_65_plus is None else units.aged_65_plus
        imd = nothing if units.imd_score is None else units.imd_score * units.resident
        self._units = self._table(np.ones(len(units)))
        self._resident = self._table(units.resident)
        self._by_area = {
            "units": self._units,
            "resident": self._resident,
            "area_km2": self._table(units.area_m2 / 1e6),
            "aged_65_plus": self._table(aged),
            "imd_people": self._table(imd),
        }
        if area.practices.weighted_list is None and units.weighted is not None:
            self._by_area["weighted"] = self._table(units.weighted)

    def _table(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        size = self._shape[0] * self._shape[1]
        return np.bincount(self._place, values, minlength=size).reshape(self._shape).astype(np.float64)

    def of(self, row: LocalityFigures) -> Sequence[tuple[int, RolledLocality]]:
        """The parts of a locality with the place of their larger area; one without areas lies in none.

        One that has no practices either adds nothing, and is left out.
        """
        if not row.units and not row.practices:
            return []
        slot = self._plan.slot(row.code)
        there = np.flatnonzero(self._units[slot]).tolist() or [self._shape[1] - 1]
        everything = sums_of(row)
        if len(there) == 1:
            return [(there[0], RolledLocality(row.code, row.name, 1.0, True, row.status, everything))]
        return [(place, self._part(row, everything, slot, place)) for place in there]

    def _part(self, row: LocalityFigures, everything: Sums, slot: int, place: int) -> RolledLocality:
        people = float(self._resident[slot].sum())
        share = float(self._resident[slot, place]) / people if people > 0 else math.nan
        values = {
            one.name: float(self._by_area[one.name][slot, place])
            if one.name in self._by_area
            else getattr(everything, one.name) * share
            for one in fields(Sums)
        }
        return RolledLocality(row.code, row.name, share, False, row.status, Sums(**values))

    def free(self, place: int) -> tuple[int, float]:
        """Areas in no locality in a larger area, and their people."""
        return int(self._units[-1, place]), float(self._resident[-1, place])
