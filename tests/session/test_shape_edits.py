"""Merging, copying and numbering localities: what goes along, what a lock keeps, and that undo is whole."""

from __future__ import annotations

import numpy as np
import pytest

from tests.grids import grid_project
from workbench.errors import EditError
from workbench.models.edits import Edit, RegisterEdit
from workbench.models.registers import Lead, SiteService, Team
from workbench.models.scenario import Scenario
from workbench.session import plan_edits, shape_edits
from workbench.session.copy_edits import copy_locality
from workbench.session.session import Session


@pytest.fixture
def session() -> Session:
    """Alder has the first column of squares, Birch the second, Cedar the third and fourth."""
    made = Session(grid_project())
    made.apply(plan_edits.add_scenario(made.project, "Draft"))
    scenario = made.project.scenarios[0]
    for name in ("Alder", "Birch", "Cedar"):
        made.apply(plan_edits.add_locality(scenario, name))
    columns = np.minimum(np.arange(12) % 4, 2).astype(np.int32)
    do(made, shape_edits.reassign_many(made.project, scenario, np.arange(12), columns, label="Start"))
    return made


def do(session: Session, edit: Edit | None) -> None:
    assert edit is not None
    session.apply(edit)


def draft(session: Session) -> Scenario:
    return session.project.scenarios[0]


def register(session: Session, name: str, key: str, record: object) -> None:
    session.apply(RegisterEdit(draft(session).id, name, key, None, record))  # type: ignore[arg-type]  # a record


def lock(session: Session, code: str) -> None:
    session.apply(plan_edits.lock_locality(draft(session), code, locked=True))


def test_what_belongs_to_a_merged_locality_goes_along_or_gives_way(session: Session) -> None:
    scenario = draft(session)
    register(session, "team", "t1", Team("t1", "Nurses", localities=(("L01", 40.0), ("L02", 60.0))))
    register(session, "site_service", "S1", SiteService("S1", ("L02", "L03")))
    register(session, "lead", "L02|clinical", Lead("L02", "clinical", "X"))
    before = list(scenario.registers.items())
    do(session, shape_edits.merge_localities(session.project, scenario, "L01", ["L02", "L03"]))
    assert {name: record for name, _, record in scenario.registers.items()} == {
        "team": Team("t1", "Nurses", localities=(("L01", 100.0),)),
        "site_service": SiteService("S1", ("L01",)),
    }
    assert scenario.plan.labels.tolist() == [0] * 12
    assert len(scenario.plan) == 1
    session.undo()
    assert list(scenario.registers.items()) == before
    assert len(scenario.plan) == 3


def test_a_lock_stops_a_merge_as_a_whole(session: Session) -> None:
    scenario, project = draft(session), session.project
    lock(session, "L03")
    for keep, gone in (("L01", ["L02", "L03"]), ("L03", ["L01"])):
        with pytest.raises(EditError, match=r"Cedar is locked\."):
            shape_edits.merge_localities(project, scenario, keep, gone)
    session.undo()
    do(session, plan_edits.lock_units(project, scenario, np.array([1]), locked=True))
    with pytest.raises(EditError, match=r"Gridtown 001B is locked\. Unlock it to move it\."):
        shape_edits.merge_localities(project, scenario, "L01", ["L02"])
    do(session, shape_edits.merge_localities(project, scenario, "L02", ["L01"]))


def test_units_to_many_leave_locked_ones_where_they_are(session: Session) -> None:
    scenario, project = draft(session), session.project
    lock(session, "L03")
    wanted = np.array([1, 0, -1, 2], dtype=np.int32)
    do(session, shape_edits.reassign_many(project, scenario, np.array([0, 1, 2, 5]), wanted, label="Many"))
    assert scenario.plan.labels[[0, 1, 2, 5]].tolist() == [1, 0, 2, 1]
    nothing = shape_edits.reassign_many(project, scenario, np.array([2]), np.array([0], np.int32), label="")
    assert nothing is None


def test_a_copy_onto_its_namesake_makes_it_the_same(session: Session) -> None:
    project, source = session.project, draft(session)
    session.apply(plan_edits.copy_scenario(project, source, "Copy"))
    twin = project.scenarios[1]
    assert copy_locality(project, source, "L03", twin).edit is None
    swap, slots = np.array([2, 1]), np.array([0, 2], np.int32)
    do(session, shape_edits.reassign_many(project, twin, swap, slots, label="Swap"))
    copy = copy_locality(project, source, "L03", twin)
    assert copy.onto is twin.plan.get("L03")
    assert copy.left.tolist() == [1]
    assert [(giver and giver.name, units.tolist()) for giver, units in copy.taken] == [("Alder", [2])]
    do(session, copy.edit)
    assert twin.plan.units_of(2).tolist() == [2, 3, 6, 7, 10, 11]
    assert twin.plan.labels[1] == -1
    session.undo()
    session.apply(plan_edits.lock_locality(twin, "L03", locked=True))
    assert copy_locality(project, source, "L03", twin).edit is None


def test_numbers(session: Session) -> None:
    scenario = draft(session)
    assert shape_edits.renumber(scenario, "L01", 1) is None
    with pytest.raises(EditError, match="1 or more"):
        shape_edits.renumber(scenario, "L01", 0)
    do(session, shape_edits.renumber(scenario, "L01", 7))
    assert {locality.name: locality.number for locality in scenario.plan} == {
        "Alder": 7,
        "Birch": 2,
        "Cedar": 3,
    }
    do(session, plan_edits.add_locality(scenario, "Empty"))
    assert shape_edits.numbers_north_west(session.project.area, scenario) == {
        "L01": 1,
        "L02": 2,
        "L03": 3,
        "L04": 4,
    }
