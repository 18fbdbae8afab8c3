"""How far people live from the hub of their locality (R27)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.models.practices import PracticeTable
from workbench.models.project import StudyArea
from workbench.models.providers import SiteTable
from workbench.models.scenario import Scenario


@dataclass(frozen=True)
class HubDistance:
    """Straight-line kilometres from the areas of a locality to its hub site; NaN is not known.

    ``mean_km`` is weighted by residents; ``furthest_km`` is that of the furthest area with residents.
    """

    locality: str
    site: str
    mean_km: float
    furthest_km: float


def hub_distances(area: StudyArea, scenario: Scenario) -> tuple[HubDistance, ...]:
    """Distances of every locality, from a point inside each unit to the locality's hub site.

    Not known without a hub site, where that site is not placed, without residents, or where the
    residents of an area are not known. Two areas of 1,000 and 3,000 people, 2 and 4 km away: the mean
    is (1,000 x 2 + 3,000 x 4) / 4,000 = 3.5 km.
    """
    found = []
    for locality in scenario.plan:
        units = scenario.plan.units_of(scenario.plan.slot(locality.code))
        people = area.units.resident[units]
        place = place_of(area, locality.hub_site)
        if place is None or not len(units) or not people.sum() > 0:
            found.append(HubDistance(locality.code, locality.hub_site, math.nan, math.nan))
            continue
        km = straight_km(area.units.points[units], place)
        mean = mean_km(km, people)
        found.append(HubDistance(locality.code, locality.hub_site, mean, float(km[people > 0].max())))
    return tuple(found)


def straight_km(points: NDArray[np.float64], place: tuple[float, float]) -> NDArray[np.float64]:
    """Straight-line kilometres from points (n, 2) in metres to a place, shape (n,)."""
    return np.asarray(np.hypot(*(points - np.array(place)).T) / 1_000, dtype=np.float64)


def mean_km(km: NDArray[np.float64], people: NDArray[np.float64]) -> float:
    """Mean of distances weighted by people; NaN without people and where those of an area are not known."""
    total = float(people.sum())
    return float((km * people).sum() / total) if total > 0 else math.nan


def place_of(area: StudyArea, code: str) -> tuple[float, float] | None:
    """Easting and northing of a practice or provider site; None where it is not listed or not placed."""
    tables: tuple[PracticeTable | SiteTable, ...] = (area.practices, area.sites)
    for table in tables:
        row = table.index_of.get(code)
        if row is not None and np.isfinite(table.easting[row]) and np.isfinite(table.northing[row]):
            return float(table.easting[row]), float(table.northing[row])
    return None


def site_name(area: StudyArea, code: str) -> str:
    """Name of a practice or provider site; empty where it is not listed."""
    tables: tuple[PracticeTable | SiteTable, ...] = (area.practices, area.sites)
    return next((str(table.names[table.index_of[code]]) for table in tables if code in table.index_of), "")
