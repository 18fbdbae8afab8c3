"""The matrix as rows, read once and shared by everything that counts over it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from workbench.metrics.figures import ScenarioFigures
from workbench.models.localities import Locality
from workbench.models.populations import PopulationBasis
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.models.scope import CellKey, Scope, ScopeCell
from workbench.models.services import AgeGroup, Service

OFFERED = frozenset({Scope.IN, Scope.PARTIAL})
"""A service that is offered, in whole or in part."""


class MatrixRow(NamedTuple):
    """One service for one age group in one locality."""

    key: CellKey
    service: Service
    cell: ScopeCell

    @property
    def offered(self) -> bool:
        """Whether the locality offers the service, in whole or in part."""
        return self.cell.scope in OFFERED


@dataclass(frozen=True, eq=False)
class Matrix:
    """All rows in order of service, age group and locality, and the people of each locality.

    ``people`` are counted on ``basis``, by locality code; NaN is not known.
    """

    rows: tuple[MatrixRow, ...]
    services: tuple[Service, ...]
    localities: tuple[Locality, ...]
    people: dict[str, float]
    basis: PopulationBasis

    @cached_property
    def offered(self) -> tuple[MatrixRow, ...]:
        """Rows in scope, in whole or in part."""
        return tuple(row for row in self.rows if row.cell.scope in OFFERED)

    @cached_property
    def by_locality(self) -> dict[str, tuple[MatrixRow, ...]]:
        """Rows of each locality, every locality named."""
        found: dict[str, list[MatrixRow]] = {locality.code: [] for locality in self.localities}
        for row in self.rows:
            found[row.key.locality].append(row)
        return {code: tuple(rows) for code, rows in found.items()}

    @cached_property
    def by_service(self) -> dict[tuple[str, AgeGroup], tuple[MatrixRow, ...]]:
        """Rows of each service and age group."""
        found: dict[tuple[str, AgeGroup], list[MatrixRow]] = {}
        for row in self.rows:
            found.setdefault((row.key.service, row.key.age), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def people_in(self, localities: Iterable[str]) -> float:
        """People of some localities; NaN where those of one are not known."""
        return math.fsum(self.people[code] for code in localities)


def read_matrix(project: Project, scenario: Scenario, figures: ScenarioFigures) -> Matrix:
    """The matrix of a scenario; ``figures`` give the people of its localities on their basis."""
    localities = tuple(scenario.plan)
    services = project.services
    people = dict.fromkeys((locality.code for locality in localities), math.nan)
    people |= {row.code: row.people for row in figures.localities if row.code in people}
    rows = []
    for service in services:
        for age in service.age_groups:
            for locality in localities:
                key = CellKey(service.id, age, locality.code)
                rows.append(MatrixRow(key, service, scenario.cell(key)))
    return Matrix(tuple(rows), services, localities, people, figures.basis)


def share(part: float, whole: float) -> float:
    """A share from 0 to 1; NaN where there is nothing to share or something is not known."""
    return part / whole if whole > 0 else math.nan
