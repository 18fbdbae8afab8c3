"""The id array against shapely at the centre of every pixel, in views of all kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.models.topology import build_topology
from workbench.ui.map.raster import Rasteriser
from workbench.ui.map.view import MapView

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def at_centres(geometry: NDArray[np.object_], view: MapView) -> NDArray[np.int32]:
    """Ask shapely which polygon holds each pixel's centre."""
    columns, rows = np.meshgrid(np.arange(view.width) + 0.5, np.arange(view.height) + 0.5)
    points = shapely.points(view.left + columns.ravel() / view.scale, view.top - rows.ravel() / view.scale)
    pixel, unit = shapely.STRtree(geometry).query(points, predicate="intersects")
    ids = np.zeros(view.width * view.height, dtype=np.int32)
    ids[pixel] = unit + 1
    return ids.reshape(view.height, view.width)


def agreement(geometry: NDArray[np.object_], view: MapView, *, visible_only: bool = False) -> float:
    """Give the share of pixels on which both agree."""
    units = None
    if visible_only:
        box = shapely.box(*view.bounds)
        units = np.flatnonzero(shapely.intersects(shapely.envelope(geometry), box))
    runs = Rasteriser(build_topology(geometry)).render(
        left=view.left, top=view.top, scale=view.scale, width=view.width, height=view.height, units=units
    )
    found = runs.ids()
    return float((found == at_centres(geometry, view)).mean())


def voronoi(count: int, seed: int) -> NDArray[np.object_]:
    """Cut a ragged disc with a hole into random cells, wide and narrow."""
    rng = np.random.default_rng(seed)
    points = shapely.multipoints(rng.normal(0, 900, (count, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=shapely.box(-4e3, -4e3, 4e3, 4e3)))
    land = shapely.difference(shapely.Point(0, 0).buffer(2500), shapely.Point(300, 200).buffer(400))
    return np.array([cell for cell in shapely.intersection(cells, land) if not cell.is_empty], dtype=object)


def test_four_squares() -> None:
    geometry = np.array([shapely.box(x, y, x + 2, y + 2) for y in (0, 2) for x in (0, 2)], dtype=object)
    ids = Rasteriser(build_topology(geometry)).render(left=-1, top=5, scale=1, width=6, height=6).ids()
    assert ids.tolist() == [
        [0, 0, 0, 0, 0, 0],
        [0, 3, 3, 4, 4, 0],
        [0, 3, 3, 4, 4, 0],
        [0, 1, 1, 2, 2, 0],
        [0, 1, 1, 2, 2, 0],
        [0, 0, 0, 0, 0, 0],
    ]


@settings(max_examples=25, deadline=None)
@given(
    count=st.integers(20, 300),
    seed=st.integers(0, 10_000),
    scale=st.floats(0.01, 1.0),
    x=st.floats(-2500, 2500),
    y=st.floats(-2500, 2500),
    visible_only=st.booleans(),
)
def test_random_views(*, count: int, seed: int, scale: float, x: float, y: float, visible_only: bool) -> None:
    geometry = voronoi(count, seed)
    assert agreement(geometry, MapView(scale, x, y, 160, 120), visible_only=visible_only) >= 0.999


@pytest.mark.parametrize("zoom", [1, 7, 60])
def test_north_staffordshire(data_dir: Path, zoom: float) -> None:
    frame = geopandas.read_file(data_dir / "north_staffordshire" / "lsoa.gpkg", columns=[])
    geometry = np.asarray(frame.geometry.values, dtype=object)
    west, south, east, north = frame.total_bounds.tolist()
    view = MapView(1, 0, 0, 500, 400).fit((west, south, east, north)).centred(388000, 347000)
    assert agreement(geometry, view.zoomed_at((250, 200), zoom)) >= 0.999


def test_nothing_and_too_much() -> None:
    raster = Rasteriser(build_topology(np.array([None, shapely.Polygon()], dtype=object)))
    assert not raster.render(left=0, top=9, scale=1, width=5, height=4).ids().any()
    with pytest.raises(ValueError, match="too large"):
        raster.render(left=0, top=9, scale=1, width=5, height=10_000)
