"""The matrix as rows, read once and shared by everything that counts over it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from workbench.metrics.figures import ScenarioFigures
from workbench.models.localities import Locality
from workbench.models.populations import PopulationBasis
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.models.scope import CellKey, Scope, ScopeCell
from workbench.models.services import AgeGroup, Service


class MatrixRow(NamedTuple):
    """One service for one age group in one locality."""

    key: CellKey
    service: Service
    cell: ScopeCell
    offered: bool
    """Whether the locality offers the service, in whole or in part."""


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
        return tuple(row for row in self.rows if row.offered)

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
    codes = tuple(people)
    rows = [
        MatrixRow(key, service, cell, cell.scope is Scope.IN or cell.scope is Scope.PARTIAL)
        for service in services
        for key in _keys(service.id, service.ages, codes)
        for cell in (scenario.cell(key),)
    ]
    return Matrix(tuple(rows), services, localities, people, figures.basis)


@lru_cache(maxsize=4096)
def _keys(service: str, ages: str, codes: tuple[str, ...]) -> tuple[CellKey, ...]:
    """Keys of one service; kept, because making a thousand of them anew costs more than the counting."""
    return tuple(
        CellKey(service, age, code) for age in AgeGroup if ages in {"B", age.value} for code in codes
    )


def share(part: float, whole: float) -> float:
    """A share from 0 to 1; NaN where there is nothing to share or something is not known."""
    return part / whole if whole > 0 else math.nan
