"""Compare picking by lasso and box, over all areas of England, with what other programs call for it.

The peers give the same areas: matplotlib's `Path.contains_points`, as its LassoSelector examples use it, on
the representative points; geopandas' spatial index with `intersects` on the polygons. Rounds are interleaved.
The lasso is a wavering line of 600 points that goes round most of the country and overlaps itself nowhere.

    python benchmarks/picking.py --json picking.json
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.path import Path as Outline
from numpy.typing import NDArray

from benchmarks._harness import Row, data_folder, interleaved, median_ratio, report
from workbench.ui.map.picking import UnitPicker

CORNERS = 600
LASSO_TARGET, TOUCHING_TARGET = 4.0, 1.5


def wavering_ring(bounds: NDArray[np.float64]) -> NDArray[np.float64]:
    """A closed line around the middle of a box, about as long as a hand draws it."""
    rng = np.random.default_rng(6)
    west, south, east, north = bounds
    angle = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
    reach = 0.5 + 0.1 * rng.random(CORNERS)
    return np.column_stack([
        (west + east) / 2 + np.cos(angle) * reach * (east - west),
        (south + north) / 2 + np.sin(angle) * reach * (north - south),
    ])  # fmt: skip


def measure(geometry: gpd.GeoSeries, rounds: int) -> list[Row]:
    """Time ours and the peers, after all have given the same areas."""
    shapes = np.asarray(geometry, dtype=object)
    points = shapely.get_coordinates(shapely.point_on_surface(shapes))
    picker = UnitPicker(shapes, points)
    bounds = geometry.total_bounds
    ring = wavering_ring(bounds)
    polygon = shapely.Polygon(ring)
    index = geometry.sindex
    actions = {
        "lasso": lambda: picker.units_in_polygon(ring),
        "matplotlib": lambda: np.flatnonzero(Outline(ring).contains_points(points)),
        "touching": lambda: picker.units_in_polygon(ring, touching=True),
        "geopandas": lambda: np.sort(index.query(polygon, predicate="intersects")),
        "box": lambda: picker.units_in_box(*bounds),
    }
    found = {name: action() for name, action in actions.items()}
    assert np.array_equal(found["lasso"], found["matplotlib"])
    assert np.array_equal(found["touching"], found["geopandas"])
    times = interleaved(actions, rounds)
    count = len(shapes)
    return [
        Row("lasso vs matplotlib Path", count, median_ratio(times["matplotlib"], times["lasso"]),
            LASSO_TARGET, "higher", rounds),
        Row("lasso, touching, vs geopandas index", count,
            median_ratio(times["geopandas"], times["touching"]), TOUCHING_TARGET, "higher", rounds),
        *(
            Row(f"{name}, ms", count, 1000 * statistics.median(times[name]), None, "lower", rounds)
            for name in ("lasso", "touching", "box")
        ),
    ]  # fmt: skip


def main() -> None:
    """Measure on the areas of England and report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    file = data_folder() / "england" / "lsoa_bgc_full.gpkg"
    report("Picking", measure(gpd.read_file(file).geometry, options.rounds), options.json)


if __name__ == "__main__":
    main()
