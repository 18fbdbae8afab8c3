"""Shade areas by classes of a figure, light to dark, with the rows of the legend; unknown is hatched grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from workbench.metrics.classing import USUAL, Method, class_limits, classes_of
from workbench.ui import formats
from workbench.ui.map.legend import LegendRow
from workbench.ui.theme import load_tokens

Units = NDArray[np.int64]
NOBODY: Units = np.empty(0, dtype=np.int64)
NOT_KNOWN = "#DDDDDD"
"""Ground of areas whose figure is not known."""


@dataclass(frozen=True, eq=False)
class Shades:
    """A colour for each area as 0xffRRGGBB, and the areas that are hatched besides."""

    fills: NDArray[np.uint32]
    hatched: Units


def packed(names: Sequence[str]) -> NDArray[np.uint32]:
    """Colours as 0xffRRGGBB."""
    return np.array([QColor(name).rgb() for name in names], dtype=np.uint32)


def sequence(classes: int) -> list[str]:
    """Blues from light to dark, one a class; they differ in lightness alone, so that all can tell them apart.

    Up to five classes leave out the lightest blue, which is close to white.
    """
    stops = [QColor(name) for name in load_tokens().choropleth]
    last = len(stops) - 1
    found = []
    for at in np.linspace(0 if classes > last else 1, last, max(classes, 1)):
        low = min(int(at), last - 1)
        one, other = stops[low], stops[low + 1]
        pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
        red, green, blue = (round(a + (b - a) * (at - low)) for a, b in pairs)
        found.append(QColor(red, green, blue).name().upper())
    return found


def class_shades(
    values: NDArray[np.float64], method: Method = Method.QUANTILES, classes: int = USUAL
) -> tuple[Shades, list[LegendRow]]:
    """The areas by class of their value, and the legend; what is not known has a hatch and its own row."""
    limits = class_limits(values, method, classes)
    palette = sequence(max(len(limits) - 1, 1) if len(limits) < classes else classes)
    of_areas = classes_of(values, limits)
    fills = packed((*palette, NOT_KNOWN))[of_areas]
    known = values[np.isfinite(values)]
    whole = not np.mod(limits, 1).any() or (len(known) and np.abs(known).max() >= 100)
    decimals = 0 if whole else 1
    rows = [
        LegendRow(palette[place], f"{formats.number(low, decimals)} to {formats.number(high, decimals)}")
        for place, (low, high) in enumerate(pairwise(limits))
    ] or [LegendRow(palette[0], formats.number(limit, decimals)) for limit in limits]
    missing = np.flatnonzero(of_areas < 0)
    if len(missing):
        rows.append(LegendRow(NOT_KNOWN, formats.NOT_KNOWN, hatched=True))
    return Shades(fills, missing), rows
