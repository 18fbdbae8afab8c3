"""When labels find their places: after a quiet moment, in slices, never in a paint event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from workbench.ui.map.boxes import meeting
from workbench.ui.map.label_glyphs import GlyphSheet, glyph_sheet
from workbench.ui.map.label_placing import LabelPlacing
from workbench.ui.map.label_text import (
    LabelPicture,
    LocalityLabel,
    Says,
    label_picture,
    label_style,
    paint_pictures,
)
from workbench.ui.map.labels import LocalityLabels
from workbench.ui.map.slices import SlicedWork
from workbench.ui.map.symbols import Places, SiteSymbols
from workbench.ui.status import BandState
from workbench.ui.theme import current_theme, install_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.map.grid_map import GridMap
    from workbench.ui.map.canvas import MapCanvas
    from workbench.ui.map.view import MapView

SAID = [LocalityLabel(0, "1", "Biddulph", "43,848"), LocalityLabel(1, "2", "Leek", "34,425")]


@pytest.fixture(autouse=True)
def _theme(qtbot: QtBot, qapp: QApplication) -> None:
    install_theme(qapp)


@pytest.fixture
def labels(grid_map: GridMap, qtbot: QtBot) -> LocalityLabels:
    """Labels of a western and an eastern half, in place."""
    grid_map.host.plan[:] = [0 if unit % 6 < 3 else 1 for unit in range(24)]
    grid_map.sync()
    made = LocalityLabels(grid_map.canvas)
    grid_map.canvas.add_overlay(made)
    made.set_labels(SAID)
    qtbot.waitUntil(lambda: not made.placing)
    return made


def drawn(canvas: MapCanvas) -> NDArray[np.uint32]:
    """The painted canvas as an array."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()).copy()


def test_places_are_found_without_anybody_asking(labels: LocalityLabels) -> None:
    boxes = labels.boxes()
    assert boxes[0].right() <= 300 <= boxes[1].left()


def test_text_changes_at_once_and_where_it_stands(labels: LocalityLabels, grid_map: GridMap) -> None:
    before, boxes = drawn(grid_map.canvas), labels.boxes()
    labels.set_labels([SAID[0], LocalityLabel(1, "2", "Leek", "34,999")])
    assert labels.placing
    rows, columns = np.nonzero(drawn(grid_map.canvas) != before)
    assert len(rows)
    changed = QRect(int(columns.min()), int(rows.min()), int(np.ptp(columns)), int(np.ptp(rows)))
    assert boxes[1].toAlignedRect().contains(changed)


def test_text_stays_changed_once_the_places_are_found(
    labels: LocalityLabels, grid_map: GridMap, qtbot: QtBot
) -> None:
    """Another basis or band changes what all labels say, and no locality wins or loses an area."""
    labels.set_labels([SAID[0], LocalityLabel(1, "2", "Leek", "34,999", BandState.OVER)])
    at_once = drawn(grid_map.canvas)
    qtbot.waitUntil(lambda: not labels.placing)
    assert np.array_equal(drawn(grid_map.canvas), at_once)


def test_the_same_labels_again_change_nothing(labels: LocalityLabels) -> None:
    labels.set_labels(list(SAID))
    labels.set_labels(list(reversed(SAID)))
    labels.set_labels([LocalityLabel(0, "1", "Biddulph", "43,848"), SAID[1]])
    boxes = labels.boxes()
    labels.set_labels([SAID[1]])
    assert labels.boxes() == {1: boxes[1]}
    labels.set_labels(SAID)
    assert labels.boxes() == boxes


def test_labels_move_with_the_map_until_it_is_quiet(
    labels: LocalityLabels, grid_map: GridMap, qtbot: QtBot
) -> None:
    canvas, before = grid_map.canvas, labels.boxes()
    shown = drawn(canvas)
    canvas.pan_by(100, 0)
    moved = drawn(canvas)
    assert labels.placing
    box = before[0].toAlignedRect()
    text = shown[box.top() : box.bottom(), box.left() : box.right()]
    assert (moved[box.top() : box.bottom(), box.left() + 100 : box.right() + 100] == text).all()
    qtbot.waitUntil(lambda: not labels.placing)
    assert labels.boxes()[1].right() <= 600


def test_a_stroke_places_again_once_it_is_quiet(
    labels: LocalityLabels, grid_map: GridMap, qtbot: QtBot
) -> None:
    lost = np.array([unit for unit in range(24) if unit % 6 in (1, 2)])
    grid_map.canvas.update_units(lost, np.ones(len(lost), dtype=np.int32))
    grid_map.canvas.repaint()
    assert labels.placing
    qtbot.waitUntil(lambda: not labels.placing)
    assert labels.boxes()[0].right() <= 130


def test_nothing_is_pending_once_the_window_is_hidden(labels: LocalityLabels, grid_map: GridMap) -> None:
    canvas = grid_map.canvas
    labels.forget_places()
    canvas.hide()
    assert not labels.placing
    labels.set_labels([LocalityLabel(0, "1", "Biddulph", "1"), SAID[1]])
    assert not labels.placing
    labels.forget_places()
    assert not labels.placing


