"""Each tool for whole localities on North Staffordshire: the plan unit by unit against plain geometry.

The plan: each local authority is a locality, and the fourth locality has no areas.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.map.plain_geometry import inside, lock_unit, people, pushed, shapes, way_over_border
from tests.ui.map.tool_driving import LEFT, ToolBench
from workbench.metrics.figures_json import figures_json
from workbench.session import plan_edits
from workbench.session.live_figures import LiveFigures
from workbench.ui.draw_limits import DrawLimits
from workbench.ui.map.tools.merge import MergeTool
from workbench.ui.map.tools.outline import OutlineTool

pytestmark = pytest.mark.real_data

HELD = LEFT
NEW = 4
"""Slot of a locality that is made."""
RING = ((350, 260), (520, 230), (640, 330), (610, 470), (480, 520), (380, 430))
"""Pixels around a part of the map that lies in several localities."""
CUT = ((120, 520), (500, 400), (880, 200))
"""Pixels of a line across the whole map."""


def dropped(bench: ToolBench) -> bool:
    """No stroke is shown any more."""
    return bench.desk.host.preview is None


def same_figures(bench: ToolBench) -> None:
    """The running figures are those worked out anew."""
    scenario = bench.bridge.scenario
    fresh = LiveFigures(bench.bridge.project.area, scenario)
    assert figures_json(bench.bridge.live.figures()) == figures_json(fresh.figures())


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


def test_plan_unit_by_unit_then_undo_and_redo(lad_bench: ToolBench, case: Case) -> None:
    before, expected = lad_bench.labels, case.expected(lad_bench)
    assert 3 < (expected != before).sum() < len(before)
    lad_bench.use(case.tool)
    case.act(lad_bench)
    assert lad_bench.canvas.labels().tolist() == expected.tolist(), "the map shows it before it is done"
    assert lad_bench.labels.tolist() == before.tolist(), "and nothing is done yet"
    preview = lad_bench.desk.host.preview
    assert preview is not None
    case.finish(lad_bench)
    assert lad_bench.labels.tolist() == expected.tolist()
    rows = {row.code: row for row in lad_bench.bridge.live.figures().localities}
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
    same_figures(lad_bench)
    assert len(lad_bench.bridge.session.history.steps) == 1
    lad_bench.bridge.undo()
    assert lad_bench.labels.tolist() == before.tolist()
    assert len(lad_bench.plan) == 4
    same_figures(lad_bench)
    lad_bench.bridge.redo()
    assert lad_bench.labels.tolist() == expected.tolist()
    same_figures(lad_bench)


def test_esc_halfway_leaves_nothing(lad_bench: ToolBench, case: Case) -> None:
    before = lad_bench.labels
    lad_bench.use(case.tool)
    case.act(lad_bench)
    assert lad_bench.desk.host.preview is not None
    lad_bench.key(Qt.Key.Key_Escape)
    assert lad_bench.canvas.labels().tolist() == before.tolist()
    assert dropped(lad_bench)
    let_go(lad_bench)
    assert (lad_bench.labels.tolist(), len(lad_bench.plan)) == (before.tolist(), 4)
    assert not lad_bench.bridge.session.history.steps


def test_a_locked_locality_keeps_its_areas_and_says_so(lad_bench: ToolBench, case: Case) -> None:
    slot = case.gives(lad_bench)
    expected = case.expected(lad_bench)
    before = lad_bench.labels
    lad_bench.lock(slot)
    expected[before == slot] = slot
    lad_bench.use(case.tool)
    case.act(lad_bench)
    assert lad_bench.canvas.labels().tolist() == expected.tolist()
    if (expected != before).any():
        case.finish(lad_bench)
    else:
        let_go(lad_bench)
    assert lad_bench.labels.tolist() == expected.tolist()
    assert f"Locality {slot + 1} is locked." in lad_bench.told
    same_figures(lad_bench)


# -- the outline
def test_the_outline_takes_its_name_and_is_in_hand(lad_bench: ToolBench) -> None:
    lad_bench.use("outline")
    draw_outline(lad_bench)
    name_it(lad_bench)
    made = lad_bench.plan.locality(NEW)
    assert made is not None
    assert (made.name, made.number) == ("Shelton", 5)
    assert lad_bench.desk.focus.target == made.code
    around = {
        lad_bench.plan.labels[other]
        for unit in lad_bench.plan.units_of(NEW)
        for other in lad_bench.bridge.project.area.adjacency.of(int(unit))
    } - {NEW}
    assert all(
        made.colour != locality.colour for slot in around if (locality := lad_bench.plan.locality(int(slot)))
    )


def test_a_name_in_use_is_asked_again(lad_bench: ToolBench) -> None:
    tool = lad_bench.tools["outline"]
    assert isinstance(tool, OutlineTool)
    lad_bench.use("outline")
    draw_outline(lad_bench)
    assert tool.asking is not None
    tool.asking.name.setText("locality 2")
    QTest.keyClick(tool.asking.name, Qt.Key.Key_Return)
    assert tool.asking is not None
    assert lad_bench.desk.host.preview is not None
    assert len(lad_bench.plan) == 4
    QTest.mouseClick(lad_bench.canvas, LEFT, pos=QPoint(5, 5))
    assert tool.asking is not None, "a click beside it does not drop the work"
    QTest.keyClick(tool.asking.name, Qt.Key.Key_Escape)
    assert not lad_bench.bridge.session.history.steps
    lad_bench.use("select")
    assert lad_bench.desk.host.preview is None


def test_only_unassigned_areas(lad_bench: ToolBench) -> None:
    project, scenario = lad_bench.bridge.project, lad_bench.bridge.scenario
    free = np.flatnonzero(inside(lad_bench, RING))[::2]
    lad_bench.bridge.apply(plan_edits.reassign(project, scenario, free, -1))
    lad_bench.desk.host.set_limits(DrawLimits(unassigned=True))
    lad_bench.use("outline")
    draw_outline(lad_bench)
    name_it(lad_bench)
    assert lad_bench.plan.units_of(NEW).tolist() == free.tolist()
    lad_bench.desk.host.set_limits(DrawLimits())


# -- the line
def test_a_line_beside_the_locality_takes_nothing(lad_bench: ToolBench) -> None:
    lad_bench.use("split_line")
    lad_bench.drag([QPoint(2, 2), QPoint(3, 60), QPoint(2, 120)])
    assert "The line takes no areas" in lad_bench.told
    assert not lad_bench.bridge.session.history.steps


def test_the_parted_side_is_named_after_the_locality(lad_bench: ToolBench) -> None:
    lad_bench.use("split_line")
    lad_bench.drag([QPoint(*place) for place in CUT])
    made = lad_bench.plan.locality(NEW)
    assert made is not None
    assert made.name == "Locality 1 2"
    assert lad_bench.desk.focus.target == "L01"
    assert lad_bench.bridge.session.history.steps[-1].label == "Split Locality 1"


def test_a_locked_area_stays_with_the_larger_side(lad_bench: ToolBench) -> None:
    unit = int(np.flatnonzero(cut(lad_bench) == NEW)[0])
    lock_unit(lad_bench, unit)
    lad_bench.use("split_line")
    lad_bench.drag([QPoint(*place) for place in CUT])
    assert lad_bench.labels[unit] == 0
    assert people(lad_bench, lad_bench.labels == NEW) > people(lad_bench, lad_bench.labels == 0), (
        "the other side has no locked area"
    )


# -- merging
def test_two_clicks_merge_and_practices_go_along(lad_bench: ToolBench) -> None:
    way, expected = way_over_border(lad_bench), merged(lad_bench)
    codes = [str(code) for code in lad_bench.bridge.project.area.practices.codes[:3]]
    gone, keep = lad_bench.code(way.giving), lad_bench.code(way.pushing)
    lad_bench.bridge.apply(plan_edits.assign_by_hand(lad_bench.bridge.scenario, codes, gone, label="By hand"))
    lad_bench.use("merge")
    lad_bench.click(way.behind)
    tool = lad_bench.tools["merge"]
    assert isinstance(tool, MergeTool)
    assert tool.chosen == (way.pushing, -1)
    lad_bench.move(way.end)
    assert tool.chosen == (way.pushing, way.giving)
    preview = lad_bench.desk.host.preview
    assert preview is not None
    assert [row.code for row in preview.after] == [keep]
    lad_bench.click(way.end)
    assert lad_bench.labels.tolist() == expected.tolist()
    assert {lad_bench.bridge.scenario.assignment(code).main for code in codes} == {keep}
    assert repr(lad_bench.bridge.live.row(way.pushing)) == repr(preview.after[0])
    lad_bench.bridge.undo()
    assert {lad_bench.bridge.scenario.assignment(code).main for code in codes} == {gone}


def test_a_click_on_nothing_or_on_the_same_one_merges_nothing(lad_bench: ToolBench) -> None:
    way = way_over_border(lad_bench)
    lad_bench.use("merge")
    lad_bench.click(QPoint(2, 2))
    assert "Press on a locality, then drag onto the one that joins it" in lad_bench.told
    lad_bench.click(way.behind)
    lad_bench.click(way.behind)
    lad_bench.key(Qt.Key.Key_Escape)
    lad_bench.move(way.end)
    assert lad_bench.desk.host.preview is None
    assert not lad_bench.bridge.session.history.steps


def test_undo_between_two_clicks_is_no_trouble(lad_bench: ToolBench) -> None:
    way = way_over_border(lad_bench)
    lad_bench.use("merge")
    lad_bench.click(way.behind)
    lad_bench.move(way.end)
    lad_bench.lock(way.giving)
    lad_bench.click(way.end)
    assert len(lad_bench.plan) == 4
    assert f"Locality {way.giving + 1} is locked." in lad_bench.told


def test_a_locked_area_keeps_its_whole_locality(lad_bench: ToolBench) -> None:
    way, before = way_over_border(lad_bench), lad_bench.labels
    unit = int(np.flatnonzero(before == way.giving)[0])
    lock_unit(lad_bench, unit)
    lad_bench.use("merge")
    lad_bench.drag([way.behind, way.end])
    assert lad_bench.labels.tolist() == before.tolist()
    assert f"{lad_bench.bridge.project.area.units.names[unit]} is locked." in lad_bench.told
