"""Pushing a border on North Staffordshire: there and back, slowly and at once, with an area locked."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from tests.ui.map.plain_geometry import lock_unit, passed, pushed, way_over_border
from tests.ui.map.tool_driving import LEFT, ToolBench
from workbench.ui.map.tools.border import BorderTool

pytestmark = pytest.mark.real_data


def test_dragging_back_takes_areas_back(lad_bench: ToolBench) -> None:
    way, before = way_over_border(lad_bench), lad_bench.labels
    lad_bench.use("border")
    lad_bench.drag([way.start, way.end, way.half], release=False)
    half = before.copy()
    half[passed(lad_bench, way.start, way.half) & (before == way.giving)] = way.pushing
    assert lad_bench.canvas.labels().tolist() == half.tolist()
    lad_bench.move(way.start, LEFT)
    assert lad_bench.canvas.labels().tolist() == before.tolist()
    lad_bench.move(way.behind, LEFT)
    other = before.copy()
    other[passed(lad_bench, way.start, way.behind) & (before == way.pushing)] = way.giving
    assert lad_bench.canvas.labels().tolist() == other.tolist(), "beyond the border the other side pushes"
    lad_bench.move(way.start, LEFT)
    lad_bench.release(way.start)
    assert lad_bench.labels.tolist() == before.tolist()
    assert not lad_bench.bridge.session.history.steps


def test_slow_and_fast_pushes_pass_the_same_areas(lad_bench: ToolBench) -> None:
    way = way_over_border(lad_bench)
    lad_bench.use("border")
    steps = [way.start + (way.end - way.start) * at / 60 for at in range(61)]
    lad_bench.drag(steps, release=False)
    assert lad_bench.canvas.labels().tolist() == pushed(lad_bench).tolist()
    lad_bench.key(Qt.Key.Key_Escape)


def test_a_border_shows_under_the_pointer_and_only_there(lad_bench: ToolBench) -> None:
    way = way_over_border(lad_bench)
    tool = lad_bench.tools["border"]
    assert isinstance(tool, BorderTool)
    lad_bench.use("border")
    lad_bench.move(way.start)
    assert tool.area(lad_bench.canvas.view()) is not None
    lad_bench.move(way.end)
    assert tool.area(lad_bench.canvas.view()) is None
    lad_bench.drag([way.end, way.start])
    assert "Press on the border of two localities, then push it" in lad_bench.told
    assert not lad_bench.bridge.session.history.steps


def test_a_locked_area_is_left_out_of_a_push(lad_bench: ToolBench) -> None:
    way, expected, before = way_over_border(lad_bench), pushed(lad_bench), lad_bench.labels
    unit = int(np.flatnonzero(expected != before)[1])
    lock_unit(lad_bench, unit)
    expected[unit] = before[unit]
    lad_bench.use("border")
    lad_bench.drag([way.start, way.end])
    assert lad_bench.labels.tolist() == expected.tolist()
    name = lad_bench.bridge.project.area.units.names[unit]
    assert f"{name} is locked." in lad_bench.told