def test_a_hidden_window_drops_work_under_way(
    labels: LocalityLabels, grid_map: GridMap, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(self: LabelPlacing, said: object) -> Iterator[None]:
        while True:
            yield

    with monkeypatch.context() as patch:
        patch.setattr(LabelPlacing, "place_all", endless)
        canvas = grid_map.canvas
        canvas.pan_by(10, 0)
        qtbot.waitUntil(lambda: labels._work.running)
        canvas.hide()
        assert not labels.placing
    canvas.show()
    qtbot.waitUntil(lambda: labels.placing)
    qtbot.waitUntil(lambda: not labels.placing)
    assert set(labels.boxes()) == {0, 1}


def test_settled_places_depend_on_nothing_but_what_is_shown(
    labels: LocalityLabels, grid_map: GridMap
) -> None:
    canvas = grid_map.canvas
    canvas.finish_drawing()
    first = labels.boxes()
    corner = np.array([0, 1, 6, 7, 12])
    for label in (1, 0):
        canvas.update_units(corner, np.full(len(corner), label, dtype=np.int32))
        labels.boxes()
    canvas.pan_by(40, 0)
    labels.boxes()
    canvas.pan_by(-40, 0)
    canvas.finish_drawing()
    assert not labels.placing
    assert labels.boxes() == first


def test_work_is_done_in_slices_between_events(qtbot: QtBot, grid_map: GridMap) -> None:
    done: list[int] = []
    slices: list[int] = []

    def work() -> Iterator[None]:
        for number in range(5):
            done.append(number)
            yield

    sliced = SlicedWork(grid_map.canvas, lambda: slices.append(len(done)))
    sliced.start(work())
    assert sliced.running
    assert not done
    qtbot.waitUntil(lambda: not sliced.running)
    assert done == [0, 1, 2, 3, 4]
    assert slices[-1] == 5
    sliced.start(work())
    sliced.finish()
    assert done == [0, 1, 2, 3, 4] * 2
    sliced.start(work())
    sliced.stop()
    assert not sliced.running


def test_a_slice_ends_when_its_time_is_over(
    qtbot: QtBot, grid_map: GridMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(1000))
    monkeypatch.setattr("workbench.ui.map.slices.perf_counter", lambda: float(next(clock)))
    slices: list[None] = []
    sliced = SlicedWork(grid_map.canvas, lambda: slices.append(None))
    sliced.start(iter([None] * 4))
    qtbot.waitUntil(lambda: not sliced.running)
    assert len(slices) == 5  # every piece takes longer than a slice, and the last finds nothing left


@pytest.mark.parametrize("says", list(Says))
def test_a_lock_shows_a_padlock(says: Says) -> None:
    locked, free = (LocalityLabel(0, "1", "Leek", "1,000", locked=locked) for locked in (True, False))
    style = label_style(12, 1.0)
    picture, plain = label_picture(locked, style, says), label_picture(free, style, says)
    assert picture.size.width() > plain.size.width() - 1
    assert len(dark_columns(picture)) > len(dark_columns(plain))


def dark_columns(picture: LabelPicture) -> list[int]:
    """Where the row through the middle of a padlock has ink."""
    image = QImage(80, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        paint_pictures(painter, [picture], [(0, 0)])
    return [x for x in range(80) if image.pixelColor(x, 10).alpha() > 250]


def test_figures_are_put_together_evenly() -> None:
    sheet = glyph_sheet(14, current_theme().font().family(), 1.0)
    widths = [sheet.line(text, None)[1] for text in ("11,111", "48,808")]
    assert widths[0] == pytest.approx(widths[1], abs=0.1)
    assert sheet.line("", None)[1] == 8


def test_a_full_sheet_of_signs_grows_and_keeps_what_it_has() -> None:
    sheet = GlyphSheet(12, 1.0)
    many = "".join(chr(code) for code in range(ord("!"), ord("~")))

    def painted() -> QImage:
        image = QImage(80, 60, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        with QPainter(image) as painter:
            sheet.paint(painter, [sheet.line("1,234", BandState.OVER)[0]], [(3, 4)])
        return image

    before = painted()
    line, width = sheet.line(many, None)
    assert len(line) == len(many)
    assert width > 64 * 4
    assert painted() == before


def test_only_what_is_exposed_is_found() -> None:
    boxes = np.array([[0, 0, 2, 2], [5, 5, 6, 6], [1, 1, 9, 9]], dtype=float)
    assert meeting(boxes, np.array([[1.5, 1.5, 3.0, 3.0]])).tolist() == [0, 2]
    assert meeting(boxes, np.array([[2.0, 0.0, 4.0, 1.0]])).tolist() == []
    assert meeting(boxes, np.zeros((0, 4))).tolist() == []


def test_overlays_learn_what_is_exposed(grid_map: GridMap, qtbot: QtBot) -> None:
    seen: list[list[list[float]]] = []

    class Spy:
        def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
            seen.append(canvas.exposed_boxes().tolist())

    grid_map.canvas.repaint()
    grid_map.canvas.add_overlay(Spy())
    grid_map.canvas.repaint()
    grid_map.canvas.update(10, 20, 30, 40)
    qtbot.waitUntil(lambda: len(seen) >= 2)
    assert seen[0] == [[0, 0, 600, 400]]
    assert [10, 20, 40, 60] in seen[-1]
    assert grid_map.canvas.exposed_boxes().tolist() == [[0, 0, 600, 400]]


def test_symbols_outside_the_exposed_part_are_left_out(
    grid_map: GridMap, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped: list[tuple[float, float]] = []
    monkeypatch.setattr(
        "workbench.ui.map.symbols._stamp", lambda painter, stamp, x, y: stamped.append((x, y))
    )
    xy = np.array([(100.0, 100.0), (500.0, 300.0), (np.nan, np.nan)])
    codes = ("P1", "P2", "P3")
    symbols = SiteSymbols()
    symbols.set_practices(Places(codes, codes, xy[:, 0], xy[:, 1], np.full(3, 5_000.0)))
    grid_map.canvas.add_overlay(symbols)
    grid_map.canvas.repaint()
    assert stamped == [(100, 300), (500, 100)]
    stamped.clear()
    grid_map.canvas.update(480, 80, 40, 40)
    qtbot.waitUntil(lambda: bool(stamped))
    assert stamped == [(500, 100)]
