"""Read a part of a GeoTIFF, or of a PNG or JPEG with a world file, at the size the screen needs."""

from __future__ import annotations

import threading
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from pyproj import CRS
from pyproj.exceptions import CRSError

from workbench.errors import InputError
from workbench.io.backgrounds.picture import Box, Picture, Pixels
from workbench.io.readers.crs import NATIONAL_GRID
from workbench.io.readers.vector_file import refuse_missing
from workbench.progress import Progress

_DRIVERS = {".tif": "GTiff", ".tiff": "GTiff", ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
"""Only formats that hold their pixels themselves: no other file, and no address, is ever followed."""
ENDINGS = tuple(_DRIVERS)
_WORLD_FILES = {"png": ("pgw", "pngw"), "jpg": ("jgw", "jpgw"), "jpeg": ("jgw", "jpegw", "jpgw")}
_ENDS = {"PNG": b"IEND", "JPEG": b"\xff\xd9"}
"""What stands at the end of a whole picture; the reader takes what is missing as black."""
_TAIL = 4_096
_MOST_KEPT = 40_000_000
"""Pixels of a PNG or JPEG that is kept decoded: 160 MB."""
_SAMPLE = 400
"""Pixels of the longer side of the sample that says which values are dark and which are light."""
_DARK_AND_LIGHT = (2, 98)
"""Percentiles of the values that are shown black and white."""
_BYTES = (0.0, 255.0)
_GREATEST = 6_000
"""Pixels of the longer side that are read at once."""


class RasterFile:
    """One picture with its place on the ground."""

    def __init__(self, path: Path) -> None:
        """Look into the file.

        Raises:
            InputError: it is missing, damaged, or does not say where it lies.
        """
        refuse_missing(path)
        _refuse_cut_short(path)
        self.path = path
        with self._open() as dataset:
            transform = dataset.transform
            if transform.is_identity:
                raise _nowhere(path)
            if transform.b or transform.d:
                raise InputError(
                    f"{path.name} is turned against north.",
                    remedy="Save it upright in a GIS, as a GeoTIFF in EPSG:27700.",
                )
            self._transform = transform
            self.width, self.height = int(dataset.width), int(dataset.height)
            self.crs, self.assumed = _system(path, dataset.crs)
        self._limits: tuple[float, float] | None = None
        self._halves: list[Pixels] = []
        self._lock = threading.Lock()
        packed = _DRIVERS[path.suffix.casefold()] != "GTiff"  # no part of it can be read by itself
        self._whole_fits = packed and self.width * self.height <= _MOST_KEPT
        if not transform.e < 0 < transform.a:
            raise InputError(f"{path.name} is upside down or mirrored.", remedy="Save it upright in a GIS.")

    @property
    def title(self) -> str:
        """What the file is called."""
        return self.path.stem.replace("_", " ")

    @property
    def attribution(self) -> str:
        """Pictures do not say who made them."""
        return ""

    def close(self) -> None:
        """Let go of what is kept; no file is open between two looks."""
        with self._lock:
            self._halves.clear()

    def read(self, box: Box, pixel: float, progress: Progress) -> Picture | None:
        """The part that meets a box, in no more pixels than needed; None where the box lies beside it.

        ``pixel`` is the size of a screen pixel in the units of the file's reference system.

        Raises:
            InputError: the file is damaged.
        """
        progress.report(0.0)
        west, south, east, north = box
        left, top, across, down = self._transform.c, self._transform.f, self._transform.a, -self._transform.e
        first, last = _within((west - left) / across, (east - left) / across, self.width)
        upper, lower = _within((top - north) / down, (top - south) / down, self.height)
        if first >= last or upper >= lower:
            return None
        wide, high = last - first, lower - upper
        if self._whole_fits:
            return self._cut(first, upper, wide, high, min(pixel / across, pixel / down))
        shrink = max(1.0, min(pixel / across, pixel / down), max(wide, high) / _GREATEST)
        shape = (max(1, round(high / shrink)), max(1, round(wide / shrink)))
        from rasterio.windows import Window

        with self._open() as dataset:
            if self._limits is None:
                self._limits = _limits(dataset, self.path)
            window = Window(first, upper, wide, high)
            pixels = _pixels(dataset, window, shape, self.path, self._limits)
        return Picture(
            pixels,
            left + first * across,
            top - upper * down,
            across=across * wide / shape[1],
            down=down * high / shape[0],
        )

    def _cut(self, first: int, upper: int, wide: int, high: int, shrink: float) -> Picture:
        """The part of a picture that has to be decoded whole, which is then kept, in halved sizes, too."""
        wanted = int(np.log2(max(shrink, 1.0)))
        with self._lock:  # a picture of the map may be taken while a view is read beside the window
            level, picture = self._level(wanted)
        step = 2**level
        left, top = first // step, upper // step
        part = picture[top : -(-(upper + high) // step), left : -(-(first + wide) // step)]
        place = self._transform
        return Picture(
            part,
            place.c + left * step * place.a,
            place.f + top * step * place.e,
            across=step * place.a,
            down=-step * place.e,
        )

    def _level(self, wanted: int) -> tuple[int, Pixels]:
        """The picture halved so often, or as often as it can be."""
        from rasterio.windows import Window

        if not self._halves:
            with self._open() as dataset:
                window = Window(0, 0, self.width, self.height)
                shape = (self.height, self.width)
                self._halves.append(_pixels(dataset, window, shape, self.path, _BYTES))
        while len(self._halves) <= wanted and min(self._halves[-1].shape[:2]) > 1:
            self._halves.append(_halved(self._halves[-1]))
        level = min(wanted, len(self._halves) - 1)
        return level, self._halves[level]

    def _open(self) -> Any:  # noqa: ANN401 - rasterio has no types
        import rasterio
        from rasterio.errors import NotGeoreferencedWarning, RasterioError

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", NotGeoreferencedWarning)  # said here in the planner's words
                return rasterio.open(self.path, driver=_DRIVERS[self.path.suffix.casefold()])
        except RasterioError as problem:
            raise _damaged(self.path, problem) from problem


def _limits(dataset: Any, path: Path) -> tuple[float, float]:  # noqa: ANN401 - rasterio's
    """The values shown black and white, from a sample of the whole file, so that every view has the same."""
    from rasterio.errors import RasterioError

    if all(kind in {"uint8", "uint16"} for kind in dataset.dtypes):
        return _BYTES
    shrink = max(1.0, max(dataset.width, dataset.height) / _SAMPLE)
    shape = (max(1, round(dataset.height / shrink)), max(1, round(dataset.width / shrink)))
    bands = _colour_bands(dataset)
    try:
        values = dataset.read(bands, out_shape=(len(bands), *shape), masked=True).compressed()
    except RasterioError as problem:
        raise _damaged(path, problem) from problem
    known = values[np.isfinite(values)]
    if not known.size:
        return 0.0, 1.0
    low, high = np.percentile(known, _DARK_AND_LIGHT).tolist()
    return low, high


def _colour_bands(dataset: Any) -> list[int]:  # noqa: ANN401 - rasterio's
    """The bands of red, green and blue, or of grey."""
    from rasterio.enums import ColorInterp

    colours = [band for band, use in enumerate(dataset.colorinterp, 1) if use is not ColorInterp.alpha]
    return colours[:3] if len(colours) >= 3 else colours[:1]


def _pixels(
    dataset: Any,  # noqa: ANN401 - rasterio's
    window: Any,  # noqa: ANN401 - rasterio's
    shape: tuple[int, int],
    path: Path,
    limits: tuple[float, float],
) -> Pixels:
    """Read red, green, blue and alpha, whatever the file holds."""
    from rasterio.enums import ColorInterp, Resampling
    from rasterio.errors import RasterioError

    palette = dataset.colorinterp[0] is ColorInterp.palette
    bands = _colour_bands(dataset)
    way = Resampling.nearest if palette else Resampling.average
    try:
        read = dataset.read(bands, window=window, out_shape=(len(bands), *shape), resampling=way)
        mask = dataset.dataset_mask(window=window, out_shape=shape)
    except RasterioError as problem:
        raise _damaged(path, problem) from problem
    found = np.empty((*shape, 4), dtype=np.uint8)
    if palette:
        table = np.zeros((256, 4), dtype=np.uint8)
        for value, colour in dataset.colormap(1).items():
            table[value & 0xFF] = colour
        found[:] = table[read[0] & 0xFF]
    else:
        found[..., :3] = np.moveaxis(_eight_bit(read, limits), 0, -1)
        found[..., 3] = 255
    found[..., 3] = np.minimum(found[..., 3], mask)
    return found


def _eight_bit(read: Any, limits: tuple[float, float]) -> Any:  # noqa: ANN401 - arrays of any type
    """Values as 0 to 255: bytes as they are, 16 bits by their upper half, all else between two limits."""
    if read.dtype == np.uint8:
        return read
    if read.dtype == np.uint16:
        return (read >> 8).astype(np.uint8)
    low, high = limits
    share = (np.nan_to_num(read.astype(np.float64), nan=low) - low) / max(high - low, 1e-9)
    return np.clip(share * 255, 0, 255).astype(np.uint8)


def _halved(pixels: Pixels) -> Pixels:
    """Half as many pixels each way, each the mean of four; an odd row or column at the end is left out."""
    high, wide = (side // 2 * 2 for side in pixels.shape[:2])
    total = np.zeros((high // 2, wide // 2, 4), dtype=np.uint16)
    for down in (0, 1):
        for across in (0, 1):
            total += pixels[down:high:2, across:wide:2]
    return (total >> 2).astype(np.uint8)


def _within(low: float, high: float, size: int) -> tuple[int, int]:
    """Whole pixels that hold a stretch, with one to spare on each side, inside the picture."""
    low, high = (float(np.clip(np.nan_to_num(one, nan=0.0), -1.0, size + 1.0)) for one in (low, high))
    return max(int(np.floor(low)) - 1, 0), min(int(np.ceil(high)) + 1, size)


def _system(path: Path, declared: Any) -> tuple[str, bool]:  # noqa: ANN401 - rasterio's CRS or None
    """The reference system as WKT, and whether it is only assumed; a .prj beside the picture counts."""
    if declared:
        return str(declared.to_wkt()), False
    beside = path.with_suffix(".prj")
    if beside.is_file():
        try:
            return CRS.from_user_input(beside.read_text(encoding="utf-8", errors="replace")).to_wkt(), False
        except CRSError:
            return NATIONAL_GRID, True
    return NATIONAL_GRID, True


def _refuse_cut_short(path: Path) -> None:
    """See that a PNG or JPEG has its end."""
    end = _ENDS.get(_DRIVERS.get(path.suffix.casefold(), ""))
    if end is None:
        return
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        whole = end in file.read()
    if not whole:
        raise InputError(
            f"{path.name} is cut short: the end of the picture is missing.",
            remedy="Get the file again from its source.",
        )


def _nowhere(path: Path) -> InputError:
    wanted = _WORLD_FILES.get(path.suffix.casefold().lstrip("."))
    names = f"{path.with_suffix('.' + wanted[0]).name} or {path.with_suffix('.wld').name}" if wanted else ""
    return InputError(
        f"{path.name} does not say where it lies on the ground.",
        why=f"There is no world file {names} beside it." if names else "It has no georeference.",
        remedy="Put the world file into the same folder, or save the picture as a GeoTIFF in a GIS.",
    )


def _damaged(path: Path, problem: Exception) -> InputError:
    return InputError(
        f"{path.name} cannot be read; it is damaged, cut short or of another kind.",
        why=f"The reader says: {problem}.",
        remedy="GeoTIFF, PNG and JPEG are read, and MBTiles.",
    )
