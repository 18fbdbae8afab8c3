"""Scenarios side by side, worked out once for the board pack, the workbooks and the window."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.io.workbooks.beside import Beside
from workbench.metrics.comparison import compare
from workbench.metrics.scorecard import Column
from workbench.metrics.services.overview import ServiceFigures
from workbench.metrics.threshold import Threshold
from workbench.metrics.who_moves import who_moves
from workbench.models.scenario import Scenario
from workbench.session.session import Session


def column_of(session: Session, scenario: Scenario) -> Column:
    """A scenario with all its figures, for scorecard, charts and board pack."""
    figures = session.figures(scenario)
    return Column(scenario, figures, ServiceFigures(session.project, scenario, figures))


def side_by_side(
    session: Session, scenario: Scenario, others: Sequence[Scenario], *, threshold: Threshold | None = None
) -> Beside:
    """A scenario, and each of the others compared with it."""
    area = session.project.area
    comparisons = tuple(compare(area, scenario, other) for other in others)
    parents = tuple(area.units.parents.values())
    return Beside(
        session.project,
        tuple(column_of(session, one) for one in (scenario, *others)),
        comparisons,
        tuple(
            who_moves(area, scenario, other, compared, parents)
            for other, compared in zip(others, comparisons, strict=True)
        ),
        threshold,
    )
