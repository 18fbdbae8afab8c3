"""Show units coloured by their locality, keep up with a brush, and hand the pointer to the tool in use."""

from __future__ import annotations

import math
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from workbench.ui.map.colouring import Colouring
from workbench.ui.map.layers import MapLayers
from workbench.ui.map.outlines import LineTheme, OutlineState
from workbench.ui.map.picking import UnitPicker
from workbench.ui.map.pointer import Pointer
from workbench.ui.map.view import Bounds, MapView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.models.topology import Topology
    from workbench.ui.map.tools.base import Tool

Units = NDArray[np.int64]

AT_ONCE = 1000
"""Up to this many units a view change draws all lines at once; above, in slices."""
SLICE_S = 0.005  # a piece of work already begun may take 3 ms more
ZOOM_STEP = 1.25
WHEEL_NOTCH = 120
MAXIMUM_SCALE = 20.0  # logical pixels per metre
BRUSH_STEP = 1.15
BRUSH_RANGE = (10.0, 50_000.0)
DEFAULT_BRUSH_M = 300.0
ARROW_SHARE = 0.1  # of the width and height, for one press of an arrow key

_KEYBOARD_FOCUS = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}
_ARROWS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class Overlay(Protocol):
    """Something drawn above the map: labels, symbols, furniture."""

    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw in logical pixels; the painter is saved before and restored after."""


class MapCanvas(QWidget):
    """The map of the study area."""

    view_changed = Signal(object)
    """MapView, after every change of what is in view."""
    hovered = Signal(int, float, float)
    """Unit under the pointer or -1, and the map coordinates (NaN when the pointer left)."""
    context_requested = Signal(QPoint, int)
    """Point of the widget and unit there or -1, for the menu."""
    radius_changed = Signal(float)
    """Radius of brush and eraser in metres."""
    key_pressed = Signal(QKeyEvent)
    """A key the canvas has no use for itself: digits, Enter, letters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Map")
        self.setMinimumSize(160, 120)
        self._layers: MapLayers | None = None
        self._picker: UnitPicker | None = None
        self._bounds: NDArray[np.float64] = np.zeros((0, 4))
        self._colouring = Colouring()
        self._cut_off = np.zeros(0, dtype=bool)
        self._target: int | None = None
        self._width_factor = 1.0
        self._lines_shown = (True, True)
        self._ground, self._hair = QColor("#E6E9ED"), QColor("#FFFFFF")
        self._line_theme = LineTheme()
        self._view = MapView(0.01, 0.0, 0.0, 1, 1, self.devicePixelRatioF())
        self._fitted: Bounds | None = None
        self._stale = True
        self._pan_rest = (0.0, 0.0)
        self._job: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw_slice)
        self.lines_at_once = AT_ONCE
        self._overlays: list[Overlay] = []
        self._tool: Tool | None = None
        self._tool_area = QRect()
        self._pointer = Pointer(self)
        self._radius_m = DEFAULT_BRUSH_M
        self._focus_ring = False

    # ------------------------------------------------------------------ what is shown
    def set_units(
        self,
        topology: Topology,
        bounds: NDArray[np.float64],
        points: NDArray[np.float64],
        geometry: NDArray[np.object_],
    ) -> None:
        """Show other units, all unassigned: their borders, bounds (n, 4), points inside (n, 2), polygons."""
        self._stop_job()
        if self._tool is not None:
            self._tool.cancel()
        count = topology.unit_count
        self._colouring = Colouring(count, ground=self._ground.rgb(), accent=self._line_theme.selection.rgb())
        self._cut_off = np.zeros(count, dtype=bool)
        self._bounds = np.asarray(bounds, dtype=np.float64)
        self._picker = UnitPicker(geometry, points)
        self._layers = MapLayers(topology, self._bounds, self._colouring)
        self._layers.outlines_shown, self._layers.hairlines_shown = self._lines_shown
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

    def set_fills(self, values: NDArray[np.uint32] | None) -> None:
        """Show a colour per unit instead of the localities' (a choropleth), None to go back."""
        self._colouring.set_fills(values)
        self._look_changed(lines=False)

    def set_selection(self, units: Units) -> None:
        """Mark exactly these units."""
        self._units_changed(self._colouring.select(np.asarray(units, dtype=np.int64)))

    def set_target_slot(self, slot: int | None) -> None:
        """Draw the outline of the locality that is painted into wider, None for no locality."""
        if slot != self._target:
            self._target = slot
            self._lines_changed()

    def set_cut_off(self, units: Units) -> None:
        """Give the units that hang off their locality a dashed outline."""
        wanted = np.zeros(len(self._cut_off), dtype=bool)
        wanted[np.asarray(units, dtype=np.int64)] = True
        changed = np.flatnonzero(wanted != self._cut_off)
        self._cut_off = wanted
        self._units_changed(changed)

    def set_preview(self, units: Units, slot: int) -> None:
        """Draw exactly these units as if they belonged to `slot`, hatched; the plan stays as it is."""
        self._units_changed(self._colouring.preview(np.asarray(units, dtype=np.int64), slot))

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

    def set_lines_shown(self, *, outlines: bool, hairlines: bool) -> None:
        """Show or hide the outlines of localities and the hairlines between units."""
        self._lines_shown = (outlines, hairlines)
        if self._layers is not None:
            self._layers.outlines_shown, self._layers.hairlines_shown = self._lines_shown
        self.update()

    def add_overlay(self, overlay: Overlay) -> None:
        """Draw something above the map, above the overlays added before."""
        self._overlays.append(overlay)
        self.update()

    def remove_overlay(self, overlay: Overlay) -> None:
        """Draw an overlay no longer."""
        self._overlays.remove(overlay)
        self.update()

    def labels(self) -> NDArray[np.int32]:
        """Give the slot of each unit as drawn, the preview included."""
        return self._colouring.shown.copy()

    def selection(self) -> Units:
        """Give the marked units."""
        return np.flatnonzero(self._colouring.selected)

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

    def fit_to(self, units: Units) -> None:
        """Show these units as large as possible."""
        self._fit_bounds(self._bounds[np.asarray(units, dtype=np.int64)])

    def centre_on(self, x: float, y: float) -> None:
        """Bring a place to the middle."""
        self.set_view(self._view.centred(x, y))

    def zoom_in(self) -> None:
        """Zoom in at the middle."""
        self.zoom_at((self.width() / 2, self.height() / 2), ZOOM_STEP)

    def zoom_out(self) -> None:
        """Zoom out at the middle."""
        self.zoom_at((self.width() / 2, self.height() / 2), 1 / ZOOM_STEP)

    def zoom_at(self, point: tuple[float, float], factor: float) -> None:
        """Zoom and keep the map under a point (logical pixels) where it is."""
        smallest, largest = self._scale_range()
        scale = min(max(self._view.scale * factor, smallest), largest)
        if scale != self._view.scale:
            self.set_view(self._view.zoomed_at(point, scale / self._view.scale))

    def pan_by(self, right: float, down: float) -> None:
        """Move the picture by logical pixels; parts of a device pixel are kept for the next call."""
        ratio = self._view.ratio
        right, down = right + self._pan_rest[0], down + self._pan_rest[1]
        moved = (round(right * ratio) / ratio, round(down * ratio) / ratio)
        self._pan_rest = (right - moved[0], down - moved[1])
        if moved != (0.0, 0.0):
            self.set_view(self._view.panned(*moved))

    def _scale_range(self) -> tuple[float, float]:
        """Give the smallest and largest scale: a quarter of the fitted map, and metres one can count."""
        largest = MAXIMUM_SCALE * self._view.ratio
        bounds = _union(self._bounds)
        return (largest / 1e6 if bounds is None else self._view.fit(bounds).scale / 4, largest)

    def _fit_bounds(self, bounds: NDArray[np.float64]) -> None:
        union = _union(bounds)
        if union is not None:
            self._change_view(self._limited(self._view.fit(union)))
            self._fitted = union

    def _limited(self, view: MapView) -> MapView:
        """Keep a fitted view from zooming in without end on a tiny unit."""
        limit = MAXIMUM_SCALE * view.ratio
        middle = (self.width() / 2, self.height() / 2)
        return view if view.scale <= limit else view.zoomed_at(middle, limit / view.scale)

    def _change_view(self, view: MapView) -> None:
        self._stop_job()
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
        if self._job is not None or len(self._bounds) > self.lines_at_once:
            self._start_lines()
        else:
            self._layers.redraw_outlines(self._state(), self._layers.whole)
        self.update()

    def _units_changed(self, units: Units) -> None:
        """Draw some units and the outlines around them again."""
        if self._layers is None or self._stale or not len(units):
            return
        rect = self._layers.rect_of(units, self._state())
        if rect.isEmpty():
            return
        self._layers.recolour(rect)
        if self._job is None:
            self._layers.redraw_outlines(self._state(), rect)
        else:
            self._start_lines()
        self.update(self._logical(rect))

    def _logical(self, rect: QRect) -> QRect:
        """Give the logical pixels that hold a device rectangle."""
        ratio = self._view.ratio
        return QRectF(
            rect.x() / ratio, rect.y() / ratio, rect.width() / ratio, rect.height() / ratio
        ).toAlignedRect()

    def _render_if_stale(self) -> None:
        """Make ids and fills of the view, and the lines at once or in slices."""
        if not self._stale or self._layers is None:
            return
        self._layers.show(self._view)
        self._stale = False
        self._start_lines()
        if len(self._bounds) <= self.lines_at_once:
            self._finish_job()

    def _start_lines(self) -> None:
        """Begin to draw all lines in slices; whatever was being drawn is dropped."""
        if self._layers is not None:
            self._job = self._layers.draw_lines(self._state(), self._hair)
            self._timer.start()

    def _draw_slice(self) -> None:
        """Draw lines for at most a slice of time."""
        deadline = perf_counter() + SLICE_S
        for _ in self._job or ():
            if perf_counter() >= deadline:
                self.update()
                return
        self._stop_job()
        self.update()

    def _finish_job(self) -> None:
        """Draw the remaining lines now."""
        for _ in self._job or ():
            pass
        self._stop_job()

    def _stop_job(self) -> None:
        self._job = None
        self._timer.stop()

    @property
    def drawing(self) -> bool:
        """Tell whether lines are still being drawn in slices."""
        return self._job is not None

    def finish_drawing(self) -> None:
        """Bring all layers up to date now, before a picture is taken."""
        self._render_if_stale()
        self._finish_job()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._render_if_stale()
        with QPainter(self) as painter:
            self._paint(painter, event)

    def _paint(self, painter: QPainter, event: QPaintEvent) -> None:
        """Copy the layers, then draw what lies above them."""
        if self._layers is None:
            painter.fillRect(event.rect(), self._ground)
        else:
            for rect in event.region():  # type: ignore[attr-defined]  # PySide6's stubs lack __iter__
                self._layers.paint(painter, rect)
        for overlay in self._overlays:
            painter.save()
            overlay.paint(painter, self._view, self)
            painter.restore()
        if self._tool is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._tool.paint(painter, self._view)
        if self._focus_ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._line_theme.selection, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

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

    # ------------------------------------------------------------------ tools and pointer
    @property
    def picker(self) -> UnitPicker:
        """Find units by geometry."""
        if self._picker is None:
            self._picker = UnitPicker(np.zeros(0, dtype=object), np.zeros((0, 2)))
        return self._picker

    @property
    def brush_radius_m(self) -> float:
        """Give the radius of brush and eraser in metres."""
        return self._radius_m

    def set_brush_radius(self, metres: float) -> None:
        """Change the radius of brush and eraser."""
        metres = min(max(metres, BRUSH_RANGE[0]), BRUSH_RANGE[1])
        if metres != self._radius_m:
            self._radius_m = metres
            self.refresh_tool()
            self.radius_changed.emit(metres)

    def tool(self) -> Tool | None:
        """Give the tool in use."""
        return self._tool

    def set_tool(self, tool: Tool | None) -> None:
        """Use another tool; what the old one had begun is dropped."""
        if self._tool is not None:
            self._tool.detach()
        self._pointer.reset()
        self._tool = tool
        if tool is not None:
            tool.attach(self)
        self.update_cursor()
        self.update()

    def cancel(self) -> bool:
        """Drop a running stroke or box; tells whether there was one."""
        dropped = self._tool is not None and self._tool.cancel()
        self._pointer.reset()
        self.update_cursor()
        return dropped

    def refresh_tool(self) -> None:
        """Repaint where the tool draws now and where it drew before."""
        area = None if self._tool is None else self._tool.area(self._view)
        now = QRect() if area is None else area.toAlignedRect().adjusted(-1, -1, 1, 1)
        self.update(QRegion(self._tool_area) + QRegion(now))
        self._tool_area = now

    def update_cursor(self) -> None:
        """Show the pointer that fits tool and state."""
        if self._pointer.panning:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._pointer.space_held:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(Qt.CursorShape.ArrowCursor if self._tool is None else self._tool.cursor)

    def request_context(self, at: QPoint) -> None:
        """Ask for the menu at a point of the widget."""
        self.context_requested.emit(at, self.picker.unit_at(*self._view.to_map(at.x(), at.y())))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer.press(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.press(event, double=True)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)
        x, y = self._view.to_map(event.position().x(), event.position().y())
        self.hovered.emit(self._unit_under(event), x, y)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)

    def _unit_under(self, event: QMouseEvent) -> int:
        """Read the unit under the pointer from the id array."""
        if self._layers is None or self._stale:
            return -1
        ratio = self._view.ratio
        return self._layers.unit_at(int(event.position().x() * ratio), int(event.position().y() * ratio))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if self._tool is not None:
            self._tool.leave()
        self.hovered.emit(-1, math.nan, math.nan)
        super().leaveEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        across, down = event.angleDelta().x(), event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_brush_radius(self._radius_m * BRUSH_STEP ** (down / WHEEL_NOTCH))
        elif down:
            at = event.position()
            self.zoom_at((at.x(), at.y()), ZOOM_STEP ** (down / WHEEL_NOTCH))
        elif across:
            self.pan_by(across / 2, 0)
        event.accept()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.request_context(self.rect().center())
        event.accept()

    # ------------------------------------------------------------------ keys and focus
    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._pointer.space_held = True
            self.update_cursor()
        elif key == Qt.Key.Key_Space or (key == Qt.Key.Key_Escape and self.cancel()):
            event.accept()
        elif key == Qt.Key.Key_BracketLeft:
            self.set_brush_radius(self._radius_m / BRUSH_STEP)
        elif key == Qt.Key.Key_BracketRight:
            self.set_brush_radius(self._radius_m * BRUSH_STEP)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal} and not event.modifiers() & ~_SHIFT_OR_PAD:
            self.zoom_in()
        elif key == Qt.Key.Key_Minus and not event.modifiers() & ~_SHIFT_OR_PAD:
            self.zoom_out()
        elif key in _ARROWS and not event.modifiers() & ~_SHIFT_OR_PAD:
            across, down = _ARROWS[key]
            self.pan_by(across * ARROW_SHARE * self.width(), down * ARROW_SHARE * self.height())
        else:
            event.ignore()
            self.key_pressed.emit(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._pointer.space_held = False
            self.update_cursor()
        else:
            super().keyReleaseEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._focus_ring = event.reason() in _KEYBOARD_FOCUS
        self.update()
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._focus_ring = False
        self._pointer.space_held = False
        self.update_cursor()
        self.update()
        super().focusOutEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._stop_job()
        self._stale = True
        super().hideEvent(event)


_SHIFT_OR_PAD = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def _union(bounds: NDArray[np.float64]) -> Bounds | None:
    """Give the box around all bounds, None where nothing has an extent."""
    if not np.isfinite(bounds).any():
        return None
    low = np.nanmin(bounds[:, :2], axis=0)
    high = np.nanmax(bounds[:, 2:], axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])
