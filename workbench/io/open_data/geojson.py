"""A plan as GeoJSON (RFC 7946): one collection of localities and areas, told apart by ``kind``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from workbench.errors import ExportError
from workbench.io.open_data.about import about, notes
from workbench.io.open_data.fields import Table, localities_table, sources_table, units_table
from workbench.io.open_data.geopackage import locality_outlines
from workbench.io.project_file.layers import CRS
from workbench.io.replacing import replacing
from workbench.io.workbooks.facts import Facts

PLACES = 6
"""Places after the point of a degree: about 0.1 m, which no boundary of this kind is surveyed to."""
ENDINGS = (".geojson", ".json")


def write_geojson(facts: Facts, path: Path) -> None:
    """Write localities, then areas, in longitude and latitude of WGS 84, outer rings anticlockwise.

    Raises:
        ExportError: the ending is another one or the file cannot be written.
    """
    if path.suffix.casefold() not in ENDINGS:
        raise ExportError(f"{path.name} was not written.", why="GeoJSON ends in .geojson or .json.",
                          remedy="Use the ending .geojson.")  # fmt: skip
    layers = (
        ("locality", localities_table(facts), to_degrees(locality_outlines(facts))),
        ("unit", units_table(facts), to_degrees(facts.project.area.units.geometry)),
    )
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        _write(facts, layers, file)


def to_degrees(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    """Shapes of the National Grid in degrees, rounded, with rings by the right-hand rule.

    A corner that areas share is rounded alike in all of them, so that neighbours still meet. A shape that
    rounding would fold over itself is mended on the same grid.
    """
    transformer = pyproj.Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)

    def moved(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        east, north = transformer.transform(xy[:, 0], xy[:, 1])
        return np.column_stack([east, north])

    exact = shapely.transform(geometry, moved)
    rounded = shapely.transform(exact, lambda xy: np.round(xy, PLACES) + 0.0)
    folded = ~shapely.is_valid(rounded)
    rounded[folded] = shapely.set_precision(exact[folded], 10.0**-PLACES)
    return np.asarray(shapely.orient_polygons(rounded, exterior_cw=False), dtype=object)


def _write(facts: Facts, layers: tuple[tuple[str, Table, NDArray[np.object_]], ...], file: TextIO) -> None:
    head: dict[str, object] = {
        "type": "FeatureCollection",
        "name": facts.scenario.name,
        "about": about(facts),
        "notes": list(notes(facts)),
        "sources": [dict(zip(t.header, row, strict=True)) for t in [sources_table(facts)] for row in t.rows],
    }
    if box := _box(np.concatenate([shapes for _, _, shapes in layers])):
        head["bbox"] = box
    file.write(_json(head)[:-1] + ',\n"features":[')
    between = "\n"
    for feature in _features(layers):
        file.write(between + feature)
        between = ",\n"
    file.write("\n]}\n")


def _features(layers: tuple[tuple[str, Table, NDArray[np.object_]], ...]) -> Iterator[str]:
    for kind, table, shapes in layers:
        for row, shape in zip(table.rows, shapes, strict=True):
            nowhere = shape is None or shape.is_empty
            geometry = "null" if nowhere else shapely.to_geojson(shape)
            properties = _json({"kind": kind} | dict(zip(table.header, row, strict=True)))
            code = _json(f"{kind}:{row[0]}")
            yield f'{{"type":"Feature","id":{code},"properties":{properties},"geometry":{geometry}}}'


def _box(shapes: NDArray[np.object_]) -> list[float] | None:
    """West, south, east, north of everything; None where there is nothing."""
    box = shapely.total_bounds(shapes)
    return [float(value) for value in box] if np.isfinite(box).all() else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
