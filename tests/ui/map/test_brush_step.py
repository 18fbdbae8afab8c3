"""What makes a brush step quick and must not be seen: packs of arcs, rectangles, labels painted in parts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.map.grid_map import GridMap
from workbench.ui.map.arc_index import PACK, ArcIndex
from workbench.ui.map.label_text import LocalityLabel
from workbench.ui.map.labels import LocalityLabels
from workbench.ui.map.rectangles import to_paint
from workbench.ui.map.slices import SlicedWork
from workbench.ui.status import BandState
from workbench.ui.theme import install_theme


@pytest.mark.parametrize("count", [0, 1, PACK, 5 * PACK + 7])
def test_packs_find_what_looking_at_every_arc_finds(count: int) -> None:
    rng = np.random.default_rng(count)
    low = rng.uniform(0, 1_000, (2, count))
    high = low + rng.uniform(0, 120, (2, count))
    index = ArcIndex(low, high)
    for west, south, size in [*rng.uniform(-100, 1_000, (30, 3)).tolist(), (-10, -10, 2_000), (2_000, 0, 5)]:
        east, north = west + size, south + size / 2
        meets = (high[0] >= west) & (low[0] <= east) & (high[1] >= south) & (low[1] <= north)
        assert index.in_box((west, south, east, north)).tolist() == np.flatnonzero(meets).tolist()


def test_no_pixel_is_painted_twice() -> None:
    """Labels have half transparent casings, which would be darker where two rectangles overlap."""
    apart = [QRect(0, 0, 10, 10), QRect(20, 0, 10, 10)]
    assert to_paint(QPaintEvent(QRegion(apart[0]) + apart[1]), apart) == apart
    crossed = [QRect(0, 10, 30, 10), QRect(10, 0, 10, 30)]
    region = QRegion(crossed[0]) + crossed[1]
    painted = to_paint(QPaintEvent(region), crossed)
    assert sum(rect.width() * rect.height() for rect in painted) == 300 + 300 - 100
    assert sum((QRegion(rect) for rect in painted), QRegion()) == region


def test_labels_painted_in_parts_look_as_painted_at_once(grid_map: GridMap, qapp: QApplication) -> None:
    install_theme(qapp)
    canvas = grid_map.canvas
    grid_map.host.plan[:] = [0 if unit % 6 < 3 else 1 for unit in range(24)]
    grid_map.sync()
    labels = LocalityLabels(canvas)
    canvas.add_overlay(labels)
    said = LocalityLabel(1, "2", "Leek", "34,425", BandState.OVER, locked=True)
    labels.set_labels([LocalityLabel(0, "1", "Biddulph", "43,848"), said])
    box = labels.boxes()[1].toAlignedRect()
    whole, parts = (QImage(canvas.size(), QImage.Format.Format_RGB32) for _ in range(2))
    canvas.render(whole)
    parts.fill(0)
    left = QRect(box.topLeft(), QPoint(box.center().x() - 3, box.bottom()))
    region = QRegion(left) + QRect(box.center().x() + 1, box.top() + 2, 200, 15)
    canvas.render(parts, QPoint(), region, QWidget.RenderFlag.DrawWindowBackground)
    offset = region.boundingRect().topLeft()
    for rect in (left, QRect(box.center().x() + 1, box.top() + 2, 200, 15)):
        assert parts.copy(rect.translated(-offset)) == whole.copy(rect)


def test_work_that_is_put_off_goes_on_later(qtbot: QtBot, grid_map: GridMap) -> None:
    done: list[int] = []

    def work() -> Iterator[None]:
        for number in range(3):
            done.append(number)
            yield

    sliced = SlicedWork(grid_map.canvas, lambda: None)
    sliced.put_off(0)
    assert not sliced.running
    sliced.start(work())
    sliced.put_off(30)
    order: list[str] = []
    QTimer.singleShot(0, lambda: order.append(f"first {len(done)}"))
    qtbot.waitUntil(lambda: not sliced.running)
    assert order == ["first 0"]
    assert done == [0, 1, 2]
