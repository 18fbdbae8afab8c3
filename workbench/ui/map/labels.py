"""Locality labels above the map: number, short name and live people, at places found when it is quiet."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QTimer
from PySide6.QtGui import QPainter

from workbench.ui.map.boxes import Edges
from workbench.ui.map.label_placing import LabelPlacing, style_of
from workbench.ui.map.label_sheet import LabelSheet
from workbench.ui.map.label_text import label_picture
from workbench.ui.map.slices import SlicedWork
from workbench.ui.theme import current_theme

if TYPE_CHECKING:
    from workbench.ui.map.canvas import MapCanvas
    from workbench.ui.map.label_text import LabelStyle, LocalityLabel
    from workbench.ui.map.view import MapView

QUIET_MS = 60
"""Labels are placed again when nothing has changed for this long."""

MANY = 24
"""Above this many rectangles the whole map is painted again, which is cheaper."""

Obstacles = Callable[["MapView"], Sequence[QRectF]]


class LocalityLabels:
    """An overlay of labels.

    Painting draws what is placed already. ``change_labels`` tells the live people after each step of a
    brush and repaints only the text that changed, where it stands. Once nothing has changed for a moment, the
    localities whose areas changed are placed again, in slices between events, and left where they are
    while they still lie inside. After a change of view the labels move with the map, until all of them
    have got new places. ``settle`` finds all places at once; they depend on nothing but what is shown.
    """

    layer = "labels"

    def __init__(self, canvas: MapCanvas) -> None:
        """Label the localities of a canvas."""
        self._canvas = canvas
        self._labels: dict[int, LocalityLabel] = {}
        self._avoid: list[Obstacles] = []
        self._sheet = LabelSheet()
        self._placing: LabelPlacing | None = None
        """The places of the view; None where all labels have to be placed anew."""
        self._late = False
        self._settled = False
        self._quiet = QTimer(canvas)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._begin)
        self._work = SlicedWork(canvas, lambda: None)
        self.visible = True

    @property
    def placing(self) -> bool:
        """Whether places are being found, or will be when it is quiet."""
        return self._quiet.isActive() or self._work.running

    def avoid(self, boxes: Obstacles) -> None:
        """Keep clear of what ``boxes`` gives for a view: symbols, furniture, panels over the map."""
        self._avoid.append(boxes)
        self.forget_places()

    def set_labels(self, labels: Sequence[LocalityLabel]) -> None:
        """Say exactly these things about the localities; only labels that change are painted again."""
        before = self._labels
        changed = {one.slot for one in labels if (old := before.get(one.slot)) is not one and old != one}
        self._labels = {label.slot: label for label in labels}
        gone = before.keys() - self._labels.keys()
        if not changed and not gone:
            return
        self._late |= before.keys() != self._labels.keys()
        if gone:
            kept = {slot: one for slot, one in self._sheet.placed().items() if slot in self._labels}
            self._repaint(self._sheet.replace(kept, self._canvas.view()))
        self._say_again(changed)

    def change_labels(self, labels: Iterable[LocalityLabel]) -> None:
        """Say something else about some localities, at a cost that does not depend on the other labels."""
        changed = {one.slot: one for one in labels if self._labels.get(one.slot) != one}
        if not changed:
            return
        self._late |= not changed.keys() <= self._labels.keys()
        self._labels.update(changed)
        self._say_again(changed.keys())

    def _say_again(self, slots: Iterable[int]) -> None:
        self._settled = False
        self._repaint(self._rewrite(slots))
        self._wait()

    def start_over(self) -> None:
        """Take all labels off, for another plan: in it nothing stands where it did."""
        self._labels = {}
        self._repaint(self._sheet.replace({}, self._canvas.view()))
        self.forget_places()

    def forget_places(self) -> None:
        """Place all labels anew when it is quiet, for example after a panel opened over the map."""
        self._placing = None
        self._settled = False
        self._work.stop()
        self._wait()

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw the exposed labels where they are; what is out of date is placed again later."""
        if not self.visible:
            return
        if self._sheet.follow(view) and (self._placing is None or self._placing.view != view):
            self.forget_places()
        elif self._outdated and not self.placing:
            self._wait()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._sheet.paint(painter, canvas.exposed_boxes())

    def boxes(self) -> dict[int, QRectF]:
        """The rectangle of each label by slot, in logical pixels; places still to be found are found now."""
        if not self.visible:
            return {}
        while self.placing or self._outdated:
            self._quiet.stop()
            self._begin()
            self._work.finish()
        return self._sheet.boxes()

    def settle(self) -> None:
        """Place all labels at once, as if the view were new, unless that was done and nothing changed."""
        if not self.visible or (self._settled and not self._outdated):
            return
        self._quiet.stop()
        self._placing = None
        self._begin()
        self._work.finish()
        self._settled = True

    def rest(self) -> None:
        """Put off what is left until the canvas is painted again."""
        self._quiet.stop()
        if self._work.running:
            self._work.stop()
            self._placing = None

    # -- placing
    @property
    def _outdated(self) -> bool:
        """Whether anything shown may have a better place."""
        placing, canvas = self._placing, self._canvas
        return (
            self._late
            or placing is None
            or placing.view != canvas.view()
            or placing.generation != canvas.plan_generation
            or placing.factor != current_theme().factor
        )

    def _wait(self) -> None:
        """Begin or go on to place when nothing has changed for a moment, the very first time at once."""
        self._work.put_off(QUIET_MS)
        if self._canvas.isVisible() and self.visible:
            self._quiet.start(0 if self._sheet.empty else QUIET_MS)

    def _begin(self) -> None:
        """Start to place what is out of date; work for what is in view goes on."""
        placing, view, factor = self._placing, self._canvas.view(), current_theme().factor
        if placing is None or placing.view != view or placing.factor != factor:
            placing = self._placing = LabelPlacing(self._canvas, self._avoid)
            work = placing.place_all(self._labels)
        elif self._work.running:
            return
        else:
            work = placing.place_touched(self._labels)
        self._late = False
        self._work.start(self._place(placing, work))

    def _place(self, placing: LabelPlacing, work: Iterator[None]) -> Iterator[None]:
        """Find the places, then show them together."""
        yield from work
        style, found = style_of(placing.view), {}
        for slot, placed in placing.places.items():
            if slot in self._labels:  # those that stayed where they were may have old pictures
                picture = label_picture(self._labels[slot], style, placed.says)
                found[slot] = placed if picture is placed.picture else replace(placed, picture=picture)
        self._repaint(self._sheet.replace(found, placing.view))
        if self._outdated:
            self._wait()

    def _rewrite(self, slots: Iterable[int]) -> list[Edges]:
        """Write the text of labels again where they stand; gives what must be painted again."""
        style, pictures = self._style(), {}
        for slot in slots:
            placed = self._sheet.get(slot)
            if placed is not None:
                pictures[slot] = label_picture(self._labels[slot], style, placed.says)
        return self._sheet.change(pictures)

    def _style(self) -> LabelStyle:
        """How labels are written now: as they were placed, while nothing else has changed."""
        placing, view = self._placing, self._canvas.view()
        if placing is not None and placing.view is view and placing.factor == current_theme().factor:
            return placing.style
        return style_of(view)

    def _repaint(self, areas: Sequence[Edges]) -> None:
        """Have some boxes painted again."""
        if len(areas) > MANY:
            self._canvas.update()
            return
        for left, top, right, bottom in areas:
            x, y = math.floor(left) - 1, math.floor(top) - 1
            self._canvas.repaint_soon(QRect(x, y, math.ceil(right) + 1 - x, math.ceil(bottom) + 1 - y))
