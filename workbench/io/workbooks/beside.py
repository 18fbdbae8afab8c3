"""Scenarios side by side, as the sheets that compare them need it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from workbench.io.workbooks.facts import Facts, clipped, find_council
from workbench.io.workbooks.values import UNASSIGNED
from workbench.metrics.comparison import Comparison
from workbench.metrics.scorecard import Column, Line, scorecard
from workbench.metrics.threshold import Threshold
from workbench.metrics.who_moves import WhoMoves
from workbench.models.project import Project
from workbench.models.scenario import STATUSES


@dataclass(frozen=True, eq=False)
class Beside:
    """Two to four scenarios with their scorecard; the first is what the others are compared with.

    ``comparisons`` and ``moves`` have one entry for each of the others.
    """

    project: Project
    columns: tuple[Column, ...]
    comparisons: tuple[Comparison, ...]
    moves: tuple[WhoMoves, ...]
    threshold: Threshold | None = None
    """From how many people who move the public is to be consulted (R75); None where nobody set it."""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The scorecard of all scenarios."""
        return scorecard(self.project, self.columns, council=find_council(self.project))

    @property
    def names(self) -> list[str]:
        """Number and name of the scenarios: headers that differ and can be read whatever they are called."""
        return [f"{n}. {clipped(column.scenario.name)}" for n, column in enumerate(self.columns, start=1)]

    def facts_of(self, place: int, facts: Facts) -> Facts:
        """The facts of one of the scenarios, otherwise like ``facts``."""
        column = self.columns[place]
        return replace(facts, scenario=column.scenario, figures=column.figures, shown_status="")

    @property
    def status(self) -> str:
        """The status of all together: that of the least settled."""
        statuses = [column.scenario.head.status for column in self.columns]
        return min(statuses, key=lambda status: STATUSES.index(status) if status in STATUSES else -1)

    def locality_words(self, place: int, code: str | None) -> str:
        """Code and name of a locality of one of the scenarios; None is unassigned."""
        locality = self.columns[place].scenario.plan.get(code) if code else None
        return UNASSIGNED if locality is None else f"{locality.code} {locality.name}"
