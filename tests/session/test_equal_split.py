"""A locality in two halves of equal people: against all halves there are, with locks, with an island."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grids import grid_units, study_area
from workbench.errors import EditError
from workbench.models.project import Project
from workbench.models.rules import Rules
from workbench.models.scenario import Scenario
from workbench.session import plan_edits
from workbench.session.equal_split import equal_halves, split_equally
from workbench.session.live_figures import contiguity_graph
from workbench.session.session import Session


def one_locality(resident: list[float], units: list[int]) -> tuple[Session, Scenario]:
    """A locality L01 of these units of the twelve squares."""
    session = Session(Project("Gridshire", study_area(grid_units(resident=resident))))
    session.apply(plan_edits.add_scenario(session.project, "Draft"))
    scenario = session.project.scenarios[0]
    session.apply(plan_edits.add_locality(scenario, "Leek"))
    edit = plan_edits.reassign(session.project, scenario, np.array(units), 0)
    assert edit is not None
    session.apply(edit)
    return session, scenario


def all_halves() -> np.ndarray:
    """Every way to part the twelve squares in two that are each in one piece, one row a way."""
    graph = contiguity_graph(study_area(grid_units()), Rules())
    masks = (np.arange(1, 2**11)[:, None] >> np.arange(12)) & 1 == 1
    whole = [all(len(graph.groups(np.flatnonzero(m == side))) == 1 for side in (True, False)) for m in masks]
    return masks[whole]


HALVES = all_halves()


@given(st.lists(st.integers(200, 3000), min_size=12, max_size=12))
@settings(max_examples=25, deadline=None)
def test_halves_are_in_one_piece_and_nearly_as_equal_as_can_be(people: list[int]) -> None:
    session, scenario = one_locality([float(x) for x in people], list(range(12)))
    halves = equal_halves(session.project, scenario, 0)
    graph = contiguity_graph(session.project.area, scenario.rules)
    assert len(graph.groups(halves.stays)) == len(graph.groups(halves.parted)) == 1
    assert sorted([*halves.stays, *halves.parted]) == list(range(12))
    assert halves.people[0] + halves.people[1] == sum(people)
    assert halves.people[0] >= halves.people[1]
    least = np.abs(sum(people) - 2 * HALVES @ np.array(people)).min()
    assert halves.people[0] - halves.people[1] <= least + 0.05 * sum(people)


def test_six_equal_squares_are_parted_three_and_three() -> None:
    session, scenario = one_locality([1000.0] * 12, [0, 1, 2, 4, 5, 6])
    edit, halves = split_equally(session.project, scenario, 0)
    assert list(halves.people) == [3000, 3000]
    session.apply(edit)
    assert [locality.name for locality in scenario.plan] == ["Leek", "Leek 2"]
    assert np.bincount(scenario.plan.labels[scenario.plan.labels >= 0]).tolist() == [3, 3]
    session.undo()
    assert scenario.plan.units_of(0).tolist() == [0, 1, 2, 4, 5, 6]
    session.redo()
    assert len(scenario.plan.units_of(1)) == 3


def test_pieces_that_do_not_touch_are_parted_as_they_lie() -> None:
    session, scenario = one_locality([1000.0] * 12, [0, 4, 3, 7])
    halves = equal_halves(session.project, scenario, 0)
    assert {tuple(halves.stays), tuple(halves.parted)} == {(0, 4), (3, 7)}


def test_locked_areas_stay_with_the_locality() -> None:
    session, scenario = one_locality([1000.0] * 12, list(range(12)))
    for unit in (0, 5):
        session.apply(plan_edits.lock_units(session.project, scenario, np.array([unit]), locked=True))  # type: ignore[arg-type]  # both are unlocked
    halves = equal_halves(session.project, scenario, 0)
    assert {0, 5} <= set(halves.stays.tolist())
    assert halves.people == (6000, 6000)


def test_a_locked_locality_and_a_single_area_are_refused() -> None:
    session, scenario = one_locality([1000.0] * 12, [3])
    with pytest.raises(EditError, match="fewer than 2 areas"):
        equal_halves(session.project, scenario, 0)
    session.apply(plan_edits.lock_locality(scenario, "L01", locked=True))
    with pytest.raises(EditError, match=r"Leek is locked\. Unlock it to take areas from it\."):
        equal_halves(session.project, scenario, 0)


def test_locked_areas_on_both_sides_are_told() -> None:
    session, scenario = one_locality([1000.0] * 12, [0, 1])
    session.apply(plan_edits.lock_units(session.project, scenario, np.array([0, 1]), locked=True))  # type: ignore[arg-type]  # both are unlocked
    with pytest.raises(EditError, match="lie on both sides"):
        equal_halves(session.project, scenario, 0)
