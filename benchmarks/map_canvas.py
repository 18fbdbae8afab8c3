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
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import geopandas
import numpy as np
import shapely
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QApplication

from benchmarks._harness import Row, data_folder, interleaved, median_ratio, percentile, report
from benchmarks._map_peers import CanvasPeer, Case, GraphicsPeer, MatplotlibPeer
from workbench.models.topology import build_topology
from workbench.ui.theme import install_theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
