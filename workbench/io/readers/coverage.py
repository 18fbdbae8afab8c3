"""Make the boundaries of neighbours meet: snap to 1 mm, mend polygons, close slivers, refuse overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from typing_extensions import override

from workbench.errors import InputError
from workbench.models.sources import Healing
from workbench.models.topology import build_topology
from workbench.progress import NoProgress, Progress

_GRID_DECIMALS = 3
"""Vertices are rounded to 1 mm: districts that were reprojected on their own differ by less."""
SLIVER_WIDTH_M = 2.0
"""An overlap that is nowhere wider than this is a sliver and healed; a wider one is refused."""
GAP_WIDTH_M = 0.5
"""Enclosed gaps up to this width are closed; clipped rivers are 5 m and more and stay."""
SNAP_M = 0.02
"""Vertices of neighbours up to 2 cm apart are made one while slivers are closed."""
_MOVED_M = 1e-6
_POLYGONAL = (3, 6)


@dataclass(frozen=True)
class Place:
    """Where a unit stands in its file, for messages."""

    code: str
    file: str
    row: int

    @override
    def __str__(self) -> str:
        return f"unit {self.code} ({self.file}, row {self.row})"


def heal_coverage(
    geometry: NDArray[np.object_], places: Sequence[Place], *, progress: Progress | None = None
) -> tuple[NDArray[np.object_], Healing]:
    """Boundaries that share their borders exactly where the file allows it, and what was done to get there.

    ``geometry`` is in metres. Multipolygons stay what they are. Borders that still do not match are left to
    the probe of ``build_topology``.

    Raises:
        InputError: a polygon is missing, empty or cannot be mended, or two units overlap by more than a
            sliver.
    """
    progress = progress or NoProgress()
    _refuse_missing(geometry, places)
    before = shapely.area(geometry)
    snapped, moved = _snap(geometry)
    progress.report(0.2, "Checking polygons")
    mended, mended_count = _mend(snapped, places)
    progress.report(0.4, "Checking that neighbours meet")
    slivers = 0
    if not shapely.coverage_is_valid(mended):
        progress.report(0.6, "Closing slivers between neighbours")
        suspects = _with_invalid_edges(mended)
        borders = _refuse_overlaps(mended, suspects, places)
        closed = _close_slivers(mended, suspects)
        if closed is not None:
            mended, slivers = closed, borders
    change = np.abs(shapely.area(mended) - before)
    progress.report(1.0, "Boundaries checked")
    largest = float(change.max()) if mended_count or slivers else 0.0
    return mended, Healing(
        snapped_vertices=moved,
        mended_polygons=mended_count,
        removed_slivers=slivers,
        largest_area_change_m2=round(largest, 3),
    )


def _refuse_missing(geometry: NDArray[np.object_], places: Sequence[Place]) -> None:
    absent = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    if absent.any():
        place = places[int(np.flatnonzero(absent)[0])]
        raise InputError(
            f"The polygon of {place} is empty.",
            remedy="Add its boundary in a GIS, or remove the row from the file.",
        )
    other = ~np.isin(shapely.get_type_id(geometry), _POLYGONAL)
    if other.any():
        row = int(np.flatnonzero(other)[0])
        raise InputError(
            f"The shape of {places[row]} is a {geometry[row].geom_type}, not a polygon.",
            remedy="Choose the layer that holds the boundaries of the units.",
        )


def _snap(geometry: NDArray[np.object_]) -> tuple[NDArray[np.object_], int]:
    """Geometry with its vertices rounded to the grid, repeated vertices dropped, and how many moved."""
    xy = shapely.get_coordinates(geometry)
    rounded = np.round(xy, _GRID_DECIMALS)
    moved = int((np.abs(rounded - xy).max(axis=1) > _MOVED_M).sum()) if len(xy) else 0
    if not moved:
        return geometry, 0
    snapped = shapely.set_coordinates(geometry.copy(), rounded)
    return shapely.remove_repeated_points(snapped, 0.0), moved


def _mend(geometry: NDArray[np.object_], places: Sequence[Place]) -> tuple[NDArray[np.object_], int]:
    """Geometry with self-crossing polygons rebuilt from their own lines, and how many were."""
    bad = np.flatnonzero(~shapely.is_valid(geometry))
    if not len(bad):
        _refuse_flat(geometry, places)
        return geometry, 0
    reasons = shapely.is_valid_reason(geometry[bad])
    rebuilt, _ = _snap(_polygons(shapely.make_valid(geometry[bad], method="structure", keep_collapsed=False)))
    again = ~shapely.is_valid(rebuilt)
    if again.any():
        rebuilt[again] = _polygons(
            shapely.make_valid(rebuilt[again], method="structure", keep_collapsed=False)
        )
    for place, shape, reason in zip(bad.tolist(), rebuilt, reasons, strict=True):
        if shapely.is_empty(shape) or not shapely.is_valid(shape) or shapely.area(shape) <= 0:
            raise InputError(
                f"The polygon of {places[place]} cannot be mended.",
                why=f"{str(reason).split('[', maxsplit=1)[0]}; nothing of it encloses an area.",
                remedy="Draw its boundary again in a GIS, or take it from another edition.",
            )
    result = geometry.copy()
    result[bad] = rebuilt
    _refuse_flat(result, places)
    return result, len(bad)


def _refuse_flat(geometry: NDArray[np.object_], places: Sequence[Place]) -> None:
    flat = shapely.area(geometry) <= 0
    if flat.any():
        raise InputError(
            f"The polygon of {places[int(np.flatnonzero(flat)[0])]} encloses no area.",
            remedy="Draw its boundary again in a GIS, or take it from another edition.",
        )


def _polygons(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    """The polygon parts of what make_valid gives, lines and points dropped."""
    result = np.empty(len(geometry), dtype=object)
    for row, shape in enumerate(geometry):
        parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
        if shape.geom_type in {"Polygon", "MultiPolygon"}:
            result[row] = shape
        else:
            result[row] = parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
    return result


def _with_invalid_edges(geometry: NDArray[np.object_]) -> NDArray[np.int64]:
    return np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(geometry)))


def _refuse_overlaps(
    geometry: NDArray[np.object_], suspects: NDArray[np.int64], places: Sequence[Place]
) -> int:
    """Number of pairs of neighbours among the suspects, whose overlaps are slivers if anything.

    Raises:
        InputError: two units overlap somewhere by more than ``SLIVER_WIDTH_M``; both are named.
    """
    shapes = geometry[suspects]
    one, two = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, two = one[one < two], two[one < two]
    common = shapely.intersection(shapes[one], shapes[two])
    overlapping = shapely.area(common) > 0
    wide = overlapping & ~shapely.is_empty(shapely.buffer(common, -SLIVER_WIDTH_M / 2))
    if wide.any():
        area = shapely.area(common)
        worst = int(np.argmax(np.where(wide, area, 0.0)))
        raise InputError(
            f"The polygons of {places[suspects[one[worst]]]} and {places[suspects[two[worst]]]} overlap by "
            f"{area[worst]:,.0f} m².",
            why=f"Only slivers up to {SLIVER_WIDTH_M:.0f} m wide are healed.",
            remedy="Correct one of the two boundaries in a GIS.",
        )
    return len(one)


def _close_slivers(geometry: NDArray[np.object_], suspects: NDArray[np.int64]) -> NDArray[np.object_] | None:
    """Geometry in which all borders match; None where that cannot be had without changing who borders whom.

    Only the suspects and the units that touch them are rebuilt.
    """
    tree = shapely.STRtree(geometry)
    _, around = tree.query(geometry[suspects], predicate="intersects")
    group = np.union1d(suspects, around)
    cleaned = shapely.coverage_clean(geometry[group], gap_width=GAP_WIDTH_M, snapping_distance=SNAP_M)
    if shapely.is_empty(cleaned).any():
        return None
    result = geometry.copy()
    result[group] = cleaned
    result, _ = _snap(result)
    if not shapely.is_valid(result).all() or not shapely.coverage_is_valid(result):
        return None
    same = np.array_equal(build_topology(geometry).pairs, build_topology(result).pairs)
    return result if same else None
