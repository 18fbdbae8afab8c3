"""What a board pack is made of: scenarios with their figures, what differs, and what may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import workbench
from workbench.io.workbooks.facts import find_council, population_date
from workbench.metrics.comparison import Comparison
from workbench.metrics.scorecard import Column, Line, scorecard
from workbench.metrics.who_moves import WhoMoves
from workbench.models.project import Project
from workbench.models.rules import NO_BAND


@dataclass(frozen=True, eq=False)
class Pack:
    """The first of ``columns`` is what the board decides on, the others are compared with it.

    ``comparisons`` and ``moves`` have one entry for each of the others. ``public`` leaves internal notes out.
    """

    project: Project
    columns: tuple[Column, ...]
    comparisons: tuple[Comparison, ...]
    moves: tuple[WhoMoves, ...]
    now: datetime
    public: bool = False
    decision: str = ""

    @property
    def first(self) -> Column:
        """The scenario that the pack is about."""
        return self.columns[0]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The scorecard of all scenarios."""
        return scorecard(self.project, self.columns, council=find_council(self.project))

    @property
    def status(self) -> str:
        """Draft, For consultation or Approved."""
        return self.first.scenario.head.status

    @property
    def day(self) -> str:
        """The date in words."""
        return f"{self.now.day} {self.now:%B %Y}"

    def basis_line(self, column: Column) -> str:
        """Scenario, status, basis with its date, and band."""
        figures, head = column.figures, column.scenario.head
        band = figures.rules.band
        limits = f"band {band.low:,} to {band.high:,}, target {band.target:,}"
        limits = "no band" if band.high == NO_BAND.high else limits
        date = population_date(self.project, figures.basis) or "date not recorded"
        return f"{head.name}  |  {head.status}  |  {figures.basis.words}, {date}  |  {limits}"

    @property
    def foot(self) -> str:
        """What stands at the bottom of every page."""
        made = f"Locality Workbench {workbench.__version__}, {self.now:%Y-%m-%d %H:%M}"
        return f"{self.project.name}  |  {self.first.scenario.name}  |  {self.status}  |  Made with {made}"
