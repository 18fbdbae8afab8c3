"""Compare the map canvas with matplotlib and QGraphicsView: a brush step, a change of view, right pixels.

One process, one window of 1920 x 1080 each, the same polygons, the same fifty areas per step, rounds
interleaved. The canvas is the shipped widget with outlines, hairlines and labels on. The peers draw every
polygon with an edge: matplotlib one PolyCollection through Agg in a Qt canvas, redrawn without blitting;
QGraphicsView one path item per area with a cosmetic pen, anti-aliased as the canvas's lines are, recoloured
and repainted by its own update mechanism.

    python benchmarks/map_canvas.py --sizes 300,5000 --json map_canvas.json
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import geopandas
import numpy as np
import shapely
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QApplication, QGraphicsPathItem, QGraphicsScene, QGraphicsView, QWidget
from typing_extensions import override

from benchmarks._harness import Row, data_folder, interleaved, median_ratio, percentile, report
from workbench.models.topology import Topology, build_topology
from workbench.ui.map.canvas import AT_ONCE, MapCanvas
from workbench.ui.map.label_text import LocalityLabel
from workbench.ui.map.labels import LocalityLabels
from workbench.ui.map.paths import path_from
from workbench.ui.theme import install_theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH, HEIGHT = 1920, 1080
STEP_UNITS = 50
UNITS_PER_LOCALITY = 25
STEPS_PER_ROUND = 5
CENTRE = (388_000.0, 347_000.0)
HUES = ("77AADD", "EE8866", "EEDD88", "FFAABB", "99DDFF", "44BB99", "BBCC33", "AAAA00")
TARGETS = {
    "brush step vs matplotlib": {300: 12.0, 5000: 200.0, 33000: 350.0},
    "brush step vs QGraphicsView": {300: 1.5, 5000: 1.5, 33000: 1.0},
    "view change vs QGraphicsView": {300: 1.0, 5000: 4.0, 33000: 12.0},
}


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


def load(size: int, rng: np.random.Generator) -> Case:
    """Read North Staffordshire (300), or the areas of England nearest to it, and draw a compact plan."""
    name = "north_staffordshire/lsoa.gpkg" if size == 300 else "england/lsoa_bgc_full.gpkg"
    frame = geopandas.read_file(data_folder() / name, columns=[])
    geometry = np.asarray(frame.geometry.values, dtype=object)
    points = shapely.get_coordinates(shapely.point_on_surface(geometry))
    if size < len(geometry):
        nearest = np.sort(np.argsort(np.hypot(*(points - CENTRE).T))[:size])
        geometry, points = geometry[nearest], points[nearest]
    seeds = points[rng.choice(len(points), len(points) // UNITS_PER_LOCALITY, replace=False)]
    labels = shapely.STRtree(shapely.points(seeds)).nearest(shapely.points(points)).astype(np.int32)
    hues = np.array([0xFF000000 | int(hue, 16) for hue in HUES], dtype=np.uint32)
    return Case(
        size,
        geometry,
        points,
        np.asarray(shapely.bounds(geometry), dtype=np.float64),
        build_topology(geometry),
        labels,
        hues[np.arange(len(seeds)) % len(hues)],
    )


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
            for touched in {slot, *now.tolist()}:
                self._say(touched)
            self._labels.set_labels(self._said)
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


def wrong_pixels(case: Case, peer: CanvasPeer, slots: NDArray[np.int32], rng: np.random.Generator) -> float:
    """Give the share of random pixels of the fills that are not what shapely and the plan say."""
    view = peer.canvas.view()
    columns, rows = rng.integers(0, view.width, 40_000), rng.integers(0, view.height, 40_000)
    places = shapely.points(view.left + (columns + 0.5) / view.scale, view.top - (rows + 0.5) / view.scale)
    pixel, unit = shapely.STRtree(case.geometry).query(places, predicate="intersects")
    expected = np.full(len(columns), 0xFFE6E9ED, dtype=np.uint32)
    expected[pixel] = case.colours[slots[unit]]
    image = peer.canvas.frame()
    fills = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    return float((fills[rows, columns] != expected).mean())


def painted_share(peer: CanvasPeer) -> float:
    """Give the share of the painted widget's pixels that show the fills; the others hold lines and labels."""
    painted = peer.canvas.grab().toImage().convertToFormat(peer.canvas.frame().format())
    fills = peer.canvas.frame()
    shape = (fills.height(), fills.width())
    shown = np.frombuffer(painted.constBits(), np.uint32).reshape(shape)
    plain = np.frombuffer(fills.constBits(), np.uint32).reshape(shape)
    return float((shown == plain).mean())


