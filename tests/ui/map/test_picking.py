"""Picking by true geometry."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from workbench.ui.map.picking import UnitPicker


@pytest.fixture
def picker() -> UnitPicker:
    """Ten squares of 100 m in a row, from west to east, and one without geometry."""
    geometry = np.array([*(shapely.box(x, 0, x + 100, 100) for x in range(0, 1000, 100)), None], dtype=object)
    points = np.array([*([x + 50.0, 50.0] for x in range(0, 1000, 100)), [np.nan, np.nan]])
    return UnitPicker(geometry, points)


def test_unit_at(picker: UnitPicker) -> None:
    assert picker.unit_at(250, 50) == 2
    assert picker.unit_at(300, 50) == 2  # on the common border the first of the two
    assert picker.unit_at(250, 101) == -1


def test_disc_and_stroke(picker: UnitPicker) -> None:
    assert picker.units_in_disc(250, 50, 40).tolist() == [2]
    assert picker.units_in_disc(250, 50, 60).tolist() == [1, 2, 3]
    assert picker.units_in_disc(250, 130, 40).tolist() == [2]
    assert picker.units_along(((50, 50), (950, 50)), 1).tolist() == list(range(10))
    assert picker.units_along(((50, 110), (450, 110)), 5).tolist() == []
    assert picker.units_along(((50, 50), (50, 50)), 0).tolist() == [0]


def test_box_and_outline_take_representative_points(picker: UnitPicker) -> None:
    assert picker.units_in_box(40, 40, 260, 60).tolist() == [0, 1, 2]
    assert picker.units_in_box(60, 0, 140, 100).tolist() == []
    triangle = np.array([[0.0, 0.0], [400.0, 0.0], [0.0, 130.0]])
    assert picker.units_in_polygon(triangle).tolist() == [0, 1]
    bow_tie = np.array([[0.0, 0.0], [300.0, 100.0], [300.0, 0.0], [0.0, 100.0]])
    assert picker.units_in_polygon(bow_tie).tolist() == [0, 2]
    assert picker.units_in_polygon(triangle[:2]).tolist() == []


def test_touching_takes_whatever_meets_the_shape(picker: UnitPicker) -> None:
    assert picker.units_in_box(60, 10, 140, 40, touching=True).tolist() == [0, 1]
    assert picker.units_in_box(60, 10, 60, 40, touching=True).tolist() == [0]
    assert picker.units_in_box(60, 110, 140, 140, touching=True).tolist() == []
    triangle = np.array([[0.0, 0.0], [400.0, 0.0], [0.0, 130.0]])
    assert picker.units_in_polygon(triangle, touching=True).tolist() == [0, 1, 2, 3, 4]
    assert picker.units_in_polygon(triangle[:2], touching=True).tolist() == []


def test_a_lasso_that_runs_over_its_own_start_loses_nothing(picker: UnitPicker) -> None:
    once = np.array([[10.0, 10.0], [990.0, 10.0], [990.0, 90.0], [10.0, 90.0]])
    over = np.array([[700.0, 5.0], [700.0, 95.0]])  # past the start again, so that a part is gone round twice
    assert picker.units_in_polygon(np.vstack([once, [[10.0, 10.0]], over])).tolist() == list(range(10))
    line = np.array([[10.0, 50.0], [500.0, 50.0], [900.0, 50.0]])
    assert picker.units_in_polygon(line).tolist() == []
