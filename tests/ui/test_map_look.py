"""Hatches and the grey print view: on the map, on chips, in both windows' menus, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.grids import grid_units, study_area
from workbench.metrics.hatches import HATCHES
from workbench.metrics.hues import HUES, neighbours_of
from workbench.models.localities import Locality
from workbench.models.plan import Plan
from workbench.ui.components.chip import paint_chip
from workbench.ui.components.hatching import paint_hatch
from workbench.ui.map_look import MapLook, map_look
from workbench.ui.theme import install_theme

COLOURS = np.array([0xFF000000 | int(hue[1:], 16) for hue in (HUES[0], HUES[0], HUES[1])], dtype=np.uint32)


@pytest.fixture(autouse=True)
def _as_usual(qtbot: QtBot, qapp: QApplication) -> Iterator[None]:
    install_theme(qapp)
    yield
    map_look().set_grey(False)
    map_look().set_hatched(False)


@pytest.fixture
def plan() -> Plan:
    """Three columns of a grid, of which the first two have the same colour."""
    made = Plan(9)
    for slot, hue in enumerate((HUES[0], HUES[0], HUES[1])):
        made.put(Locality(f"L0{slot + 1}", slot + 1, f"Hub {slot + 1}", hue))
    made.labels[:] = np.arange(9) % 3
    return made


def picture(text: str, hue: str) -> QImage:
    image = QImage(48, 36, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    with QPainter(image) as painter:
        painter.scale(2, 2)
        paint_chip(painter, QRectF(0, 0, 24, 18), text, hue)
    return image


def test_only_neighbours_that_look_alike_are_hatched(plan: Plan) -> None:
    adjacency = study_area(grid_units(3, 3), with_practices=False).adjacency
    looks = MapLook().show(adjacency, plan, COLOURS)
    assert sorted(looks.hatches[:2].tolist()) == [0, 1]
    assert looks.hatches[2] == 0
    assert np.array_equal(looks.colours, COLOURS)


def test_grey_print_tells_all_neighbours_apart_by_hatch(plan: Plan) -> None:
    area = study_area(grid_units(3, 3), with_practices=False)
    look = MapLook()
    told: list[None] = []
    look.changed.connect(lambda: told.append(None))
    look.set_grey(True)
    look.set_grey(True)
    assert len(told) == 1
    looks = look.show(area.adjacency, plan, COLOURS)
    for slot, others in neighbours_of(area.adjacency, plan.labels).items():
        assert all(looks.hatches[slot] != looks.hatches[other] for other in others)
    for colour in looks.colours.tolist():
        assert len({colour & 0xFF, colour >> 8 & 0xFF, colour >> 16 & 0xFF}) == 1


def test_chips_follow_the_map(plan: Plan) -> None:
    adjacency = study_area(grid_units(3, 3), with_practices=False).adjacency
    look = map_look()
    plain = picture("3", HUES[1])
    version = look.version
    look.show(adjacency, plan, COLOURS)
    assert look.version > version
    one, other = picture("1", HUES[0]), picture("2", HUES[0])
    assert {look.hatch("1", HUES[0]), look.hatch("2", HUES[0])} == {0, 1}
    assert one.pixel(4, 10) != other.pixel(4, 10) or one != other
    assert picture("3", HUES[1]) == plain
    look.set_grey(True)
    grey = picture("3", HUES[1]).pixelColor(4, 6)
    assert grey.red() == grey.green() == grey.blue()


def test_every_hatch_of_a_chip_looks_different() -> None:
    looks = []
    for hatch in range(HATCHES + 1):
        image = QImage(40, 40, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        with QPainter(image) as painter:
            paint_hatch(painter, QRectF(0, 0, 40, 40), hatch, gap=5)
        looks.append(image)
    assert all(one != other for at, one in enumerate(looks) for other in looks[:at])


def test_kept_hatches_follow_hues_and_neighbours() -> None:
    area = study_area(grid_units(), with_practices=False)
    labels = np.repeat(np.arange(3, dtype=np.int32), 4)
    look = MapLook()
    first = look.of(area.adjacency, labels, COLOURS).hatches
    assert first[:2].any()
    first[:] = 9  # what was given away is not what is kept
    assert look.of(area.adjacency, labels, COLOURS).hatches.max() <= HATCHES
    apart = np.where(labels == 1, np.int32(-1), labels)
    assert not look.of(area.adjacency, apart, COLOURS).hatches.any()
    assert not look.of(area.adjacency, labels, COLOURS[[0, 2, 0]]).hatches.any()
    look.set_hatched(True)
    hatched = look.of(area.adjacency, labels, COLOURS[[0, 2, 0]]).hatches
    assert hatched[0] != hatched[1] != hatched[2]
