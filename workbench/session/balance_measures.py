"""People, patients, larger areas and hubs as the balancer wants them: one value a unit or locality."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from workbench.balancing.problem import BorderGraph, PatientGraph, border_graph
from workbench.errors import EditError
from workbench.metrics.merging import merges
from workbench.metrics.practice_rules import is_kept
from workbench.models.adjacency import link_pairs
from workbench.models.parents import derived_parents
from workbench.models.populations import PopulationBasis
from workbench.models.project import StudyArea
from workbench.models.rules import Rules
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn

LOCAL_AUTHORITY = "lad"
NOWHERE = -1


@dataclass(frozen=True, eq=False)
class People:
    """People of every unit of the project; ``by_site`` where practices' lists are counted at their sites.

    ``elsewhere`` are practices (codes) that count in no unit: without a place in the area.
    """

    by_unit: NDArray[np.float64]
    by_site: bool
    elsewhere: tuple[str, ...] = ()


def people_by_unit(
    area: StudyArea, scenario: Scenario, basis: PopulationBasis, sites: NDArray[np.int32]
) -> People:
    """People of each unit on a basis; lists of practices stand where ``sites`` has them, -1 nowhere.

    Weighted people are weighted lists where they were imported, else the units' weighted population, as
    in the figures.

    Raises:
        EditError: the project does not hold what the basis counts.
    """
    units, practices = area.units, area.practices
    if basis is PopulationBasis.RESIDENT:
        return People(units.resident, by_site=False)
    lists = practices.list_size if basis is PopulationBasis.REGISTERED else practices.weighted_list
    if basis is PopulationBasis.WEIGHTED and lists is None:
        if units.weighted is None:
            raise EditError(
                "Weighted people are not known.",
                why="No weighted list and no weighted population was imported into this project.",
                remedy="Balance on residents or registered people, or import weighted lists.",
            )
        return People(units.weighted, by_site=False)
    if lists is None or not len(practices):
        raise EditError(
            "The project holds no practices.",
            why="Registered people are the lists of practices.",
            remedy="Balance on residents, or import practices.",
        )
    here = sites >= 0
    by_unit = np.bincount(sites[here], lists[here], minlength=len(units)).astype(np.float64)
    nowhere = (practices.site_unit < 0) & ~here
    return People(by_unit, by_site=True, elsewhere=tuple(str(code) for code in practices.codes[nowhere]))


def sites_that_count(area: StudyArea, scenario: Scenario, closed: frozenset[str]) -> NDArray[np.int32]:
    """Unit of the site of each practice as the balancer sees it, -1 for one that cannot be at home.

    Merged practices stand where the one that stays stands. A practice that was given to a locality of
    ``closed`` (codes) by hand or lock belongs there wherever its site is.
    """
    practices = area.practices
    sites = practices.site_unit.copy()
    for merge in merges(scenario.registers):
        stays = practices.index_of.get(merge.practice)
        if stays is not None:
            rows = [practices.index_of[code] for code in merge.members if code in practices.index_of]
            sites[rows] = practices.site_unit[stays]
    for code, assignment in scenario.practices.items():
        row = practices.index_of.get(code)
        if row is not None and is_kept(assignment) and (not assignment.shares or assignment.main in closed):
            sites[row] = NOWHERE
    return sites


def kept_elsewhere(area: StudyArea, scenario: Scenario, sites: NDArray[np.int32]) -> list[str]:
    """Practices (codes) that a person keeps in another locality than that of their site."""
    plan = scenario.plan
    return [
        code
        for row, code in enumerate(str(code) for code in area.practices.codes)
        if sites[row] >= 0
        and is_kept(scenario.assignment(code))
        and scenario.assignment(code).main != plan.code_of_unit(int(sites[row]))
    ]


def borders_of(
    area: StudyArea, rules: Rules, rows: NDArray[np.int64], inside: ParentColumn | None
) -> BorderGraph:
    """Borders and declared links among the units ``rows``; none across larger areas of ``inside``."""
    adjacency = area.adjacency
    links = link_pairs(rules.links, area.units.index_of)
    pairs = np.concatenate([adjacency.pairs, np.sort(links, axis=1)])
    km = np.concatenate([adjacency.shared_m / 1000.0, np.zeros(len(links))])
    place = np.full(len(area.units), NOWHERE, dtype=np.int32)
    place[rows] = np.arange(len(rows))
    kept = (place[pairs] >= 0).all(axis=1) & (pairs[:, 0] != pairs[:, 1])
    if inside is not None:
        codes = inside.codes.astype(str)
        kept &= codes[pairs[:, 0]] == codes[pairs[:, 1]]
    # a link beside a border, or declared twice, adds nothing; the border comes first
    _, first = np.unique(pairs[kept].astype(np.int64) @ [len(place), 1], return_index=True)
    chosen = np.flatnonzero(kept)[np.sort(first)]
    return border_graph(len(rows), place[pairs[chosen]].astype(np.int32), km[chosen])


def patients_among(area: StudyArea, rows: NDArray[np.int64], sites: NDArray[np.int32]) -> PatientGraph:
    """Patients who live in the units ``rows``, between their unit and that of their practice's site.

    Those of practices that are not listed, have no site in these units or belong elsewhere count in
    the total only: no plan can bring them home.
    """
    matrix = area.patients
    place = np.full(len(area.units) + 1, NOWHERE, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    site_of = np.append(sites, NOWHERE)
    unit, site, people = place[matrix.unit], place[site_of[matrix.practice]], matrix.patients
    lives = unit >= 0
    home, away = lives & (unit == site), lives & (site >= 0) & (unit != site)
    ends = np.concatenate([unit[away], site[away]]), np.concatenate([site[away], unit[away]])
    both = np.concatenate([people[away], people[away]])
    table = coo_array((both, ends), shape=(len(rows), len(rows))).tocsr()
    table.sum_duplicates()
    return PatientGraph(
        indptr=table.indptr.astype(np.int32),
        neighbours=table.indices.astype(np.int32),
        patients=table.data.astype(np.float64),
        at_home=float(people[home].sum()),
        total=float(people[lives].sum()),
    )


def larger_areas(area: StudyArea) -> Mapping[str, ParentColumn]:
    """All kinds of larger areas that the balancer can keep whole, imported or worked out."""
    return derived_parents(area.units, area.practices, area.patients)


def parent_column(area: StudyArea, kind: str) -> ParentColumn:
    """The larger area of every unit.

    Raises:
        EditError: the project has none of this kind; those that it has are listed.
    """
    kinds = larger_areas(area)
    found = kinds.get(kind) or next(
        (column for column in kinds.values() if column.title.casefold() == kind.casefold()), None
    )
    if found is None:
        raise EditError(
            f"The project has no larger areas “{kind}”.",
            why=f"It has: {', '.join(f'“{name}”' for name in kinds) or 'none'}.",
            remedy="Name one of these.",
        )
    return found


def default_parent(area: StudyArea) -> ParentColumn | None:
    """The local authority where it is known, else the first kind of larger area; None without any."""
    kinds = larger_areas(area)
    return kinds.get(LOCAL_AUTHORITY) or next(iter(kinds.values()), None)


def parent_numbers(column: ParentColumn, rows: NDArray[np.int64]) -> NDArray[np.int32]:
    """A number for each larger area of the units ``rows``, -1 where it is not known."""
    codes = column.codes[rows].astype(str)
    known, number = np.unique(codes, return_inverse=True)
    return np.where(codes == "", NOWHERE, number.reshape(-1) if len(known) else 0).astype(np.int32)


def hub_points(area: StudyArea, sites: Sequence[str]) -> NDArray[np.float64]:
    """Where hub sites stand (practice or provider site codes), in km, NaN where that is not known."""
    return np.array([_point(area, site) for site in sites], dtype=np.float64).reshape(-1, 2) / 1000.0


def _point(area: StudyArea, site: str) -> tuple[float, float]:
    for table in (area.practices, area.sites):
        row = table.index_of.get(site) if site else None
        if row is not None:
            return float(table.easting[row]), float(table.northing[row])
    return math.nan, math.nan
