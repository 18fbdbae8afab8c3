"""Each tool for areas on North Staffordshire: the plan unit by unit against plain geometry.

The plan: each local authority is a locality, a round hole in the middle of Stoke-on-Trent is unassigned, and
the locality in hand is empty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt

from tests.ui.map.ns_plan import RADIUS_M, TARGET, Mask, hole, inner_points, shapes
from tests.ui.map.tool_driving import CTRL, LEFT, NO_KEY, RIGHT, SHIFT, ToolBench
from workbench.ui.draw_limits import DrawLimits

pytestmark = pytest.mark.real_data

WAY = ((300, 250), (420, 320), (560, 400), (600, 520))
"""Pixels of a way through the middle of the map; at its end lies Stoke-on-Trent."""
RING = ((350, 260), (520, 230), (640, 330), (610, 470), (480, 520), (380, 430))
"""Pixels around a part of the map."""


def pixels(places: tuple[tuple[int, int], ...]) -> list[QPoint]:
    return [QPoint(*place) for place in places]


# -- what plain geometry says
def line(bench: ToolBench, places: tuple[tuple[int, int], ...]) -> shapely.LineString:
    return shapely.LineString([bench.metres(point) for point in pixels(places)])


def ring(bench: ToolBench) -> shapely.Polygon:
    return shapely.Polygon([bench.metres(point) for point in pixels(RING)])


def frame(bench: ToolBench) -> shapely.Polygon:
    (x0, y0), (x1, y1) = (bench.metres(point) for point in pixels((WAY[0], WAY[-1])))
    return shapely.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def along_way(bench: ToolBench) -> Mask:
    return shapely.distance(shapes(bench), line(bench, WAY)) <= RADIUS_M


def msoas_on_way(bench: ToolBench) -> Mask:
    names = np.array([str(name)[:-1] for name in bench.bridge.project.area.units.names])
    return np.isin(names, names[shapely.intersects(shapes(bench), line(bench, WAY))])


def unit_under(bench: ToolBench, place: tuple[int, int]) -> Mask:
    return shapely.contains_xy(shapes(bench), *bench.metres(QPoint(*place)))


# -- what the person does
def by_drag(bench: ToolBench, *, release: bool) -> None:
    bench.drag(list(pixels(WAY)), release=release)


def by_click(bench: ToolBench, *, release: bool) -> None:
    bench.drag([QPoint(*WAY[2])], release=release)


def by_box(bench: ToolBench, *, release: bool) -> None:
    bench.drag(list(pixels((WAY[0], (500, 300), WAY[-1]))), release=release)
    assign(bench, when=release)


def by_ring(bench: ToolBench, *, release: bool) -> None:
    bench.drag(list(pixels(RING)), release=release)
    assign(bench, when=release)


def by_corners(bench: ToolBench, *, release: bool) -> None:
    for corner in pixels(RING[:-1]):
        bench.click(corner)
        bench.move(corner + QPoint(20, 10))
    bench.click(QPoint(100, 100))
    bench.key(Qt.Key.Key_Backspace)
    bench.click(QPoint(*RING[-1]))
    if release:
        bench.double_click(QPoint(*RING[-1]) + QPoint(1, 0))
        assign(bench, when=True)


def by_selecting(bench: ToolBench, *, release: bool) -> None:
    for place, keys in ((WAY[0], NO_KEY), (WAY[1], SHIFT), (WAY[2], SHIFT), (WAY[0], CTRL)):
        bench.click(QPoint(*place), keys)
    assign(bench, when=release)


def in_hole(bench: ToolBench, *, release: bool) -> None:
    unit = int(np.flatnonzero(hole(bench))[0])
    bench.move(unit)
    bench.drag([unit], release=release)


def assign(bench: ToolBench, *, when: bool) -> None:
    """Give what is selected to the locality in hand, as Ctrl+Enter does."""
    if when:
        bench.draw.assign_selection()


@dataclass(frozen=True)
class Story:
    """A tool, what is done with it, which units plain geometry expects it to take, and where they go."""

    tool: str
    act: Callable[..., None]
    expected: Callable[[ToolBench], Mask]
    slot: int = TARGET
    touching: bool = False


STORIES = {
    "brush": Story("brush", by_drag, along_way),
    "eraser": Story("eraser", by_drag, along_way, slot=-1),
    "click": Story("click", by_click, lambda bench: unit_under(bench, WAY[2])),
    "fill": Story("fill", in_hole, hole),
    "bigger area": Story("bigger_area", by_drag, msoas_on_way),
    "box": Story("box", by_box, lambda bench: shapely.contains(frame(bench), inner_points(bench))),
    "box touching": Story(
        "box", by_box, lambda bench: shapely.intersects(frame(bench), shapes(bench)), touching=True
    ),
    "lasso": Story("lasso", by_ring, lambda bench: shapely.contains(ring(bench), inner_points(bench))),
    "lasso touching": Story(
        "lasso", by_ring, lambda bench: shapely.intersects(ring(bench), shapes(bench)), touching=True
    ),
    "polygon": Story("polygon", by_corners, lambda bench: shapely.contains(ring(bench), inner_points(bench))),
    "select": Story(
        "select", by_selecting, lambda bench: unit_under(bench, WAY[1]) | unit_under(bench, WAY[2])
    ),
}


@pytest.fixture(params=list(STORIES))
def story(request: pytest.FixtureRequest, ns: ToolBench) -> Story:
    chosen = STORIES[request.param]
    ns.desk.host.finder.set_touching(chosen.touching)
    ns.use(chosen.tool)
    return chosen


def after(bench: ToolBench, story: Story, before: NDArray[np.int32]) -> NDArray[np.int32]:
    """The plan as it should be, with what is locked left as it was."""
    locked = [bench.plan.slot(one.code) for one in bench.plan if one.locked]
    taken = story.expected(bench) & ~np.isin(before, locked)
    assert taken.any()
    return np.where(taken, story.slot, before)


def test_the_plan_is_what_geometry_says_undone_and_redone(ns: ToolBench, story: Story) -> None:
    before = ns.labels
    expected = after(ns, story, before)
    assert (expected != before).sum() >= (2 if story.tool != "click" else 1)
    story.act(ns, release=True)
    assert ns.labels.tolist() == expected.tolist()
    assert ns.canvas.labels().tolist() == expected.tolist()
    assert ns.bridge.session.history.position == 1
    ns.bridge.undo()
    assert ns.labels.tolist() == ns.canvas.labels().tolist() == before.tolist()
    ns.bridge.redo()
    assert ns.labels.tolist() == ns.canvas.labels().tolist() == expected.tolist()


def test_a_locked_locality_in_the_way_keeps_its_areas(ns: ToolBench, story: Story) -> None:
    before = ns.labels
    found = story.expected(ns)
    crossed = before[found][before[found] >= 0]
    slot = int(np.bincount(crossed).argmax()) if len(crossed) else TARGET
    ns.lock(slot)
    expected = before if story.tool == "click" or slot == TARGET else after(ns, story, before)
    story.act(ns, release=True)
    assert ns.labels.tolist() == expected.tolist() == ns.canvas.labels().tolist()
    assert (ns.labels == slot).sum() == (before == slot).sum()
    assert any(words.endswith("is locked.") for words in ns.told)


def test_escape_halfway_changes_nothing(ns: ToolBench, story: Story) -> None:
    before = ns.labels
    story.act(ns, release=False)
    if story.tool != "select":  # a click selects at once; its effect on the plan waits for Enter
        assert ns.canvas.tool() is not None
        ns.key(Qt.Key.Key_Escape)
        ns.release(QPoint(*WAY[-1]))
        assert not len(ns.desk.focus.selection)
    assert ns.labels.tolist() == before.tolist() == ns.canvas.labels().tolist()
    assert ns.bridge.session.history.position == 0
    assert ns.desk.host.preview is None


@pytest.mark.parametrize("name", ["brush", "eraser", "click", "fill", "bigger area"])
def test_the_effect_is_shown_before_the_button_is_let_go(ns: ToolBench, name: str) -> None:
    story, before = STORIES[name], ns.labels
    ns.use(story.tool)
    expected = after(ns, story, before)
    story.act(ns, release=False)
    assert ns.canvas.labels().tolist() == expected.tolist()
    assert ns.labels.tolist() == before.tolist()
    preview = ns.desk.host.preview
    assert preview is not None
    assert sorted(preview.units.tolist()) == np.flatnonzero(expected != before).tolist()
    ns.release(ns.last)
    figures = {row.code: row for row in ns.bridge.live.figures().localities}
    assert [figures[row.code] for row in preview.after] == list(preview.after)


@pytest.mark.parametrize("tool", ["brush", "bigger_area"])
def test_a_fast_stroke_skips_no_unit_that_it_crosses(ns: ToolBench, tool: str) -> None:
    ns.use(tool)
    places = ((300, 300), (700, 300))  # two mouse events, 400 px apart
    crossed = shapely.intersects(shapes(ns), line(ns, places))
    assert crossed.sum() > 8
    ns.drag(list(pixels(places)))
    assert (ns.labels[crossed] == TARGET).all()


@pytest.mark.parametrize("tool", ["brush", "click", "bigger_area"])
def test_the_right_button_gives_back(ns: ToolBench, tool: str) -> None:
    """From a place of Stoke to one of the locality in hand: Stoke has it then, and no other unit moves."""
    stoke = int(np.bincount(ns.labels[ns.labels >= 0]).argmax())
    away, own = (int(unit) for unit in np.flatnonzero(ns.labels == stoke)[[0, 5]])
    ns.use("click")
    ns.click(own)
    before = ns.labels
    assert before[own] == TARGET
    ns.use(tool)
    ns.drag([away, ns.at(away) + QPoint(12, 0), own], RIGHT)
    assert (before != ns.labels).nonzero()[0].tolist() == [own]
    assert ns.labels[own] == stoke


@pytest.mark.parametrize("tool", ["brush", "eraser", "click", "fill", "bigger_area", "box"])
def test_limits_of_drawing_hold_for_every_tool(ns: ToolBench, tool: str) -> None:
    story = STORIES[tool.replace("_", " ")]
    ns.use(tool)
    before = ns.labels
    outside = next(slot for slot in range(TARGET) if not (before[story.expected(ns)] == slot).all())
    ns.desk.host.set_limits(DrawLimits(scenario="s-1", source=ns.code(outside)))
    story.act(ns, release=True)
    changed = before != ns.labels
    assert (before[changed] == outside).all()
    assert changed.tolist() == (story.expected(ns) & (before == outside)).tolist()
    ns.desk.host.set_limits(DrawLimits())


def test_brush_radius_follows_wheel_and_keys(ns: ToolBench) -> None:
    ns.use("brush")
    before = ns.canvas.brush_radius_m
    ns.key(Qt.Key.Key_BracketRight)
    assert ns.canvas.brush_radius_m == pytest.approx(before * 1.15)
    ns.wheel(QPoint(500, 350), -120, CTRL)
    assert ns.canvas.brush_radius_m == pytest.approx(before)
    ns.key(Qt.Key.Key_BracketLeft)
    assert ns.canvas.brush_radius_m == pytest.approx(before / 1.15)


def test_shift_adds_and_ctrl_removes_with_every_shape(ns: ToolBench) -> None:
    first, second = ((300, 300), (500, 450)), ((400, 350), (600, 500))
    for keys, way in ((NO_KEY, first), (SHIFT, second), (CTRL, first)):
        ns.use("box")
        ns.drag(list(pixels(way)), LEFT, keys)
    boxes = [shapely.box(*bench_box(ns, way)) for way in (first, second)]
    inside = [shapely.contains(box, inner_points(ns)) for box in boxes]
    assert ns.desk.focus.selection.tolist() == np.flatnonzero(inside[1] & ~inside[0]).tolist()


@pytest.mark.parametrize("tool", ["box", "lasso"])
def test_a_click_with_a_shape_selects_the_one_area(ns: ToolBench, tool: str) -> None:
    ns.use(tool)
    ns.click(20)
    ns.click(40, SHIFT)
    assert ns.desk.focus.selection.tolist() == [20, 40]
    ns.click(QPoint(3, 3))  # beside the map
    assert not len(ns.desk.focus.selection)


def bench_box(bench: ToolBench, way: tuple[tuple[int, int], tuple[int, int]]) -> tuple[float, ...]:
    (x0, y0), (x1, y1) = (bench.metres(point) for point in pixels(way))
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
