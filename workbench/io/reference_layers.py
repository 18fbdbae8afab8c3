"""Read roads, rivers, wards and the like from any vector file, to be drawn and never to be counted."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from pyproj.exceptions import ProjError

from workbench.errors import InputError
from workbench.io.readers.crs import NATIONAL_GRID, ToGrid, likely_crs, parse_crs
from workbench.io.readers.gdal_names import local_name
from workbench.io.readers.vector_file import (
    OPEN_ERRORS,
    checked_encodings,
    damaged,
    shapes_of,
    stored_queries_of,
)
from workbench.progress import Progress

ENDINGS = (
    ".gpkg", ".geojson", ".json", ".geojsonl", ".shp", ".fgb", ".kml", ".kmz", ".gml", ".gpx", ".tab", ".mif",
    ".dxf", ".sqlite", ".gdb.zip", ".shz",
)  # fmt: skip
"""What is offered; files that only point to a service are not read."""
TOLERANCES = (0.0, 6.0, 24.0, 96.0, 384.0)
"""Metres by which the shapes of each level are simplified; a view takes the coarsest that it cannot tell."""
AT_FIRST, AT_A_TIME = 500, 10_000
"""Features read before a cancel is heard: few at first, then twice as many while they are small."""
SMALL_BYTES = 4_000_000
"""Shapes read at a time are small up to this size together: 250,000 vertices, a tenth of a second."""
PREPARED_AT_A_TIME = 50_000
"""Vertices, and features, prepared before a cancel is heard."""
_OFFLINE = {"GML_DOWNLOAD_SCHEMA": "NO", "CPL_CURL_ENABLE_VSIMEM": "NO", "GDAL_SKIP": "WFS,OAPIF,CSW,HTTP"}

Box = tuple[float, float, float, float]
"""West, south, east, north."""
Shapes = NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Lines:
    """Lines or rings as one array: vertices (v, 2) in metres, and where each begins, the total at the end."""

    xy: NDArray[np.float64]
    offsets: NDArray[np.int64]
    bounds: NDArray[np.float64]
    begins: NDArray[np.int64] | None = None
    """Of rings: those that are the outside of an area; its holes follow. None for lines."""


@dataclass(frozen=True, eq=False)
class Level:
    """The shapes for views no finer than ``tolerance`` metres a pixel."""

    tolerance: float
    lines: Lines
    areas: Lines


@dataclass(frozen=True, eq=False)
class ReferenceLayer:
    """What is drawn of one layer, in EPSG:27700, clipped to the surroundings of the study area."""

    layer: str
    features: int
    columns: tuple[str, ...]
    levels: tuple[Level, ...]
    points: NDArray[np.float64]
    labels: tuple[str, ...]
    label_points: NDArray[np.float64]

    def level(self, metres_per_pixel: float) -> Level:
        """The coarsest level whose simplification cannot be seen at this scale."""
        return [one for one in self.levels if one.tolerance <= 0.6 * metres_per_pixel or not one.tolerance][
            -1
        ]


def surroundings(bounds: NDArray[np.float64]) -> Box:
    """The box that reference layers are clipped to: the study area's with its own size added on each side."""
    west, south = np.nanmin(bounds[:, :2], axis=0)
    east, north = np.nanmax(bounds[:, 2:], axis=0)
    reach = max(east - west, north - south, 10_000.0)
    return float(west - reach), float(south - reach), float(east + reach), float(north + reach)


