"""The map of the study area: what is drawn above it, moving about in it, and the tool in use."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QRegion,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from workbench.ui.map.boxes import Boxes
from workbench.ui.map.overlays import LateOverlay, layer_of, place_of_new, place_of_tool
from workbench.ui.map.picking import UnitPicker
from workbench.ui.map.pointer import Pointer
from workbench.ui.map.surface import AT_ONCE, MAXIMUM_SCALE, MapSurface
from workbench.ui.map.view import MapView, union_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workbench.models.topology import Topology
    from workbench.ui.map.tools.base import Tool

__all__ = ["AT_ONCE", "MapCanvas", "Overlay"]

ZOOM_STEP = 1.25
WHEEL_NOTCH = 120
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


class MapCanvas(MapSurface):
    """The map with overlays, navigation and a tool."""

    hovered = Signal(int, float, float)
    """Unit under the pointer or -1, and the map coordinates (NaN when the pointer left)."""
    context_requested = Signal(QPoint, int)
    """Point of the widget and unit there or -1, for the menu."""
    radius_changed = Signal(float)
    """Radius of brush and eraser in metres."""
    key_pressed = Signal(QKeyEvent)
    """A key the canvas has no use for itself: digits, Enter, letters."""
    tapped = Signal()
    """Space was pressed and let go without moving the map."""
    pressed = Signal()
    """A button of the mouse went down on the map."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty, without a tool."""
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Map")
        self._pan_rest = (0.0, 0.0)
        self._overlays: list[Overlay] = []
        self._strengths: dict[str, float] = {}
        self._tool: Tool | None = None
        self._tool_area = QRect()
        self._pointer = Pointer(self)
        self._radius_m = DEFAULT_BRUSH_M
        self._focus_ring = False
        self._ask_first: Callable[[QKeyEvent], bool] | None = None

    @override
    def set_units(
        self,
        topology: Topology,
        bounds: NDArray[np.float64],
        points: NDArray[np.float64],
        geometry: NDArray[np.object_],
    ) -> None:
        if self._tool is not None:
            self._tool.cancel()
        super().set_units(topology, bounds, points, geometry)

    # ------------------------------------------------------------------ what is drawn above the map
    def add_overlay(self, overlay: Overlay, *, below: Overlay | None = None) -> None:
        """Draw something above the map, above the overlays added before, or right below one of them."""
        at = place_of_new(self._overlays, overlay) if below is None else self._overlays.index(below)
        self._overlays.insert(at, overlay)
        self.update()

    def remove_overlay(self, overlay: Overlay) -> None:
        """Draw an overlay no longer."""
        self._overlays.remove(overlay)
        self.update()

    def arrange_layers(self, strengths: Mapping[str, float]) -> set[str]:
        """Fade or hide overlays by their `layer`, the lowest first; gives the layers that there are."""
        self._strengths = dict(strengths)
        rank = {layer: place for place, layer in enumerate(strengths)}
        places = [at for at, one in enumerate(self._overlays) if layer_of(one) in rank]
        ordered = sorted((self._overlays[at] for at in places), key=lambda one: rank[layer_of(one)])
        for at, overlay in zip(places, ordered, strict=True):
            self._overlays[at] = overlay
        self.update()
        return {layer_of(one) for one in ordered}

    def exposed_boxes(self) -> Boxes:
        """Give the boxes being painted, in logical pixels; outside a paint event the whole widget."""
        exposed = [self.rect()] if self._exposed is None else self._exposed
        return np.array(
            [(box.x(), box.y(), box.x() + box.width(), box.y() + box.height()) for box in exposed],
            dtype=np.float64,
        ).reshape(-1, 4)

    @override
    def finish_drawing(self) -> None:
        super().finish_drawing()
        for overlay in self._overlays:
            if isinstance(overlay, LateOverlay):
                overlay.settle()

    @override
    def _paint_above(self, painter: QPainter) -> None:
        tool_at = place_of_tool(self._overlays, self._tool)
        self._paint_overlays(painter, self._overlays[:tool_at])
        if self._tool is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._tool.paint(painter, self._view)
        self._paint_overlays(painter, self._overlays[tool_at:])
        if self._focus_ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._line_theme.selection, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_overlays(self, painter: QPainter, overlays: Sequence[Overlay]) -> None:
        for overlay in overlays:
            strength = self._strengths.get(layer_of(overlay), 1.0)
            if strength:
                painter.save()
                painter.setOpacity(strength)
                overlay.paint(painter, self._view, self)
                painter.restore()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        for overlay in self._overlays:
            if isinstance(overlay, LateOverlay):
                overlay.rest()
        super().hideEvent(event)

    # ------------------------------------------------------------------ moving about
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
        bounds = union_of(self._bounds)
        return (largest / 1e6 if bounds is None else self._view.fit(bounds).scale / 4, largest)

    # ------------------------------------------------------------------ tools and pointer
    @property
    def picker(self) -> UnitPicker:
        """Find units by geometry."""
        if self._picker is None:
            self._picker = UnitPicker(np.zeros(0, dtype=object), np.zeros((0, 2)))
        return self._picker

    def border_lines(self, one: int, other: int) -> list[NDArray[np.float64]]:
        """Give the borders between the localities of two slots as (v, 2) vertices in metres each."""
        return [] if self._layers is None else self._layers.border_lines(one, other)

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
        self.pressed.emit()
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
    def ask_first(self, use: Callable[[QKeyEvent], bool]) -> None:
        """Offer each key to somebody else first, who tells whether it was used."""
        self._ask_first = use

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        in_tool = self._tool is not None and self._tool.key(event)
        if in_tool or (self._ask_first is not None and self._ask_first(event)):
            event.accept()
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._pointer.hold_space()
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
        elif key in _ARROWS and not event.modifiers() & ~_SHIFT_OR_PAD & ~_CONTROL:
            across, down = _ARROWS[key]
            self.pan_by(across * ARROW_SHARE * self.width(), down * ARROW_SHARE * self.height())
        else:
            event.ignore()
            self.key_pressed.emit(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            tapped = self._pointer.let_space_go()
            self.update_cursor()
            if tapped:
                self.tapped.emit()
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
        self._pointer.let_space_go()
        self.update_cursor()
        self.update()
        super().focusOutEvent(event)


_SHIFT_OR_PAD = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
