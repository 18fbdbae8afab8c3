"""What is shown before a stroke is released equals what is so after it, field by field."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.grids import grid_practices, grid_registrations, grid_units, study_area
from workbench.models.adjacency import Link
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.models.practices import AssignedHow, PracticeAssignment
from workbench.models.project import Project, StudyArea
from workbench.models.rules import Rules
from workbench.models.scenario import Scenario, ScenarioHead
from workbench.session import plan_edits
from workbench.session.live_figures import LiveFigures
from workbench.session.session import Session

COLUMNS, ROWS = 7, 6
CODES = ("L01", "L02", "L03", "L04")


def drawn(
    area: StudyArea, labels: NDArray[np.int32], permitted: Sequence[int], links: tuple[Link, ...]
) -> Session:
    """A session whose one scenario has four localities as labelled, with so many parts permitted."""
    plan = Plan(len(area.units))
    for place, (code, parts) in enumerate(zip(CODES, permitted, strict=True)):
        plan.put(Locality(code, place + 1, f"Locality {place + 1}", permitted_parts=parts))
    plan.labels[:] = labels
    practices = {"P1": PracticeAssignment((("L01", 0.6), ("L02", 0.4)), AssignedHow.HAND)}
    scenario = Scenario(ScenarioHead("s1", "Draft"), plan, Rules(links=links), practices)
    return Session(Project("Gridshire", area, [scenario]))


def brushed(area: StudyArea, start: int, size: int) -> NDArray[np.int64]:
    """``size`` units that hang together, as a brush takes them, from a start on."""
    taken = [start]
    for unit in taken:
        taken += [int(other) for other in area.adjacency.of(unit) if other not in taken]
        if len(taken) >= size:
            break
    return np.array(taken[:size], dtype=np.int64)


def apart(live: LiveFigures) -> dict[str, set[int]]:
    """All cut-off units of each locality."""
    return {code: set(live.cut_off(code).tolist()) for code in CODES}


def surrounded(
    live: LiveFigures, session: Session
) -> dict[int, list[tuple[str, frozenset[int], tuple[int, ...]]]]:
    """All holes and enclaves of each locality, looked for in the whole area."""
    plan = session.project.scenarios[0].plan
    return {
        slot: [(e.kind, frozenset(e.units.tolist()), e.slots) for e in live.enclosed(slot)]
        for slot in map(plan.slot, CODES)
    }


def see_that_the_effect_comes_true(session: Session, units: NDArray[np.int64], slot: int) -> None:
    """Preview, release, compare; then undo and compare with before."""
    scenario = session.project.scenarios[0]
    live = session.live(scenario)
    cut_before, shut_before = apart(live), surrounded(live, session)
    preview = live.preview(units, slot)
    whole_before = repr(live.figures())
    edit = plan_edits.reassign(session.project, scenario, units, slot)
    if edit is None:
        assert not len(preview.units)
        return
    session.apply(edit)
    rows = {row.code: row for row in session.figures(scenario).localities}
    touched = {code for code in (*edit.before, *edit.after) if code is not None}
    assert {row.code for row in preview.after} == touched
    for row in preview.after:
        assert repr(row) == repr(rows[row.code])
    cut_after, shut_after = apart(live), surrounded(live, session)
    for code in CODES:
        assert set(preview.cut_off.get(code, np.empty(0)).tolist()) == cut_after[code] - cut_before[code]
        if code in touched:
            assert set(preview.apart[code].tolist()) == cut_after[code]
    people = session.project.area.units.resident
    for code, some in preview.cut_off.items():
        assert preview.cut_off_people[code] == people[some].sum()
    made = {
        (held, *enclosed)
        for held, all_of in shut_after.items()
        for enclosed in all_of
        if not enclosed[1] <= frozenset().union(*(units for _, units, _ in shut_before[held]))
    }
    assert {(e.by, e.kind, frozenset(e.units.tolist()), e.slots) for e in preview.enclosed} == made
    again = LiveFigures(session.project.area, scenario)
    assert repr(again.figures()) == repr(session.figures(scenario))
    session.undo()
    assert repr(session.figures(scenario)) == whole_before
    assert (apart(live), surrounded(live, session)) == (cut_before, shut_before)


@pytest.fixture(scope="module")
def grid() -> StudyArea:
    area = study_area(grid_units(COLUMNS, ROWS), with_practices=False)
    return StudyArea(area.units, area.adjacency, grid_practices(area.units), grid_registrations())


@given(
    labels=st.lists(st.integers(-1, 3), min_size=COLUMNS * ROWS, max_size=COLUMNS * ROWS),
    blocks=st.booleans(),
    strokes=st.lists(
        st.tuples(st.integers(0, COLUMNS * ROWS - 1), st.integers(1, 14), st.integers(-1, 3)),
        min_size=1,
        max_size=3,
    ),
    permitted=st.tuples(*[st.integers(1, 3)] * 4),
    linked=st.booleans(),
)
@example(labels=[0] * 41 + [1], blocks=False, strokes=[(0, 1, 1)], permitted=(1, 2, 1, 1), linked=False)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_a_grid(
    grid: StudyArea,
    labels: list[int],
    blocks: bool,
    strokes: list[tuple[int, int, int]],
    permitted: tuple[int, ...],
    linked: bool,
) -> None:
    x, y = np.arange(COLUMNS * ROWS) % COLUMNS, np.arange(COLUMNS * ROWS) // COLUMNS
    start = np.array((x > 3) + 2 * (y > 2) if blocks else labels, dtype=np.int32)
    links = (Link("U01", "U42", "Ferry", "ferry"),) if linked else ()
    session = drawn(grid, start, permitted, links)
    for first, size, slot in strokes:
        units = brushed(grid, first, size)
        see_that_the_effect_comes_true(session, units, slot)
        edit = plan_edits.reassign(session.project, session.project.scenarios[0], units, slot)
        if edit is not None:
            session.apply(edit)


@given(
    middles=st.lists(st.integers(0, 297), min_size=4, max_size=4, unique=True),
    strokes=st.lists(
        st.tuples(st.integers(0, 297), st.integers(1, 60), st.integers(-1, 3)), min_size=1, max_size=2
    ),
    permitted=st.tuples(*[st.integers(1, 2)] * 4),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_north_staffordshire(
    north_staffordshire_area: StudyArea,
    middles: list[int],
    strokes: list[tuple[int, int, int]],
    permitted: tuple[int, ...],
) -> None:
    points = north_staffordshire_area.units.points
    away = np.linalg.norm(points[:, None, :] - points[middles][None, :, :], axis=2)
    session = drawn(north_staffordshire_area, away.argmin(axis=1).astype(np.int32), permitted, ())
    for first, size, slot in strokes:
        units = brushed(north_staffordshire_area, first, size)
        see_that_the_effect_comes_true(session, units, slot)
        edit = plan_edits.reassign(session.project, session.project.scenarios[0], units, slot)
        if edit is not None:
            session.apply(edit)
