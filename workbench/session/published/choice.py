"""Which areas a planner wants: local authorities, single areas, a box on the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_PATIENTS = 50
"""A practice with fewer patients in the study area is not listed; they count as Other practices."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class AreaChoice:
    """The study area. ``codes`` are local authorities or single areas, ``box`` is in metres of EPSG:27700.

    Without both, all areas of the boundaries are taken.
    """

    codes: tuple[str, ...] = ()
    box: Box | None = None
    least_patients: int = LEAST_PATIENTS

    @staticmethod
    def of(codes: Sequence[str] = (), box: Box | None = None) -> AreaChoice:
        """A choice of codes as they were typed."""
        return AreaChoice(tuple(dict.fromkeys(code.strip() for code in codes if code.strip())), box)
