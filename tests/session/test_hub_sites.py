"""Hub sites on twelve squares: P1 stands in U01 (400,500, 300,500), P2 in U06 (401,500, 301,500)."""

from __future__ import annotations

import math

import pytest

from tests.grids import grid_project
from workbench.errors import EditError
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.session.hub_sites import choose_hub_site, hub_choices
from workbench.session.session import Session


@pytest.fixture
def session() -> Session:
    """L01 has U01 (1,000 people) and U02 (2,000), L02 nothing."""
    project = grid_project()
    plan = Plan(12)
    plan.put(Locality("L01", 1, "West"))
    plan.put(Locality("L02", 2, "Empty"))
    plan.labels[:2] = 0
    project.scenarios.append(Scenario(ScenarioHead("s", "S"), plan))
    return Session(project)


def test_sites_inside_come_first_with_their_mean_distance(session: Session) -> None:
    choices = hub_choices(session.project.area, session.project.scenarios[0], "L01")
    # P1: (1,000 x 0 + 2,000 x 1 km) / 3,000; P2: (1,000 x root 2 + 2,000 x 1) / 3,000; P3 is not placed
    assert [(c.code, c.inside) for c in choices] == [("P1", True), ("P2", False), ("P4", False)]
    assert choices[0].mean_km == pytest.approx(2 / 3)
    assert choices[1].mean_km == pytest.approx((math.sqrt(2) + 2) / 3)


def test_a_locality_without_areas_knows_no_distance(session: Session) -> None:
    assert all(
        math.isnan(c.mean_km) for c in hub_choices(session.project.area, session.project.scenarios[0], "L02")
    )


def hub_of_west(session: Session) -> str:
    locality = session.project.scenarios[0].plan.get("L01")
    assert locality is not None
    return locality.hub_site


def test_choosing_is_one_step_that_undo_takes_back(session: Session) -> None:
    scenario = session.project.scenarios[0]
    session.apply(choose_hub_site(session.project.area, scenario, "L01", "P2"))
    assert hub_of_west(session) == "P2"
    assert session.history.undo_step is not None
    assert session.history.undo_step.edit.label == "Hub site of West: Birch Surgery"
    session.undo()
    assert hub_of_west(session) == ""


def test_a_site_that_is_not_listed_is_refused(session: Session) -> None:
    with pytest.raises(EditError, match="There is no practice or site Z9"):
        choose_hub_site(session.project.area, session.project.scenarios[0], "L01", "Z9")