def layer_names(path: Path) -> list[str]:
    """Layers with shapes that a file holds.

    Raises:
        InputError: the file is missing, damaged, or of another kind.
    """
    if not path.name.casefold().endswith(ENDINGS):
        raise InputError(
            f"{path.name} is not one of the files that are read as a reference layer.",
            why=f"These are: {', '.join(ENDINGS)}.",
            remedy="Save it as a GeoPackage in a GIS.",
        )
    checked_encodings(path)
    pyogrio.set_gdal_config_options(_OFFLINE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = pyogrio.list_layers(local_name(path))
    except OPEN_ERRORS as problem:
        raise damaged(path.name, str(problem)) from problem
    queries = stored_queries_of(path)
    names = [str(name) for name, kind in found if kind is not None and str(name) not in queries]
    if not names:
        raise InputError(f"{path.name} has no layer with shapes.", remedy="Choose a file that has one.")
    return names


def read_reference(
    path: Path, box: Box, progress: Progress, *, layer: str = "", label: str = "", filled: bool = False
) -> ReferenceLayer:
    """Read what lies inside ``box`` (EPSG:27700); ``layer`` is the first where it is empty.

    ``label`` is the column of the names, ``filled`` whether areas are wanted besides their outlines.

    Raises:
        InputError: the file cannot be used, says no reference system, or has nothing near the study area.
        Cancelled: the user asked to stop.
    """
    progress.report(0.0, f"Reading {path.name}")
    names = layer_names(path)
    name = layer or names[0]
    if name not in names:
        raise InputError(
            f"{path.name} has no layer “{name}”.",
            why=f"It has: {', '.join(names)}.",
            remedy="Add the file again and choose one of these.",
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL warns about what is checked here in the planner's words
        try:
            about = pyogrio.read_info(local_name(path), layer=name, force_total_bounds=True)
        except OPEN_ERRORS as problem:
            raise damaged(path.name, str(problem)) from problem
        to_grid = _to_grid(path.name, about)
        shapes, texts = _features(path, name, label, _box_in(to_grid, box), about, progress)
    moved = _moved(shapes, to_grid, box)
    if moved.size == 0 or shapely.is_empty(moved).all():
        raise InputError(
            f"{path.name} has nothing near the study area.",
            why=f"Its shapes were read as {to_grid.name}.",
            remedy="Choose a file of this part of the country.",
        )
    progress.report(0.6, f"Preparing {path.name}")
    columns = tuple(str(field) for field in about["fields"])
    return _prepared(name, moved, texts, columns, box, progress, filled=filled)


def _to_grid(file: str, about: dict[str, Any]) -> ToGrid:
    if about["crs"]:
        return parse_crs(str(about["crs"]), file=file)
    bounds = about["total_bounds"]
    corners = np.array(bounds, dtype=np.float64).reshape(2, 2) if bounds is not None else np.zeros((0, 2))
    guess = likely_crs(corners)
    if not guess:
        raise InputError(
            f"{file} does not say which coordinate reference system it uses.",
            remedy="Save it with its reference system in a GIS, for example as a GeoPackage.",
        )
    return parse_crs(guess, file=file)


def _box_in(to_grid: ToGrid, box: Box) -> Box:
    """The box in the coordinates of the file, a little larger than needed."""
    try:
        found = Transformer.from_crs(NATIONAL_GRID, to_grid.source, always_xy=True).transform_bounds(*box)
    except ProjError as problem:
        raise InputError(
            f"Its coordinate reference system, {to_grid.name}, has no way to the National Grid.",
            remedy="Save the layer in another reference system in a GIS.",
        ) from problem
    west, south, east, north = (found[1], found[0], found[3], found[2]) if to_grid.swap else found
    return float(west), float(south), float(east), float(north)


def _features(
    path: Path, layer: str, label: str, box: Box, about: dict[str, Any], progress: Progress
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Shapes and label texts of the features that meet the box, read part by part."""
    columns = [label] if label and label in list(about["fields"]) else []
    shapes: list[NDArray[np.object_]] = []
    texts: list[NDArray[np.object_]] = []
    encodings: Sequence[str | None] = checked_encodings(path)
    expected = max(int(about["features"]), 1)
    start, count = 0, AT_FIRST
    while True:
        wkb, fields = _some(path, layer, columns, box, encodings, start, count)
        shapes.append(shapes_of(wkb, path.name))
        texts.append(fields if len(fields) else np.full(len(wkb), "", dtype=object))
        if len(wkb) < count:
            break
        start += count
        if sum(len(one) for one in wkb if one is not None) < SMALL_BYTES:
            count = min(2 * count, AT_A_TIME)
        progress.report(min(0.6, 0.6 * start / expected), f"Reading {path.name}")
    return np.concatenate(shapes), np.concatenate(texts)


def _some(
    path: Path,
    layer: str,
    columns: list[str],
    box: Box,
    encodings: Sequence[str | None],
    start: int,
    count: int,
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    for last, encoding in enumerate(encodings, start=1):
        try:
            _, _, wkb, fields = pyogrio.raw.read(
                local_name(path), layer=layer, encoding=encoding, columns=columns, force_2d=True, bbox=box,
                skip_features=start, max_features=count,
            )  # fmt: skip
        except UnicodeDecodeError as problem:
            if last == len(encodings):
                raise damaged(path.name, "its texts cannot be decoded") from problem
        except OPEN_ERRORS as problem:
            raise damaged(path.name, str(problem)) from problem
        else:
            if wkb is None:
                raise InputError(f"The layer “{layer}” of {path.name} has no shapes.")
            return wkb, fields[0] if fields else np.zeros(0, dtype=object)
    raise damaged(path.name, "")


def _moved(shapes: NDArray[np.object_], to_grid: ToGrid, box: Box) -> NDArray[np.object_]:
    """Shapes in EPSG:27700; what the reference system cannot place, or is broken, is left empty."""
    shapes = np.where(shapely.is_missing(shapes), shapely.Point(), shapes)
    xy = shapely.get_coordinates(shapes)
    moved = to_grid(xy) if len(xy) else xy
    if moved is not xy:
        west, south, east, north = box
        far = np.array((west - 1e6, south - 1e6, east + 1e6, north + 1e6))
        moved = np.clip(np.nan_to_num(moved, nan=far[0], posinf=far[2], neginf=far[0]), far[:2], far[2:])
        shapes = shapely.set_coordinates(shapes.copy(), moved)
    return np.asarray(shapes, dtype=object)


def _prepared(
    name: str,
    shapes: NDArray[np.object_],
    texts: NDArray[np.object_],
    columns: tuple[str, ...],
    box: Box,
    progress: Progress,
    *,
    filled: bool,
) -> ReferenceLayer:
    """Clip, tell lines from areas and points, and simplify for each level."""
    kinds = shapely.get_dimensions(shapes)
    flat, long = shapes[kinds == 2], shapes[kinds == 1]

    def each(some: Shapes, work: Callable[[Shapes], Any], done: float) -> Any:  # noqa: ANN401 - shapely has no types
        """Work on some shapes at a time, so that a cancel is heard."""
        found = [np.empty(0, dtype=object)]
        before = np.cumsum(shapely.get_num_coordinates(some) + 1) // PREPARED_AT_A_TIME
        for part in np.split(some, np.flatnonzero(np.diff(before)) + 1):
            progress.report(done, f"Preparing {name}")
            found.append(work(part))
        return np.concatenate(found)

    # outlines are clipped without their areas, so that no edge of the box shows
    outlines = each(flat, lambda some: shapely.clip_by_rect(shapely.boundary(some), *box), 0.62)
    lines = np.concatenate([outlines, each(long, lambda some: shapely.clip_by_rect(some, *box), 0.64)])
    areas = np.empty(0, dtype=object)
    if filled:
        areas = each(flat, lambda some: shapely.clip_by_rect(shapely.make_valid(some), *box), 0.66)
    points = shapely.get_coordinates(shapes[kinds == 0])
    west, south, east, north = box
    inside = ((points >= (west, south)) & (points <= (east, north))).all(axis=1)
    levels = []
    for at, tolerance in enumerate(TOLERANCES):
        done = 0.7 + 0.3 * at / len(TOLERANCES)

        def simpler(some: Shapes, tolerance: float = tolerance) -> Any:  # noqa: ANN401 - as above
            return shapely.simplify(some, tolerance, preserve_topology=False) if tolerance else some

        levels.append(
            Level(tolerance, _lines(each(lines, simpler, done)), _rings(each(areas, simpler, done)))
        )
    told = np.array(["" if text is None else str(text).strip() for text in texts], dtype=object)
    named = np.flatnonzero((told != "") & ~shapely.is_empty(shapes))
    places = each(
        shapes[named], lambda some: shapely.point_on_surface(shapely.clip_by_rect(some, *box)), 0.98
    )
    there = ~shapely.is_empty(places) & ~shapely.is_missing(places)
    return ReferenceLayer(
        layer=name,
        features=len(shapes),
        columns=columns,
        levels=tuple(levels),
        points=points[inside],
        labels=tuple(told[named[there]].tolist()),
        label_points=shapely.get_coordinates(places[there]),
    )


def _lines(shapes: NDArray[np.object_]) -> Lines:
    """All polylines in the shapes, the ones that simplifying has left empty taken out."""
    parts = shapely.get_parts(shapely.get_parts(shapes))
    return _packed(parts[shapely.get_dimensions(parts) == 1])


def _rings(shapes: NDArray[np.object_]) -> Lines:
    """All rings of the areas in the shapes, each outside with its holes after it."""
    parts = shapely.get_parts(shapely.get_parts(shapes))
    areas = parts[(shapely.get_dimensions(parts) == 2) & ~shapely.is_empty(parts)]
    rings, area = shapely.get_rings(areas, return_index=True)
    return replace(_packed(rings), begins=np.flatnonzero(np.diff(area, prepend=-1)))


def _packed(lines: NDArray[np.object_]) -> Lines:
    lines = lines[~shapely.is_empty(lines)]
    xy, owner = shapely.get_coordinates(lines, return_index=True)
    offsets = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(lines)))]).astype(np.int64)
    return Lines(xy, offsets, shapely.bounds(lines))
