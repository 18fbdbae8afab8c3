"""Time the map canvas on England as it is and with every area cut into about five: some 170,000 areas.

    python benchmarks/map_canvas_cut.py --rounds 3 --json map_canvas_cut.json

The cuts run north to south through five equal widths, or west to east, as a seeded coin says. Both canvases
show 1,300 localities with their labels; brush steps of fifty areas and changes of view take turns in one
process, and the rows give the large map against the other.
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
from PySide6.QtWidgets import QApplication

from benchmarks._harness import Row, data_folder, interleaved, median_ratio, report
from benchmarks._map_peers import CanvasPeer, Case
from benchmarks.map_canvas import HUES, STEP_UNITS, wrong_pixels
from workbench.models.topology import build_topology
from workbench.ui.theme import install_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

LOCALITIES = 1_300
PARTS = 5


def cut(geometry: NDArray[np.object_], rng: np.random.Generator) -> NDArray[np.object_]:
    """Cut every polygon into strips; a strip without area is left out."""
    west, south, east, north = shapely.bounds(geometry).T
    upright = rng.random(len(geometry)) < 0.5
    strips = []
    for part in range(PARTS):
        low, high = part / PARTS, (part + 1) / PARTS
        x0, x1 = np.where(upright, west + (east - west) * low, west), west + (east - west) * high
        y0, y1 = np.where(upright, south, south + (north - south) * low), south + (north - south) * high
        boxes = shapely.box(x0, y0, np.where(upright, x1, east), np.where(upright, north, y1))
        strips.append(shapely.intersection(geometry, boxes))
    pieces = np.column_stack(strips).ravel()
    return pieces[shapely.area(pieces) > 1.0]


def case_of(geometry: NDArray[np.object_], rng: np.random.Generator) -> Case:
    """A plan of compact localities on some polygons."""
    points = shapely.get_coordinates(shapely.point_on_surface(geometry))
    seeds = points[rng.choice(len(points), LOCALITIES, replace=False)]
    labels = shapely.STRtree(shapely.points(seeds)).nearest(shapely.points(points)).astype(np.int32)
    hues = np.array([0xFF000000 | int(hue, 16) for hue in HUES], dtype=np.uint32)
    return Case(
        len(geometry),
        geometry,
        points,
        np.asarray(shapely.bounds(geometry), dtype=np.float64),
        build_topology(geometry),
        labels,
        hues[np.arange(LOCALITIES) % len(hues)],
    )


def steps_on(case: Case, peer: CanvasPeer, slots: NDArray[np.int32], seed: int) -> Callable[[], None]:
    """Brush steps of fifty areas around random places, the same ones for the same seed."""
    rng = np.random.default_rng(seed)
    near = [
        np.argsort(np.hypot(*(case.points - place).T))[:STEP_UNITS].astype(np.int64)
        for place in case.points[rng.choice(len(case.points), 40)]
    ]
    turn = 0

    def step() -> None:
        nonlocal turn
        units, slot = near[turn % len(near)], int(rng.integers(LOCALITIES))
        turn += 1
        slots[units] = slot
        peer.step(units, slot)

    return step


def main() -> None:
    """Measure both maps and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    application = QApplication([])
    install_theme(application)
    rng = np.random.default_rng(options.seed)
    frame = geopandas.read_file(data_folder() / "england/lsoa_bgc_full.gpkg", columns=[])
    england = np.asarray(frame.geometry.values, dtype=object)
    cases = {"England": case_of(england, rng), "cut": case_of(cut(england, rng), rng)}
    peers = {name: CanvasPeer(case) for name, case in cases.items()}
    slots = {name: case.labels.copy() for name, case in cases.items()}
    for peer in peers.values():
        peer.settle()
    brush = interleaved(
        {name: steps_on(case, peers[name], slots[name], options.seed) for name, case in cases.items()},
        4 * options.rounds,
    )
    views = interleaved(
        {
            "England": peers["England"].fills_only,
            "settle": peers["England"].settle,
            "cut": peers["cut"].fills_only,
            "settle again": peers["cut"].settle,
        },
        options.rounds,
    )
    size, rounds = cases["cut"].size, options.rounds
    found = (
        ("brush step vs England", median_ratio(brush["cut"], brush["England"])),
        ("view change (ids and fills) vs England", median_ratio(views["cut"], views["England"])),
        ("brush step, median ms", statistics.median(brush["cut"]) * 1000),
        ("view change (ids and fills), median ms", statistics.median(views["cut"]) * 1000),
    )
    rows = [Row(what, size, value, None, "lower", rounds) for what, value in found]
    for name, case in cases.items():
        right = 1 - wrong_pixels(case, peers[name], slots[name], rng)
        rows.append(Row("right pixels", case.size, right, 0.999, "higher", 1))
    report("Map canvas, England cut", rows, options.json)
    application.quit()


if __name__ == "__main__":
    main()
