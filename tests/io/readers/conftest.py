"""Small hand-made unit files: a row of squares with people."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely

from workbench.errors import InputError

UnitsWriter = Callable[..., Path]
SIDE = 1_000.0
EAST, NORTH = 388_000.0, 347_000.0


def squares(count: int = 4) -> list[shapely.Geometry]:
    """Squares of 1 km side by side, in metres of EPSG:27700."""
    return [shapely.box(EAST + SIDE * n, NORTH, EAST + SIDE * (n + 1), NORTH + SIDE) for n in range(count)]


def swap(shape: shapely.Geometry) -> shapely.Geometry:
    """The shape with its two coordinates the other way round."""
    return shapely.transform(shape, lambda xy: xy[:, ::-1])


@pytest.fixture
def write_units(tmp_path: Path) -> UnitsWriter:
    """Write a unit file: ``write_units(shapes, name="units.gpkg", crs="EPSG:27700", population=[...])``."""

    def write(
        shapes: list[shapely.Geometry] | None = None,
        *,
        name: str = "units.gpkg",
        crs: str | None = "EPSG:27700",
        layer: str = "units",
        **columns: list[Any] | None,
    ) -> Path:
        shapes = squares() if shapes is None else shapes
        count = len(shapes)
        table: dict[str, Any] = {"lsoa_code": [f"E0100000{n + 1}" for n in range(count)]}
        table |= {"population": [1_000 + 100 * n for n in range(count)]} | columns
        table = {heading: values for heading, values in table.items() if values is not None}
        geometry = np.array(shapes, dtype=object)
        frame = geopandas.GeoDataFrame(table, geometry=geometry, crs=crs)
        path = tmp_path / name
        driver = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".shp": "ESRI Shapefile"}[path.suffix]
        options = {"layer": layer} if driver == "GPKG" else {}
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "'crs' was not provided")  # some tests want just that
            frame.to_file(path, driver=driver, engine="pyogrio", **options)
        return path

    return write


@pytest.fixture
def write_text(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV file: ``write_text("a,b\\n1,2\\n", name="practices.csv", encoding="utf-8")``."""

    def write(text: str | bytes, *, name: str = "table.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write


def told(refusal: pytest.ExceptionInfo[InputError]) -> str:
    """The whole message of a refusal, which has to end with what to do next."""
    assert refusal.value.remedy
    return str(refusal.value)
