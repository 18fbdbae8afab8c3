"""Figures of a scenario on another population than its own, without changing the scenario."""

from __future__ import annotations

from dataclasses import replace

from workbench.errors import EditError
from workbench.metrics.figures import ScenarioFigures
from workbench.models.populations import PopulationBasis
from workbench.models.scenario import Scenario
from workbench.session.live_figures import LiveFigures
from workbench.session.session import Session


def figures_on_basis(
    session: Session, scenario: Scenario, basis: PopulationBasis | None = None
) -> ScenarioFigures:
    """All figures of a scenario, the band measured on ``basis`` (None: the scenario's own).

    Raises:
        EditError: weighted people are asked for and no weighted list or population was imported.
    """
    area = session.project.area
    wanted = basis or scenario.rules.basis
    if wanted is PopulationBasis.WEIGHTED and not area.has_weighted:
        raise EditError(
            "Weighted people are not known.",
            why="No weighted list and no weighted population was imported into this project.",
            remedy="Ask for the basis resident or registered, or import weighted lists.",
        )
    if wanted is scenario.rules.basis:
        return session.figures(scenario)
    rules = replace(scenario.rules, basis=wanted)
    return LiveFigures(area, replace(scenario, rules=rules)).figures()
