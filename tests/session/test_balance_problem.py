"""What the balancer is given, on twelve squares with every number worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.grids import grid_area, grid_project, grid_units, study_area, texts
from workbench.balancing.objective import Objective, Preference
from workbench.balancing.scoring import score
from workbench.errors import EditError
from workbench.models.adjacency import Link
from workbench.models.localities import Locality
from workbench.models.populations import PopulationBasis
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import Project
from workbench.models.rules import Band, Rules
from workbench.models.scenario import Scenario
from workbench.models.units import ParentColumn
from workbench.session import plan_edits
from workbench.session.balance_problem import BalanceTask, build_problem
from workbench.session.balance_request import BalanceRequest, Use
from workbench.session.session import Session

BAND = Band(20_000, 30_000, 26_000)
WEST_TO_EAST = "AABBAABBAABC"
"""Locality of U01 to U12: A holds the two western columns, B the eastern ones but for U12."""


def drawn(letters: str = WEST_TO_EAST, rules: Rules | None = None, project: Project | None = None) -> Session:
    """The grid with one locality a letter, a dot for no locality."""
    session = Session(project or grid_project())
    session.apply(plan_edits.add_scenario(session.project, "Draft", rules=rules or Rules(BAND)))
    scenario = session.project.scenarios[0]
    for letter in sorted(set(letters) - {"."}):
        session.apply(plan_edits.add_locality(scenario, letter))
        units = np.array([i for i, x in enumerate(letters) if x == letter])
        edit = plan_edits.reassign(session.project, scenario, units, scenario.plan.slots - 1)
        assert edit is not None
        session.apply(edit)
    return session


def task_of(session: Session, request: BalanceRequest) -> BalanceTask:
    return build_problem(session.project, session.project.scenarios[0], request)


def lock(session: Session, name: str) -> None:
    scenario = session.project.scenarios[0]
    locality = scenario.plan.named(name)
    assert locality is not None
    session.apply(plan_edits.lock_locality(scenario, locality.code, locked=True))


def edges(task: BalanceTask) -> set[tuple[int, int]]:
    graph, rows = task.problem.graph, task.problem.rows
    pairs = zip(graph.source, graph.neighbours, strict=True)
    return {(int(rows[a]) + 1, int(rows[b]) + 1) for a, b in pairs if a < b}


def test_everything_takes_part_in_a_build() -> None:
    task = task_of(drawn(), BalanceRequest(localities=3))
    problem = task.problem
    assert problem.rows.tolist() == list(range(12))
    assert problem.people.tolist() == [1000.0 * k for k in range(1, 13)]
    assert (problem.low, problem.high, problem.target) == (20_000, 30_000, 26_000)
    assert problem.localities == 3
    assert len(edges(task)) == 17  # 3 rows x 3 and 2 x 4 columns
    assert set(problem.graph.border_km.round(9)) == {1.0}
    assert (problem.labels, problem.start.tolist()) == (0, [-1] * 12)  # nothing drawn matters
    assert task.scope.spare == ("L01", "L02", "L03")
    assert (problem.x_km[5] - problem.x_km[4], problem.y_km[5] - problem.y_km[1]) == (1.0, 1.0)
    assert problem.names[0] == "Gridtown 001A"


def test_a_locked_locality_is_no_part_of_the_problem() -> None:
    session = drawn()
    lock(session, "B")
    task = task_of(session, BalanceRequest(localities=3))
    assert (task.problem.rows + 1).tolist() == [1, 2, 5, 6, 9, 10, 12]
    assert edges(task) == {(1, 2), (5, 6), (9, 10), (1, 5), (5, 9), (2, 6), (6, 10)}
    assert task.problem.localities == 2  # one of the three stays
    assert task.scope.closed == {"L02"}
    neighbour = task.problem.around.locked[0]
    assert neighbour.name == "B"
    assert (task.problem.rows[neighbour.units] + 1).tolist() == [2, 6, 10, 12]
    with pytest.raises(EditError, match="1 locality is too few"):
        task_of(session, BalanceRequest(localities=1))


def test_locked_areas_are_pinned_to_their_locality() -> None:
    session = drawn()
    scenario = session.project.scenarios[0]
    edit = plan_edits.lock_units(session.project, scenario, np.array([2, 11]), locked=True)
    assert edit is not None
    session.apply(edit)
    task = task_of(session, BalanceRequest())
    assert np.flatnonzero(task.problem.pinned).tolist() == [2, 11]
    assert (task.scope.codes, task.scope.fixed, task.scope.spare) == (("L02", "L03"), 2, ("L01",))
    assert task.problem.start[[2, 11]].tolist() == [0, 1]
    assert (task.problem.start >= 0).sum() == 2


def test_a_locked_area_without_a_locality_stays_without() -> None:
    session = drawn("AABBAABBAAB.")
    scenario = session.project.scenarios[0]
    edit = plan_edits.lock_units(session.project, scenario, np.array([11]), locked=True)
    assert edit is not None
    session.apply(edit)
    assert task_of(session, BalanceRequest()).problem.n == 11


def test_a_repair_starts_from_the_drawing() -> None:
    task = task_of(drawn(), BalanceRequest(use=Use.REPAIR))
    assert task.problem.labels == 3
    assert "".join("ABC"[x] for x in task.problem.start) == WEST_TO_EAST
    assert task.problem.localities is None
    assert (task.objective.changes, task.objective.people) == (1.0, 0.0)
    with pytest.raises(EditError, match="Draft has no drawing to repair"):
        task_of(drawn("............"), BalanceRequest(use=Use.REPAIR))


def test_other_wishes_only_break_ties_in_a_repair() -> None:
    request = BalanceRequest(use=Use.REPAIR, preferences=(Preference.PRACTICES,))
    assert (request.objective.changes, request.objective.practices) == (1.0, 0.1)
    own = Objective(people=2.0)
    assert BalanceRequest(weights=own).objective is own


def test_few_changes_needs_the_drawing_in_a_build_too() -> None:
    task = task_of(drawn(), BalanceRequest(preferences=(Preference.COMPACT, Preference.FEW_CHANGES)))
    assert task.problem.labels == 3
    assert (task.scope.fixed, task.objective.cut_edges) == (0, 1.0)


def test_fill_takes_the_unassigned_areas_only() -> None:
    session = drawn("AA..AA..AA..")
    task = task_of(session, BalanceRequest(use=Use.FILL, localities=3))
    assert (task.problem.rows + 1).tolist() == [3, 4, 7, 8, 11, 12]
    assert (task.problem.localities, task.problem.labels) == (2, 0)
    with pytest.raises(EditError, match="Every area has a locality"):
        task_of(drawn(), BalanceRequest(use=Use.FILL))


def test_split_takes_one_locality_only() -> None:
    session = drawn()
    task = task_of(session, BalanceRequest(use=Use.SPLIT, split="L01"))
    assert (task.problem.rows + 1).tolist() == [1, 2, 5, 6, 9, 10]
    assert (task.problem.localities, task.scope.spare) == (2, ("L01",))
    lock(session, "A")
    with pytest.raises(EditError, match="A is locked"):
        task_of(session, BalanceRequest(use=Use.SPLIT, split="L01"))
    with pytest.raises(EditError, match="two or more"):
        BalanceRequest(use=Use.SPLIT, split="L01", localities=1)


def test_only_named_localities_take_part() -> None:
    session = drawn("AABBAABBAA.C")
    task = task_of(session, BalanceRequest(only_from=("L01", "L03")))
    assert (task.problem.rows + 1).tolist() == [1, 2, 5, 6, 9, 10, 12]
    assert task.scope.closed == {"L02"}
    with pytest.raises(EditError, match="no locality L09"):
        task_of(session, BalanceRequest(only_from=("L09",)))


def test_no_locality_crosses_a_larger_area() -> None:
    area = grid_area()
    ward = texts(["W1"] * 4 + ["W2"] * 8)
    area = replace(
        area, units=replace(area.units, parents={"ward": ParentColumn("ward", "Ward", ward, ward)})
    )
    session = drawn(project=Project("Gridshire", area))
    task = task_of(session, BalanceRequest(inside_parent="ward"))
    assert len(edges(task)) == 13  # the four borders between the first and second row are gone
    assert task.problem.around.inside is not None
    with pytest.raises(EditError, match=r"no larger areas “lad”.*“ward”, “msoa”, “pcn”"):
        task_of(session, BalanceRequest(inside_parent="lad"))


def test_links_are_borders_without_length() -> None:
    links = (Link("U12", "U01", "Long bridge"), Link("U01", "U02", "Beside a border"))
    task = task_of(drawn(rules=Rules(BAND, links=links)), BalanceRequest())
    assert len(edges(task)) == 18
    graph = task.problem.graph
    borders = zip(graph.source, graph.neighbours, graph.border_km, strict=True)
    at = {(int(a), int(b)): km for a, b, km in borders}
    assert at[0, 11] == at[11, 0] == 0.0
    assert at[0, 1] == pytest.approx(1.0)


def test_registered_people_stand_at_the_site_of_their_practice() -> None:
    task = task_of(drawn(), BalanceRequest(basis=PopulationBasis.REGISTERED))
    # P1 (5,000) in U01, P2 (3,000) in U06; P3 has no place, P4 stands outside and is of the surroundings
    assert np.flatnonzero(task.problem.people).tolist() == [0, 5]
    assert task.problem.people[[0, 5]].tolist() == [5000.0, 3000.0]
    assert task.notes == (
        "1 practice without a place in the area counts nowhere: P3.",
        "Draft is measured from now on by registered people, 20,000 to 30,000, target 26,000.",
    )
    assert task.problem.around.practices == {0: (("Alder Surgery", 5000.0),), 5: (("Birch Surgery", 3000.0),)}
    assert task.by_site


def test_a_practice_kept_in_a_closed_locality_counts_there_alone() -> None:
    session = drawn()
    scenario = session.project.scenarios[0]
    kept = PracticeAssignment.whole("L02", AssignedHow.HAND)
    edit = plan_edits.assign_practices(scenario, {"P1": kept}, label="")
    assert edit is not None
    session.apply(edit)
    lock(session, "B")
    task = task_of(session, BalanceRequest(basis=PopulationBasis.REGISTERED))
    assert task.problem.people.sum() == 3000.0


def test_weighted_people_are_refused_where_none_are_known() -> None:
    with pytest.raises(EditError, match="Weighted people are not known"):
        task_of(drawn(), BalanceRequest(basis=PopulationBasis.WEIGHTED))
    area = grid_area()
    weighted = np.arange(12.0)
    session = drawn(project=Project("G", replace(area, units=replace(area.units, weighted=weighted))))
    task = task_of(session, BalanceRequest(basis=PopulationBasis.WEIGHTED))
    assert task.problem.people.tolist() == weighted.tolist()
    lists = replace(area.practices, weighted_list=np.array([1.0, 2.0, 3.0, 4.0]))
    session = drawn(project=Project("G", replace(area, practices=lists)))
    task = task_of(session, BalanceRequest(basis=PopulationBasis.WEIGHTED))
    assert task.problem.people[[0, 5]].tolist() == [1.0, 2.0]  # lists come before units, as in the figures


def test_patients_between_home_and_practice() -> None:
    task = task_of(drawn(), BalanceRequest(preferences=(Preference.PRACTICES,)))
    graph = task.problem.patients
    # 10,750 patients: 2,000 of P1 in U01 and 1,500 of P2 in U06 are at home, those of P3, P4, Q9 never
    assert (graph.total, graph.at_home) == (10_750.0, 3500.0)
    found = {
        (unit, int(graph.neighbours[i])): float(graph.patients[i])
        for unit in range(12)
        for i in range(graph.indptr[unit], graph.indptr[unit + 1])
    }
    one_way = {(0, 1): 1500.0, (0, 4): 1000.0, (4, 5): 500.0, (5, 6): 1000.0}
    assert found == one_way | {(b, a): people for (a, b), people in one_way.items()}


def test_practices_need_registrations() -> None:
    project = Project("G", replace(grid_area(), registrations=type(grid_area().registrations).empty()))
    with pytest.raises(EditError, match="holds no registrations"):
        task_of(drawn(project=project), BalanceRequest(preferences=(Preference.PRACTICES,)))


def test_parents_are_numbered_and_unknown_is_none() -> None:
    area = grid_area()
    lad = texts(["E1"] * 6 + ["E2"] * 5 + [""])
    area = replace(area, units=replace(area.units, parents={"lad": ParentColumn("lad", "LA", lad, lad)}))
    session = drawn(project=Project("G", area))
    task = task_of(session, BalanceRequest(preferences=(Preference.PARENTS,)))
    assert [x.tolist() for x in task.problem.parents] in (
        [[0] * 6 + [1] * 5 + [-1]],
        [[1] * 6 + [2] * 5 + [-1]],
    )
    two = task_of(session, BalanceRequest(preferences=(Preference.PARENTS,), parents=("lad", "msoa")))
    assert len(two.problem.parents) == 2
    assert task_of(session, BalanceRequest()).problem.parents == ()


def test_hubs_stand_where_their_site_does() -> None:
    session = drawn()
    scenario = session.project.scenarios[0]
    with pytest.raises(EditError, match="No hub site is known"):
        task_of(session, BalanceRequest(weights=Objective(hubs=1.0)))
    session.apply(plan_edits.change_locality(scenario, "L02", "Hub", hub_site="P2"))
    task = task_of(session, BalanceRequest(weights=Objective(hubs=1.0)))
    assert task.scope.codes == ("L02",)
    assert task.problem.hubs.tolist() == [[401.5, 301.5]]


def test_a_band_of_its_own() -> None:
    task = task_of(drawn(), BalanceRequest(low=40_000, high=60_000))
    assert (task.rules.band.target, task.rules_before.band) == (50_000, BAND)
    assert task_of(drawn(), BalanceRequest(low=25_000)).rules.band.target == 26_000
    with pytest.raises(EditError, match="cannot be"):
        task_of(drawn(), BalanceRequest(low=40_000))


def test_unknown_people_are_told() -> None:
    area = grid_area()
    people = area.units.resident.copy()
    people[3] = np.nan
    session = drawn(project=Project("G", replace(area, units=replace(area.units, resident=people))))
    with pytest.raises(EditError, match="Gridtown 001D"):
        task_of(session, BalanceRequest())
    lock(session, "B")
    assert task_of(session, BalanceRequest()).problem.n == 7  # U04 is locked out


def test_the_task_does_not_follow_the_project() -> None:
    session = drawn()
    scenario: Scenario = session.project.scenarios[0]
    task = task_of(session, BalanceRequest())
    session.apply(plan_edits.rename_locality(scenario, "L01", "West"))
    assert task.scenario.plan.get("L01") == replace(Locality("L01", 1, "A"), colour=task_colour(task))


def task_colour(task: BalanceTask) -> str:
    locality = task.scenario.plan.get("L01")
    assert locality is not None
    return locality.colour


def test_the_parts_of_the_cost_are_as_the_methods_say() -> None:
    """The examples of docs/methods.md, worked out by hand there."""
    area = grid_area()
    rows = texts([f"R{k // 4}" for k in range(12)])
    area = replace(
        area, units=replace(area.units, parents={"ward": ParentColumn("ward", "Ward", rows, rows)})
    )
    weights = Objective(people=1.0, cut_edges=1.0, border=1.0, parents=1.0, practices=1.0)
    session = drawn(project=Project("G", area))
    request = BalanceRequest(weights=weights, parents=("ward",), low=30_000, high=50_000, target=40_000)
    task = task_of(session, request)
    parts = score(task.problem, task.objective, np.array([0, 0, 1, 1] * 3, np.int32), 2).parts
    assert parts == pytest.approx(
        {"people": 0.04625, "cut_edges": 3, "border": 3, "parents": 3, "practices": 100 * 1000 / 10_750}
    )
    row = study_area(grid_units(4, 1, resident=[1000.0] * 4))
    four = drawn("AABB", project=Project("Row", row))
    task = task_of(four, BalanceRequest(weights=Objective(people=0.0, inertia=1.0), localities=2))
    halves = np.array([0, 0, 1, 1], np.int32)
    assert score(task.problem, task.objective, halves, 2).cost == pytest.approx(0.8)
