"""Sector mix by service and by locality; every row of the matrix is counted once (R15)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.metrics.services.matrix import Matrix, MatrixRow
from workbench.metrics.services.organisations import Organisations
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


def column_of(row: MatrixRow, organisations: Organisations) -> str:
    """The one column in which a row counts: the sector of its providers, or why it has none."""
    if not row.offered:
        return NOT_OFFERED
    sectors = {organisations.sector(code) for code in row.cell.delivered_by}
    if not sectors:
        return NO_PROVIDER
    return SEVERAL if len(sectors) > 1 else str(sectors.pop())


def sector_mix(matrix: Matrix, organisations: Organisations) -> SectorMix:
    """The mix of the whole matrix."""
    service: Counter[tuple[str, str]] = Counter()
    locality: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    for row in matrix.rows:
        column = column_of(row, organisations)
        service[row.key.service, column] += 1
        locality[row.key.locality, column] += 1
        total[column] += 1
    return SectorMix(
        _table((s.id for s in matrix.services), service),
        _table((x.code for x in matrix.localities), locality),
        {column: total[column] for column in MIX_COLUMNS},
    )


def _table(names: Iterable[str], counted: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    return {name: {column: counted[name, column] for column in MIX_COLUMNS} for name in names}
