"""Labels stand inside their localities, apart from each other; leader lines are short and cross nothing."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import shapely

from tests.io.workbooks.hostile import hostile_session, plain_session
from workbench.io.maps.labels import Labelling, place_labels
from workbench.io.maps.page_grid import CELL, PageGrid, draw_grid
from workbench.io.maps.paths import polygon_paths
from workbench.io.maps.places import INSIDE, LONGEST_LEADER, Place
from workbench.metrics.figures import LocalityFigures
from workbench.models.rules import BandStatus

NO_DOTS = np.zeros((0, 3))


def figures_of(number: int, name: str) -> LocalityFigures:
    """A locality in its band, with 7,000 people."""
    session = hostile_session()
    row = session.figures(session.project.scenarios[0]).localities[1]
    assert row.status is BandStatus.IN
    return replace(row, number=number, name=name)


def ground(rows: int, columns: int, **boxes: tuple[int, int, int, int]) -> PageGrid:
    """A grid with localities as boxes (south, west, north, east), in the order given."""
    slots = np.full((rows, columns), -2, dtype=np.int32)
    for slot, (south, west, north, east) in enumerate(boxes.values()):
        slots[south:north, west:east] = slot
    return PageGrid((10.0, 20.0), slots, np.zeros(slots.shape, dtype=bool))


def words(place: Place) -> list[str]:
    return [line.words for line in place.wording.lines]


def boxes_of(labelling: Labelling) -> list[shapely.Geometry]:
    """Boxes of all lines in cells."""
    return [
        shapely.box(
            place.column + left / CELL,
            place.row + down / CELL,
            place.column + (left + line.width) / CELL,
            place.row + (down + line.size) / CELL,
        )
        for place in labelling.places()
        for line, left, down in place.wording.boxes()
    ]


def test_the_longest_wording_that_fits_is_taken() -> None:
    rows = [figures_of(8, "Stoke & Shelton")]
    for wide, expected in (
        (150, ["8 Stoke & Shelton", "7,000"]),
        (50, ["8 Stoke", "& Shelton", "7,000"]),
        (20, ["8 Stoke", "7,000"]),
        (16, ["8", "7,000"]),
        (10, ["8"]),
    ):
        labelling = place_labels(ground(40, 300, only=(2, 2, 38, 2 + wide)), rows, [0])
        assert words(labelling.main[0]) == expected


def test_a_label_stands_in_the_roomy_middle_and_off_the_dots() -> None:
    grid = ground(100, 200, only=(10, 10, 90, 190))
    (place,) = place_labels(grid, [figures_of(1, "Leek")], [0]).main.values()
    south, west, north, east = place.box
    assert math.hypot((south + north) / 2 - 50, (west + east) / 2 - 100) < 4
    grid.covered[46:54, 96:104] = True
    (moved,) = place_labels(grid, [figures_of(1, "Leek")], [0]).main.values()
    for line, left, down in moved.wording.boxes():
        row, column = moved.row + down / CELL, moved.column + left / CELL
        lines = np.s_[int(row) : int(row + line.size / CELL), int(column) : int(column + line.width / CELL)]
        assert not grid.covered[lines].any()


def test_words_of_a_narrow_locality_stand_beside_it_with_a_short_line() -> None:
    grid = ground(90, 260, narrow=(20, 100, 70, 112), wide=(20, 112, 70, 250))
    labelling = place_labels(grid, [figures_of(1, "Meir"), figures_of(2, "Longton")], [0, 1])
    assert words(labelling.main[0]) == ["1"]
    assert words(labelling.main[1]) == ["2 Longton", "7,000"]
    leader = labelling.leaders[0]
    assert words(leader.place) == ["1 Meir", "7,000"]
    assert math.dist(leader.start, leader.end) * CELL <= LONGEST_LEADER
    south, west, north, east = (round(edge) for edge in leader.place.box)
    assert (grid.slots[south:north, west:east] == -2).all()


def test_the_number_stands_alone_where_no_empty_ground_is_near() -> None:
    grid = ground(200, 260, around=(0, 0, 200, 260), narrow=(75, 100, 125, 108))
    labelling = place_labels(grid, [figures_of(1, "Moor"), figures_of(2, "Meir")], [0, 1])
    assert words(labelling.main[1]) == ["2"]
    assert not labelling.leaders


def test_large_parts_that_lie_apart_get_the_number_again() -> None:
    grid = ground(80, 300, main=(10, 10, 70, 150))
    grid.slots[20:50, 200:230] = 0
    grid.slots[5:9, 290:294] = 0
    labelling = place_labels(grid, [figures_of(9, "Saltmouth")], [0])
    (part,) = labelling.parts
    assert words(part) == ["9"]
    assert 200 <= part.column < 230


def test_a_locality_without_cells_has_no_label() -> None:
    labelling = place_labels(ground(50, 50, only=(0, 0, 50, 50)), [figures_of(2, "Gone")], [7])
    assert not labelling.places()


def test_many_small_localities_keep_their_labels_apart_and_inside() -> None:
    slots = np.kron(np.arange(120).reshape(10, 12), np.ones((22, 26))).astype(np.int32)
    grid = PageGrid((0.0, 0.0), np.pad(slots, 40, constant_values=-2), np.zeros((300, 392), dtype=bool))
    rows = [figures_of(number, "Chesterton & Wolstanton") for number in range(120)]
    labelling = place_labels(grid, rows, range(120))
    assert len(labelling.main) == 120
    for one, other in itertools.combinations(boxes_of(labelling), 2):
        assert not one.intersects(other)
    lines = [shapely.LineString([leader.start, leader.end]) for leader in labelling.leaders.values()]
    assert all(not one.intersects(other) for one, other in itertools.combinations(lines, 2))
    for slot, place in labelling.main.items():
        south, west, north, east = (round(edge) for edge in place.box)
        assert (grid.slots[south:north, west:east] == slot).mean() >= INSIDE - 0.1


def test_the_grid_shows_the_units_where_the_page_does() -> None:
    area = plain_session(1).project.area
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(area.units.geometry))
    labels = np.arange(12, dtype=np.int32)
    labels[11] = -1
    dots = np.array([[west, south, 5.6]])
    view = (west, south, east, north)
    grid = draw_grid(
        polygon_paths(area.units.geometry), labels, view=view, box=(0, 0, 400 * CELL, 300 * CELL), dots=dots
    )
    assert grid.slots.shape == (300, 400)
    for unit, point in enumerate(area.units.points):
        column, row = (point - (west, south)) / (east - west, north - south) * (400, 300)
        assert grid.slots[int(row), int(column)] == labels[unit]
    assert grid.covered[0, 0]
    assert 4 <= grid.covered.sum() <= 16
    empty = draw_grid([], labels[:0], view=view, box=(0, 0, 14, 14), dots=NO_DOTS)
    assert (empty.slots == -2).all()
