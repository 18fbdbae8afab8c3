"""Where labels go, what they say, and symbols and furniture around them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.map.grid_map import GridMap
from workbench.ui.map.furniture import USUAL_LEGEND, MapFurniture, bar_metres
from workbench.ui.map.label_places import PlaceFinder, box_counts, integral
from workbench.ui.map.label_placing import style_of
from workbench.ui.map.label_text import (
    LocalityLabel,
    Says,
    label_picture,
    label_size,
    label_style,
    paint_pictures,
    short_name,
)
from workbench.ui.map.labels import LocalityLabels
from workbench.ui.map.legend import LegendRow
from workbench.ui.map.symbols import Places, SiteSymbols, disc_radius
from workbench.ui.map.view import MapView
from workbench.ui.status import BandState
from workbench.ui.theme import WORKSHOP_SCALE, current_theme, install_theme


@pytest.fixture(autouse=True)
def _theme(qtbot: QtBot, qapp: QApplication) -> None:
    install_theme(qapp)


def test_box_counts_add_up_the_cells_under_each_box() -> None:
    mask = np.array([[1, 0, 1], [1, 1, 0]], dtype=bool)
    assert box_counts(integral(mask), 2, 2).tolist() == [[3, 2]]
    assert box_counts(integral(mask), 1, 1).tolist() == mask.astype(int).tolist()


def test_a_label_stands_in_the_roomy_part() -> None:
    slots = np.full((30, 60), -1, dtype=np.int32)
    slots[2:28, 30:58] = 0
    slots[14:17, 2:30] = 0  # a long arm that is too thin for a label
    place = PlaceFinder(slots, []).place(0, 12, 5)
    assert place is not None
    assert place.inside == 1.0
    assert place.left >= 30


def test_a_label_keeps_clear_of_symbols_and_other_labels() -> None:
    slots = np.zeros((40, 60), dtype=np.int32)
    finder = PlaceFinder(slots, [(20, 14, 40, 26)])
    first = finder.place(0, 10, 6)
    assert first is not None
    assert not QRectF(first.left, first.top, 10, 6).intersects(QRectF(20, 14, 20, 12))
    finder.take(1, (first.left, first.top, first.left + 10, first.top + 6))
    second = finder.place(0, 10, 6)
    assert second is not None
    assert not QRectF(second.left, second.top, 10, 6).intersects(QRectF(first.left, first.top, 10, 6))


def test_what_is_not_in_view_has_no_place() -> None:
    finder = PlaceFinder(np.zeros((10, 10), dtype=np.int32), [])
    assert finder.place(3, 2, 2) is None
    assert finder.middle(3) is None


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Stoke & Shelton", "Stoke"),
        ("Leek", "Leek"),
        ("Moor and Dale", "Moor"),
        ("Kidsgrove, Talke", "Kidsgrove"),
        ("Northern Staffordshire Moorlands", "Northern Stafford\N{HORIZONTAL ELLIPSIS}"),
        ("Stoke & Shelton 2", "Stoke 2"),
        ("Northern Staffordshire Moorlands 12", "Northern Staff\N{HORIZONTAL ELLIPSIS} 12"),
        ("7", "7"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


def shown_labels(grid: GridMap) -> LocalityLabels:
    labels = LocalityLabels(grid.canvas)
    grid.canvas.add_overlay(labels)
    return labels


def say(*, people: str = "43,848", state: BandState = BandState.IN) -> list[LocalityLabel]:
    return [
        LocalityLabel(0, "1", "Biddulph & Kidsgrove", people, state),
        LocalityLabel(1, "2", "Leek", "34,425"),
    ]


def test_labels_lie_inside_their_localities(grid_map: GridMap) -> None:
    halves = np.array([0 if unit % 6 < 3 else 1 for unit in range(24)], dtype=np.int32)
    grid_map.canvas.set_plan(halves, np.array([0xFF77AADD, 0xFFEE8866], dtype=np.uint32))
    labels = shown_labels(grid_map)
    labels.set_labels(say())
    grid_map.canvas.grab()
    boxes = labels.boxes()
    assert boxes[0].right() <= 300 <= boxes[1].left()


def test_a_stroke_moves_only_labels_that_lost_their_ground(grid_map: GridMap) -> None:
    halves = np.array([0 if unit % 6 < 3 else 1 for unit in range(24)], dtype=np.int32)
    canvas = grid_map.canvas
    canvas.set_plan(halves, np.array([0xFF77AADD, 0xFFEE8866], dtype=np.uint32))
    labels = shown_labels(grid_map)
    labels.set_labels(say())
    canvas.grab()
    before = labels.boxes()
    corner = np.array([0])
    canvas.update_units(corner, np.array([1], dtype=np.int32))
    labels.set_labels(say(people="41,000"))
    canvas.grab()
    assert labels.boxes()[0].center().y() == before[0].center().y()
    lost = np.array([u for u in range(24) if u % 6 in (1, 2)])
    canvas.update_units(lost, np.ones(len(lost), dtype=np.int32))
    labels.set_labels(say(people="12,000", state=BandState.UNDER))
    canvas.grab()
    assert labels.boxes()[0].right() <= 130


def test_a_locality_without_room_keeps_its_number_and_a_leader(grid_map: GridMap) -> None:
    plan = np.zeros(24, dtype=np.int32)
    plan[9] = 1
    canvas = grid_map.canvas
    canvas.set_plan(plan, np.array([0xFF77AADD, 0xFFEE8866], dtype=np.uint32))
    canvas.set_view(canvas.view().fit((-9_000, -6_000, 9_000, 6_000), margin=0))
    labels = shown_labels(grid_map)
    labels.set_labels(say())
    canvas.grab()
    number = label_picture(say()[1], label_style(12, 1.0), Says.NUMBER)
    assert labels.boxes()[1].size() == number.size


def test_hidden_labels_draw_nothing(grid_map: GridMap) -> None:
    labels = shown_labels(grid_map)
    labels.set_labels(say())
    labels.visible = False
    grid_map.canvas.grab()
    assert labels.boxes() == {}


def test_discs_grow_with_the_list_within_limits() -> None:
    assert [disc_radius(size) for size in (0.0, 5_000.0, 20_000.0, 90_000.0)] == pytest.approx(
        [2.6, 4.55, 6.5, 6.5]
    )
    assert disc_radius(float("nan")) == 2.6


def places(*points: tuple[float, float]) -> Places:
    codes = tuple(f"P{number}" for number in range(len(points)))
    xy = np.array(points, dtype=float).reshape(-1, 2)
    return Places(codes, codes, xy[:, 0], xy[:, 1], np.full(len(points), 5_000.0))


def test_the_symbol_under_the_pointer(grid_map: GridMap) -> None:
    symbols = SiteSymbols()
    symbols.set_practices(places((100, 100), (107, 100), (float("nan"), float("nan"))))
    symbols.set_providers({"Hospital": places((400, 300))})
    grid_map.canvas.add_overlay(symbols)
    grid_map.canvas.grab()
    view = grid_map.canvas.view()
    hit = symbols.hit(view, QPointF(*view.to_screen(106, 100)))
    assert hit is not None
    assert (hit.kind, hit.code) == ("practice", "P1")
    hospital = symbols.hit(view, QPointF(*view.to_screen(402, 300)))
    assert hospital is not None
    assert hospital.kind == "provider"
    assert symbols.hit(view, QPointF(*view.to_screen(250, 250))) is None
    assert len(symbols.boxes(view)) == 3


@pytest.mark.parametrize(
    ("metres_per_pixel", "metres"), [(25.0, 2_000.0), (1.0, 100.0), (34.5, 5_000.0), (900.0, 100_000.0)]
)
def test_the_scale_bar_has_a_round_length(metres_per_pixel: float, metres: float) -> None:
    assert bar_metres(metres_per_pixel) == metres


@pytest.mark.parametrize("sentences", [1, 4])
@pytest.mark.parametrize("classes", [0, 5])
def test_furniture_stays_in_the_corners_and_apart(grid_map: GridMap, sentences: int, classes: int) -> None:
    words = " | ".join(["Contains OS data, Crown copyright and database right"] * sentences)
    furniture = MapFurniture(USUAL_LEGEND, words)
    furniture.set_classes("Residents", [LegendRow("#123456", f"{n} to {n + 1}") for n in range(classes)])
    canvas = grid_map.canvas
    canvas.add_overlay(furniture)
    canvas.grab()
    boxes = furniture.boxes(canvas.view())
    page = QRectF(canvas.rect())
    assert all(page.contains(box) for box in boxes)
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


@pytest.mark.parametrize("state", list(BandState))
def test_every_state_can_stand_in_a_label(state: BandState) -> None:
    label, style = LocalityLabel(0, "1", "Leek", "1,000", state), label_style(12, 2.0)
    picture = label_picture(label, style)
    for says in Says:
        assert label_size(label, style, says) == label_picture(label, style, says).size
    image = QImage(160, 120, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        paint_pictures(painter, [picture], [(0, 0)])
    below = [x for x in range(160) if image.pixelColor(x, 50).alpha()]
    assert below
    assert max(below) < 2 * picture.size.width()


@pytest.mark.parametrize("width", [600, 999, 1000, 1340, 1600])
def test_labels_of_the_workshop_are_half_as_large_again_on_every_canvas(width: int) -> None:
    view = MapView(1.0, 0.0, 0.0, 2 * width, 800, 2.0)
    usual = style_of(view).pixels
    current_theme().set_scale(WORKSHOP_SCALE)
    try:
        assert style_of(view).pixels == WORKSHOP_SCALE * usual
    finally:
        current_theme().set_scale(1.0)
