"""Where care is delivered: tiers above the usual one (R21) and changes of setting (R22)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from workbench.metrics.services.matrix import Matrix, MatrixRow
from workbench.models.scope import CellKey, Setting
from workbench.models.services import Tier


@dataclass(frozen=True)
class TierShift:
    """A cell whose tier is another than its service's usual one; ``levels`` above (positive) or below."""

    key: CellKey
    service: str
    tier: Tier
    usual: Tier

    @property
    def levels(self) -> int:
        """Levels above the usual tier; negative below."""
        return self.tier.height - self.usual.height


def tier_shifts(matrix: Matrix) -> tuple[TierShift, ...]:
    """Cells in scope that are delivered at another tier than usual."""
    return tuple(
        TierShift(row.key, row.service.name, row.cell.tier, row.service.tier)
        for row in matrix.offered
        if row.cell.tier is not None and row.cell.tier is not row.service.tier
    )


def could_be_lower(matrix: Matrix) -> tuple[TierShift, ...]:
    """Cells that could be delivered lower: their tier is above the usual one (R21)."""
    return tuple(shift for shift in tier_shifts(matrix) if shift.levels > 0)


def tier_counts(matrix: Matrix) -> dict[tuple[Tier, Tier | None], int]:
    """Cells in scope by usual tier and tier of the cell; None counts those without a record."""
    counted = Counter((row.service.tier, row.cell.tier) for row in matrix.offered)
    return {(usual, tier): counted[usual, tier] for usual in Tier for tier in (*Tier, None)}


@dataclass(frozen=True)
class SettingMove:
    """A cell whose setting is planned to change."""

    key: CellKey
    service: str
    now: Setting
    planned: Setting

    @property
    def out_of_hospital(self) -> bool:
        """Whether care leaves the hospital."""
        return self.now is Setting.HOSPITAL

    @property
    def into_hospital(self) -> bool:
        """Whether care goes to the hospital."""
        return self.planned is Setting.HOSPITAL


def setting_moves(matrix: Matrix) -> tuple[SettingMove, ...]:
    """Cells in scope whose setting now and planned are recorded and differ (R22)."""
    return tuple(move for row in matrix.offered if (move := _move(row)) is not None)


def moves_out_of_hospital(matrix: Matrix) -> tuple[SettingMove, ...]:
    """The changes of setting that take care out of hospital."""
    return tuple(move for move in setting_moves(matrix) if move.out_of_hospital)


def _move(row: MatrixRow) -> SettingMove | None:
    now, planned = row.cell.setting_now, row.cell.setting_planned
    if now is None or planned is None or now is planned:
        return None
    return SettingMove(row.key, row.service.name, now, planned)
