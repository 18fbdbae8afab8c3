"""What lies around a balancing problem and in it, for sentences alone: nothing here changes what is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class LockedNeighbour:
    """A locality that stays, beside free units: its name and the units of the problem that border it.

    ``by_task``: it is not locked, but what was asked for (a split, a fill) leaves it as it is.
    """

    name: str
    units: NDArray[np.int64]
    by_task: bool = False


@dataclass(frozen=True, eq=False)
class Surroundings:
    """Names that a bare problem does not carry; all of it may be left out.

    ``measure`` is what is counted ("people", "registered people"). ``practices`` gives, by unit, the name
    and list size of the practices whose people are counted there (registered measure only). ``inside``
    names the larger area each unit has to stay in, where borders between them were dropped. ``shapes`` are
    the units' shapely geometries in metres, for the gap that a link would have to cross.
    """

    measure: str = "people"
    practices: Mapping[int, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    locked: tuple[LockedNeighbour, ...] = ()
    inside: NDArray[np.object_] | None = None
    shapes: NDArray[np.object_] | None = None


NOTHING_KNOWN = Surroundings()
"""A problem on its own."""
