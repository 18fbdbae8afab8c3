"""The next area in a direction: by neighbour, never back and forth, over gaps to the nearest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.grids import grid_area
from workbench.io.readers.units import read_units
from workbench.models.adjacency import Adjacency
from workbench.models.topology import build_topology
from workbench.ui.keyboard.stepping import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Way,
    line_of,
    neighbours_with_links,
    next_unit,
)

WAYS = (LEFT, RIGHT, UP, DOWN)
NO_LINKS = np.empty((0, 2), dtype=np.int32)


def walk(points: np.ndarray, around: list[np.ndarray], unit: int, way: Way, steps: int = 1000) -> list[int]:
    """Where presses of one key lead to, the start first."""
    trail, line = [unit], line_of(points, unit, way)
    for _ in range(steps):
        found = next_unit(points, around[trail[-1]], trail[-1], way, line)
        if found == trail[-1]:
            break
        trail.append(found)
    return trail


def test_on_a_grid_each_arrow_goes_to_the_square_beside() -> None:
    area = grid_area()
    points = area.units.points
    around = [neighbours_with_links(area.adjacency, NO_LINKS, unit) for unit in range(12)]
    assert walk(points, around, 0, RIGHT) == [0, 1, 2, 3]
    assert walk(points, around, 3, UP) == [3, 7, 11]
    assert walk(points, around, 11, LEFT) == [11, 10, 9, 8]
    assert walk(points, around, 8, DOWN) == [8, 4, 0]
    assert walk(points, around, 3, RIGHT) == [3]


def test_over_a_gap_the_nearest_area_of_the_quadrant_is_taken() -> None:
    points = np.array([(0.0, 0.0), (10.0, 1.0), (14.0, 0.0), (3.0, 9.0)])
    nobody = np.empty(0, dtype=np.int64)
    assert next_unit(points, nobody, 0, RIGHT) == 1
    assert next_unit(points, nobody, 0, UP) == 3
    assert next_unit(points, nobody, 0, LEFT) == 0


def test_a_linked_area_counts_as_a_neighbour() -> None:
    area = grid_area()
    links = np.array([[0, 11]], dtype=np.int32)
    assert 11 in neighbours_with_links(area.adjacency, links, 0)
    assert 0 in neighbours_with_links(area.adjacency, links, 11)
    assert 11 not in neighbours_with_links(area.adjacency, links, 5)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=25, unique=True),
       st.sampled_from(WAYS), st.data())  # fmt: skip
def test_presses_of_one_key_never_come_back(
    places: list[tuple[int, int]], way: Way, data: st.DataObject
) -> None:
    points = np.array(places, dtype=np.float64)
    around = [
        np.array(sorted(data.draw(st.sets(st.integers(0, len(places) - 1))) - {unit}), dtype=np.int64)
        for unit in range(len(places))
    ]
    trail = walk(points, around, 0, way)
    assert len(set(trail)) == len(trail)
    assert len(trail) <= len(places)


@pytest.mark.real_data
def test_arrows_reach_every_area_of_north_staffordshire(data_dir: Path) -> None:
    table = read_units([data_dir / "north_staffordshire" / "lsoa.gpkg"]).units
    borders = build_topology(table.geometry)
    adjacency = Adjacency(len(table), borders.pairs, borders.shared_m)
    around = [neighbours_with_links(adjacency, NO_LINKS, unit) for unit in range(len(table))]
    onward = [
        {next_unit(table.points, around[unit], unit, way) for way in WAYS} for unit in range(len(table))
    ]
    reached, front = {0}, [0]
    while front:
        for unit in onward[front.pop()] - reached:
            reached.add(unit)
            front.append(unit)
    assert len(reached) == len(table)
