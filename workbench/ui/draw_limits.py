"""What drawing may take: areas of one locality only, unassigned ones only, or those inside a larger area."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.models.plan import UNASSIGNED
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn


@dataclass(frozen=True, eq=False)
class DrawLimits:
    """Limits that a person sets for all drawing tools until they are dropped; no project file keeps them.

    ``source`` is the code of the one locality that gives areas, in the scenario ``scenario``; ``parent`` is
    the code of the larger area that strokes stay inside, such as E06000021 of the local authorities in
    ``column``.
    """

    unassigned: bool = False
    scenario: str = ""
    source: str = ""
    column: ParentColumn | None = None
    parent: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is limited."""
        return self.unassigned or bool(self.source) or self.column is not None

    @property
    def place(self) -> tuple[str, str]:
        """Kind and code of the larger area, empty where there is none."""
        return ("", "") if self.column is None else (self.column.kind, self.parent)

    def here(self, scenario: Scenario) -> DrawLimits:
        """The limits that hold in a scenario: a locality that it does not have limits nothing."""
        if self.source and (self.scenario != scenario.id or scenario.plan.get(self.source) is None):
            return DrawLimits(column=self.column, parent=self.parent)
        return self

    def kept(self, scenario: Scenario, units: NDArray[np.int64]) -> NDArray[np.int64]:
        """Of ``units``, those that may be taken."""
        labels = scenario.plan.labels
        if self.unassigned:
            units = units[labels[units] == UNASSIGNED]
        elif self.source:
            units = units[labels[units] == scenario.plan.slot(self.source)]
        if self.column is not None:
            units = units[self.column.codes[units] == self.parent]
        return units

    def words(self, scenario: Scenario) -> str:
        """What is taken, as part of a sentence: "only unassigned areas inside Stoke-on-Trent"."""
        source = scenario.plan.get(self.source) if self.source else None
        what = "only areas"
        if self.unassigned:
            what = "only unassigned areas"
        elif source is not None:
            what = f"only areas of {source.name}"
        if self.column is not None:
            what += f" inside {self.column.name_of.get(self.parent) or self.parent}"
        return what
