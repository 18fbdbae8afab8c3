"""What a board pack is made of: scenarios with their figures, what differs, and what may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import workbench
from workbench.io.maps.fonts import one_line
from workbench.io.maps.furniture import band_words, made_line
from workbench.io.workbooks.facts import find_council, population_date
from workbench.metrics.comparison import Comparison
from workbench.metrics.scorecard import Column, Line, scorecard
from workbench.metrics.threshold import USUAL_THRESHOLD, Threshold
from workbench.metrics.who_moves import WhoMoves
from workbench.models.project import Project


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
    threshold: Threshold = USUAL_THRESHOLD

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
    def decision_asked(self) -> str:
        """What the board is asked to decide; empty where nobody has said so."""
        return self.decision.strip() or self.first.scenario.head.decision.strip()

    @property
    def day(self) -> str:
        """The date in words."""
        return f"{self.now.day} {self.now:%B %Y}"

    def basis_words(self, column: Column) -> str:
        """Which people count, and of when."""
        basis = column.figures.basis
        return f"{basis.words}, {population_date(self.project, basis) or 'date not recorded'}"

    def basis_line(self, column: Column) -> str:
        """Scenario, status, basis with its date, and band."""
        head = column.scenario.head
        parts = (one_line(head.name), head.status, self.basis_words(column))
        return "  |  ".join((*parts, band_words(column.figures.rules.band)))

    @property
    def maker(self) -> str:
        """Program, version and the time at which the pack was made."""
        return f"Locality Workbench {workbench.__version__}, {self.now:%Y-%m-%d %H:%M}"

    @property
    def foot(self) -> str:
        """What stands at the bottom of every page."""
        public = "Public version  |  " if self.public else ""
        return public + made_line(self.project, self.first.scenario, self.now)
