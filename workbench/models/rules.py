"""The rules of a scenario as data: band, basis, links and what is permitted."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from workbench.errors import EditError
from workbench.models.adjacency import Link
from workbench.models.populations import PopulationBasis


class BandStatus(StrEnum):
    """Where a number of people stands to the band; edges belong to the band (R7)."""

    IN = "in"
    BELOW = "below"
    ABOVE = "above"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Band:
    """Least and most people of a locality, both inside, and the number to aim at."""

    low: int
    high: int
    target: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.target <= self.high:
            raise EditError(
                f"A band of {self.low:,} to {self.high:,} people with target {self.target:,} cannot be.",
                why="The target lies between the limits and the lower limit is not above the upper.",
                remedy="Change the limits or the target.",
            )

    def status(self, people: float) -> BandStatus:
        """Status of a locality of ``people``; NaN is unknown."""
        if math.isnan(people):
            return BandStatus.UNKNOWN
        if people < self.low:
            return BandStatus.BELOW
        return BandStatus.ABOVE if people > self.high else BandStatus.IN

    def people_from_band(self, people: float) -> float:
        """People missing below (negative) or too many above (positive); 0 inside, NaN unknown."""
        if people < self.low:
            return people - self.low
        if people > self.high:
            return people - self.high
        return people if math.isnan(people) else 0.0

    def deviation(self, people: float) -> float:
        """(people - target) / target; NaN where the target is 0 or people are not known."""
        return (people - self.target) / self.target if self.target else float("nan")


HUB_BAND = Band(30_000, 50_000, 40_000)
AROUND_50_000_BAND = Band(45_000, 55_000, 50_000)
BAND_PRESETS: dict[str, Band] = {"Hub, 30,000 to 50,000": HUB_BAND, "About 50,000": AROUND_50_000_BAND}
"""Named bands (R26); any other band is the planner's own. "Free" is NO_BAND."""
NO_BAND = Band(0, 1_000_000_000, 40_000)


def preset_name(band: Band) -> str:
    """The name of a preset, "Free" or "Own band"."""
    if band.low == NO_BAND.low and band.high == NO_BAND.high:
        return "Free"
    return next((name for name, preset in BAND_PRESETS.items() if preset == band), "Own band")


@dataclass(frozen=True)
class Rules:
    """What a scenario is measured by, and which units keep their locality whatever else happens.

    ``locked_units`` are codes, kept sorted and each once. A code that the study area does not have locks
    nothing.
    """

    band: Band = HUB_BAND
    basis: PopulationBasis = PopulationBasis.RESIDENT
    links: tuple[Link, ...] = field(default=())
    locked_units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "locked_units", tuple(sorted(set(self.locked_units))))

    @cached_property
    def locked_set(self) -> frozenset[str]:
        """The locked units, for quick questions."""
        return frozenset(self.locked_units)
