"""Where practices and sites stand: metres or degrees, and the unit around them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from workbench.errors import InputError
from workbench.io.readers.columns import Role
from workbench.io.readers.crs import ToGrid, in_great_britain, likely_crs, parse_crs
from workbench.io.readers.tables import Table
from workbench.models.units import UnitTable

POINT_ROLES: tuple[Role, ...] = (
    Role("easting", "easting", ("easting", r"east(ing)?_?1?m?|oseast1m|bng_e|x")),
    Role("northing", "northing", ("northing", r"north(ing)?_?1?m?|osnrth1m|bng_n|y")),
    Role("latitude", "latitude", ("latitude|lat",)),
    Role("longitude", "longitude", ("longitude|long|lon|lng",)),
    Role("site_unit_code", "unit code of the site", ("site_unit_code|site_lsoa_code", r"site_lsoa\d\d_?cd")),
)
_NO_GRID_LATITUDE = 99.0
"""The postcode directory writes 99.999999 where a postcode has no grid reference."""


@dataclass(frozen=True, eq=False)
class Points:
    """Metres of EPSG:27700, NaN where not placed; ``outside`` has the rows outside Great Britain."""

    easting: NDArray[np.float64]
    northing: NDArray[np.float64]
    outside: NDArray[np.int64]


def read_points(table: Table, columns: dict[str, str]) -> Points:
    """Coordinates of every row: eastings where given, else latitude and longitude.

    Raises:
        InputError: most of the coordinates lie outside Great Britain; says what they look like.
    """
    xy = np.full((len(table), 2), np.nan)
    if "latitude" in columns and "longitude" in columns:
        degrees = np.column_stack([table.numbers(columns["longitude"]), table.numbers(columns["latitude"])])
        no_grid = (degrees[:, 1] >= _NO_GRID_LATITUDE) & (degrees[:, 1] < _NO_GRID_LATITUDE + 1)
        degrees[no_grid | (degrees == 0).all(axis=1)] = np.nan
        xy = _place(degrees, parse_crs("EPSG:4326", file=table.file), table, "latitude and longitude")
    if "easting" in columns and "northing" in columns:
        metres = np.column_stack([table.numbers(columns["easting"]), table.numbers(columns["northing"])])
        metres[(metres == 0).all(axis=1)] = np.nan
        given = np.isfinite(metres).all(axis=1)
        placed = _place(metres, parse_crs("EPSG:27700", file=table.file), table, "easting and northing")
        xy[given] = placed[given]
    half = np.isfinite(xy).any(axis=1) & ~np.isfinite(xy).all(axis=1)
    xy[half] = np.nan
    outside = np.isfinite(xy).all(axis=1) & ~in_great_britain(xy)
    xy[outside] = np.nan
    return Points(xy[:, 0].copy(), xy[:, 1].copy(), np.flatnonzero(outside))


def _place(xy: NDArray[np.float64], to_grid: ToGrid, table: Table, words: str) -> NDArray[np.float64]:
    given = np.isfinite(xy).all(axis=1)
    placed = np.full_like(xy, np.nan)
    if not given.any():
        return placed
    moved = to_grid(xy[given])
    wrong = ~(in_great_britain(moved) & np.isfinite(moved).all(axis=1))
    if wrong.mean() > 0.5:
        row = table.rows[np.flatnonzero(given)[np.flatnonzero(wrong)[0]]]
        guess = likely_crs(xy[given])
        swapped = in_great_britain(ToGrid(to_grid.source, swap=True)(xy[given])).mean() > 0.5
        hint = "The two columns look swapped." if swapped else f"They look like {guess}." if guess else ""
        raise InputError(
            f"{table.file}, row {row}: {words} lie outside Great Britain, as in "
            f"{wrong.sum():,} of {given.sum():,} rows.",
            why=hint,
            remedy="Name the columns (latitude=HEADING, longitude=HEADING), or correct the file.",
        )
    placed[given] = np.where(np.isfinite(moved), moved, np.inf)
    return placed


def units_around(
    units: UnitTable,
    easting: NDArray[np.float64],
    northing: NDArray[np.float64],
    fallback: NDArray[np.object_],
) -> NDArray[np.int32]:
    """Row of the unit that holds each point, -1 outside; ``fallback`` codes serve points without coordinates.

    A point on a border belongs to the first of its units.
    """
    found = np.full(len(easting), -1, dtype=np.int32)
    placed = np.flatnonzero(np.isfinite(easting) & np.isfinite(northing))
    if len(placed) and len(units):
        tree = shapely.STRtree(units.geometry)
        point, unit = tree.query(shapely.points(easting[placed], northing[placed]), predicate="intersects")
        order = np.lexsort((unit, point))[::-1]
        found[placed[point[order]]] = unit[order]
    for row in np.flatnonzero(~(np.isfinite(easting) & np.isfinite(northing))):
        found[row] = units.index_of.get(str(fallback[row]), -1)
    return found
