"""The hub site of a locality: what can be one, nearest first, and the edit that chooses it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from workbench.errors import EditError
from workbench.metrics.services.hub_distance import mean_km, straight_km
from workbench.models.edits import LocalityEdit
from workbench.models.practices import PracticeTable
from workbench.models.project import StudyArea
from workbench.models.providers import SiteTable
from workbench.models.scenario import Scenario
from workbench.session.plan_edits import change_locality


@dataclass(frozen=True)
class HubChoice:
    """A practice or provider site that can be the hub of a locality.

    ``mean_km`` is how far the locality's residents live from it on average, in a straight line; NaN
    where that is not known. ``inside`` tells whether the site stands in the locality.
    """

    code: str
    name: str
    kind: str
    inside: bool
    mean_km: float


def hub_choices(area: StudyArea, scenario: Scenario, code: str) -> tuple[HubChoice, ...]:
    """Placed practices and sites in use, those inside the locality first, then by mean distance.

    Raises:
        EditError: the plan has no locality of this code.
    """
    slot = scenario.plan.slot(code)
    units = scenario.plan.units_of(slot)
    people, points = area.units.resident[units], area.units.points[units]
    found = []
    tables: tuple[PracticeTable | SiteTable, ...] = (area.practices, area.sites)
    for table in tables:
        labels = np.append(scenario.plan.labels, -1)[table.site_unit]
        for row in np.flatnonzero(np.isfinite(table.easting) & np.isfinite(table.northing)).tolist():
            if isinstance(table, SiteTable):
                if table.stale[row]:
                    continue
                kind = str(table.kinds[row])
            else:
                kind = "GP practice"
            place = (float(table.easting[row]), float(table.northing[row]))
            inside = bool(table.site_unit[row] >= 0 and labels[row] == slot)
            mean = mean_km(straight_km(points, place), people)
            found.append(HubChoice(str(table.codes[row]), str(table.names[row]), kind, inside, mean))
    return tuple(sorted(found, key=lambda x: (not x.inside, math.isnan(x.mean_km), x.mean_km, x.name)))


def choose_hub_site(area: StudyArea, scenario: Scenario, code: str, site: str) -> LocalityEdit:
    """Make a practice or site the hub of a locality; an empty ``site`` says that none is chosen.

    Raises:
        EditError: there is no such locality, practice or site.
    """
    name = "none"
    if site:
        row = area.practices.index_of.get(site)
        table: PracticeTable | SiteTable = area.practices
        if row is None:
            row, table = area.sites.index_of.get(site), area.sites
        if row is None:
            raise EditError(
                f"There is no practice or site {site}.", remedy="Choose one that the project lists."
            )
        name = str(table.names[row])
    locality = scenario.plan.get(code)
    words = f"Hub site of {locality.name if locality else code}: {name}"
    return change_locality(scenario, code, words, hub_site=site)
