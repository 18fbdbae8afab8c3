"""The three ways of counting people, never added together; every total names its basis."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PopulationBasis(StrEnum):
    """What "people" means in a figure."""

    RESIDENT = "resident"
    REGISTERED = "registered"
    WEIGHTED = "weighted"

    @property
    def words(self) -> str:
        """The basis as it is named on screen and in workbooks."""
        return {
            PopulationBasis.RESIDENT: "Resident people",
            PopulationBasis.REGISTERED: "Registered people",
            PopulationBasis.WEIGHTED: "Weighted people",
        }[self]


@dataclass(frozen=True)
class PopulationSource:
    """Where a population comes from, printed beside its totals (R40)."""

    basis: PopulationBasis
    column: str = ""
    dataset: str = ""
    date: str = ""
