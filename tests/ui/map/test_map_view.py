"""The three spaces of the map: metres, logical pixels, device pixels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ui.map.view import MapView

views = st.builds(
    MapView,
    scale=st.floats(0.001, 20),
    centre_x=st.floats(0, 700_000),
    centre_y=st.floats(0, 1_300_000),
    width=st.integers(1, 4000),
    height=st.integers(1, 3000),
    ratio=st.sampled_from([1.0, 1.25, 1.5, 2.0]),
)
offsets = st.floats(-500, 2500)


def test_a_metre_in_the_middle() -> None:
    view = MapView(scale=2.0, centre_x=1000, centre_y=500, width=400, height=200, ratio=2.0)
    assert view.to_device(1000, 500) == pytest.approx((200, 100))
    assert view.to_screen(1010, 510) == pytest.approx((110, 40))
    assert view.to_map(110, 40) == pytest.approx((1010, 510))
    assert view.bounds == pytest.approx((900, 450, 1100, 550))
    assert view.metres_per_pixel == pytest.approx(1.0)


def test_fit_takes_the_tighter_side() -> None:
    view = MapView(1.0, 0, 0, 400, 200).fit((0, 0, 100, 100), margin=0)
    assert (view.scale, view.centre_x, view.centre_y) == (2.0, 50, 50)


@given(views, offsets, offsets)
def test_there_and_back(view: MapView, x: float, y: float) -> None:
    assert view.to_screen(*view.to_map(x, y)) == pytest.approx((x, y), abs=1e-4)


@given(views, offsets, offsets, st.floats(0.2, 5))
def test_zoom_keeps_the_place_under_the_cursor(view: MapView, x: float, y: float, factor: float) -> None:
    before = view.to_map(x, y)
    after = view.zoomed_at((x, y), factor)
    assert after.scale == pytest.approx(view.scale * factor)
    assert after.to_map(x, y) == pytest.approx(before, rel=1e-9, abs=1e-4 / view.scale)


@given(views, st.integers(-300, 300), st.integers(-300, 300))
def test_pan_moves_whole_device_pixels(view: MapView, right: int, down: int) -> None:
    place = view.to_map(0, 0)
    column, row = view.panned(right, down).to_device(*place)
    assert column == pytest.approx(round(right * view.ratio), abs=1e-3)
    assert row == pytest.approx(round(down * view.ratio), abs=1e-3)


def test_resize_keeps_the_apparent_size() -> None:
    view = MapView(1.0, 10, 20, 100, 100).resized(width=400, height=300, ratio=2.0)
    assert view == MapView(2.0, 10, 20, 400, 300, 2.0)
