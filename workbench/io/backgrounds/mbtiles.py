"""Read map tiles from an MBTiles file: SQLite, opened for reading only, tiles of Web Mercator."""

from __future__ import annotations

import math
import re
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable
from html import unescape
from pathlib import Path

import numpy as np

from workbench.errors import InputError
from workbench.io.backgrounds.picture import Box, Picture, Pixels
from workbench.io.readers.databases import at_most, file_uri, guard
from workbench.io.readers.vector_file import refuse_missing
from workbench.progress import Progress

WEB_MERCATOR = "EPSG:3857"
HALF_WORLD = 20_037_508.342789244
"""Metres of EPSG:3857 from the middle of the world to its edge."""
_ONE_TILE = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
KEPT = 240
"""Decoded tiles that are kept: about 60 MB."""
MOST_TILES = 400
"""Tiles of one view; a view that would need more takes a coarser level."""
_SHARPER = 0.35
"""A level is taken when its pixels are at most this much of a doubling larger than the screen's."""
_PATIENCE_S, _MOST_FACTS, _FINEST = 5.0, 1_000, 30
"""Seconds for one question to the file, facts that it may tell about itself, the finest level there is."""
_TAG = re.compile(r"<[^>]*>")

Decode = Callable[[bytes], Pixels | None]


class MbTiles:
    """The tiles of one file. ``decode`` makes pixels of a PNG or JPEG, None where it cannot."""

    crs = WEB_MERCATOR

    def __init__(self, path: Path, decode: Decode) -> None:
        """Look into the file.

        Raises:
            InputError: it is missing, damaged, or holds no pictures.
        """
        refuse_missing(path)
        self.path, self._decode = path, decode
        self._lock = threading.Lock()
        self._tiles: OrderedDict[tuple[int, int, int], Pixels | None] = OrderedDict()
        uri = f"{file_uri(path)}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        try:
            guard(self._db)
            with at_most(self._db, _PATIENCE_S):
                rows = self._db.execute("SELECT name, value FROM metadata").fetchmany(_MOST_FACTS)
                self._about = {str(name): str(value) for name, value in rows}
                low, high = self._db.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
            self.levels = (0, 0) if low is None else (_level(low), _level(high))
        except (sqlite3.Error, ValueError, TypeError, OverflowError) as problem:
            self._db.close()
            raise InputError(
                f"{path.name} cannot be read as MBTiles.",
                why=f"The reader says: {problem}.",
                remedy="Get the file again from its source.",
            ) from problem
        if self._about.get("format", "").casefold() in ("pbf", "mvt"):
            raise InputError(
                f"{path.name} holds vector tiles, which cannot be drawn.",
                remedy="Get the MBTiles with pictures: PNG or JPEG.",
            )
        if low is None:
            raise InputError(f"{path.name} holds no tiles.", remedy="Choose another file.")

    @property
    def title(self) -> str:
        """What the file calls itself."""
        return self._about.get("name", "").strip() or self.path.stem

    @property
    def attribution(self) -> str:
        """What the publisher asks to be said, without markup."""
        return " ".join(unescape(_TAG.sub("", self._about.get("attribution", ""))).split())

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def level_for(self, pixel: float) -> int:
        """The level for screen pixels of this size, in metres of EPSG:3857, within those the file has."""
        wanted = math.log2(2 * HALF_WORLD / 256 / pixel) - _SHARPER
        return min(max(math.ceil(wanted), self.levels[0]), self.levels[1])

    def read(self, box: Box, pixel: float, progress: Progress) -> Picture | None:
        """The tiles that meet a box as one picture; ``pixel`` is the size of a screen pixel. None for none.

        Raises:
            Cancelled: it is not wanted any more.
        """
        level = self.level_for(pixel)
        while (span := _span(box, level)) and _count(span) > MOST_TILES and level > self.levels[0]:
            level -= 1
        if span is None or _count(span) > MOST_TILES:
            return None
        first, top, last, bottom = span
        tiles: dict[tuple[int, int], Pixels] = {}
        for down in range(top, bottom + 1):
            for across in range(first, last + 1):
                progress.report(0.0)
                tile = self._tile(level, across, down)
                if tile is not None:
                    tiles[across, down] = tile
        if not tiles:
            return None
        side = next(iter(tiles.values())).shape[0]
        pixels = np.zeros(((bottom - top + 1) * side, (last - first + 1) * side, 4), dtype=np.uint8)
        for (across, down), tile in tiles.items():
            if tile.shape[:2] == (side, side):
                x, y = (across - first) * side, (down - top) * side
                pixels[y : y + side, x : x + side] = tile
        size = 2 * HALF_WORLD / 2**level
        return Picture(
            pixels, -HALF_WORLD + first * size, HALF_WORLD - top * size, across=size / side, down=size / side
        )

    def _tile(self, level: int, across: int, down: int) -> Pixels | None:
        """One decoded tile, counted from the upper left; the file counts rows from below."""
        key = (level, across, down)
        with self._lock:
            if key in self._tiles:
                self._tiles.move_to_end(key)
                return self._tiles[key]
            try:
                with at_most(self._db, _PATIENCE_S):
                    row = self._db.execute(
                        _ONE_TILE,
                        (level, across, 2**level - 1 - down),
                    ).fetchone()
            except (sqlite3.Error, ValueError):
                row = None  # a tile that cannot be read is one that is not there; the rest of the map is
            found = self._decode(row[0]) if row is not None and isinstance(row[0], bytes) else None
            self._tiles[key] = found
            while len(self._tiles) > KEPT:
                self._tiles.popitem(last=False)
            return found


def _level(told: object) -> int:
    """A level that a file tells, within those there are."""
    return min(max(int(str(told)), 0), _FINEST)


Span = tuple[int, int, int, int]


def _span(box: Box, level: int) -> Span | None:
    """First column, first row, last column, last row of the tiles that meet a box; None beside the world."""
    size, most = 2 * HALF_WORLD / 2**level, 2**level - 1
    west, south, east, north = box
    first, last = (math.floor((x + HALF_WORLD) / size) for x in (west, east))
    top, bottom = (math.floor((HALF_WORLD - y) / size) for y in (north, south))
    if last < 0 or first > most or bottom < 0 or top > most:
        return None
    return max(first, 0), max(top, 0), min(last, most), min(bottom, most)


def _count(span: Span) -> int:
    first, top, last, bottom = span
    return (last - first + 1) * (bottom - top + 1)
