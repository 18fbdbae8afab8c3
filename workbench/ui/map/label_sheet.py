"""The labels as they stand in a view: pictures at places of the map, found by what they cover."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from workbench.ui.map.boxes import Boxes, meeting
from workbench.ui.map.label_lines import clear_draft, cut_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from workbench.ui.map.label_lines import LabelPicture
    from workbench.ui.map.label_text import Says
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

    def replace(self, placed: Mapping[int, Placed], view: MapView) -> list[QRectF]:
        """Show exactly these labels in a view; gives what must be painted again."""
        before, old_areas, old_row = self.placed(), self._areas, self._row
        self._placed = list(placed.values())
        self._row = {slot: row for row, slot in enumerate(placed)}
        nowhere = (np.nan, np.nan)
        self._middles = np.array([one.middle for one in self._placed]).reshape(-1, 2)
        self._leaders = np.array([one.leader or nowhere for one in self._placed]).reshape(-1, 2)
        self._sizes = np.array([_size(one) for one in self._placed]).reshape(-1, 2)
        self._lay_out(view)
        differ = [slot for slot in before.keys() | placed.keys() if before.get(slot) != placed.get(slot)]
        areas = [old_areas[old_row[slot]] for slot in differ if slot in old_row]
        areas += [self._areas[self._row[slot]] for slot in differ if slot in self._row]
        return [_rectangle(area) for area in areas]

    def follow(self, view: MapView) -> bool:
        """Keep every label at its place of the map; tells whether the view is another one."""
        if view == self._view:
            return False
        self._lay_out(view)
        return True

    def change(self, pictures: Mapping[int, LabelPicture]) -> list[QRectF]:
        """Put other pictures at the places of labels by slot; gives what must be painted again."""
        if self._view is None:
            return []
        before, rows, resized = self._areas, [], False
        for slot, picture in pictures.items():
            row = self._row[slot]
            one = self._placed[row]
            if one.picture is picture:
                continue
            rows.append(row)
            if picture.size != one.picture.size:
                self._sizes[row] = picture.size.width(), picture.size.height()
                resized = True
            self._placed[row] = Placed(picture, one.middle, one.says, one.leader)
        if resized:
            self._lay_out(self._view)
        after = self._areas
        if after is before:
            return [_rectangle(after[row]) for row in rows]
        return [_rectangle(before[row]).united(_rectangle(after[row])) for row in rows]

    def paint(self, painter: QPainter, exposed: Boxes) -> None:
        """Draw the labels that meet the exposed boxes, lines below all pictures."""
        found = meeting(self._areas, exposed)
        ratio = 1.0 if self._view is None else self._view.ratio
        for line in self._lines[found[self._led[found]]].tolist():
            painter.drawPixmap(*_leader_picture(*line, ratio))
        corners = self._boxes[found, :2].astype(np.int64).tolist()  # on whole pixels: see `_lay_out`
        for row, (left, top) in zip(found.tolist(), corners, strict=True):
            painter.drawPixmap(left, top, self._placed[row].picture.pixmap)

    def _lay_out(self, view: MapView) -> None:
        """Work out where everything is in a view, in logical pixels."""
        self._view = view
        origin, scale = (view.left, view.top), np.array((1, -1)) / view.metres_per_pixel
        corners = np.round((self._middles - origin) * scale - self._sizes / 2)
        self._boxes = np.hstack((corners, corners + self._sizes))
        ends = (self._leaders - origin) * scale
        near = np.clip(ends, self._boxes[:, :2] + _INSET, self._boxes[:, 2:] - _INSET)
        self._lines = np.hstack((near, ends))
        self._led = ~np.isnan(self._leaders[:, 0])
        reach = _DOT_RADIUS + _DOT_RIM
        self._areas = np.hstack(
            (
                np.fmin(self._boxes[:, :2], ends - reach),
                np.fmax(self._boxes[:, 2:], ends + reach),
            )
        )


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


def _rectangle(edges: NDArray[np.float64]) -> QRectF:
    left, top, right, bottom = edges.tolist()
    return QRectF(left, top, right - left, bottom - top)
