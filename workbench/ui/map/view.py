"""Hold what part of the map is shown, and convert between the map, the widget and the device."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Bounds = tuple[float, float, float, float]
"""West, south, east, north in metres."""

FIT_MARGIN = 0.04
"""Share of the width and height left free on each side when something is fitted into the view."""


@dataclass(frozen=True)
class MapView:
    """A window on the map: `scale` device pixels per metre around a centre, in a widget of given device size.

    Three spaces meet here: the map (metres, y north), the screen (logical pixels of the widget, y down; mouse
    events and painters use these) and the device (real pixels, logical times `ratio`; the cached layers use
    these).
    """

    scale: float
    centre_x: float
    centre_y: float
    width: int
    height: int
    ratio: float = 1.0

    @property
    def left(self) -> float:
        """Give the map x of the left edge of the first pixel column."""
        return self.centre_x - self.width / 2 / self.scale

    @property
    def top(self) -> float:
        """Give the map y of the upper edge of the first pixel row."""
        return self.centre_y + self.height / 2 / self.scale

    @property
    def bounds(self) -> Bounds:
        """Give the part of the map in view: west, south, east, north."""
        return (
            self.left,
            self.top - self.height / self.scale,
            self.left + self.width / self.scale,
            self.top,
        )

    @property
    def metres_per_pixel(self) -> float:
        """Give the metres under one logical pixel."""
        return self.ratio / self.scale

    def to_device(self, x: float, y: float) -> tuple[float, float]:
        """Convert map metres to device pixels."""
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        """Convert map metres to logical pixels of the widget."""
        column, row = self.to_device(x, y)
        return column / self.ratio, row / self.ratio

    def to_map(self, screen_x: float, screen_y: float) -> tuple[float, float]:
        """Convert logical pixels of the widget to map metres."""
        return (
            self.left + screen_x * self.ratio / self.scale,
            self.top - screen_y * self.ratio / self.scale,
        )

    def fit(self, bounds: Bounds, *, margin: float = FIT_MARGIN) -> MapView:
        """Show the whole of `bounds` in the middle, with a margin as a share of the width and the height."""
        west, south, east, north = bounds
        room = 1 - 2 * margin
        across = self.width * room / max(east - west, 1.0)
        down = self.height * room / max(north - south, 1.0)
        return replace(
            self, scale=min(across, down), centre_x=(west + east) / 2, centre_y=(south + north) / 2
        )

    def zoomed_at(self, point: tuple[float, float], factor: float) -> MapView:
        """Multiply the scale and keep the map under `point` (logical pixels) where it is."""
        x, y = self.to_map(*point)
        scale = self.scale * factor
        return replace(
            self,
            scale=scale,
            centre_x=x + (self.width / 2 - point[0] * self.ratio) / scale,
            centre_y=y - (self.height / 2 - point[1] * self.ratio) / scale,
        )

    def panned(self, right: float, down: float) -> MapView:
        """Move the picture by logical pixels, rounded to whole device pixels so that lines do not shimmer."""
        return replace(
            self,
            centre_x=self.centre_x - round(right * self.ratio) / self.scale,
            centre_y=self.centre_y + round(down * self.ratio) / self.scale,
        )

    def centred(self, x: float, y: float) -> MapView:
        """Bring a place to the middle at the same scale."""
        return replace(self, centre_x=x, centre_y=y)

    def resized(self, *, width: int, height: int, ratio: float) -> MapView:
        """Keep centre and apparent size in a widget of another size or another device pixel ratio."""
        return replace(self, scale=self.scale * ratio / self.ratio, width=width, height=height, ratio=ratio)


def union_of(bounds: NDArray[np.float64]) -> Bounds | None:
    """Give the box around all bounds, None where nothing has an extent."""
    if not np.isfinite(bounds).any():
        return None
    low = np.nanmin(bounds[:, :2], axis=0)
    high = np.nanmax(bounds[:, 2:], axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])
