"""Everything that the compare view shows of some scenarios, worked out away from the window's thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.metrics.likeness import SideBySidePlans, like_localities
from workbench.models.scenario import Scenario
from workbench.progress import Progress
from workbench.session.session import Session
from workbench.ui.compare.choice import Choice

if TYPE_CHECKING:
    from workbench.metrics.scorecard import Column, Line
    from workbench.metrics.who_moves import WhoMoves


@dataclass(frozen=True, eq=False)
class Plans:
    """What the maps need: the scenarios as they were, with their letters, and which localities are alike."""

    session: Session
    choice: Choice
    letters: Mapping[str, str]
    alike: SideBySidePlans

    @property
    def scenarios(self) -> Sequence[Scenario]:
        """The scenarios compared, in the project's order."""
        return self.session.project.scenarios

    @property
    def baseline(self) -> Scenario:
        """What the others are compared with."""
        return self.scenario(self.choice.baseline)

    @property
    def others(self) -> list[Scenario]:
        """The scenarios that are compared with the baseline."""
        return [one for one in self.scenarios if one.id != self.choice.baseline]

    def scenario(self, scenario_id: str) -> Scenario:
        """A scenario by its id."""
        return next(one for one in self.scenarios if one.id == scenario_id)


@dataclass(frozen=True, eq=False)
class Figures:
    """All figures of scenarios; ``moves`` holds by id who moves if the baseline became that scenario."""

    plans: Plans
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    moves: Mapping[str, WhoMoves]
    people: str
    """Which people are counted, of when, and who says so."""

    def column(self, scenario_id: str) -> Column:
        """The figures of a scenario."""
        return next(one for one in self.columns if one.scenario.id == scenario_id)


def read_plans(session: Session, choice: Choice, letters: Mapping[str, str], progress: Progress) -> Plans:
    """Match the localities of scenarios; ``session`` holds copies that nobody changes."""
    scenarios = session.project.scenarios
    progress.report(0.0)
    baseline = next(one for one in scenarios if one.id == choice.baseline)
    return Plans(session, choice, letters, like_localities(session.project.area, scenarios, baseline))


def read_figures(plans: Plans, near: float, progress: Progress) -> Figures:
    """Work out scorecard and moves."""
    from workbench.io.workbooks.facts import clipped, find_council, population_date, source_told
    from workbench.metrics.comparison import compare  # what it needs is not loaded before anybody compares
    from workbench.metrics.scorecard import scorecard
    from workbench.metrics.who_moves import who_moves
    from workbench.session.side_by_side import column_of

    project, columns, moves = plans.session.project, [], {}
    count = 2 * len(plans.scenarios)
    for at, scenario in enumerate(plans.scenarios):
        progress.report(at / count)
        columns.append(column_of(plans.session, scenario))
    progress.report(0.5)
    council = find_council(project)
    lines = scorecard(project, columns, council=council, near=near)
    parents = tuple(project.area.units.parents.values())
    for at, other in enumerate(plans.others):
        progress.report((count / 2 + at) / count)
        compared = compare(project.area, plans.baseline, other)
        moves[other.id] = who_moves(project.area, plans.baseline, other, compared, parents)
    basis = columns[0].figures.basis
    people = ", ".join(
        (
            basis.words,
            population_date(project, basis) or "date not recorded",
            clipped(source_told(project, basis)) or "source not recorded",
        )
    )
    return Figures(plans, tuple(columns), lines, moves, people)
