"""A canvas over a grid of squares for every test of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from PySide6.QtTest import QTest

from tests.ui.map.grid_map import FakeHost, GridMap
from tests.ui.map.ns_plan import RADIUS_M, TARGET, start_labels
from tests.ui.map.tool_driving import ToolBench
from workbench.models.topology import build_topology
from workbench.ui.desk import Desk
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.settings import Settings
from workbench.ui.theme import Appearance, install_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from workbench.models.project import StudyArea
    from workbench.ui.map.tools.base import Units

SIDE = 100.0


@pytest.fixture
def grid_map(qtbot: QtBot) -> GridMap:
    boxes = [
        shapely.box(x * SIDE, y * SIDE, (x + 1) * SIDE, (y + 1) * SIDE) for y in range(4) for x in range(6)
    ]
    geometry = np.array(boxes, dtype=object)
    host = FakeHost(np.full(24, -1, dtype=np.int32))
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    with qtbot.waitExposed(canvas):
        canvas.show()
    points = shapely.get_coordinates(shapely.point_on_surface(geometry))
    canvas.set_units(build_topology(geometry), shapely.bounds(geometry), points, geometry)
    canvas.set_view(canvas.view().fit((0, 0, 600, 400), margin=0))
    canvas.set_brush_radius(10)
    grid = GridMap(canvas, host, geometry)
    grid.sync()

    def committed(units: Units, slot: int) -> None:
        canvas.update_units(units, np.full(len(units), slot, dtype=np.int32))

    host.on_commit = committed
    return grid


@pytest.fixture(scope="module")
def bench(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ToolBench]:
    """One canvas with the tools for all tests of a file; each opens a plan of its own on it."""
    install_theme(qapp, appearance=Appearance.LIGHT, scale=1.0, text_scale=1.0)
    desk = Desk(Settings(tmp_path_factory.mktemp("bench") / "preferences.json"))
    canvas = MapCanvas()
    canvas.resize(1000, 700)
    canvas.show()
    QTest.qWaitForWindowExposed(canvas)
    made = ToolBench(desk, canvas)
    yield made
    canvas.set_tool(None)
    desk.use(None)
    canvas.close()
    canvas.deleteLater()
    desk.deleteLater()


@pytest.fixture
def ns(bench: ToolBench, north_staffordshire_area: StudyArea) -> Iterator[ToolBench]:
    bench.open(north_staffordshire_area, start_labels(north_staffordshire_area), 4, target=TARGET)
    bench.canvas.set_brush_radius(RADIUS_M)
    bench.desk.host.finder.set_kind("msoa")
    yield bench
    bench.rest()


@pytest.fixture
def lad_bench(bench: ToolBench, north_staffordshire_area: StudyArea) -> Iterator[ToolBench]:
    """North Staffordshire with each local authority a locality, and a fourth one without areas."""
    lad = north_staffordshire_area.units.parents["lad"].codes.astype(str)
    bench.open(north_staffordshire_area, np.unique(lad, return_inverse=True)[1].astype(np.int32), 4, target=0)
    yield bench
    bench.rest()