def measure(case: Case, rounds: int, rng: np.random.Generator) -> list[Row]:
    """Time all peers on one case."""
    ours, bare = CanvasPeer(case), CanvasPeer(case, labels=False)
    view = ours.canvas.view()
    transform = QTransform(view.scale, 0, 0, -view.scale, 0, 0)
    theirs = {smooth: GraphicsPeer(case, transform, smooth=smooth) for smooth in (True, False)}
    agg = MatplotlibPeer(case, view.bounds)
    slots = case.labels.copy()
    chosen: tuple[NDArray[np.int64], int] = (np.arange(STEP_UNITS), 0)

    def choose() -> None:
        nonlocal chosen
        place = case.points[rng.integers(len(case.points))]
        near = np.argsort(np.hypot(*(case.points - place).T))[:STEP_UNITS]
        other_colour = np.flatnonzero(case.colours != case.colours[slots[near[0]]])
        slot = int(rng.choice(other_colour))
        chosen = (near.astype(np.int64), slot)
        slots[near] = slot

    def settle() -> None:
        for peer in (ours, bare):
            peer.settle()

    actions = {
        "choose": choose,
        "settle": settle,
        "canvas": lambda: ours.step(*chosen),
        "canvas without labels": lambda: bare.step(*chosen),
        "graphics": lambda: theirs[True].step(*chosen),
        "graphics, no anti-aliasing": lambda: theirs[False].step(*chosen),
    }
    steps: dict[str, list[float]] = {name: [] for name in [*actions, "matplotlib"]}
    for _ in range(rounds):
        for name, times in interleaved(actions, STEPS_PER_ROUND).items():
            steps[name] += times
        steps["matplotlib"] += interleaved({"draw": lambda: agg.step(*chosen)}, 1)["draw"]
    views = interleaved(
        {
            "canvas": ours.change_view,
            "settle": settle,
            "canvas without labels": bare.change_view,
            "settle again": settle,
            "ids and fills": ours.fills_only,
            "settle once more": settle,
            "graphics": theirs[True].repaint,
            "graphics, no anti-aliasing": theirs[False].repaint,
        },
        rounds,
    )
    wrong = wrong_pixels(case, ours, slots, rng)
    ours.canvas.finish_drawing()
    size = case.size

    def ratio(name: str, slow: list[float], fast: list[float], target: str | None = None) -> Row:
        wanted = TARGETS[target].get(size) if target else None
        return Row(name, size, median_ratio(slow, fast), wanted, "higher", rounds)

    def plain(name: str, value: float) -> Row:
        return Row(name, size, value, None, "lower", rounds)

    mine = steps["canvas"]
    return [
        ratio("brush step vs matplotlib", steps["matplotlib"], mine, "brush step vs matplotlib"),
        ratio("brush step vs QGraphicsView", steps["graphics"], mine, "brush step vs QGraphicsView"),
        ratio("brush step without labels vs matplotlib", steps["matplotlib"], steps["canvas without labels"]),
        ratio(
            "brush step without labels vs QGraphicsView", steps["graphics"], steps["canvas without labels"]
        ),
        ratio("brush step vs QGraphicsView, jagged", steps["graphics, no anti-aliasing"], mine),
        ratio(
            "view change (ids and fills) vs QGraphicsView",
            views["graphics"],
            views["ids and fills"],
            "view change vs QGraphicsView",
        ),
        ratio(
            "view change, lines, no labels vs QGraphicsView",
            views["graphics"],
            views["canvas without labels"],
        ),
        ratio("view change, lines, labels vs QGraphicsView", views["graphics"], views["canvas"]),
        ratio("view change vs QGraphicsView, jagged", views["graphics, no anti-aliasing"], views["canvas"]),
        Row("right pixels, canvas vs shapely and plan", size, 1 - wrong, 0.999, "higher", rounds),
        plain("share of painted pixels that are fills", painted_share(ours)),
        plain("brush step, median ms", statistics.median(mine) * 1000),
        plain("brush step, 95th percentile ms", percentile(mine, 0.95) * 1000),
        plain("view change, median ms", statistics.median(views["canvas"]) * 1000),
    ]


def main() -> None:
    """Measure the sizes asked for and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="300,5000", help="numbers of areas, as 300,5000,33000")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    application = QApplication([])
    install_theme(application)
    rng = np.random.default_rng(options.seed)
    rows: list[Row] = []
    for size in (int(text) for text in options.sizes.split(",")):
        rows += measure(load(size, rng), options.rounds, rng)
    medians = {row.size: row.value for row in rows if row.name == "brush step, median ms"}
    if {300, max(medians)} <= medians.keys() and len(medians) > 1:
        largest = max(medians)
        rows.append(
            Row(
                "brush step vs 300 areas",
                largest,
                medians[largest] / medians[300],
                2.0,
                "lower",
                options.rounds,
            )
        )
    report("Map canvas, 1920 x 1080", rows, options.json)
    application.quit()


if __name__ == "__main__":
    main()
