"""Each tool for whole localities on North Staffordshire: the plan unit by unit against plain geometry.

The plan: each local authority is a locality, and the fourth locality has no areas.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.map.plain_geometry import inside, passed, people, shapes, way_over_border
from tests.ui.map.tool_driving import LEFT, ToolBench
from workbench.metrics.figures_json import figures_json
from workbench.session import plan_edits
from workbench.session.live_figures import LiveFigures
from workbench.ui.draw_limits import DrawLimits
from workbench.ui.map.tools.border import BorderTool
from workbench.ui.map.tools.merge import MergeTool
from workbench.ui.map.tools.outline import OutlineTool

if TYPE_CHECKING:
    from workbench.models.project import StudyArea

pytestmark = pytest.mark.real_data

HELD = LEFT
NEW = 4
"""Slot of a locality that is made."""
RING = ((350, 260), (520, 230), (640, 330), (610, 470), (480, 520), (380, 430))
"""Pixels around a part of the map that lies in several localities."""
CUT = ((120, 520), (500, 400), (880, 200))
"""Pixels of a line across the whole map."""


@pytest.fixture
def ns(bench: ToolBench, ns_area: StudyArea) -> ToolBench:
    lad = ns_area.units.parents["lad"].codes.astype(str)
    bench.open(ns_area, np.unique(lad, return_inverse=True)[1].astype(np.int32), 4, target=0)
    return bench


def dropped(bench: ToolBench) -> bool:
    """No stroke is shown any more."""
    return bench.desk.host.preview is None


def same_figures(bench: ToolBench) -> None:
    """The running figures are those worked out anew."""
    scenario = bench.bridge.scenario
    fresh = LiveFigures(bench.bridge.project.area, scenario)
    assert figures_json(bench.bridge.live.figures()) == figures_json(fresh.figures())


def lock_unit(bench: ToolBench, unit: int) -> None:
    project, scenario = bench.bridge.project, bench.bridge.scenario
    bench.bridge.apply(plan_edits.lock_units(project, scenario, np.array([unit]), locked=True))


# -- what each tool does, and what is expected of it
@dataclass(frozen=True)
class Case:
    """``act`` goes up to the moment before the step is made, ``finish`` makes it; ``gives`` may be locked."""

    tool: str
    act: Callable[[ToolBench], None]
    finish: Callable[[ToolBench], None]
    expected: Callable[[ToolBench], NDArray[np.int32]]
    gives: Callable[[ToolBench], int]


def push(bench: ToolBench) -> None:
    way = way_over_border(bench)
    bench.drag([way.start, way.end], release=False)


def pushed(bench: ToolBench) -> NDArray[np.int32]:
    way = way_over_border(bench)
    labels = bench.labels
    labels[passed(bench, way.start, way.end) & (labels == way.giving)] = way.pushing
    return labels


def draw_outline(bench: ToolBench) -> None:
    bench.drag([QPoint(*place) for place in RING])


def name_it(bench: ToolBench) -> None:
    tool = bench.tools["outline"]
    assert isinstance(tool, OutlineTool)
    assert tool.asking is not None
    QTest.keyClicks(tool.asking.name, "Shelton")
    QTest.keyClick(tool.asking.name, Qt.Key.Key_Return)


def outlined(bench: ToolBench) -> NDArray[np.int32]:
    labels = bench.labels
    labels[inside(bench, RING)] = NEW
    return labels


def draw_cut(bench: ToolBench) -> None:
    bench.drag([QPoint(*place) for place in CUT], release=False)


def cut(bench: ToolBench) -> NDArray[np.int32]:
    """The side of the bent line on which fewer people of the locality in hand live."""
    line = np.array([bench.metres(QPoint(*place)) for place in CUT])
    along = (line[-1] - line[0]) * 50
    north = np.array([[line[-1][0] + along[0], 1e7], [line[0][0] - along[0], 1e7]])
    far = np.concatenate([[line[0] - along], line, [line[-1] + along], north])
    above = shapely.contains(shapely.Polygon(far), shapely.point_on_surface(shapes(bench)))
    labels = bench.labels
    own = labels == 0
    parted = min((own & above, own & ~above), key=lambda part: people(bench, part))
    labels[parted] = NEW
    return labels


def drag_together(bench: ToolBench) -> None:
    way = way_over_border(bench)
    bench.drag([way.behind, way.start, way.end], release=False)


def merged(bench: ToolBench) -> NDArray[np.int32]:
    way = way_over_border(bench)
    labels = bench.labels
    labels[labels == way.giving] = way.pushing
    return labels


def let_go(bench: ToolBench) -> None:
    bench.release(bench.last)


def giving(bench: ToolBench) -> int:
    return way_over_border(bench).giving


CASES = {
    "border": Case("border", push, let_go, pushed, giving),
    "outline": Case(
        "outline", draw_outline, name_it, outlined, lambda bench: int(bench.labels[inside(bench, RING)][0])
    ),
    "split_line": Case("split_line", draw_cut, let_go, cut, lambda bench: 0),
    "merge": Case("merge", drag_together, let_go, merged, giving),
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]


def test_plan_unit_by_unit_then_undo_and_redo(ns: ToolBench, case: Case) -> None:
    before, expected = ns.labels, case.expected(ns)
    assert 3 < (expected != before).sum() < len(before)
    ns.use(case.tool)
    case.act(ns)
    assert ns.canvas.labels().tolist() == expected.tolist(), "the map shows it before it is done"
    assert ns.labels.tolist() == before.tolist(), "and nothing is done yet"
    preview = ns.desk.host.preview
    assert preview is not None
    case.finish(ns)
    assert ns.labels.tolist() == expected.tolist()
    rows = {row.code: row for row in ns.bridge.live.figures().localities}
    assert all(
        repr(rows[row.code]) == repr(row)
        for row in preview.after
        if case.tool != "outline" or row.number <= NEW
    )
    shown = sorted((row.units, row.people, row.parts) for row in preview.after)
    assert shown == sorted(
        (rows[row.code].units, rows[row.code].people, rows[row.code].parts) for row in preview.after
    )
    assert not preview.removed & rows.keys()
    same_figures(ns)
    assert len(ns.bridge.session.history.steps) == 1
    ns.bridge.undo()
    assert ns.labels.tolist() == before.tolist()
    assert len(ns.plan) == 4
    same_figures(ns)
    ns.bridge.redo()
    assert ns.labels.tolist() == expected.tolist()
    same_figures(ns)


def test_esc_halfway_leaves_nothing(ns: ToolBench, case: Case) -> None:
    before = ns.labels
    ns.use(case.tool)
    case.act(ns)
    assert ns.desk.host.preview is not None
    ns.key(Qt.Key.Key_Escape)
    assert ns.canvas.labels().tolist() == before.tolist()
    assert dropped(ns)
    let_go(ns)
    assert (ns.labels.tolist(), len(ns.plan)) == (before.tolist(), 4)
    assert not ns.bridge.session.history.steps


def test_a_locked_locality_keeps_its_areas_and_says_so(ns: ToolBench, case: Case) -> None:
    slot = case.gives(ns)
    expected = case.expected(ns)
    before = ns.labels
    ns.lock(slot)
    expected[before == slot] = slot
    ns.use(case.tool)
    case.act(ns)
    assert ns.canvas.labels().tolist() == expected.tolist()
    if (expected != before).any():
        case.finish(ns)
    else:
        let_go(ns)
    assert ns.labels.tolist() == expected.tolist()
    assert f"Locality {slot + 1} is locked." in ns.told
    same_figures(ns)


# -- the border
def test_dragging_back_takes_areas_back(ns: ToolBench) -> None:
    way, before = way_over_border(ns), ns.labels
    ns.use("border")
    ns.drag([way.start, way.end, way.half], release=False)
    half = before.copy()
    half[passed(ns, way.start, way.half) & (before == way.giving)] = way.pushing
    assert ns.canvas.labels().tolist() == half.tolist()
    ns.move(way.start, HELD)
    assert ns.canvas.labels().tolist() == before.tolist()
    ns.move(way.behind, HELD)
    other = before.copy()
    other[passed(ns, way.start, way.behind) & (before == way.pushing)] = way.giving
    assert ns.canvas.labels().tolist() == other.tolist(), "beyond the border the other side pushes"
    ns.move(way.start, HELD)
    ns.release(way.start)
    assert ns.labels.tolist() == before.tolist()
    assert not ns.bridge.session.history.steps


def test_slow_and_fast_pushes_pass_the_same_areas(ns: ToolBench) -> None:
    way = way_over_border(ns)
    ns.use("border")
    steps = [way.start + (way.end - way.start) * at / 60 for at in range(61)]
    ns.drag(steps, release=False)
    assert ns.canvas.labels().tolist() == pushed(ns).tolist()
    ns.key(Qt.Key.Key_Escape)


def test_a_border_shows_under_the_pointer_and_only_there(ns: ToolBench) -> None:
    way = way_over_border(ns)
    tool = ns.tools["border"]
    assert isinstance(tool, BorderTool)
    ns.use("border")
    ns.move(way.start)
    assert tool.area(ns.canvas.view()) is not None
    ns.move(way.end)
    assert tool.area(ns.canvas.view()) is None
    ns.drag([way.end, way.start])
    assert "Press on the border of two localities, then push it" in ns.told
    assert not ns.bridge.session.history.steps


def test_a_locked_area_is_left_out_of_a_push(ns: ToolBench) -> None:
    way, expected, before = way_over_border(ns), pushed(ns), ns.labels
    unit = int(np.flatnonzero(expected != before)[1])
    lock_unit(ns, unit)
    expected[unit] = before[unit]
    ns.use("border")
    ns.drag([way.start, way.end])
    assert ns.labels.tolist() == expected.tolist()
    name = ns.bridge.project.area.units.names[unit]
    assert f"{name} is locked." in ns.told


# -- the outline
def test_the_outline_takes_its_name_and_is_in_hand(ns: ToolBench) -> None:
    ns.use("outline")
    draw_outline(ns)
    name_it(ns)
    made = ns.plan.locality(NEW)
    assert made is not None
    assert (made.name, made.number) == ("Shelton", 5)
    assert ns.desk.focus.target == made.code
    around = {
        ns.plan.labels[other]
        for unit in ns.plan.units_of(NEW)
        for other in ns.bridge.project.area.adjacency.of(int(unit))
    } - {NEW}
    assert all(made.colour != locality.colour for slot in around if (locality := ns.plan.locality(int(slot))))


def test_a_name_in_use_is_asked_again(ns: ToolBench) -> None:
    tool = ns.tools["outline"]
    assert isinstance(tool, OutlineTool)
    ns.use("outline")
    draw_outline(ns)
    assert tool.asking is not None
    tool.asking.name.setText("locality 2")
    QTest.keyClick(tool.asking.name, Qt.Key.Key_Return)
    assert tool.asking is not None
    assert ns.desk.host.preview is not None
    assert len(ns.plan) == 4
    QTest.mouseClick(ns.canvas, LEFT, pos=QPoint(5, 5))
    assert tool.asking is not None, "a click beside it does not drop the work"
    QTest.keyClick(tool.asking.name, Qt.Key.Key_Escape)
    assert not ns.bridge.session.history.steps
    ns.use("select")
    assert ns.desk.host.preview is None


def test_only_unassigned_areas(ns: ToolBench) -> None:
    project, scenario = ns.bridge.project, ns.bridge.scenario
    free = np.flatnonzero(inside(ns, RING))[::2]
    ns.bridge.apply(plan_edits.reassign(project, scenario, free, -1))
    ns.desk.host.set_limits(DrawLimits(unassigned=True))
    ns.use("outline")
    draw_outline(ns)
    name_it(ns)
    assert ns.plan.units_of(NEW).tolist() == free.tolist()
    ns.desk.host.set_limits(DrawLimits())


# -- the line
def test_a_line_beside_the_locality_takes_nothing(ns: ToolBench) -> None:
    ns.use("split_line")
    ns.drag([QPoint(2, 2), QPoint(3, 60), QPoint(2, 120)])
    assert "The line takes no areas" in ns.told
    assert not ns.bridge.session.history.steps


def test_the_parted_side_is_named_after_the_locality(ns: ToolBench) -> None:
    ns.use("split_line")
    ns.drag([QPoint(*place) for place in CUT])
    made = ns.plan.locality(NEW)
    assert made is not None
    assert made.name == "Locality 1 2"
    assert ns.desk.focus.target == "L01"
    assert ns.bridge.session.history.steps[-1].label == "Split Locality 1"


def test_a_locked_area_stays_with_the_larger_side(ns: ToolBench) -> None:
    unit = int(np.flatnonzero(cut(ns) == NEW)[0])
    lock_unit(ns, unit)
    ns.use("split_line")
    ns.drag([QPoint(*place) for place in CUT])
    assert ns.labels[unit] == 0
    assert people(ns, ns.labels == NEW) > people(ns, ns.labels == 0), "the other side has no locked area"


# -- merging
def test_two_clicks_merge_and_practices_go_along(ns: ToolBench) -> None:
    way, expected = way_over_border(ns), merged(ns)
    codes = [str(code) for code in ns.bridge.project.area.practices.codes[:3]]
    gone, keep = ns.code(way.giving), ns.code(way.pushing)
    ns.bridge.apply(plan_edits.assign_by_hand(ns.bridge.scenario, codes, gone, label="By hand"))
    ns.use("merge")
    ns.click(way.behind)
    tool = ns.tools["merge"]
    assert isinstance(tool, MergeTool)
    assert tool.chosen == (way.pushing, -1)
    ns.move(way.end)
    assert tool.chosen == (way.pushing, way.giving)
    preview = ns.desk.host.preview
    assert preview is not None
    assert [row.code for row in preview.after] == [keep]
    ns.click(way.end)
    assert ns.labels.tolist() == expected.tolist()
    assert {ns.bridge.scenario.assignment(code).main for code in codes} == {keep}
    assert repr(ns.bridge.live.row(way.pushing)) == repr(preview.after[0])
    ns.bridge.undo()
    assert {ns.bridge.scenario.assignment(code).main for code in codes} == {gone}


def test_a_click_on_nothing_or_on_the_same_one_merges_nothing(ns: ToolBench) -> None:
    way = way_over_border(ns)
    ns.use("merge")
    ns.click(QPoint(2, 2))
    assert "Press on a locality, then drag onto the one that joins it" in ns.told
    ns.click(way.behind)
    ns.click(way.behind)
    ns.key(Qt.Key.Key_Escape)
    ns.move(way.end)
    assert ns.desk.host.preview is None
    assert not ns.bridge.session.history.steps


def test_a_locked_area_keeps_its_whole_locality(ns: ToolBench) -> None:
    way, before = way_over_border(ns), ns.labels
    unit = int(np.flatnonzero(before == way.giving)[0])
    lock_unit(ns, unit)
    ns.use("merge")
    ns.drag([way.behind, way.end])
    assert ns.labels.tolist() == before.tolist()
    assert f"{ns.bridge.project.area.units.names[unit]} is locked." in ns.told
