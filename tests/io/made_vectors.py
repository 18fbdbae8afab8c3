"""Small vector files for tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import shapely


def write_vectors(
    path: Path,
    shapes: Sequence[shapely.Geometry],
    *,
    crs: str = "EPSG:27700",
    layer: str | None = None,
    **columns: Sequence[object],
) -> Path:
    """Shapes of EPSG:27700 in a file of another reference system."""
    frame = gpd.GeoDataFrame(dict(columns), geometry=list(shapes), crs="EPSG:27700").to_crs(crs)
    if path.suffix == ".geojson":
        frame = frame.to_crs("EPSG:4326")
    frame.to_file(path, layer=layer, engine="pyogrio")
    return path
