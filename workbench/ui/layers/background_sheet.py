"""The sheet of a background: tiles or a picture, read for the view and warped into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QImage

from workbench.errors import InputError, WorkbenchError
from workbench.io.backgrounds import raster_file
from workbench.io.backgrounds.mbtiles import MbTiles
from workbench.io.backgrounds.picture import Box, Picture
from workbench.io.backgrounds.raster_file import RasterFile
from workbench.progress import Progress
from workbench.ui.layers.warping import as_image, as_pixels, draw_warped, seen_in
from workbench.ui.map.view import MapView

TILES = ".mbtiles"
ENDINGS = (TILES, *raster_file.ENDINGS)


class Background(Protocol):
    """A file that gives pictures of the ground."""

    crs: str

    @property
    def title(self) -> str:
        """What it calls itself."""

    @property
    def attribution(self) -> str:
        """What its publisher asks to be said."""

    def read(self, box: Box, pixel: float, progress: Progress) -> Picture | None:
        """The part that meets a box of its reference system."""

    def close(self) -> None:
        """Let go of the file."""


def open_background(path: Path) -> Background:
    """Open tiles or a picture.

    Raises:
        InputError: the file cannot be used as a background.
    """
    ending = path.suffix.casefold()
    if ending == TILES:
        return MbTiles(path, as_pixels)
    if ending in raster_file.ENDINGS:
        return RasterFile(path)
    raise InputError(
        f"{path.name} is not one of the files that are read as a background.",
        why=f"These are: {', '.join(ENDINGS)}.",
        remedy="Choose MBTiles, a GeoTIFF, or a PNG or JPEG with its world file.",
    )


class BackgroundSheet:
    """Draws one background."""

    def __init__(self, background: Background) -> None:
        self.background = background

    def slow(self, view: MapView) -> bool:
        """Whether pictures are read for a view: always."""
        return True

    def ask(self, view: MapView) -> tuple[Box, float]:
        """Say which part of the background is in view, and how large a pixel is in it."""
        return seen_in(view, self.background.crs)

    def read(self, asked: tuple[Box, float], progress: Progress) -> tuple[Picture, QImage] | None:
        """Read that part, beside the window; nothing where there is nothing or it cannot be read."""
        box, pixel = asked
        try:
            picture = self.background.read(box, pixel, progress)
        except WorkbenchError:
            return None  # a file that has gone since it was opened: the map goes on without it
        return None if picture is None else (picture, as_image(picture.pixels))

    def draw(self, image: QImage, view: MapView, ready: tuple[Picture, QImage] | None) -> Iterator[None]:
        """Warp what was read into the view."""
        if ready is not None:
            picture, source = ready
            yield from draw_warped(image, source, picture, self.background.crs, view)
