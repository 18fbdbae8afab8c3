"""The figures of a scenario: one row a locality, and the totals."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from workbench.metrics.compactness import polsby_popper
from workbench.metrics.tally import Tally
from workbench.models.localities import Locality
from workbench.models.populations import PopulationBasis
from workbench.models.project import StudyArea
from workbench.models.rules import BandStatus, Rules


@dataclass(frozen=True)
class LocalityFigures:
    """Figures of one locality; NaN is not known.

    People are whole people, ``area_km2`` square kilometres, ``perimeter_km`` and ``cut_km``
    kilometres, shares from 0 to 1.
    """

    code: str
    number: int
    name: str
    units: int
    resident: float
    resident_known: float
    units_without_people: int
    registered: float
    weighted: float
    practices: int
    people: float
    status: BandStatus
    people_from_band: float
    deviation: float
    parts: int
    area_km2: float
    perimeter_km: float
    polsby_popper: float
    cut_edges: int
    cut_km: float
    own_residents_share: float
    own_residents: float
    residents_registered: float
    aged_65_plus: float
    aged_65_plus_share: float
    imd_score: float
    permitted_parts: int
    parts_reason: str

    @property
    def contiguous(self) -> bool:
        """Whether the locality is in one piece; one without areas is."""
        return self.parts <= 1

    @property
    def beyond_permitted_parts(self) -> bool:
        """Whether the locality lies in more pieces than it may; every locality may lie in one."""
        return self.parts > max(1, self.permitted_parts)


@dataclass(frozen=True)
class Totals:
    """Sums over the localities, and counts of them by status."""

    localities: int
    resident: float
    registered: float
    weighted: float
    in_band: int
    below: int
    above: int
    unknown: int
    not_contiguous: int
    beyond_permitted_parts: int
    cut_edges: int
    cut_km: float
    own_residents_share: float
    unassigned_units: int
    unassigned_resident: float
    area_units: int
    area_resident: float
    largest: float
    smallest: float

    @property
    def spread(self) -> float:
        """People of the largest locality less those of the smallest."""
        return self.largest - self.smallest


@dataclass(frozen=True)
class ScenarioFigures:
    """All figures of a scenario at one moment."""

    scenario: str
    basis: PopulationBasis
    rules: Rules
    localities: tuple[LocalityFigures, ...]
    totals: Totals

    def of(self, code: str) -> LocalityFigures | None:
        """Figures of one locality by its code."""
        return next((figures for figures in self.localities if figures.code == code), None)


def people_of(basis: PopulationBasis, *, resident: float, registered: float, weighted: float) -> float:
    """The people that a basis counts; the three are never added together."""
    match basis:
        case PopulationBasis.RESIDENT:
            return resident
        case PopulationBasis.REGISTERED:
            return registered
        case PopulationBasis.WEIGHTED:
            return weighted


def locality_figures(
    area: StudyArea, tally: Tally, slot: int, locality: Locality, *, rules: Rules, parts: int
) -> LocalityFigures:
    """The figures of one locality from the running sums."""
    registrations = tally.registrations
    units = int(tally["units"][slot])
    unknown = int(tally["resident_unknown"][slot])
    known = _whole(tally["resident"][slot])
    resident = math.nan if unknown else known
    registered = _practice_people(
        area, registrations.registered[slot], registrations.registered_unknown[slot]
    )
    weighted = _weighted(area, tally, slot)
    people = people_of(rules.basis, resident=resident, registered=registered, weighted=weighted)
    area_m2 = max(0.0, float(tally["area_m2"][slot])) if units else 0.0
    perimeter_m = tally.perimeter_m(slot) if units else 0.0
    aged = (
        math.nan
        if area.units.aged_65_plus is None or tally["aged_unknown"][slot]
        else _whole(tally["aged"][slot])
    )
    at_home = _whole(registrations.residents_registered[slot])
    own = float(registrations.own[slot])
    has_registrations = len(area.registrations) > 0 and at_home > 0
    return LocalityFigures(
        code=locality.code,
        number=locality.number,
        name=locality.name,
        units=units,
        resident=resident,
        resident_known=known,
        units_without_people=unknown,
        registered=registered,
        weighted=weighted,
        practices=int(registrations.practices[slot]),
        people=people,
        status=rules.band.status(people),
        people_from_band=rules.band.people_from_band(people),
        deviation=rules.band.deviation(people),
        parts=parts,
        area_km2=area_m2 / 1e6,
        perimeter_km=perimeter_m / 1e3,
        polsby_popper=polsby_popper(area_m2=area_m2, perimeter_m=perimeter_m),
        cut_edges=int(tally.cut_edges[slot]),
        cut_km=max(0.0, float(tally.cut_m[slot])) / 1e3,
        own_residents_share=_share(own, at_home) if has_registrations else math.nan,
        own_residents=own,
        residents_registered=at_home,
        aged_65_plus=aged,
        aged_65_plus_share=_share(aged, resident),
        imd_score=_ratio(tally["imd_people"][slot], tally["imd_weight"][slot]),
        permitted_parts=locality.permitted_parts,
        parts_reason=locality.parts_reason,
    )


def totals(area: StudyArea, tally: Tally, rows: tuple[LocalityFigures, ...]) -> Totals:
    """Totals over the rows of all localities and what is not assigned."""
    units = area.units
    assigned_unknown = sum(row.units_without_people for row in rows)
    area_unknown = int((~np.isfinite(units.resident)).sum())
    resident_known = sum(row.resident_known for row in rows)
    free = len(units) - sum(row.units for row in rows)
    free_resident = _whole(np.nansum(units.resident)) - resident_known
    status = [row.status for row in rows]
    people = [row.people for row in rows if row.people == row.people]
    at_home = sum(row.residents_registered for row in rows)
    own = sum(row.own_residents for row in rows)
    return Totals(
        localities=len(rows),
        resident=math.nan if assigned_unknown else resident_known,
        registered=sum(row.registered for row in rows) if rows else _no_practice_people(area),
        weighted=sum(row.weighted for row in rows) if rows else math.nan,
        in_band=status.count(BandStatus.IN),
        below=status.count(BandStatus.BELOW),
        above=status.count(BandStatus.ABOVE),
        unknown=status.count(BandStatus.UNKNOWN),
        not_contiguous=sum(not row.contiguous for row in rows),
        beyond_permitted_parts=sum(row.beyond_permitted_parts for row in rows),
        cut_edges=tally.total_cut_edges,
        cut_km=max(0.0, tally.total_cut_m) / 1e3,
        own_residents_share=_share(own, at_home) if len(area.registrations) else math.nan,
        unassigned_units=free,
        unassigned_resident=math.nan if area_unknown > assigned_unknown else free_resident,
        area_units=len(units),
        area_resident=math.nan if area_unknown else _whole(units.resident.sum()),
        largest=max(people, default=math.nan),
        smallest=min(people, default=math.nan),
    )


def _practice_people(area: StudyArea, total: float, unknown: float) -> float:
    return math.nan if not len(area.practices) or unknown else _whole(total)


def _no_practice_people(area: StudyArea) -> float:
    return 0.0 if len(area.practices) else math.nan


def _weighted(area: StudyArea, tally: Tally, slot: int) -> float:
    """Weighted lists where they were imported, else the weighted population of the units."""
    if area.practices.weighted_list is not None:
        registrations = tally.registrations
        return math.nan if registrations.weighted_unknown[slot] else _whole(registrations.weighted[slot])
    if area.units.weighted is not None:
        return math.nan if tally["weighted_unknown"][slot] else _whole(tally["weighted"][slot])
    return math.nan


def _whole(value: float) -> float:
    """Take the dust of running sums away; people keep three places, for split lists."""
    return round(float(value), 3) + 0.0


def _share(part: float, whole: float) -> float:
    return float(part) / whole if whole > 0 else math.nan


def _ratio(numerator: float, denominator: float) -> float:
    return float(numerator / denominator) if denominator > 0.5 else math.nan
