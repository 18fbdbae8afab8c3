"""A part of a background, with the place of each of its pixels in the background's own reference system."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""West, south, east, north in the units of a reference system."""
Pixels = NDArray[np.uint8]
"""Red, green, blue, alpha: shape (height, width, 4)."""


@dataclass(frozen=True, eq=False)
class Picture:
    """Pixels and their place: x = west + column * across, y = north - row * down, at corners of pixels."""

    pixels: Pixels
    west: float
    north: float
    across: float
    down: float

    def places(self, columns: NDArray[np.float64], rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Coordinates (k, 2) of places given in pixels from the upper left corner."""
        return np.column_stack((self.west + columns * self.across, self.north - rows * self.down))
