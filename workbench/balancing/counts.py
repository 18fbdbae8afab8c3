"""Into how many localities people can be split, by arithmetic alone."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """The numbers of localities from ``fewest`` to ``most`` that arithmetic allows; none if most < fewest."""

    fewest: int
    most: int

    @property
    def possible(self) -> bool:
        """Whether there is any number at all."""
        return self.fewest <= self.most


def counts(people: float, *, units: int, low: float, high: float) -> Counts:
    """The k from 1 to ``units`` with ``k * low <= people <= k * high``.

    Necessary for a plan of connected units, not sufficient. A lower limit of 0 or less leaves the number
    of units as the only bound. ``people`` may be 0; ``high`` is above 0.
    """
    most = units if low <= 0 else min(units, math.floor(people / low))
    return Counts(max(1, math.ceil(people / high)), most)


@dataclass(frozen=True)
class NearestLimits:
    """The lower limit and the upper limit, each alone, from which on arithmetic allows a split."""

    low: float
    high: float | None


def nearest_limits(people: float, *, low: float) -> NearestLimits:
    """Limits nearest to the present ones at which ``people`` can be split, if they cannot be at these.

    With k = floor(people / low) localities each would have more than the upper limit; with k + 1 each
    fewer than ``low``. So the upper limit has to be people / k at least (None for k = 0), or the lower one
    people / (k + 1) at most.
    """
    whole = math.floor(people / low) if low > 0 else 0
    return NearestLimits(low=people / (whole + 1), high=people / whole if whole else None)
