"""Contracts that end soon (R33), and markers of procurement and of the independent sector (R76)."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from workbench.metrics.organisations import Organisations
from workbench.metrics.services.matrix import Matrix
from workbench.models.impossible import parse_date
from workbench.models.providers import Sector
from workbench.models.scope import CellKey, ContractState


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last of that month where it has no such day.

    31 January and one month is 28 February, or 29 in a leap year; 29 February 2028 and 12 months is
    28 February 2029.
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, calendar.monthrange(year, month0 + 1)[1]))


@dataclass(frozen=True)
class EndingContract:
    """A cell whose contract ends; ``ended`` where it has ended already."""

    key: CellKey
    service: str
    ends: date
    ended: bool
    state: ContractState | None
    route: str


def contracts_ending(matrix: Matrix, *, on: date, months: int) -> tuple[EndingContract, ...]:
    """Contracts of cells in scope that end up to ``months`` after ``on``, that day included; soonest first.

    Contracts that have ended before ``on`` are among them and marked.
    """
    limit = add_months(on, months)
    found = [
        EndingContract(
            row.key, row.service.name, ends, ends < on, row.cell.contract_state, row.cell.procurement_route
        )
        for row in matrix.offered
        if row.cell.contract_end and (ends := parse_date(row.cell.contract_end)) is not None and ends <= limit
    ]
    return tuple(sorted(found, key=lambda contract: (contract.ends, contract.key)))


class ProcurementMarker(NamedTuple):
    """A cell that needs a procurement or has an independent provider.

    ``independent`` are the codes of its providers in the independent sector; ``procured`` tells that a
    route is recorded or that its contract is new.
    """

    key: CellKey
    service: str
    independent: tuple[str, ...]
    procured: bool
    route: str


def procurement_markers(matrix: Matrix, organisations: Organisations) -> tuple[ProcurementMarker, ...]:
    """Cells in scope with an independent provider, a procurement route or a new contract (R76)."""
    found = []
    for row in matrix.offered:
        cell = row.cell
        independent = tuple(
            code for code in cell.delivered_by if organisations.sector(code) is Sector.INDEPENDENT
        )
        procured = bool(cell.procurement_route.strip()) or cell.contract_state is ContractState.NEW
        if independent or procured:
            found.append(
                ProcurementMarker(row.key, row.service.name, independent, procured, cell.procurement_route)
            )
    return tuple(found)
