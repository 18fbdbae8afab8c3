"""Colours change as areas move only where neighbours would share one, and in the same step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grids import grid_units, study_area
from workbench.metrics.hues import HUES, locality_neighbours
from workbench.models.edits import Compound, LocalityEdit, Reassignment, single_edits
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.project import Project
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.session.hue_edits import colour_apart, hues_after, kept_apart
from workbench.session.plan_edits import add_scenario, copy_scenario, reassign, replace_plan
from workbench.session.session import Session
from workbench.session.shape_edits import locality_for, new_locality_of

COLOURS = {"L01": HUES[0], "L02": HUES[1], "L03": HUES[0]}


@pytest.fixture
def session() -> Session:
    """Three columns of the grid: first, second and last, of which the outer two share a colour."""
    project = Project("Grid", study_area(grid_units(3, 3), with_practices=False))
    session = Session(project)
    session.apply(add_scenario(project, "Draft A"))
    new = [Locality(code, at + 1, f"Hub {at + 1}", hue) for at, (code, hue) in enumerate(COLOURS.items())]
    wanted = ["L01", "L02", "L03"] * 3
    session.apply(replace_plan(project, project.scenarios[0], wanted, new, label="Plan"))
    return session


def scenario_of(session: Session) -> Scenario:
    return session.project.scenarios[0]


def colours(session: Session) -> dict[str, str]:
    return {locality.code: locality.colour for locality in scenario_of(session).plan}


def move(session: Session, unit: int, code: str) -> Reassignment:
    scenario = scenario_of(session)
    edit = reassign(session.project, scenario, np.array([unit]), scenario.plan.slot(code))
    assert edit is not None
    return edit


def test_an_edit_that_makes_no_new_neighbours_stays_as_it_is(session: Session) -> None:
    edit = move(session, 0, "L02")
    assert kept_apart(session.project, edit) is edit


@pytest.mark.parametrize("unit", range(9))
@pytest.mark.parametrize("code", COLOURS)
def test_the_hues_told_before_a_step_are_those_after_it(session: Session, unit: int, code: str) -> None:
    plan, before = scenario_of(session).plan, colours(session)
    foretold = hues_after(
        session.project.area.adjacency, plan, np.array([unit]), np.array([plan.slot(code)], dtype=np.int32)
    )
    assert colours(session) == before
    if plan.code_of_unit(unit) != code:
        session.apply(kept_apart(session.project, move(session, unit, code)))
    assert colours(session) == before | foretold


def test_a_locality_that_is_to_be_made_is_told_its_hue(session: Session) -> None:
    plan = scenario_of(session).plan
    made = Locality("L04", 4, "Hub 4", HUES[1])  # the hue of the middle column, in which it would lie
    foretold = hues_after(
        session.project.area.adjacency, plan, np.array([4]), np.array([3], dtype=np.int32), added=made
    )
    assert list(foretold) == ["L04"]
    assert foretold["L04"] not in {HUES[0], HUES[1]}
    assert plan.get("L04") is None


def test_of_two_that_meet_the_smaller_takes_another_hue_in_the_same_step(session: Session) -> None:
    edit = kept_apart(session.project, move(session, 1, "L03"))
    assert isinstance(edit, Compound)
    session.apply(edit)
    after = colours(session)
    assert after["L01"] not in {after["L02"], after["L03"]}
    assert (after["L02"], after["L03"]) == (HUES[1], HUES[0])
    session.undo()
    assert colours(session) == COLOURS


def test_colours_that_met_before_are_left_alone(session: Session) -> None:
    session.apply(move(session, 1, "L03"))  # not through the window, so that nothing is recoloured
    edit = move(session, 4, "L03")
    assert kept_apart(session.project, edit) is edit


def test_a_locality_without_areas_moves_away_from_hues_hard_to_tell(session: Session) -> None:
    scenario = scenario_of(session)
    scenario.plan.put(Locality("L04", 4, "Hub 4", "#44BB99"))  # too much like light blue to some
    edit = kept_apart(session.project, move(session, 3, "L04"))
    session.apply(edit)
    assert colours(session)["L04"] not in {"#44BB99", HUES[0], HUES[1]}


def test_colouring_apart_changes_as_few_as_possible_and_counts_all_scenarios(session: Session) -> None:
    project, scenario = session.project, scenario_of(session)
    assert colour_apart(project, scenario) is None
    session.apply(copy_scenario(project, scenario, "Draft B"))
    second = project.scenarios[1]
    edit = reassign(project, second, np.array([1]), second.plan.slot("L03"))
    assert edit is not None
    session.apply(edit)
    apart = colour_apart(project, scenario)
    assert apart is not None
    session.apply(apart)
    for one in project.scenarios:
        hue = {one.plan.slot(locality.code): locality.colour for locality in one.plan}
        around = locality_neighbours(project.area.adjacency, one.plan)
        assert all(hue[slot] != hue[other] for slot, others in around.items() for other in others)
    changed = [code for code, hue in colours(session).items() if hue != COLOURS[code]]
    assert len(changed) == 1
    assert {x.code: x.colour for x in second.plan} == colours(session)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(-1, 3), min_size=16, max_size=16),
    st.lists(st.sampled_from(HUES), min_size=4, max_size=4),
    st.sets(st.integers(0, 15), min_size=1, max_size=8),
)
def test_a_new_locality_keeps_the_colour_it_was_shown_in(
    labels: list[int], hues: list[str], units: set[int]
) -> None:
    plan = Plan(16)
    for number, hue in enumerate(hues, start=1):
        plan.put(Locality(f"L{number:02d}", number, f"Hub {number}", hue))
    plan.labels[:] = labels
    area = study_area(grid_units(4, 4), with_practices=False)
    scenario = Scenario(ScenarioHead("s-1", "Draft"), plan)
    project = Project("Grid", area, [scenario])
    chosen = np.array(sorted(units), dtype=np.int64)
    shown = locality_for(area, scenario, chosen).colour
    made = new_locality_of(project, scenario, chosen)
    assert made is not None
    done = [part for part in single_edits(kept_apart(project, made)) if isinstance(part, LocalityEdit)]
    colour = [part.after.colour for part in done if part.after is not None and part.after.code == "L05"][-1]
    assert colour == shown
