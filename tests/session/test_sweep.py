"""Sweeps: each larger area on its own, joined into one step, the same whatever works on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest

from tests.session.sweep_projects import (
    EAST,
    REQUEST,
    TINY,
    WEST,
    authority_of_unit,
    sweep_project,
    units_of,
)
from workbench.balancing.areas import AreaResult, AreaTask, balance_area
from workbench.balancing.outcome import Status
from workbench.errors import EditError
from workbench.models.localities import Locality
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.progress import Cancelled, Progress
from workbench.session import area_pool
from workbench.session.area_pool import pool
from workbench.session.session import Session
from workbench.session.sweep import sweep
from workbench.session.sweep_run import run_sweep

CODES = authority_of_unit()


def backwards(tasks: Sequence[AreaTask], progress: Progress) -> Iterator[AreaResult]:
    """A runner that hands results back in another order."""
    progress.report(0.0)
    yield from [balance_area(task) for task in reversed(tasks)]


def swept(project: Project, scenario: Scenario) -> Session:
    session = Session(project)
    found = sweep(project, scenario, REQUEST, by="lad", run=pool(1))
    assert found.edit is not None
    session.apply(found.edit)
    return session


def test_every_area_is_balanced_on_its_own() -> None:
    project, scenario = sweep_project()
    session = swept(project, scenario)
    figures = session.figures(scenario)
    assert figures.totals.in_band == figures.totals.localities == 4
    assert figures.totals.not_contiguous == 0
    labels = scenario.plan.labels
    west, east = (set(labels[units_of(CODES, code)].tolist()) for code in (WEST, EAST))
    assert len(west) == len(east) == 2
    assert not west & east


def test_an_area_that_cannot_be_is_told_and_left_unassigned() -> None:
    project, scenario = sweep_project()
    found = sweep(project, scenario, REQUEST, by="lad", run=pool(1))
    ends = {area.code: area.status for area in found.areas}
    assert ends == {WEST: Status.FOUND, EAST: Status.FOUND, TINY: Status.INFEASIBLE}
    assert found.status is Status.INFEASIBLE
    (tiny,) = found.without
    assert (tiny.units, tiny.people, tiny.localities) == (4, 4000.0, 0)
    assert "4,000" in tiny.reason
    assert found.reason.startswith("Tinyshire has no plan: ")
    swept(project, scenario)
    assert (scenario.plan.labels[units_of(CODES, TINY)] == -1).all()


def test_all_of_it_is_one_step_that_undo_takes_back() -> None:
    project, scenario = sweep_project()
    session = swept(project, scenario)
    assert session.history.position == 1
    session.undo()
    assert (scenario.plan.labels == -1).all()
    assert len(scenario.plan) == 0


def test_a_drawing_in_an_area_without_a_plan_is_cleared() -> None:
    project, scenario = sweep_project()
    slot = scenario.plan.put(Locality("L01", 1, "Drawn"))
    scenario.plan.labels[units_of(CODES, TINY)] = slot
    scenario.plan.labels[units_of(CODES, WEST)[:3]] = slot
    session = swept(project, scenario)
    assert (scenario.plan.labels[units_of(CODES, TINY)] == -1).all()
    assert session.figures(scenario).totals.not_contiguous == 0
    session.undo()
    assert (scenario.plan.labels[units_of(CODES, TINY)] == slot).all()


def test_locked_localities_stay_as_they_are() -> None:
    project, scenario = sweep_project()
    slot = scenario.plan.put(Locality("L01", 1, "Kept", locked=True))
    kept = np.array([3, 4, 12, 13])  # across the border of west and east
    scenario.plan.labels[kept] = slot
    session = swept(project, scenario)
    assert np.flatnonzero(scenario.plan.labels == slot).tolist() == kept.tolist()
    locality = scenario.plan.get("L01")
    assert locality is not None
    assert locality.name == "Kept"
    assert session.figures(scenario).totals.not_contiguous == 0


def test_the_result_is_the_same_in_any_order_and_from_run_to_run() -> None:
    plans = []
    for run in (pool(1), backwards, pool(1)):
        project, scenario = sweep_project()
        found = sweep(project, scenario, REQUEST, by="lad", run=run)
        assert found.edit is not None
        Session(project).apply(found.edit)
        plans.append(scenario.plan.codes_of(scenario.plan.labels))
    assert plans[0] == plans[1] == plans[2]


def test_two_processes_find_the_plan_of_one() -> None:
    plans = []
    for workers in (1, 2):
        project, scenario = sweep_project()
        found = sweep(project, scenario, REQUEST, by="lad", run=pool(workers, worth_s=0.0))
        assert found.edit is not None
        Session(project).apply(found.edit)
        plans.append(scenario.plan.codes_of(scenario.plan.labels))
    assert plans[0] == plans[1]


def test_little_work_is_done_without_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Iterator[AreaResult]:
        raise AssertionError("no process is worth its start here")

    monkeypatch.setattr(area_pool, "_in_processes", refuse)
    project, scenario = sweep_project()
    assert sweep(project, scenario, REQUEST, by="lad", run=pool(2)).edit is not None


def test_units_in_no_area_are_told() -> None:
    codes = ["" if code == TINY else code for code in CODES]
    project, scenario = sweep_project(codes)
    found = sweep(project, scenario, REQUEST, by="lad", run=pool(1))
    assert found.status is Status.FOUND
    assert found.outside == ("U09", "U18", "U27", "U36")


def test_the_number_of_localities_is_that_of_each_area() -> None:
    project, scenario = sweep_project(authority_of_unit(tiny=False))
    request = replace(REQUEST, localities=3)
    found = sweep(project, scenario, request, by="lad", run=pool(1))
    assert {area.code: area.localities for area in found.areas} == {WEST: 3, EAST: 3}


def test_an_unknown_kind_is_refused_with_the_kinds_there_are() -> None:
    project, scenario = sweep_project()
    with pytest.raises(EditError, match="no larger areas “icb”"):
        sweep(project, scenario, REQUEST, by="icb", run=pool(1))


def test_a_kind_without_codes_is_refused() -> None:
    project, scenario = sweep_project([""] * len(CODES))
    with pytest.raises(EditError, match="No area lies in a Local authority"):
        sweep(project, scenario, REQUEST, by="lad", run=pool(1))


def test_a_plan_that_fails_the_check_counts_as_not_found() -> None:
    def wrong(tasks: Sequence[AreaTask], progress: Progress) -> Iterator[AreaResult]:
        for task in tasks:
            yield replace(
                balance_area(task), status=Status.FOUND, plan=np.zeros(task.problem.n, np.int32), labels=1
            )

    project, scenario = sweep_project()
    found = sweep(project, scenario, REQUEST, by="lad", run=wrong)
    assert {area.status for area in found.areas} == {Status.NOT_FOUND}
    assert found.edit is None


def test_stopping_changes_nothing() -> None:
    class Stop:
        def report(self, done: float, text: str = "") -> None:
            if text.startswith("Balancing"):
                raise Cancelled

    project, scenario = sweep_project()
    with pytest.raises(Cancelled):
        sweep(project, scenario, REQUEST, by="lad", run=pool(1), progress=Stop())
    assert (scenario.plan.labels == -1).all()


def test_a_scenario_that_is_not_there_is_made_with_its_plan_in_one_step() -> None:
    project, _ = sweep_project()
    session = Session(project)
    request = replace(REQUEST, low=5000, high=9000, target=7000)
    run = run_sweep(session, "Swept", request, by="lad", run=pool(1))
    assert session.history.position == 1
    scenario = project.scenario("Swept")
    assert scenario.rules.band.low == 5000
    assert session.figures(scenario).totals.localities == 4
    assert run.as_json()["found"] == 2
    assert [area["localities"] for area in run.as_json()["areas"]] == [2, 2, 0]
    assert session.undo() is not None
    assert [one.name for one in project.scenarios] == ["Draft"]


def test_without_any_plan_nothing_is_made() -> None:
    project, _ = sweep_project()
    session = Session(project)
    run = run_sweep(session, "Swept", REQUEST, by="lad", run=pool(1))  # 30,000 to 50,000 people
    assert run.swept.reason.startswith("3 of 3 areas have no plan: Westshire, Eastshire")
    assert session.history.position == 0
    assert [one.name for one in project.scenarios] == ["Draft"]


def test_a_pool_needs_a_worker() -> None:
    with pytest.raises(EditError, match="needs a worker"):
        pool(0)
