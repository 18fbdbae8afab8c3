"""The figures on screen: those of the plan, or those after the stroke that is being drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workbench.metrics.figures import LocalityFigures, ScenarioFigures
from workbench.models.rules import BandStatus, Rules
from workbench.session.live_figures import Preview


@dataclass(frozen=True, eq=False)
class ShownFigures:
    """One set of numbers for map, table, facts and strip; ``before`` has the people before a stroke."""

    rules: Rules
    rows: tuple[LocalityFigures, ...]
    area_units: int
    area_resident: float
    before: dict[str, float] = field(default_factory=dict)
    preview: Preview | None = None
    committed: tuple[LocalityFigures, ...] = ()
    """The rows of the plan, whatever the stroke."""

    @staticmethod
    def of(figures: ScenarioFigures, preview: Preview | None = None) -> ShownFigures:
        """The figures of a scenario with the rows of a stroke in place of the committed ones."""
        rows, before = figures.localities, {}
        if preview is not None:
            after = {row.code: row for row in preview.after}
            new = () if preview.added is None else (after[preview.added.code],)
            rows = tuple(after.get(row.code, row) for row in rows if row.code not in preview.removed) + new
            before = {row.code: row.people for row in preview.before}
        totals = figures.totals
        return ShownFigures(
            figures.rules,
            rows,
            totals.area_units,
            totals.area_resident,
            before,
            preview,
            figures.localities,
        )

    @property
    def hues(self) -> Mapping[str, str]:
        """The colours that localities take with the stroke, by code."""
        return {} if self.preview is None else self.preview.hues

    def row(self, code: str) -> LocalityFigures | None:
        """The row of one locality."""
        return next((row for row in self.rows if row.code == code), None)

    @property
    def in_band(self) -> int:
        """Localities inside the band."""
        return sum(row.status is BandStatus.IN for row in self.rows)

    @property
    def spread(self) -> float:
        """People of the largest locality less those of the smallest; NaN where none is known."""
        people = [row.people for row in self.rows if not math.isnan(row.people)]
        return max(people) - min(people) if people else math.nan

    @property
    def assigned_resident(self) -> float:
        """Residents of assigned areas, as far as they are known."""
        return sum(row.resident_known for row in self.rows)

    @property
    def assigned_share(self) -> float:
        """Share of the residents who live in a locality; NaN where they are not all known."""
        known = self.area_resident > 0
        return self.assigned_resident / self.area_resident if known else math.nan

    @property
    def unassigned_units(self) -> int:
        """Areas without a locality."""
        return self.area_units - sum(row.units for row in self.rows)

    @property
    def unassigned_resident(self) -> float:
        """Residents of areas without a locality; NaN where that is not known."""
        return self.area_resident - self.assigned_resident

    @property
    def own_residents_share(self) -> float:
        """Share of the localities' residents registered at a practice of their own locality."""
        registered = sum(row.residents_registered for row in self.rows)
        return sum(row.own_residents for row in self.rows) / registered if registered > 0 else math.nan

    @property
    def people(self) -> float:
        """People of all localities on the chosen basis; NaN where one is not known."""
        return sum(row.people for row in self.rows) if self.rows else math.nan

    @property
    def touched(self) -> frozenset[str]:
        """Localities that the stroke changes."""
        return frozenset(self.before)


class StrokeRows:
    """Tells which rows differ from those shown last, so that a view need not look at all of them."""

    def __init__(self) -> None:
        self._committed: tuple[LocalityFigures, ...] | None = None
        self._by_code: dict[str, LocalityFigures] = {}
        self._touched: frozenset[str] = frozenset()
        self._look: tuple[object, ...] = ()

    def changed(self, shown: ShownFigures, *look: object) -> list[LocalityFigures] | None:
        """The rows that differ from those shown last, None where all have to be looked at.

        ``look`` is what else the view makes of all rows, such as the plan they belong to.
        """
        preview, before = shown.preview, self._touched
        self._touched = frozenset() if preview is None else frozenset(row.code for row in preview.after)
        if preview is not None and (preview.added is not None or preview.removed):
            self._committed = None
            return None
        known, self._look = self._look == look, look
        if shown.committed is not self._committed:
            old, self._committed = self._committed, shown.committed
            last, self._by_code = self._by_code, {row.code: row for row in shown.committed}
            known = known and old is not None and list(last) == list(self._by_code)
            before |= {code for code, row in self._by_code.items() if last.get(code) is not row}
        if not known:
            return None
        after = {} if preview is None else {row.code: row for row in preview.after}
        return [after.get(code) or self._by_code[code] for code in before | self._touched]


def no_units() -> NDArray[np.int64]:
    """No units."""
    return np.empty(0, dtype=np.int64)
