"""Names for the sentences of the balancer: practices in areas, locked neighbours, larger areas."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.balancing.surroundings import LockedNeighbour, Surroundings
from workbench.models.populations import PopulationBasis
from workbench.models.project import StudyArea
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn
from workbench.session.balance_scope import BalanceScope

_MEASURES = {
    PopulationBasis.RESIDENT: "people",
    PopulationBasis.REGISTERED: "registered people",
    PopulationBasis.WEIGHTED: "weighted people",
}


def surroundings_of(
    area: StudyArea,
    scenario: Scenario,
    scope: BalanceScope,
    *,
    sites: NDArray[np.int32],
    by_site: bool,
    inside: ParentColumn | None,
) -> Surroundings:
    """What lies around and in a problem, by rows of the problem."""
    rows = scope.rows
    return Surroundings(
        measure=_MEASURES[scenario.rules.basis],
        practices=_practices(area, scenario.rules.basis, rows, sites) if by_site else {},
        locked=_locked_neighbours(area, scenario, scope),
        inside=None if inside is None else inside.names[rows],
        shapes=area.units.geometry[rows],
    )


def _practices(
    area: StudyArea, basis: PopulationBasis, rows: NDArray[np.int64], sites: NDArray[np.int32]
) -> dict[int, tuple[tuple[str, float], ...]]:
    place = {int(unit): row for row, unit in enumerate(rows)}
    practices = area.practices
    weighted = practices.weighted_list if basis is PopulationBasis.WEIGHTED else None
    lists = practices.list_size if weighted is None else weighted
    found: dict[int, tuple[tuple[str, float], ...]] = {}
    for row, unit in enumerate(sites.tolist()):
        if unit in place:
            one = (str(practices.names[row]) or str(practices.codes[row]), float(lists[row]))
            found[place[unit]] = (*found.get(place[unit], ()), one)
    return found


def _locked_neighbours(
    area: StudyArea, scenario: Scenario, scope: BalanceScope
) -> tuple[LockedNeighbour, ...]:
    place = np.full(len(area.units), -1, dtype=np.int64)
    place[scope.rows] = np.arange(len(scope.rows))
    pairs = np.concatenate([area.adjacency.pairs, area.adjacency.pairs[:, ::-1]])
    here, there = place[pairs[:, 0]], scenario.plan.labels[pairs[:, 1]]
    found = []
    for locality in scenario.plan:
        if locality.code in scope.closed:
            units = np.unique(here[(here >= 0) & (there == scenario.plan.slot(locality.code))])
            if len(units):
                left = LockedNeighbour(locality.name, units.astype(np.int64), by_task=not locality.locked)
                found.append(left)
    return tuple(found)
