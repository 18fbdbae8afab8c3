"""Bring coordinates of any reference system to the National Grid, and say so when they cannot be right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from workbench.errors import InputError

NATIONAL_GRID = "EPSG:27700"
WEST, SOUTH, EAST, NORTH = 0.0, 0.0, 700_000.0, 1_300_000.0
"""The box of Great Britain in metres of EPSG:27700 that every unit has to lie in."""
SWAPPED = "swapped"
"""Word behind a CRS that says that the file holds north before east, as in "EPSG:4326 swapped"."""

_Box = tuple[float, float, float, float]
_GUESSES: tuple[tuple[str, str, _Box], ...] = (
    ("EPSG:27700", "British National Grid", (WEST, SOUTH, EAST, NORTH)),
    ("EPSG:4326", "longitude and latitude", (-9.0, 49.0, 2.5, 61.0)),
    ("EPSG:4326 swapped", "latitude before longitude", (49.0, -9.0, 61.0, 2.5)),
    ("EPSG:3857", "Web Mercator", (-1_000_000.0, 6_274_000.0, 280_000.0, 8_600_000.0)),
)
_FEW_DEGREES = 90.0


@dataclass(frozen=True)
class ToGrid:
    """How coordinates of one file go to EPSG:27700."""

    source: CRS
    swap: bool

    @property
    def name(self) -> str:
        """Authority code of the source where it has one, such as "EPSG:4326"."""
        authority = self.source.to_authority()
        return ":".join(authority) if authority else self.source.name

    def __call__(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Easting and northing of points (k, 2); infinite where the system cannot say."""
        if self.swap:
            xy = xy[:, ::-1]
        if self.source.to_epsg() == 27700:
            return xy
        try:
            transformer = Transformer.from_crs(self.source, NATIONAL_GRID, always_xy=True)
            east, north = transformer.transform(xy[:, 0], xy[:, 1])
        except ProjError:  # a system of its own, such as that of a building site, has no way to the grid
            return np.full(xy.shape, np.inf)
        return np.column_stack([east, north])


def in_great_britain(xy: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether points of EPSG:27700 (k, 2) lie in the box of Great Britain."""
    x, y = xy[:, 0], xy[:, 1]
    return np.asarray((x >= WEST) & (x <= EAST) & (y >= SOUTH) & (y <= NORTH))


def likely_crs(xy: NDArray[np.float64]) -> str:
    """The reference system that coordinates (k, 2) look like, "" where none fits.

    Degrees fit only the degree boxes: 53, -2 taken as metres would lie beside the Scilly Isles.
    """
    known = xy[np.isfinite(xy).all(axis=1)]
    if not len(known):
        return ""
    low, high = known.min(axis=0), known.max(axis=0)
    degrees = np.abs(known).max() <= _FEW_DEGREES
    for code, _, (west, south, east, north) in _GUESSES:
        fits = low[0] >= west and low[1] >= south and high[0] <= east and high[1] <= north
        if fits and degrees == code.startswith("EPSG:4326"):
            return code
    return ""


def parse_crs(text: str, *, file: str) -> ToGrid:
    """The system named by ``text``: anything that pyproj knows, with "swapped" behind it where needed.

    Raises:
        InputError: pyproj does not know the system.
    """
    plain = text.strip()
    swap = plain.casefold().endswith(SWAPPED)
    if swap:
        plain = plain[: -len(SWAPPED)].rstrip(" ,")
    try:
        return ToGrid(CRS.from_user_input(plain), swap)
    except CRSError as problem:
        raise InputError(
            f"The reference system “{text}” of {file} is not known.",
            why="It has to be one that PROJ knows, such as EPSG:27700.",
            remedy="Name the system of the file by its EPSG code.",
        ) from problem


def to_national_grid(
    geometry: NDArray[np.object_], *, declared: str | None, override: str | None, file: str
) -> tuple[NDArray[np.object_], str]:
    """Geometry in EPSG:27700 and the name of the system that it came in.

    ``override`` is the planner's word and wins over what the file declares.

    Raises:
        InputError: no system is known, or the coordinates do not lie in Great Britain; the message names the
            system that the coordinates look like.
    """
    xy = shapely.get_coordinates(geometry)
    if not override and not declared:
        raise _missing(xy, file)
    to_grid = parse_crs(override or declared or "", file=file)
    moved = to_grid(xy)
    inside = in_great_britain(moved) & np.isfinite(moved).all(axis=1)
    if not inside.all():
        raise _outside(xy, to_grid, share=float((~inside).mean()), file=file)
    if moved is xy:
        return geometry, to_grid.name
    return shapely.set_coordinates(geometry.copy(), moved), to_grid.name


def _words(code: str) -> str:
    return next((words for guess, words, _ in _GUESSES if guess == code), "")


def _first(xy: NDArray[np.float64]) -> str:
    return f"{xy[0, 0]:,.6g}, {xy[0, 1]:,.6g}" if len(xy) else "none"


def _missing(xy: NDArray[np.float64], file: str) -> InputError:
    guess = likely_crs(xy)
    why = f"Its first coordinates are {_first(xy)}"
    why += f", which look like {_words(guess)} ({guess})." if guess else "."
    remedy = f"Confirm it with crs={guess}." if guess else "Name the system with crs=EPSG:NUMBER."
    return InputError(
        f"{file} does not say which coordinate reference system it uses.", why=why, remedy=remedy
    )


def _outside(xy: NDArray[np.float64], to_grid: ToGrid, *, share: float, file: str) -> InputError:
    guess = likely_crs(xy)
    where = "all" if share == 1.0 else f"{share:.0%}"
    what = f"{file}: {where} of the coordinates lie outside Great Britain when read as {to_grid.name}."
    why = f"The first ones are {_first(xy)}"
    if guess.endswith(SWAPPED):
        return InputError(
            what,
            why=f"{why}: latitude and longitude look swapped.",
            remedy=f"Save the file with longitude first, or confirm the swap with crs={guess}.",
        )
    if guess and guess != to_grid.name:
        return InputError(
            what,
            why=f"{why}, which look like {_words(guess)} ({guess}).",
            remedy=f"Confirm it with crs={guess}.",
        )
    flipped = ToGrid(to_grid.source, not to_grid.swap)
    if in_great_britain(flipped(xy)).all():
        return InputError(
            what,
            why=f"{why}: east and north look swapped.",
            remedy=f"Confirm the swap with crs={to_grid.name} {SWAPPED}.",
        )
    return InputError(
        what,
        why=f"{why}.",
        remedy="Choose boundaries of Great Britain, or name their system with crs=EPSG:NUMBER.",
    )
