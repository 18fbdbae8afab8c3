"""Draw a picture of any reference system on the National Grid, right to a fraction of a pixel.

The picture is cut into cells; each cell's corners are projected and an affine map through them draws it.
Cells are small enough that what the affine map misses cannot be seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from pyproj import Transformer
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

from workbench.io.backgrounds.picture import Box, Picture, Pixels
from workbench.io.readers.crs import NATIONAL_GRID

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from workbench.ui.map.view import MapView

LARGEST, SMALLEST = 256, 16
"""Pixels of a cell's side."""
NEAR_ENOUGH = 0.2
"""Device pixels that the middle of a cell may lie beside its place."""
_EDGE_STEPS = 20


@lru_cache(maxsize=8)
def to_grid(crs: str) -> Transformer:
    """From a background's reference system to the National Grid."""
    return Transformer.from_crs(crs, NATIONAL_GRID, always_xy=True)


def seen_in(view: MapView, crs: str) -> tuple[Box, float]:
    """The box of a view in another reference system, and the size of a device pixel at its middle."""
    west, south, east, north = view.bounds
    across, down = np.linspace(west, east, _EDGE_STEPS), np.linspace(south, north, _EDGE_STEPS)
    x = np.concatenate([across, across, np.full(_EDGE_STEPS, west), np.full(_EDGE_STEPS, east)])
    y = np.concatenate([np.full(_EDGE_STEPS, south), np.full(_EDGE_STEPS, north), down, down])
    back = to_grid(crs)
    edge_x, edge_y = back.transform(x, y, direction="INVERSE")
    step = 1 / view.scale
    middle_x = np.array([view.centre_x, view.centre_x + step, view.centre_x])
    middle_y = np.array([view.centre_y, view.centre_y, view.centre_y + step])
    px, py = back.transform(middle_x, middle_y, direction="INVERSE")
    pixel = min(float(np.hypot(px[at] - px[0], py[at] - py[0])) for at in (1, 2))
    box = (edge_x.min(), edge_y.min(), edge_x.max(), edge_y.max())
    west, south, east, north = (float(value) for value in box)
    return (west, south, east, north), pixel


def as_image(pixels: Pixels) -> QImage:
    """An image of its own, quick to draw."""
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def as_pixels(data: bytes) -> Pixels | None:
    """Pixels of a PNG or JPEG, None where it cannot be read."""
    image = QImage.fromData(data)
    if image.isNull():
        return None
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    width, height = image.width(), image.height()
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, : 4 * width].reshape(height, width, 4).copy()


def draw_warped(target: QImage, source: QImage, picture: Picture, crs: str, view: MapView) -> Iterator[None]:
    """Draw ``source``, which shows ``picture``, into a clear image of a view; pauses after rows of cells."""
    side = LARGEST
    while side > SMALLEST and _worst(picture, crs, view, side) > NEAR_ENOUGH:
        side //= 2
    columns, rows, device = _nodes(picture, crs, view, side)
    for down in range(len(rows) - 1):
        with QPainter(target) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            for across in range(len(columns) - 1):
                corners = device[down : down + 2, across : across + 2].reshape(4, 2)
                low, high = corners.min(axis=0), corners.max(axis=0)
                if high[0] < 0 or high[1] < 0 or low[0] > view.width or low[1] > view.height:
                    continue
                left, right, upper, lower = columns[across], columns[across + 1], rows[down], rows[down + 1]
                painter.setTransform(_affine(left, right, upper, lower, corners))
                # one pixel more on each side, so that no gap shows between cells
                x, y = max(left - 1, 0.0), max(upper - 1, 0.0)
                wide = min(right + 1, source.width()) - x
                high_ = min(lower + 1, source.height()) - y
                box = QRectF(x, y, wide, high_)
                painter.drawImage(box, source, box)
        yield


def _nodes(
    picture: Picture, crs: str, view: MapView, side: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Columns and rows of the cells' corners in pixels of the picture, and their device places (r, c, 2)."""
    height, width = picture.pixels.shape[:2]
    columns = np.linspace(0, width, max(1, -(-width // side)) + 1)
    rows = np.linspace(0, height, max(1, -(-height // side)) + 1)
    grid = np.meshgrid(columns, rows)
    return columns, rows, _device(picture, crs, view, grid[0], grid[1])


def _device(
    picture: Picture, crs: str, view: MapView, columns: NDArray[np.float64], rows: NDArray[np.float64]
) -> NDArray[np.float64]:
    places = picture.places(columns.ravel(), rows.ravel())
    x, y = to_grid(crs).transform(places[:, 0], places[:, 1])
    device = np.column_stack(((x - view.left) * view.scale, (view.top - y) * view.scale))
    return device.reshape(*columns.shape, 2)


def _worst(picture: Picture, crs: str, view: MapView, side: int) -> float:
    """Device pixels that the middle of any cell lies from the middle of its corners."""
    columns, rows, corners = _nodes(picture, crs, view, side)
    middles = np.meshgrid((columns[1:] + columns[:-1]) / 2, (rows[1:] + rows[:-1]) / 2)
    true = _device(picture, crs, view, middles[0], middles[1])
    drawn = (corners[1:, 1:] + corners[1:, :-1] + corners[:-1, 1:] + corners[:-1, :-1]) / 4
    seen = (true > -side).all(axis=-1) & (true[..., 0] < view.width + side)
    seen &= true[..., 1] < view.height + side
    away = np.hypot(*np.moveaxis(true - drawn, -1, 0))[seen]
    return float(away.max(initial=0.0))


def _affine(
    left: float, right: float, upper: float, lower: float, corners: NDArray[np.float64]
) -> QTransform:
    """The affine map that fits a cell best: corners are upper left, upper right, lower left, lower right."""
    one, two, three, four = corners
    along = ((two - one) + (four - three)) / 2 / (right - left)
    down = ((three - one) + (four - two)) / 2 / (lower - upper)
    middle = corners.mean(axis=0)
    start = middle - along * (left + right) / 2 - down * (upper + lower) / 2
    return QTransform(*along.tolist(), *down.tolist(), *start.tolist())
