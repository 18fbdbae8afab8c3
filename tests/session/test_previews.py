"""What is shown before release equals what is so after it: many targets, a new locality, a merge."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grids import grid_units, study_area
from workbench.metrics.figures_json import figures_json
from workbench.models.edits import Edit
from workbench.models.localities import Locality
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.session import plan_edits, shape_edits
from workbench.session.live_figures import LiveFigures, Preview
from workbench.session.session import Session

AREA = study_area(grid_units())
LABELS = st.lists(st.integers(-1, 2), min_size=12, max_size=12)
UNITS = st.lists(st.integers(0, 11), min_size=1, max_size=12, unique=True)
SHARES = st.lists(st.sampled_from([0.1, 1 / 3, 0.7, 1.0]), min_size=4, max_size=4)


def workshop(labels: list[int], shares: list[float]) -> tuple[Session, Scenario]:
    """Three localities with these units, and practices split by shares that floats hold inexactly."""
    session = Session(Project("Gridshire", AREA))
    session.apply(plan_edits.add_scenario(session.project, "Draft"))
    scenario = session.project.scenarios[0]
    for _ in range(3):
        session.apply(plan_edits.add_locality(scenario))
    codes = [locality.code for locality in scenario.plan]
    slots = np.array(labels, dtype=np.int32)
    apply(session, shape_edits.reassign_many(session.project, scenario, np.arange(12), slots, label="Start"))
    wanted = {
        f"P{at + 1}": PracticeAssignment(
            ((codes[at % 3], share), (codes[(at + 1) % 3], 1 - share))
            if share < 1
            else ((codes[at % 3], 1.0),),
            AssignedHow.HAND,
        )
        for at, share in enumerate(shares)
    }
    apply(session, plan_edits.assign_practices(scenario, wanted, label="Split"))
    return session, scenario


def apply(session: Session, edit: Edit | None) -> None:
    if edit is not None:
        session.apply(edit)


def state(session: Session, scenario: Scenario) -> tuple[object, ...]:
    """Everything that a preview could leave a trace in."""
    tally = session.live(scenario).tally
    slots = scenario.plan.slots
    registrations = tally.registrations
    return (
        scenario.plan.labels.tolist(), scenario.plan.slot_codes, tally.sums[:, :slots].tolist(),
        tally.inner_m[:slots].tolist(), tally.cut_m[:slots].tolist(), tally.cut_edges[:slots].tolist(),
        tally.total_cut_edges, tally.total_cut_m, registrations.own[:slots].tolist(),
        registrations.registered[:slots].tolist(), registrations.own_of_practice.tolist(),
        registrations.practices[:slots].tolist(), repr(session.figures(scenario)),
    )  # fmt: skip


def told(session: Session, scenario: Scenario, preview: Preview) -> None:
    """The rows shown are those that there are now, and a locality that was to go is gone."""
    real = {row.code: row for row in session.figures(scenario).localities}
    for row in preview.after:
        found = real[row.code]
        assert repr(found.people) == repr(row.people)
        assert (found.units, found.practices, found.parts) == (row.units, row.practices, row.parts)
        assert repr(found.registered) == repr(row.registered)
        assert found.cut_edges == row.cut_edges
        assert abs(found.own_residents - row.own_residents) < 1e-6
    assert not preview.removed & real.keys()
    assert figures_json(session.figures(scenario)) == figures_json(LiveFigures(AREA, scenario).figures())


@given(LABELS, SHARES, UNITS, st.data())
@settings(max_examples=60, deadline=None)
def test_units_to_several_localities_at_once(
    labels: list[int], shares: list[float], units: list[int], data: st.DataObject
) -> None:
    session, scenario = workshop(labels, shares)
    slots = np.array(
        data.draw(st.lists(st.integers(-1, 2), min_size=len(units), max_size=len(units))), np.int32
    )
    before = state(session, scenario)
    preview = session.live(scenario).preview(np.array(units), slots)
    assert state(session, scenario) == before
    apply(session, shape_edits.reassign_many(session.project, scenario, np.array(units), slots, label="Many"))
    told(session, scenario, preview)
    if len(preview.units):
        assert scenario.plan.labels[preview.units].tolist() == preview.slots.tolist()
        session.undo()
        assert scenario.plan.labels.tolist() == labels
        session.redo()
        told(session, scenario, preview)


@given(LABELS, SHARES, UNITS)
@settings(max_examples=60, deadline=None)
def test_units_to_a_locality_that_is_not_there_yet(
    labels: list[int], shares: list[float], units: list[int]
) -> None:
    session, scenario = workshop(labels, shares)
    rows = np.array(units)
    before = state(session, scenario)
    made = shape_edits.locality_for(AREA, scenario, rows)
    preview = session.live(scenario).preview(rows, scenario.plan.slots, added=made)
    assert state(session, scenario) == before
    assert preview.added == made
    assert {row.code: row.units for row in preview.before}[made.code] == 0
    session.apply(shape_edits.new_locality_of(session.project, scenario, rows))  # type: ignore[arg-type]  # some move
    told(session, scenario, preview)
    assert {row.code: row.units for row in preview.after}[made.code] == len(units)
    session.undo()
    assert len(scenario.plan) == 3
    assert scenario.plan.labels.tolist() == labels


@given(LABELS, SHARES, st.permutations([0, 1, 2]))
@settings(max_examples=60, deadline=None)
def test_two_localities_become_one(labels: list[int], shares: list[float], order: list[int]) -> None:
    session, scenario = workshop(labels, shares)
    keep, gone = (locality for slot in order[:2] if (locality := scenario.plan.locality(slot)) is not None)
    before = state(session, scenario)
    practices = shape_edits.practices_joined(scenario, keep.code, gone.code)
    preview = session.live(scenario).preview(
        scenario.plan.units_of(order[1]), order[0], removed=(gone.code,), practices=practices
    )
    assert state(session, scenario) == before
    assert keep.code in {row.code for row in preview.after}
    session.apply(shape_edits.merge_localities(session.project, scenario, keep.code, (gone.code,)))
    told(session, scenario, preview)
    assert all(
        sum(share for _, share in assignment.shares) > 0.999 for assignment in scenario.practices.values()
    )
    session.undo()
    assert isinstance(scenario.plan.get(gone.code), Locality)
    assert scenario.plan.labels.tolist() == labels
