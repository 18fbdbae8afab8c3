"""Show units coloured by their locality in a part of the map; draw again only what an edit touched."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from workbench.ui.map.colouring import Colouring
from workbench.ui.map.layers import MapLayers
from workbench.ui.map.outlines import LineTheme, OutlineState
from workbench.ui.map.picking import UnitPicker
from workbench.ui.map.rectangles import joined, to_paint
from workbench.ui.map.sheets import Sheets
from workbench.ui.map.slices import SlicedWork
from workbench.ui.map.view import Bounds, MapView, union_of

if TYPE_CHECKING:
    from workbench.models.topology import Topology

Units = NDArray[np.int64]

AT_ONCE = 1000
"""Up to this many units a view change draws all lines at once; above, in slices."""
MAXIMUM_SCALE = 20.0  # logical pixels per metre
QUIET_MS = 100
"""What is only made ready goes on when no unit has changed for this long."""
JOINED_AREA = 60_000
"""Logical pixels painted in vain that cost no more than painting two rectangles instead of one."""


class MapSurface(QWidget):
    """The map without tools: units, plan, lines, and the part in view."""

    view_changed = Signal(object)
    """MapView, after every change of what is in view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)
        self._layers: MapLayers | None = None
        self._picker: UnitPicker | None = None
        self._bounds: NDArray[np.float64] = np.zeros((0, 4))
        self._colouring = Colouring()
        self._cut_off = np.zeros(0, dtype=bool)
        self._target: int | None = None
        self._width_factor = 1.0
        self.sheets = Sheets(self._sheets_changed)
        self._ground, self._hair = QColor("#E6E9ED"), QColor("#FFFFFF")
        self._line_theme = LineTheme()
        self._view = MapView(0.01, 0.0, 0.0, 1, 1, self.devicePixelRatioF())
        self._fitted: Bounds | None = None
        self._stale = True
        self._work = SlicedWork(self, self.update)
        self._ahead = SlicedWork(self, lambda: None)
        self._undrawn: list[QRect] = []
        """Device rectangles in which units have changed since they were drawn."""
        self._exposed: list[QRect] | None = None
        self._awaited: list[QRect] = []
        self.lines_at_once = AT_ONCE

    # ------------------------------------------------------------------ what is shown
    def set_units(
        self,
        topology: Topology,
        bounds: NDArray[np.float64],
        points: NDArray[np.float64],
        geometry: NDArray[np.object_],
    ) -> None:
        """Show other units, all unassigned: their borders, bounds (n, 4), points inside (n, 2), polygons."""
        self._work.stop()
        self._ahead.stop()
        count = topology.unit_count
        generation = self._colouring.generation + 1
        self._colouring = Colouring(count, ground=self._ground.rgb(), accent=self._line_theme.selection.rgb())
        self._colouring.generation = generation
        self._cut_off = np.zeros(count, dtype=bool)
        self._bounds = np.asarray(bounds, dtype=np.float64)
        self._picker = UnitPicker(geometry, points)
        self._layers = MapLayers(topology, self._bounds, self._colouring, self.sheets)
        self.fit()

    def set_plan(self, labels: NDArray[np.int32], colours: NDArray[np.uint32]) -> None:
        """Show a plan: the slot of each unit (-1 unassigned) and the colour of each slot (0xffRRGGBB)."""
        self._colouring.set_plan(labels, colours)
        self._look_changed(lines=True)

    def update_units(self, units: Units, labels: NDArray[np.int32]) -> None:
        """Show some units in other localities; only their surroundings are drawn again."""
        units = np.asarray(units, dtype=np.int64)
        self._colouring.update(units, labels)
        self._units_changed(units)

    def set_colours(self, colours: NDArray[np.uint32]) -> None:
        """Show the localities in other colours."""
        self._colouring.set_slots(colours)
        self._look_changed(lines=False)

    def set_patterns(self, patterns: NDArray[np.uint8]) -> None:
        """Hatch localities: the pattern of each slot, 1 to 6 or 0 for none."""
        if self._colouring.set_patterns(patterns):
            self._look_changed(lines=False)

    def set_fills(self, values: NDArray[np.uint32] | None, unknown: Units | None = None) -> None:
        """Show a colour per unit instead of the localities' (a choropleth), hatched where it is unknown."""
        self._colouring.set_fills(values, unknown)
        self._look_changed(lines=False)

    def set_selection(self, units: Units) -> None:
        """Mark exactly these units."""
        self._units_changed(self._colouring.select(np.asarray(units, dtype=np.int64)))

    def set_target_slot(self, slot: int | None) -> None:
        """Draw the outline of the locality that is painted into wider, None for no locality."""
        if slot == self._target:
            return
        before, self._target = self._target, slot
        if len(self._bounds) > self.lines_at_once:
            self._lines_changed()
            return
        for one in (before, slot):
            if one is not None:
                self._units_changed(np.flatnonzero(self._colouring.shown == one))

    def set_cut_off(self, units: Units) -> None:
        """Give the units that hang off their locality a dashed outline."""
        wanted = np.zeros(len(self._cut_off), dtype=bool)
        wanted[np.asarray(units, dtype=np.int64)] = True
        changed = np.flatnonzero(wanted != self._cut_off)
        self._cut_off = wanted
        self._units_changed(changed)

    def set_preview(self, units: Units, slot: int | NDArray[np.int32], *, colour: int | None = None) -> None:
        """Draw exactly these units as if they belonged to `slot` (or each to its own), hatched."""
        units = np.asarray(units, dtype=np.int64)
        self._units_changed(self._colouring.preview(units, slot, colour=colour))

    def set_marked(self, units: Units) -> None:
        """Hatch exactly these units darkly, as those that a proposal moves."""
        self._units_changed(self._colouring.mark(np.asarray(units, dtype=np.int64)))

    def clear_preview(self) -> None:
        """Draw the plan as it is."""
        self.set_preview(np.zeros(0, dtype=np.int64), -1)

    def set_theme(
        self,
        ground: str,
        *,
        hair: str = "#FFFFFF",
        line: str = "#20242B",
        accent: str = "#005EB8",
        cut_off: str = "#B3261E",
    ) -> None:
        """Take the colours of ground, hairlines, outlines, selection and the mark of cut-off units."""
        self._ground, self._hair = QColor(ground), QColor(hair)
        self._line_theme = LineTheme(line=QColor(line), selection=QColor(accent), cut_off=QColor(cut_off))
        self._colouring.set_theme(ground=self._ground.rgb(), accent=QColor(accent).rgb())
        self._look_changed(lines=True)

    def set_line_width(self, factor: float) -> None:
        """Draw all outlines wider by a factor, for workshops."""
        self._width_factor = factor
        self._lines_changed()

    def _sheets_changed(self) -> None:
        """Put the sheets together in another way."""
        if self._layers is not None:
            self._layers.restack()
        self.update()

    def labels(self) -> NDArray[np.int32]:
        """Give the slot of each unit as drawn, the preview included."""
        return self._colouring.shown.copy()

    def selection(self) -> Units:
        """Give the marked units."""
        return np.flatnonzero(self._colouring.selected)

    @property
    def plan_generation(self) -> int:
        """A number that grows whenever units are drawn in other localities."""
        return self._colouring.generation

    def sampled_units(self, step: int) -> NDArray[np.int32]:
        """Give the unit of every `step`-th device pixel both ways, -1 on the ground, for placing labels."""
        self._render_if_stale()
        if self._layers is None:
            return np.zeros((0, 0), dtype=np.int32)
        return self._layers.sampled_units(step)

    def picture(self) -> QImage:
        """Give a copy of the map without overlays, in device pixels, with all lines drawn."""
        self.finish_drawing()
        if self._layers is None:
            picture = QImage(self._view.width, self._view.height, QImage.Format.Format_RGB32)
            picture.fill(self._ground)
            return picture
        return self._layers.picture()

    def frame(self) -> QImage:
        """Give a copy of the fills alone, in device pixels."""
        self._render_if_stale()
        return self.picture() if self._layers is None else self._layers.frame()

    # ------------------------------------------------------------------ what part is shown
    def view(self) -> MapView:
        """Give the part of the map in view."""
        return self._view

    def set_view(self, view: MapView) -> None:
        """Show another part of the map; it is drawn with the next paint event."""
        self._fitted = None
        self._change_view(view)

    def fit(self) -> None:
        """Show all units."""
        self._fit_bounds(self._bounds)

    @property
    def fitted(self) -> bool:
        """Tell whether units were fitted into the view and nothing has moved it since."""
        return self._fitted is not None

    def fit_to(self, units: Units) -> None:
        """Show these units as large as possible."""
        self._fit_bounds(self._bounds[np.asarray(units, dtype=np.int64)])

    def _fit_bounds(self, bounds: NDArray[np.float64]) -> None:
        union = union_of(bounds)
        if union is not None:
            self._change_view(self._limited(self._view.fit(union)))
            self._fitted = union

    def _limited(self, view: MapView) -> MapView:
        """Keep a fitted view from zooming in without end on a tiny unit."""
        limit = MAXIMUM_SCALE * view.ratio
        middle = (self.width() / 2, self.height() / 2)
        return view if view.scale <= limit else view.zoomed_at(middle, limit / view.scale)

    def _change_view(self, view: MapView) -> None:
        self._work.stop()
        self._ahead.stop()
        self._view = view
        self._stale = True
        self.update()
        self.view_changed.emit(view)

    # ------------------------------------------------------------------ drawing
    def _state(self) -> OutlineState:
        """Gather what the outlines show."""
        return OutlineState(
            labels=self._colouring.shown,
            selected=self._colouring.selected,
            cut_off=self._cut_off,
            target=self._target,
            width_factor=self._width_factor,
            theme=self._line_theme,
        )

    def _look_changed(self, *, lines: bool) -> None:
        """Colour everything again after a change that may touch any unit."""
        if self._layers is not None and not self._stale:
            self._layers.recolour()
        if lines:
            self._lines_changed()
        self.update()

    def _lines_changed(self) -> None:
        """Draw all outlines again."""
        if self._layers is None or self._stale:
            return
        if self._work.running or len(self._bounds) > self.lines_at_once:
            self._start_lines()
        else:
            self._layers.redraw_outlines(self._state(), self._layers.whole)
        self.update()

    def _units_changed(self, units: Units) -> None:
        """Draw some units and the outlines around them again before the next paint event."""
        if self._layers is None or self._stale or not len(units):
            return
        rect = self._layers.rect_of(units, self._state())
        if rect.isEmpty():
            return
        self._undrawn = joined(self._undrawn, rect, 0)
        self._ahead.put_off(QUIET_MS)  # a stroke does not wait for it
        if self._work.running:
            self._start_lines()
        self.repaint_soon(self._logical(rect))

    def repaint_soon(self, rect: QRect) -> None:
        """Have a rectangle painted with the next paint event, as one with those close by.

        Painting costs more by the number of rectangles than by their size: see `JOINED_AREA`.
        """
        rect = rect.intersected(self.rect())
        if rect.isEmpty():
            return
        self._awaited = joined(self._awaited, rect, JOINED_AREA)
        self.update(self._awaited[-1])

    def _logical(self, rect: QRect) -> QRect:
        """Give the logical pixels that hold a device rectangle."""
        ratio = self._view.ratio
        if ratio == 1:
            return rect
        return QRectF(
            rect.x() / ratio, rect.y() / ratio, rect.width() / ratio, rect.height() / ratio
        ).toAlignedRect()

    def _render_if_stale(self) -> None:
        """Make ids and fills of the view, and the lines at once or in slices; else what has changed in it."""
        undrawn, self._undrawn = self._undrawn, []
        if self._layers is None:
            return
        if not self._stale:
            for rect in undrawn:
                self._layers.recolour(rect)
                if not self._work.running:
                    self._layers.redraw_outlines(self._state(), rect)
            return
        self._layers.show(self._view)
        self._stale = False
        self._start_lines()
        if len(self._bounds) <= self.lines_at_once:
            self._work.finish()

    def _start_lines(self) -> None:
        """Begin to draw all lines in slices; whatever was being drawn is dropped."""
        if self._layers is not None:
            self._work.start(self._layers.draw_lines(self._state(), self._hair))

    @property
    def drawing(self) -> bool:
        """Tell whether lines are still being drawn in slices."""
        return self._work.running

    def finish_drawing(self) -> None:
        """Bring all layers up to date now, before a picture is taken."""
        self._render_if_stale()
        self._work.finish()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._render_if_stale()
        awaited, self._awaited = self._awaited, []
        self._exposed = to_paint(event, awaited)
        with QPainter(self) as painter:
            if self._layers is None:
                painter.fillRect(event.rect(), self._ground)
            else:
                self._layers.paint(painter, self._exposed)
            self._paint_above(painter)
        self._exposed = None
        ahead = None if self._layers is None or self._ahead.running else self._layers.get_ready()
        if ahead is not None:
            self._ahead.start(ahead)

    def _paint_above(self, painter: QPainter) -> None:
        """Draw what lies above the map."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_size()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._take_size()
        return super().event(event)

    def _take_size(self) -> None:
        """Follow the widget's size and the screen's device pixel ratio."""
        ratio = self.devicePixelRatioF()
        view = self._view.resized(
            width=max(1, math.ceil(self.width() * ratio)),
            height=max(1, math.ceil(self.height() * ratio)),
            ratio=ratio,
        )
        if self._fitted is not None:
            view = self._limited(view.fit(self._fitted))
        self._change_view(view)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._work.stop()
        self._ahead.stop()
        self._stale = True
        super().hideEvent(event)
