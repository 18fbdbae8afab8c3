"""Place the labels of one view, one label after the other, so that the work can be done in slices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSizeF

from workbench.ui.map.label_places import Box, Place, PlaceFinder
from workbench.ui.map.label_sheet import Placed
from workbench.ui.map.label_text import (
    LabelStyle,
    LocalityLabel,
    Says,
    label_picture,
    label_size,
    label_style,
)
from workbench.ui.theme import current_theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.ui.map.canvas import MapCanvas
    from workbench.ui.map.view import MapView

CELL, FINE_CELL = 6, 2
"""Logical pixels from one sample of the view to the next."""
WIDE_CANVAS = 1000
TEXT_PX, WIDE_TEXT_PX = 12, 14
STAY_INSIDE = 0.55
"""A label stays where it is during a stroke while this share of it lies inside its locality."""
MOST_LEADERS = 60
"""More leader lines than this cannot be told apart; the smallest localities wait until the map is closer."""
_CLEAR = 3.0
_LEADER = 16.0

Labels = Mapping[int, LocalityLabel]


def style_of(view: MapView) -> LabelStyle:
    """The style of labels with the text size that suits the width of the canvas.

    Workshop mode does not raise the limit: with it, a wide canvas would have text of 129 % there, not 150 %.
    """
    theme = current_theme()
    wide = view.width / view.ratio >= WIDE_CANVAS * theme.factor / theme.scale
    return label_style(WIDE_TEXT_PX if wide else TEXT_PX, view.ratio)


class LabelPlacing:
    """Where labels fit in the canvas's view; what it samples of the view, it samples once."""

    def __init__(self, canvas: MapCanvas, avoid: Sequence[Callable[[MapView], Sequence[QRectF]]]) -> None:
        """Place in the view the canvas has now, clear of what ``avoid`` gives."""
        self.view = canvas.view()
        self.factor = current_theme().factor
        self.style = style_of(self.view)
        self.places: dict[int, Placed] = {}
        self._canvas = canvas
        self._avoid = avoid
        self._drawn = np.zeros(0, dtype=np.int32)
        self._units = np.zeros((0, 0), dtype=np.int32)
        self._finder: PlaceFinder | None = None
        self._tiny: dict[int, tuple[float, float]] = {}
        self.generation = -1
        """The state of the plan the places belong to."""

    def place_all(self, labels: Labels) -> Iterator[None]:
        """Place every label anew; pauses after each."""
        self.places = {}
        step = max(1, round(CELL * self.view.ratio))
        self._units = self._canvas.sampled_units(step)
        yield
        self._take_plan()
        grid = self._grid(self._units)
        obstacles = [self._in_cells(box) for boxes in self._avoid for box in boxes(self.view)]
        self._finder = PlaceFinder(grid, obstacles)
        yield
        missing = [slot for slot in labels if not self._finder.count(slot)]
        self._tiny = self._find_tiny(missing) if missing else {}
        yield
        yield from self._place(labels, set(labels))

    def place_touched(self, labels: Labels) -> Iterator[None]:
        """Place the labels that are new or whose localities won or lost units since; pauses after each."""
        finder, before = self._finder, self._drawn
        if finder is None:
            return
        self._take_plan()
        finder.use(self._grid(self._units))
        yield
        differ = before != self._drawn
        touched = {int(slot) for slot in np.union1d(before[differ], self._drawn[differ])} & set(labels)
        for slot in self.places.keys() - labels.keys():
            finder.release(slot)
            del self.places[slot]
        yield from self._place(labels, touched | (labels.keys() - self.places.keys()))

    def _take_plan(self) -> None:
        self.generation = self._canvas.plan_generation
        self._drawn = self._canvas.labels()

    def _grid(self, units: NDArray[np.int32]) -> NDArray[np.int32]:
        """The slot of every sampled unit."""
        return np.append(self._drawn, np.int32(-1))[units]

    def _place(self, labels: Labels, slots: set[int]) -> Iterator[None]:
        finder = self._finder
        if finder is None:
            return
        left_over = []
        for slot in sorted(slots, key=lambda slot: (finder.count(slot), slot)):
            if not self._place_inside(labels[slot], finder):
                left_over.append(slot)
            yield
        leaders = sum(placed.leader is not None for placed in self.places.values())
        for slot in reversed(left_over):
            if leaders == MOST_LEADERS:
                return
            leaders += self._place_beside(labels[slot], finder)
            yield

    def _place_inside(self, label: LocalityLabel, finder: PlaceFinder) -> bool:
        """Leave a label where it is, or put what has room of it into its locality; tells whether any has."""
        slot, view = label.slot, self.view
        before = self.places.pop(slot, None)
        finder.release(slot)
        for says in Says:
            if before is not None and before.says is says and says is not Says.NUMBER:
                kept = Placed(label_picture(label, self.style, says), before.middle, says)
                if finder.inside_share(slot, self._in_cells(kept.box(view), clear=0)) >= STAY_INSIDE:
                    self._put(slot, kept, finder)
                    return True
            size = self._cells_of(label_size(label, self.style, says))
            place = finder.place(slot, *size)
            if place is not None:
                picture = label_picture(label, self.style, says)
                self._put(slot, Placed(picture, self._middle_of(place, size), says), finder)
                return True
        return False

    def _place_beside(self, label: LocalityLabel, finder: PlaceFinder) -> bool:
        """Put the number beside its locality with a leader line; tells whether there is room."""
        own = finder.middle(label.slot) or self._tiny.get(label.slot)
        if own is None:
            return False
        size = self._cells_of(label_size(label, self.style, Says.NUMBER))
        place = finder.place_beside(label.slot, own, size, _LEADER / self._cell)
        if place is None:
            return False
        number = label_picture(label, self.style, Says.NUMBER)
        placed = Placed(number, self._middle_of(place, size), Says.NUMBER, leader=self._to_map(own))
        self._put(label.slot, placed, finder)
        return True

    def _middle_of(self, place: Place, size: tuple[float, float]) -> tuple[float, float]:
        """The middle of a place for a picture of a size in cells, in metres."""
        wide, high = max(1, round(size[0])), max(1, round(size[1]))
        return self._to_map((place.left + wide / 2, place.top + high / 2))

    def _find_tiny(self, missing: Sequence[int]) -> dict[int, tuple[float, float]]:
        """Places (in cells) of localities so small that the coarse grid misses them."""
        step = max(1, round(FINE_CELL * self.view.ratio))
        grid = self._grid(self._canvas.sampled_units(step))
        cells = np.flatnonzero(grid >= 0)
        owner = grid.ravel()[cells]
        first = np.full(max(missing) + int(owner.max(initial=0)) + 1, -1)
        first[owner[::-1]] = cells[::-1]  # of several values written to one place the last one stays
        share = step / self.view.ratio / self._cell
        found: dict[int, tuple[float, float]] = {}
        for slot in missing:
            if first[slot] >= 0:
                row, column = divmod(int(first[slot]), grid.shape[1])
                found[slot] = ((column + 0.5) * share, (row + 0.5) * share)
        return found

    def _put(self, slot: int, placed: Placed, finder: PlaceFinder) -> None:
        self.places[slot] = placed
        finder.take(slot, self._in_cells(placed.box(self.view), clear=0))

    # -- cells and pixels
    @property
    def _cell(self) -> float:
        """Logical pixels of one cell of the grid."""
        return max(1, round(CELL * self.view.ratio)) / self.view.ratio

    def _to_map(self, cell: tuple[float, float]) -> tuple[float, float]:
        return self.view.to_map(cell[0] * self._cell, cell[1] * self._cell)

    def _cells_of(self, size: QSizeF) -> tuple[float, float]:
        return size.width() / self._cell, size.height() / self._cell

    def _in_cells(self, box: QRectF, clear: float = _CLEAR) -> Box:
        cell = self._cell
        return (
            (box.left() - clear) / cell,
            (box.top() - clear) / cell,
            (box.right() + clear) / cell,
            (box.bottom() + clear) / cell,
        )
