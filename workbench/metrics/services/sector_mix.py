"""Sector mix by service and by locality; every row of the matrix is counted once (R15)."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.metrics.organisations import Organisations
from workbench.metrics.services.matrix import Matrix
from workbench.models.providers import Sector

SEVERAL = "Several sectors"
NO_PROVIDER = "No provider"
NOT_OFFERED = "Not in scope"
MIX_COLUMNS: tuple[str, ...] = (*(str(sector) for sector in Sector), SEVERAL, NO_PROVIDER, NOT_OFFERED)
"""What a row of the matrix may count as, in the order of tables."""


@dataclass(frozen=True)
class SectorMix:
    """Rows of the matrix by sector, by service id and by locality code; each adds up to the rows."""

    by_service: dict[str, dict[str, int]]
    by_locality: dict[str, dict[str, int]]
    total: dict[str, int]


def column_of(providers: tuple[str, ...], organisations: Organisations) -> str:
    """The one column in which a row in scope counts: the sector of its providers, or that it has none."""
    sectors = {organisations.sector(code) for code in providers}
    if not sectors:
        return NO_PROVIDER
    return SEVERAL if len(sectors) > 1 else str(sectors.pop())


def sector_mix(matrix: Matrix, organisations: Organisations) -> SectorMix:
    """The mix of the whole matrix."""
    by_service = {service.id: dict.fromkeys(MIX_COLUMNS, 0) for service in matrix.services}
    by_locality = {locality.code: dict.fromkeys(MIX_COLUMNS, 0) for locality in matrix.localities}
    total = dict.fromkeys(MIX_COLUMNS, 0)
    columns: dict[tuple[str, ...], str] = {}
    for row in matrix.rows:
        codes = row.cell.delivered_by
        if not row.offered:
            column = NOT_OFFERED
        elif codes in columns:
            column = columns[codes]
        else:
            column = columns[codes] = column_of(codes, organisations)
        by_service[row.key.service][column] += 1
        by_locality[row.key.locality][column] += 1
        total[column] += 1
    return SectorMix(by_service, by_locality, total)
