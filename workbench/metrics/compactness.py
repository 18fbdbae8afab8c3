"""How round a locality is."""

from __future__ import annotations

import math


def polsby_popper(*, area_m2: float, perimeter_m: float) -> float:
    """Compactness of a shape: 4 pi area / perimeter squared, 1 for a disc, towards 0 for a thread.

    Source: Polsby and Popper (1991). ``area_m2`` in square metres, ``perimeter_m`` in metres, holes
    included. NaN where there is no perimeter. A square of 2 km: 4 pi * 4 / 64 = 0.785.
    """
    return 4 * math.pi * area_m2 / perimeter_m**2 if perimeter_m > 0 else math.nan
