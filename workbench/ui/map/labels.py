"""Locality labels above the map: number, short name and live people, placed once per view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from workbench.ui.map.label_places import ENOUGH_INSIDE, Box, Place, PlaceFinder
from workbench.ui.map.label_text import LabelPicture, LocalityLabel, label_picture
from workbench.ui.theme import current_theme

if TYPE_CHECKING:
    from workbench.ui.map.canvas import MapCanvas
    from workbench.ui.map.view import MapView

CELL, FINE_CELL = 6, 2
"""Logical pixels from one sample of the view to the next."""
WIDE_CANVAS = 1000
TEXT_PX, WIDE_TEXT_PX = 12, 14
STAY_INSIDE = 0.55
"""A label stays where it is during a stroke while this share of it lies inside its locality."""
_CLEAR = 3.0
_LEADER = 16.0

Boxes = Callable[["MapView"], Sequence[QRectF]]


@dataclass(frozen=True)
class _Placed:
    """Where the label of a slot is drawn: its picture, top left corner, and the end of a leader line."""

    picture: LabelPicture
    box: QRectF
    short: bool
    leader: QPointF | None = None

    @property
    def area(self) -> QRectF:
        """What must be painted again when the label changes."""
        if self.leader is None:
            return self.box
        end = QRectF(self.leader.x() - 3, self.leader.y() - 3, 6, 6)
        return self.box.united(end)


class LocalityLabels:
    """An overlay of labels.

    The places are kept for a view. A brush step places only the localities whose areas changed, and
    leaves even these where they are while they still lie inside. ``set_labels`` after each step tells
    the live people; it asks the canvas to repaint only the labels that look different.
    """

    def __init__(self, canvas: MapCanvas) -> None:
        """Label the localities of a canvas."""
        self._canvas = canvas
        self._labels: dict[int, LocalityLabel] = {}
        self._avoid: list[Boxes] = []
        self._placed: dict[int, _Placed] = {}
        self._finder: PlaceFinder | None = None
        self._units: NDArray[np.int32] = np.zeros((0, 0), dtype=np.int32)
        self._drawn: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._view: MapView | None = None
        self._factor = 1.0
        self._tiny: dict[int, tuple[float, float]] = {}
        self.visible = True

    def avoid(self, boxes: Boxes) -> None:
        """Keep clear of what ``boxes`` gives for a view: symbols, furniture, panels over the map."""
        self._avoid.append(boxes)
        self.forget_places()

    def set_labels(self, labels: Sequence[LocalityLabel]) -> None:
        """Say these things about the localities; only labels that change are painted again."""
        wanted = {label.slot: label for label in labels}
        if wanted.keys() != self._labels.keys():
            self._labels = wanted
            self.forget_places()
            self._canvas.update()
            return
        changed = {slot for slot, label in wanted.items() if label != self._labels[slot]}
        self._labels = wanted
        if self._view is not None and self._view == self._canvas.view():
            self._refresh(changed | self._touched_slots())

    def forget_places(self) -> None:
        """Place all labels anew with the next painting, for example after a panel opened over the map."""
        self._view = None

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw the labels, placing them first where the view is new."""
        if not self.visible:
            return
        if self._view != view or self._factor != current_theme().factor:
            self._place_all(view)
        else:
            self._place(self._touched_slots())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for placed in self._placed.values():
            if placed.leader is not None:
                _paint_leader(painter, placed.box, placed.leader)
        for placed in self._placed.values():
            painter.drawPixmap(placed.box.topLeft(), placed.picture.pixmap)

    def boxes(self) -> dict[int, QRectF]:
        """The rectangle of each label by slot, in logical pixels."""
        return {slot: QRectF(placed.box) for slot, placed in self._placed.items()}

    # -- placing
    def _touched_slots(self) -> set[int]:
        """Slots that won or lost units since the labels were placed."""
        now = self._canvas.labels()
        before, self._drawn = self._drawn, now
        if len(before) != len(now):
            return set(self._labels)
        differ = before != now
        if not differ.any():
            return set()
        return {int(slot) for slot in np.union1d(before[differ], now[differ])} & set(self._labels)

    def _refresh(self, slots: set[int]) -> None:
        """Place some labels again and have both their old and their new rectangles painted."""
        areas = [self._placed[slot].area for slot in slots if slot in self._placed]
        self._place(slots)
        areas += [self._placed[slot].area for slot in slots if slot in self._placed]
        for area in areas:
            self._canvas.update(area.adjusted(-1, -1, 1, 1).toAlignedRect())

    def _place_all(self, view: MapView) -> None:
        self._view = view
        self._factor = current_theme().factor
        self._units = self._canvas.sampled_units(max(1, round(CELL * view.ratio)))
        self._drawn = self._canvas.labels()
        self._placed.clear()
        self._finder = None
        seen = np.append(self._drawn, np.int32(-1))[self._units] if self._units.size else self._units
        missing = set(self._labels) - {int(slot) for slot in np.unique(seen)}
        self._tiny = self._find_tiny(view, missing) if missing else {}
        self._place(set(self._labels))

    def _place(self, slots: set[int]) -> None:
        if not slots or self._view is None or not self._units.size:
            return
        fresh = self._finder is None
        obstacles = (
            [self._in_cells(box) for boxes in self._avoid for box in boxes(self._view)] if fresh else []
        )
        grid = np.append(self._drawn, np.int32(-1))[self._units]
        if self._finder is None:
            self._finder = PlaceFinder(grid, obstacles)
        self._finder.slots = grid
        order = np.bincount(grid[grid >= 0], minlength=max(self._labels, default=0) + 1)
        for slot in sorted(slots, key=lambda slot: int(order[slot])):
            self._place_one(slot, self._finder, self._view)

    def _place_one(self, slot: int, finder: PlaceFinder, view: MapView) -> None:
        label = self._labels[slot]
        pixels = WIDE_TEXT_PX if view.width / view.ratio >= WIDE_CANVAS * current_theme().factor else TEXT_PX
        before = self._placed.pop(slot, None)
        finder.release(slot)
        full = label_picture(label, pixels=pixels, ratio=view.ratio)
        if before is not None and not before.short:
            kept = _same_middle(before.box, full)
            if finder.inside_share(slot, self._in_cells(kept, clear=0)) >= STAY_INSIDE:
                self._put(slot, _Placed(full, kept, short=False), finder)
                return
        number = label_picture(label, pixels=pixels, ratio=view.ratio, short=True)
        for picture in (full, number):
            place = finder.place(slot, *self._cells_of(picture))
            if place is not None and place.inside >= ENOUGH_INSIDE:
                placed = _Placed(picture, self._box_of(place, picture), short=picture is number)
                self._put(slot, placed, finder)
                return
        middle = finder.middle(slot) or self._tiny.get(slot)
        if middle is None:
            return
        beside = finder.place_beside(slot, middle, self._cells_of(number), _LEADER / self._cell)
        if beside is not None:
            end = QPointF(middle[0] * self._cell, middle[1] * self._cell)
            box = self._box_of(beside, number)
            self._put(slot, _Placed(number, box, short=True, leader=end), finder)

    def _find_tiny(self, view: MapView, missing: set[int]) -> dict[int, tuple[float, float]]:
        """Places (in cells) of localities so small that the coarse grid misses them."""
        step = max(1, round(FINE_CELL * view.ratio))
        units = self._canvas.sampled_units(step)
        grid = np.append(self._drawn, np.int32(-1))[units]
        cells = step / view.ratio / self._cell
        found: dict[int, tuple[float, float]] = {}
        for slot in missing & {int(slot) for slot in np.unique(grid)}:
            rows, columns = np.nonzero(grid == slot)
            found[slot] = ((float(columns[0]) + 0.5) * cells, (float(rows[0]) + 0.5) * cells)
        return found

    def _put(self, slot: int, placed: _Placed, finder: PlaceFinder) -> None:
        self._placed[slot] = placed
        finder.take(slot, self._in_cells(placed.box, clear=0))

    # -- cells and pixels
    @property
    def _cell(self) -> float:
        """Logical pixels of one cell of the grid."""
        ratio = 1.0 if self._view is None else self._view.ratio
        return max(1, round(CELL * ratio)) / ratio

    def _cells_of(self, picture: LabelPicture) -> tuple[float, float]:
        return picture.size.width() / self._cell, picture.size.height() / self._cell

    def _in_cells(self, box: QRectF, clear: float = _CLEAR) -> Box:
        cell = self._cell
        return (
            (box.left() - clear) / cell,
            (box.top() - clear) / cell,
            (box.right() + clear) / cell,
            (box.bottom() + clear) / cell,
        )

    def _box_of(self, place: Place, picture: LabelPicture) -> QRectF:
        """The rectangle of a picture in the middle of its cells, on whole pixels so that text stays sharp."""
        wide, high = self._cells_of(picture)
        middle_x = (place.left + max(1, round(wide)) / 2) * self._cell
        middle_y = (place.top + max(1, round(high)) / 2) * self._cell
        size = picture.size
        return QRectF(
            round(middle_x - size.width() / 2),
            round(middle_y - size.height() / 2),
            size.width(),
            size.height(),
        )


def _same_middle(box: QRectF, picture: LabelPicture) -> QRectF:
    """A picture at the place of another one, which may have been wider."""
    left = round(box.center().x() - picture.size.width() / 2)
    return QRectF(left, box.top(), picture.size.width(), picture.size.height())


def _paint_leader(painter: QPainter, box: QRectF, end: QPointF) -> None:
    """A line with white casing from the number to a dot in its locality."""
    nearest = QPointF(
        min(max(end.x(), box.left() + 2), box.right() - 2), min(max(end.y(), box.top() + 2), box.bottom() - 2)
    )
    for colour, width in ((QColor(255, 255, 255, 215), 3.2), (QColor("#15181D"), 1.2)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(nearest, end)
    painter.setBrush(QColor("#15181D"))
    painter.setPen(QPen(QColor("#FFFFFF"), 1))
    painter.drawEllipse(end, 2.5, 2.5)
