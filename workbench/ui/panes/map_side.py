"""One plan as a map pane shows it, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from workbench.metrics.figures import LocalityFigures, ScenarioFigures
from workbench.models.localities import Locality
from workbench.models.rules import Band, BandStatus
from workbench.models.scenario import Scenario
from workbench.ui import formats
from workbench.ui.status import BandState, has_limits

Units = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class MapSide:
    """One plan as a map shows it: the slot of each unit, who the slots are, and their figures."""

    labels: NDArray[np.int32]
    localities: tuple[Locality | None, ...]
    """By slot."""
    figures: tuple[LocalityFigures, ...]
    band: Band

    @property
    def colours(self) -> NDArray[np.uint32]:
        """Colour of each slot as 0xffRRGGBB."""
        return slot_hues(self.localities)

    def locality(self, slot: int) -> Locality | None:
        """Who a slot is."""
        return self.localities[slot] if 0 <= slot < len(self.localities) else None

    @property
    def outside(self) -> int:
        """Localities outside the band, or of unknown people."""
        return sum(row.status is not BandStatus.IN for row in self.figures if row.units)

    @property
    def unassigned(self) -> int:
        """Areas without a locality."""
        return int((self.labels < 0).sum())

    def headline(self) -> tuple[BandState, str]:
        """What the head of the map says: "All 12 in band", "4 outside the band", "3 areas unassigned"."""
        drawn = [row for row in self.figures if row.units]
        if not drawn:
            return BandState.UNASSIGNED, "Nothing drawn yet"
        if has_limits(self.band) and self.outside:
            return BandState.OVER, f"{self.outside:,} of {len(drawn):,} outside the band"
        if self.unassigned:
            return BandState.UNASSIGNED, f"{formats.count(self.unassigned, 'area')} unassigned"
        if not has_limits(self.band):
            return BandState.FREE, formats.count(len(drawn), "locality", "localities")
        return BandState.IN, f"All {len(drawn):,} in band"


def slot_hues(localities: Sequence[Locality | None]) -> NDArray[np.uint32]:
    """Colour of each slot as 0xffRRGGBB; grey for an empty one."""
    hues = [0xFFDDDDDD if one is None else QColor(one.colour).rgb() for one in localities]
    return np.array(hues or [0xFFDDDDDD], dtype=np.uint32)


def side_of(scenario: Scenario, figures: ScenarioFigures) -> MapSide:
    """A scenario as a map shows it."""
    plan = scenario.plan
    return MapSide(
        labels=plan.labels,
        localities=tuple(plan.locality(slot) for slot in range(plan.slots)),
        figures=figures.localities,
        band=figures.rules.band,
    )
