"""Counts over the matrix: scope, role, contract state, payment and commissioner (R2, R41, R55, R67)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from workbench.metrics.services.matrix import Matrix, MatrixRow, share
from workbench.models.scope import ContractState, PaymentType, Role, Scope

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class MatrixCounts:
    """Numbers of cells. ``None`` counts cells without a record of it.

    Scope counts every cell; the others count cells in scope, in whole or in part, so that each
    adds up to ``offered``.
    """

    cells: int
    offered: int
    scope: dict[Scope, int]
    role: dict[Role | None, int]
    role_planned: dict[Role | None, int]
    contract_state: dict[ContractState | None, int]
    payment_type: dict[PaymentType | None, int]
    commissioner: dict[str, int]
    delegated: dict[bool | None, int]

    def payment_share(self, kind: PaymentType | None) -> float:
        """Share of cells in scope that are paid for in this way, 0 to 1 (R55); NaN where none is in scope."""
        return share(self.payment_type[kind], self.offered)


def matrix_counts(matrix: Matrix) -> MatrixCounts:
    """All counts of the matrix."""
    return counts_of(matrix.rows)


def counts_by_locality(matrix: Matrix) -> dict[str, MatrixCounts]:
    """Counts of each locality."""
    return {code: counts_of(rows) for code, rows in matrix.by_locality.items()}


def counts_of(rows: Iterable[MatrixRow]) -> MatrixCounts:
    """Counts over some rows."""
    rows = tuple(rows)
    cells = [row.cell for row in rows if row.offered]
    commissioner = Counter(cell.commissioner for cell in cells)
    return MatrixCounts(
        cells=len(rows),
        offered=len(cells),
        scope=_full(Scope, Counter(row.cell.scope for row in rows)),
        role=_full((*Role, None), Counter(cell.role for cell in cells)),
        role_planned=_full((*Role, None), Counter(cell.role_planned for cell in cells)),
        contract_state=_full((*ContractState, None), Counter(cell.contract_state for cell in cells)),
        payment_type=_full((*PaymentType, None), Counter(cell.payment_type for cell in cells)),
        commissioner={name: commissioner[name] for name in sorted(commissioner)},
        delegated=_full((True, False, None), Counter(cell.delegated for cell in cells)),
    )


def commissioned_by(matrix: Matrix, commissioner: str) -> tuple[MatrixRow, ...]:
    """Rows in scope of one commissioner; an empty name finds those without (R67)."""
    return tuple(row for row in matrix.offered if row.cell.commissioner == commissioner)


def delegated(matrix: Matrix, value: bool | None) -> tuple[MatrixRow, ...]:
    """Rows in scope that are delegated, that are not, or (None) that do not say (R67)."""
    return tuple(row for row in matrix.offered if row.cell.delegated is value)


def _full(values: Iterable[K], counted: Counter[K]) -> dict[K, int]:
    return {value: counted[value] for value in values}
