"""A canvas over a grid of squares for every test of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from tests.ui.map.grid_map import FakeHost, GridMap
from workbench.models.topology import build_topology
from workbench.ui.map.canvas import MapCanvas

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

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
