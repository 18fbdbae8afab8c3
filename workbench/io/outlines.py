"""Outlines of localities: the areas of each one dissolved into one shape, as other programs take it."""

from __future__ import annotations

import struct

import numpy as np
import shapely
import shapely.errors
from numpy.typing import NDArray

_SNAP_M = 0.01
"""Grid on which borders that do not quite meet are joined."""
_AREA_TOLERANCE = 1e-6
_BLOB = struct.Struct("<2sBBi4d")
_LITTLE_ENDIAN_WITH_BOX = 0b0000_0011


def dissolved(geometry: NDArray[np.object_]) -> shapely.MultiPolygon:
    """One shape of several, without the borders between them; empty where there is none.

    The quick way, by borders that both neighbours have alike, counts only where the area stays the same;
    else the shapes are united on a grid of 1 cm, and what even that cannot take is put together as it is.
    """
    shapes = np.array([s for s in geometry if s is not None and not s.is_empty], dtype=object)
    if not len(shapes):
        return shapely.MultiPolygon()
    whole = float(shapely.area(shapes).sum())
    try:
        union = shapely.coverage_union_all(shapes)
        if union.is_valid and abs(union.area - whole) <= _AREA_TOLERANCE * whole:
            return many(union)
        return many(shapely.union_all(shapely.make_valid(shapes), grid_size=_SNAP_M))
    except shapely.errors.GEOSException:
        return many(*shapes)


def many(*shapes: shapely.Geometry) -> shapely.MultiPolygon:
    """The polygons of shapes as one multipolygon; lines and points in them are left out."""
    parts = shapely.get_parts(shapely.get_parts(np.array(shapes, dtype=object)))
    return shapely.MultiPolygon([part for part in parts if isinstance(part, shapely.Polygon)])


def geopackage_blob(shape: shapely.Geometry, *, srs_id: int) -> bytes:
    """A geometry as GeoPackage keeps it: header with the box, then WKB (OGC 12-128r17, 2.1.3)."""
    if shape.is_empty:
        west = south = east = north = float("nan")
    else:
        west, south, east, north = shape.bounds
    head = _BLOB.pack(b"GP", 0, _LITTLE_ENDIAN_WITH_BOX, srs_id, west, east, south, north)
    return head + shapely.to_wkb(shape, byte_order=1)
