"""The map canvas and its peers in the benchmark: the same polygons, drawn by each its own way."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import shapely
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QApplication, QGraphicsPathItem, QGraphicsScene, QGraphicsView, QWidget
from typing_extensions import override

from workbench.models.topology import Topology
from workbench.ui.map.canvas import AT_ONCE, MapCanvas
from workbench.ui.map.label_text import LocalityLabel
from workbench.ui.map.labels import LocalityLabels
from workbench.ui.map.paths import path_from

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH, HEIGHT = 1920, 1080


@dataclass(frozen=True, eq=False)
class Case:
    """Polygons, a plan over them, and what the canvas needs."""

    size: int
    geometry: NDArray[np.object_]
    points: NDArray[np.float64]
    bounds: NDArray[np.float64]
    topology: Topology
    labels: NDArray[np.int32]
    colours: NDArray[np.uint32]


class PaintWatch(QObject):
    """Notices that a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        """Watch a widget."""
        super().__init__(widget)
        self.painted = False
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at an event and let it pass."""
        if event.type() == QEvent.Type.Paint:
            self.painted = True
        return super().eventFilter(watched, event)

    def wait(self) -> None:
        """Handle events until the widget was painted since the last time."""
        self.painted = False
        for _ in range(1000):
            QApplication.processEvents()
            if self.painted:
                return
        msg = "nothing was painted"
        raise RuntimeError(msg)


class CanvasPeer:
    """The shipped canvas, with or without labels."""

    def __init__(self, case: Case, *, labels: bool = True) -> None:
        """Show the case."""
        self.canvas = MapCanvas()
        self.canvas.resize(WIDTH, HEIGHT)
        self.canvas.set_units(case.topology, case.bounds, case.points, case.geometry)
        self.canvas.set_plan(case.labels, case.colours)
        self._labels = LocalityLabels(self.canvas)
        self._people = np.bincount(case.labels, minlength=len(case.colours)) * 1625
        self._labelled = labels
        self._said: list[LocalityLabel] = [LocalityLabel(0, "", "", "")] * len(case.colours)
        if labels:
            self.canvas.add_overlay(self._labels)
            for slot in range(len(case.colours)):
                self._say(slot)
            self._labels.set_labels(self._said)
        self.watch = PaintWatch(self.canvas)
        self.canvas.show()
        self.watch.wait()
        self.canvas.finish_drawing()
        self._zoom = 1.001

    def _say(self, slot: int) -> None:
        """Write the people of a locality."""
        people = f"{self._people[slot]:,}"
        self._said[slot] = LocalityLabel(slot, str(slot + 1), f"Locality {slot + 1}", people)

    def step(self, units: NDArray[np.int64], slot: int) -> None:
        """Give units to a locality, tell the labels of all localities touched, and paint."""
        now = self.canvas.labels()[units]
        np.subtract.at(self._people, now, 1625)
        self._people[slot] += 1625 * len(units)
        self.canvas.update_units(units, np.full(len(units), slot, dtype=np.int32))
        if self._labelled:
            touched = {slot, *now.tolist()}
            for one in touched:
                self._say(one)
            self._labels.change_labels([self._said[one] for one in touched])
        self.watch.wait()

    def fills_only(self) -> None:
        """Change the view with all lines left to later slices, so that ids and fills alone are timed."""
        self.canvas.lines_at_once = 0
        self.change_view()
        self.canvas.lines_at_once = AT_ONCE

    def change_view(self) -> None:
        """Zoom by a hair, which makes everything anew, and paint."""
        self._zoom = 1 / self._zoom
        self.canvas.set_view(self.canvas.view().zoomed_at((WIDTH / 2, HEIGHT / 2), self._zoom))
        self.canvas.repaint()

    def settle(self) -> None:
        """Finish what would otherwise be drawn while another peer is timed."""
        self.canvas.finish_drawing()
        QApplication.processEvents()


class GraphicsPeer:
    """QGraphicsView with one path item per unit."""

    def __init__(self, case: Case, transform: QTransform, *, smooth: bool) -> None:
        """Show the case under the canvas's transform."""
        self._colours = [QBrush(QColor.fromRgb(int(colour))) for colour in case.colours]
        pen = QPen(QColor(255, 255, 255), 1)
        pen.setCosmetic(True)
        self._scene = QGraphicsScene()
        self._items = []
        for path, label in zip(unit_paths(case.geometry), case.labels.tolist(), strict=True):
            item = QGraphicsPathItem(path)
            item.setPen(pen)
            item.setBrush(self._colours[label])
            self._scene.addItem(item)
            self._items.append(item)
        self._view = QGraphicsView(self._scene)
        self._view.setFrameStyle(0)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
        self._view.resize(WIDTH, HEIGHT)
        self._view.setTransform(transform)
        self._view.setSceneRect(self._scene.itemsBoundingRect())
        self.watch = PaintWatch(self._view.viewport())
        self._view.show()
        self.watch.wait()
        self._zoom = 1.0
        self._transform = transform

    def step(self, units: NDArray[np.int64], slot: int) -> None:
        """Recolour units and paint."""
        brush = self._colours[slot]
        for unit in units.tolist():
            self._items[unit].setBrush(brush)
        self.watch.wait()

    def repaint(self) -> None:
        """Zoom by a hair, which paints everything again."""
        self._zoom = 1.001 / self._zoom
        self._view.setTransform(self._transform * QTransform.fromScale(self._zoom, self._zoom))
        self._view.viewport().repaint()


class MatplotlibPeer:
    """A PolyCollection drawn by Agg in a Qt window."""

    def __init__(self, case: Case, bounds: tuple[float, float, float, float]) -> None:
        """Draw the case once."""
        parts, self._unit = shapely.get_parts(case.geometry, return_index=True)
        rings = shapely.get_exterior_ring(parts)
        shades = [f"#{int(colour) & 0xFFFFFF:06X}" for colour in case.colours]
        self._shades = np.array([_rgb(shade) for shade in shades])
        self._slots = case.labels.copy()
        figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(bounds[0], bounds[2])
        axes.set_ylim(bounds[1], bounds[3])
        self._polygons = PolyCollection(
            [shapely.get_coordinates(ring) for ring in rings],
            facecolors=self._shades[self._slots[self._unit]],
            edgecolors="white",
            linewidths=0.7,
        )
        axes.add_collection(self._polygons)
        untyped: Any = FigureCanvasQTAgg
        self._canvas = untyped(figure)
        self._canvas.resize(WIDTH, HEIGHT)
        self._canvas.show()
        self._canvas.draw()
        self.watch = PaintWatch(self._canvas)
        self.watch.wait()

    def step(self, units: NDArray[np.int64], slot: int) -> None:
        """Recolour units and draw everything again."""
        self._slots[units] = slot
        self._polygons.set_facecolor(self._shades[self._slots[self._unit]])
        self._canvas.draw()
        self.watch.wait()


def _rgb(shade: str) -> list[float]:
    """Give red, green and blue from 0 to 1."""
    return [int(shade[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def unit_paths(geometry: NDArray[np.object_]) -> list[QPainterPath]:
    """Give a path in metres per unit."""
    paths = []
    for shape in geometry:
        rings = shapely.get_rings(shapely.get_parts(shape))
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        offsets = np.concatenate(([0], np.cumsum(np.bincount(ring)))).astype(np.int64)
        paths.append(path_from(xy, offsets))
    return paths
