"""Exceptions and local variations: what is ruled out, and where the offer differs (R23, R16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workbench.metrics.services.matrix import Matrix, MatrixRow
from workbench.models.impossible import parse_date
from workbench.models.scope import CellKey, Scope


@dataclass(frozen=True)
class ScopeException:
    """A cell that is out of scope. ``complete`` tells whether it has reason, decider and date."""

    key: CellKey
    service: str
    reason: str
    decided_by: str
    decided_on: str
    review_date: str

    @property
    def complete(self) -> bool:
        """Whether nothing that an exception needs is missing."""
        return all(text.strip() for text in (self.reason, self.decided_by, self.decided_on))

    def review_due(self, on: date) -> bool:
        """Whether the review date has come."""
        due = parse_date(self.review_date)
        return due is not None and due <= on


def exceptions(matrix: Matrix) -> tuple[ScopeException, ...]:
    """Every cell that is out of scope, in the matrix's order."""
    return tuple(
        ScopeException(
            row.key, row.service.name, row.cell.reason, row.cell.decided_by, row.cell.decided_on,
            row.cell.review_date,
        )
        for row in matrix.rows
        if row.cell.scope is Scope.OUT
    )  # fmt: skip


def local_variations(matrix: Matrix) -> tuple[MatrixRow, ...]:
    """Rows that vary from the standard offer (R16); their reason is in the cell."""
    return tuple(row for row in matrix.offered if row.cell.local_variation)
