"""Offer parity (R27) and coverage: how many people, and how many cells, have a service."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.metrics.services.matrix import Matrix, share
from workbench.models.scope import Scope
from workbench.models.services import AgeGroup


@dataclass(frozen=True)
class OfferParity:
    """Shares of people, 0 to 1, whose locality offers a service in whole and in part; NaN is not known."""

    service: str
    age: AgeGroup
    whole: float
    part: float


def parity_of(offers: Iterable[tuple[Scope, float]]) -> tuple[float, float]:
    """Shares of people, 0 to 1, with the whole offer and with a part of it.

    ``offers`` pairs the scope in a locality with its people. See ``offer_parity`` for what counts.
    """
    people = dict.fromkeys(Scope, 0.0)
    for scope, count in offers:
        people[scope] += count
    everyone = people[Scope.IN] + people[Scope.PARTIAL] + people[Scope.OUT]
    return share(people[Scope.IN], everyone), share(people[Scope.PARTIAL], everyone)


def offer_parity(matrix: Matrix) -> tuple[OfferParity, ...]:
    """The share of people whose locality offers each service, in the order of the catalogue.

    People are counted on the scenario's basis. Only In counts as offered in whole: people whose
    locality offers a part of a service do not have the same offer, so Partial counts 0 here and is told
    beside it. Localities where the service does not apply (n.a.) stand outside. Where the people of one
    that takes part are not known, the shares are not either.

    Five localities of 10,000 people each, out in one: 40,000 / 50,000 = 80 %. Partial in one of the
    other four: 60 % in whole, 20 % in part.
    """
    found = []
    for (service, age), rows in matrix.by_service.items():
        whole, part = parity_of((row.cell.scope, matrix.people[row.key.locality]) for row in rows)
        found.append(OfferParity(service, age, whole, part))
    return tuple(found)


@dataclass(frozen=True)
class Coverage:
    """Cells of a group of services in a locality: how many are in scope of those that apply."""

    group: str
    locality: str
    inside: int
    partial: int
    applicable: int

    @property
    def share(self) -> float:
        """Share of applicable cells that are In, 0 to 1; NaN where none applies."""
        return share(self.inside, self.applicable)


def coverage(matrix: Matrix) -> tuple[Coverage, ...]:
    """Coverage of each group in each locality; groups in the order of the catalogue."""
    groups = dict.fromkeys(service.group for service in matrix.services)
    codes = [locality.code for locality in matrix.localities]
    counted = {(group, code): dict.fromkeys(Scope, 0) for group in groups for code in codes}
    for row in matrix.rows:
        counted[row.service.group, row.key.locality][row.cell.scope] += 1
    return tuple(
        Coverage(group, code, n[Scope.IN], n[Scope.PARTIAL], n[Scope.IN] + n[Scope.PARTIAL] + n[Scope.OUT])
        for (group, code), n in counted.items()
    )


def mean_parity(parities: tuple[OfferParity, ...]) -> float:
    """The mean of the whole offer over services and age groups; NaN where one is not known."""
    return math.fsum(parity.whole for parity in parities) / len(parities) if parities else math.nan
