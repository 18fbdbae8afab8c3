"""What a meeting leaves in the project beside the plan: snapshots and parked notes."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.models.localities import Locality
from workbench.models.practices import PracticeAssignment


@dataclass(frozen=True)
class PlanSnapshot:
    """A plan as it was: localities, the areas of each, and how practices were assigned.

    ``key`` is its place among the snapshots of the scenario as text that sorts, ``at`` is UTC, ISO 8601.
    ``units`` lists the areas of each locality code; what is not listed was unassigned. ``practices`` and
    ``assigned`` have one entry a practice.
    """

    key: str
    name: str
    at: str
    localities: tuple[Locality, ...] = ()
    units: tuple[tuple[str, tuple[str, ...]], ...] = ()
    practices: tuple[str, ...] = ()
    assigned: tuple[PracticeAssignment, ...] = ()

    @property
    def locality_of(self) -> dict[str, str]:
        """Locality code by area."""
        return {unit: code for code, units in self.units for unit in units}

    @property
    def assignments(self) -> dict[str, PracticeAssignment]:
        """Assignment by practice."""
        return dict(zip(self.practices, self.assigned, strict=True))


@dataclass(frozen=True)
class ParkedNote:
    """A question parked at a place on the map, internal to the team.

    ``number`` is what the pin shows and never changes. ``easting`` and ``northing`` are metres of
    EPSG:27700, ``unit`` is the area there, ``scenario`` the name of the scenario that was on screen.
    ``who`` may be empty, ``at`` is UTC, ISO 8601.
    """

    number: int
    text: str
    easting: float
    northing: float
    unit: str = ""
    scenario: str = ""
    who: str = ""
    at: str = ""
    done: bool = False

    @property
    def key(self) -> str:
        """The key in the register; sorts as the number does."""
        return f"{self.number:05d}"
