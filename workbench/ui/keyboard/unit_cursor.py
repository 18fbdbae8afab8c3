"""The unit cursor: a black and white ring around one area, which arrow keys move by neighbour."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np
import shapely
from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRegion

from workbench.models.adjacency import link_pairs
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.ui.focus import Focus
from workbench.ui.keyboard.stepping import Way, line_of, neighbours_with_links, next_unit
from workbench.ui.map.canvas import MapCanvas
from workbench.ui.map.paths import path_from, view_transform
from workbench.ui.map.view import MapView

RING = 3.0
CASING = 7.0
"""Width of the ring and of its white casing, in logical pixels; black and white show on every hue."""
LEAST = 14
"""An area smaller than this on the screen gets a circle around it as well, in logical pixels."""
MARGIN = 0.08
"""Share of the map's width and height that the cursor keeps off its edges."""


class ShownPlan(Protocol):
    """The project and the scenario on the map."""

    @property
    def project(self) -> Project:
        """The project."""

    @property
    def scenario(self) -> Scenario:
        """The scenario shown."""


class UnitCursor(QObject):
    """Moves the cursor of ``focus`` and paints it; it is an overlay of the canvas."""

    def __init__(self, canvas: MapCanvas, focus: Focus) -> None:
        super().__init__(canvas)
        self._canvas, self._focus = canvas, focus
        self._shown: ShownPlan | None = None
        self._run: tuple[Way, float] | None = None
        self._path = QPainterPath()
        self._painted = QRect()
        canvas.add_overlay(self)
        focus.cursor_changed.connect(self._follow)

    def use(self, shown: ShownPlan | None) -> None:
        """Work on another project; the cursor is hidden."""
        self._focus.set_cursor(-1)
        self._shown = shown
        self._run = None

    @property
    def unit(self) -> int:
        """The area that the cursor is on, -1 where it is hidden."""
        return self._focus.cursor

    def step(self, way: Way) -> bool:
        """Move to the next area in a direction; tells whether there is one. A hidden cursor only shows."""
        if self._shown is None:
            return False
        if self.unit < 0:
            return self.show()
        area = self._shown.project.area
        links = link_pairs(self._shown.scenario.rules.links, area.units.index_of)
        near = neighbours_with_links(area.adjacency, links, self.unit)
        if self._run is None or {abs(self._run[0].x), abs(way.x)} == {0, 1}:
            self._run = (way, line_of(area.units.points, self.unit, way))
        run = self._run
        found = next_unit(area.units.points, near, self.unit, way, run[1])
        moved = found != self.unit
        self._focus.set_cursor(found)
        self._run = run
        return moved

    def show(self) -> bool:
        """Show the cursor where the work is: the one area selected, else the middle of the view."""
        if self._shown is None or not len(self._shown.project.area.units):
            return False
        if self.unit < 0:
            self._focus.set_cursor(self._start())
        return True

    def go_to(self, unit: int, *, centre: bool = False) -> None:
        """Put the cursor on an area and bring it into view, or into the middle."""
        self._focus.set_cursor(unit)
        if centre and self._shown is not None and unit >= 0:
            x, y = self._shown.project.area.units.points[unit]
            self._canvas.centre_on(float(x), float(y))

    def bring_into_view(self, *, margin: float = MARGIN) -> bool:
        """Move the map where the cursor has come to its edge or beyond; tells whether the map moved."""
        if self._shown is None or self.unit < 0:
            return False
        x, y = (float(part) for part in self._shown.project.area.units.points[self.unit])
        view = self._canvas.view()
        across, down = view.to_screen(x, y)
        width, height = self._canvas.width(), self._canvas.height()
        inside = QRectF(0, 0, width, height).adjusted(
            margin * width, margin * height, -margin * width, -margin * height
        )
        if inside.contains(across, down):
            return False
        self._canvas.centre_on(x, y)
        return True

    def hide(self) -> bool:
        """Hide the cursor; tells whether it was shown."""
        shown = self.unit >= 0
        self._focus.set_cursor(-1)
        return shown

    # -- painting
    def paint(self, painter: QPainter, view: MapView, canvas: MapCanvas) -> None:
        """Draw the ring around the area, and a circle around one that is small on the screen."""
        ring = self._ring(view)
        self._painted = _box(ring)
        if ring.isEmpty():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width, dashed in (("#FFFFFF", CASING, False), ("#000000", RING + 1, False),
                                      ("#FFFFFF", RING - 1, True)):  # fmt: skip
            pen = QPen(QColor(colour), width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            if dashed:
                pen.setDashPattern([3.0, 3.0])
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawPath(ring)

    def _ring(self, view: MapView) -> QPainterPath:
        """The outline of the area under the cursor on the screen, or a circle; empty where it is hidden."""
        if self.unit < 0 or self._shown is None or self.unit >= len(self._shown.project.area.units):
            return QPainterPath()
        ring = view_transform(view).map(self._path)
        box = ring.boundingRect()
        if min(box.width(), box.height()) >= LEAST:
            return ring
        x, y = view.to_screen(*self._shown.project.area.units.points[self.unit])
        radius = max(LEAST * 0.8, math.hypot(box.width(), box.height()) / 2 + RING)
        circle = QPainterPath()  # the outline of so small an area would only be a blot
        circle.addEllipse(QPointF(x, y), radius, radius)
        return circle

    def _follow(self, unit: int) -> None:
        self._run = None
        self._path = QPainterPath()
        if unit >= 0 and self._shown is not None:
            rings = shapely.get_rings(shapely.get_parts(self._shown.project.area.units.geometry[unit]))
            xy, ring_of = shapely.get_coordinates(rings, return_index=True)
            starts = np.concatenate([[0], np.cumsum(np.bincount(ring_of, minlength=len(rings)))])
            self._path = path_from(xy, starts.astype(np.int64))
        self.bring_into_view()
        # the symbols of all England take 0.15 s to paint anew: only where the ring was and is
        self._canvas.update(QRegion(self._painted) + QRegion(_box(self._ring(self._canvas.view()))))

    def _start(self) -> int:
        """The area selected, or else the one in the middle of the view."""
        assert self._shown is not None  # noqa: S101 - asked with a project only
        selected = self._focus.selection
        if len(selected) == 1:
            return int(selected[0])
        points = self._shown.project.area.units.points
        view = self._canvas.view()
        away = np.hypot(points[:, 0] - view.centre_x, points[:, 1] - view.centre_y)
        return int(away.argmin())


def _box(ring: QPainterPath) -> QRect:
    """What a ring with its casing covers, in logical pixels; nothing for an empty one."""
    wide = CASING + 1
    return (
        QRect() if ring.isEmpty() else ring.boundingRect().adjusted(-wide, -wide, wide, wide).toAlignedRect()
    )
