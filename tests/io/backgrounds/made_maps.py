"""Small backgrounds made for tests: a chart of the ground in any reference system, as tiles or a picture."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pyproj import Transformer

from workbench.io.backgrounds.mbtiles import HALF_WORLD

CHEQUER = 100.0
"""Metres of EPSG:27700 of a square of the chart."""


def chart(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Colours (..., 3) of places of EPSG:27700: a chequer; green tells east, blue tells north."""
    dark = (np.floor(x / CHEQUER) + np.floor(y / CHEQUER)) % 2 == 0
    found = np.empty((*x.shape, 3), dtype=np.uint8)
    found[..., 0] = np.where(dark, 40, 220)
    found[..., 1] = np.floor(x / CHEQUER) % 5 * 50
    found[..., 2] = np.floor(y / CHEQUER) % 5 * 50
    return found


def chart_pixels(
    crs: str, *, west: float, north: float, pixel: float, width: int, height: int
) -> NDArray[np.uint8]:
    """The chart in a reference system: each pixel has the colour of the place under its middle."""
    x = west + (np.arange(width) + 0.5) * pixel
    y = north - (np.arange(height) + 0.5) * pixel
    grid = np.meshgrid(x, y)
    east, up = Transformer.from_crs(crs, "EPSG:27700", always_xy=True).transform(*grid)
    return chart(np.asarray(east), np.asarray(up))


def write_mbtiles(path: Path, box: tuple[float, float, float, float], levels: range, **about: str) -> Path:
    """Tiles of the chart over a box of EPSG:3857."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        db.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
        db.executemany("INSERT INTO metadata VALUES (?, ?)", [("format", "png"), *about.items()])
        for level in levels:
            size = 2 * HALF_WORLD / 2**level
            first, last = (int((x + HALF_WORLD) // size) for x in (box[0], box[2]))
            top, bottom = (int((HALF_WORLD - y) // size) for y in (box[3], box[1]))
            for across in range(first, last + 1):
                for down in range(top, bottom + 1):
                    pixels = chart_pixels(
                        "EPSG:3857", west=across * size - HALF_WORLD, north=HALF_WORLD - down * size,
                        pixel=size / 256, width=256, height=256,
                    )  # fmt: skip
                    data = io.BytesIO()
                    Image.fromarray(pixels).save(data, "PNG")
                    row = (level, across, 2**level - 1 - down, data.getvalue())
                    db.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", row)
        db.commit()
    return path


def write_world_picture(
    path: Path, *, west: float, north: float, pixel: float, side: int, world: str
) -> Path:
    """A square picture of the chart on the National Grid with its world file."""
    Image.fromarray(
        chart_pixels("EPSG:27700", west=west, north=north, pixel=pixel, width=side, height=side)
    ).save(path)
    lines = (pixel, 0, 0, -pixel, west + pixel / 2, north - pixel / 2)
    path.with_suffix(world).write_text("\n".join(str(line) for line in lines))
    return path
