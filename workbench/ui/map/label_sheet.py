"""The labels as they stand in a view: pictures at places of the map, found by what they cover."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from workbench.ui.map.boxes import Boxes, Edges, around, meeting
from workbench.ui.map.label_lines import clear_draft, cut_out
from workbench.ui.map.label_text import paint_pictures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from workbench.ui.map.label_text import LabelPicture, Says
    from workbench.ui.map.view import MapView

_INK = QColor("#15181D")
_LINES = (QPen(QColor(255, 255, 255, 215), 3.2), QPen(_INK, 1.2))
_DOT_RADIUS, _DOT_RIM = 2.5, 0.5
_RIM = QPen(QColor("#FFFFFF"), 2 * _DOT_RIM)
_INSET = 2.0
"""How far within the edge of a picture its leader line begins."""


@dataclass(frozen=True)
class Placed:
    """A picture, the place of its middle in metres, and the place in its locality a leader line ends at."""

    picture: LabelPicture
    middle: tuple[float, float]
    says: Says
    leader: tuple[float, float] | None = None

    def box(self, view: MapView) -> QRectF:
        """What the picture covers, in logical pixels and on whole ones so that text stays sharp."""
        x, y = view.to_screen(*self.middle)
        size = self.picture.size
        left, top = round(x - size.width() / 2), round(y - size.height() / 2)
        return QRectF(left, top, size.width(), size.height())


class LabelSheet:
    """Labels by slot; they follow the map when the view changes."""

    def __init__(self) -> None:
        """Start with none."""
        self._placed: list[Placed] = []
        self._slots: list[int] = []
        self._row: dict[int, int] = {}
        self._view: MapView | None = None
        self._middles = self._leaders = self._sizes = np.zeros((0, 2))
        self._boxes: Boxes = np.zeros((0, 4))
        self._areas: Boxes = np.zeros((0, 4))
        self._lines: NDArray[np.float64] = np.zeros((0, 4))
        self._led: NDArray[np.bool_] = np.zeros(0, dtype=bool)

    @property
    def empty(self) -> bool:
        """Whether there are no labels."""
        return not self._placed

    def get(self, slot: int) -> Placed | None:
        """The label of a slot."""
        row = self._row.get(slot)
        return None if row is None else self._placed[row]

    def placed(self) -> dict[int, Placed]:
        """All labels by slot."""
        return {slot: self._placed[row] for slot, row in self._row.items()}

    def boxes(self) -> dict[int, QRectF]:
        """The rectangle of each label by slot, in logical pixels."""
        return {slot: _rectangle(self._boxes[row]) for slot, row in self._row.items()}

    def replace(self, placed: Mapping[int, Placed], view: MapView) -> list[Edges]:
        """Show exactly these labels in a view; gives what must be painted again."""
        before, old_areas, old_row = self.placed(), self._areas, self._row
        self._placed, self._slots = list(placed.values()), list(placed)
        self._row = {slot: row for row, slot in enumerate(placed)}
        nowhere = (np.nan, np.nan)
        self._middles = np.array([one.middle for one in self._placed]).reshape(-1, 2)
        self._leaders = np.array([one.leader or nowhere for one in self._placed]).reshape(-1, 2)
        self._sizes = np.array([_size(one) for one in self._placed]).reshape(-1, 2)
        self._led = ~np.isnan(self._leaders[:, 0])
        self._boxes, self._areas, self._lines = (np.empty((len(placed), 4)) for _ in range(3))
        self._view = view
        self._lay_out(slice(None), view)
        differ = [slot for slot in before.keys() | placed.keys() if before.get(slot) != placed.get(slot)]
        old = [old_row[slot] for slot in differ if slot in old_row]
        new = [self._row[slot] for slot in differ if slot in self._row]
        return _rows(old_areas[old]) + _rows(self._areas[new])

    def follow(self, view: MapView) -> bool:
        """Keep every label at its place of the map; tells whether the view is another one."""
        if view == self._view:
            return False
        self._view = view
        self._lay_out(slice(None), view)
        return True

    def change(self, pictures: Mapping[int, LabelPicture]) -> list[Edges]:
        """Put other pictures at the places of labels by slot; gives what must be painted again."""
        rows, resized = [], []
        for slot, picture in pictures.items():
            row = self._row[slot]
            one = self._placed[row]
            if one.picture is picture:
                continue
            rows.append(row)
            if one.picture.size != picture.size:
                resized.append(row)
            self._placed[row] = Placed(picture, one.middle, one.says, one.leader)
        before = _rows(self._areas[rows])
        if self._view is None or not resized:
            return before
        self._sizes[resized] = [_size(self._placed[row]) for row in resized]
        self._lay_out(resized, self._view)
        return [around(*both) for both in zip(before, _rows(self._areas[rows]), strict=True)]

    def paint(self, painter: QPainter, exposed: Boxes) -> None:
        """Draw the labels that meet the exposed boxes."""
        for number in range(len(exposed)):
            found = meeting(self._areas, exposed[number : number + 1])
            if not len(found):
                continue
            if len(exposed) > 1:  # many boxes at once make a clip that is several times as slow
                left, top, right, bottom = exposed[number].tolist()
                painter.setClipRect(QRectF(left, top, right - left, bottom - top))
            self._paint_rows(painter, found)

    def _paint_rows(self, painter: QPainter, rows: NDArray[np.int64]) -> None:
        """Draw some labels, lines below all pictures."""
        ratio = 1.0 if self._view is None else self._view.ratio
        led = rows[self._led[rows]]
        for line in self._lines[led].tolist():
            painter.drawPixmap(*_leader_picture(*line, ratio))
        if ratio != 1:
            painter.save()
            painter.scale(1 / ratio, 1 / ratio)
        corners = [(round(left * ratio), round(top * ratio)) for left, top in self._boxes[rows, :2].tolist()]
        paint_pictures(painter, [self._placed[row].picture for row in rows.tolist()], corners)
        if ratio != 1:
            painter.restore()

    def _lay_out(self, rows: slice | list[int], view: MapView) -> None:
        """Work out where labels are in a view, in logical pixels."""
        origin, scale = (view.left, view.top), np.array((1, -1)) / view.metres_per_pixel
        sizes, led = self._sizes[rows], self._led[rows]
        corners = np.rint((self._middles[rows] - origin) * scale - sizes / 2)
        boxes = areas = np.hstack((corners, corners + sizes))
        self._boxes[rows] = boxes
        if led.any():
            ends = (self._leaders[rows] - origin) * scale
            near = np.minimum(np.maximum(ends, boxes[:, :2] + _INSET), boxes[:, 2:] - _INSET)
            self._lines[rows] = np.hstack((near, ends))
            reach = _DOT_RADIUS + _DOT_RIM
            areas = np.hstack((np.fmin(boxes[:, :2], ends - reach), np.fmax(boxes[:, 2:], ends + reach)))
        self._areas[rows] = areas


@lru_cache(maxsize=256)
def _leader_picture(x: float, y: float, end_x: float, end_y: float, ratio: float) -> tuple[int, int, QPixmap]:
    """A line with white casing from a number to a dot in its locality, and its upper left corner.

    Painted once: wide anti-aliased lines are dear, and a brush step uncovers several.
    """
    line = QLineF(x, y, end_x, end_y)
    reach = _DOT_RADIUS + _DOT_RIM + 1
    place = QRectF(line.p1(), line.p2()).normalized().adjusted(-reach, -reach, reach, reach).toAlignedRect()
    pixmap = clear_draft(place.width(), place.height(), ratio)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-place.x(), -place.y())
        for pen in _LINES:
            painter.setPen(pen)
            painter.drawLine(line)
        painter.setBrush(_INK)
        painter.setPen(_RIM)
        painter.drawEllipse(line.p2(), _DOT_RADIUS, _DOT_RADIUS)
    return place.x(), place.y(), cut_out(pixmap, place.width(), place.height())


def _size(placed: Placed) -> tuple[float, float]:
    return placed.picture.size.width(), placed.picture.size.height()


def _rows(boxes: Boxes) -> list[Edges]:
    found: list[Edges] = boxes.tolist()
    return found


def _rectangle(edges: NDArray[np.float64]) -> QRectF:
    left, top, right, bottom = edges.tolist()
    return QRectF(left, top, right - left, bottom - top)
