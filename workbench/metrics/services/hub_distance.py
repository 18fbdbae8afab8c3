"""How far people live from the hub of their locality (R27)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

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
        km = np.hypot(*(area.units.points[units] - place).T) / 1_000
        mean = float((km * people).sum() / people.sum())
        found.append(HubDistance(locality.code, locality.hub_site, mean, float(km[people > 0].max())))
    return tuple(found)


def place_of(area: StudyArea, code: str) -> tuple[float, float] | None:
    """Easting and northing of a practice or provider site; None where it is not listed or not placed."""
    tables: tuple[PracticeTable | SiteTable, ...] = (area.practices, area.sites)
    for table in tables:
        row = table.index_of.get(code)
        if row is not None and np.isfinite(table.easting[row]) and np.isfinite(table.northing[row]):
            return float(table.easting[row]), float(table.northing[row])
    return None
