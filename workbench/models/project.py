"""A project: the study area with its data, and the scenarios drawn on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from workbench.errors import EditError
from workbench.models.adjacency import Adjacency
from workbench.models.hierarchy import Hierarchy, with_hierarchies
from workbench.models.practices import PracticeTable
from workbench.models.providers import SiteTable
from workbench.models.registers import Registers
from workbench.models.registrations import PatientMatrix, Registrations
from workbench.models.scenario import Scenario
from workbench.models.services import Service
from workbench.models.sources import Healing, Notice, Source
from workbench.models.topology import Topology, build_topology
from workbench.models.units import UnitTable


@dataclass
class StudyArea:
    """The imported data: fixed while localities are drawn, replaced as a whole by an import."""

    units: UnitTable
    adjacency: Adjacency
    practices: PracticeTable = field(default_factory=PracticeTable.empty)
    registrations: Registrations = field(default_factory=Registrations.empty)
    sites: SiteTable = field(default_factory=SiteTable.empty)
    sources: tuple[Source, ...] = ()
    healing: Healing = field(default_factory=Healing)
    notices: tuple[Notice, ...] = ()

    @cached_property
    def patients(self) -> PatientMatrix:
        """Registrations found in units and practices."""
        return self.registrations.link(self.units, self.practices)

    @cached_property
    def topology(self) -> Topology:
        """Shared arcs of the boundaries, for drawing; costs 0.6 s at 33,000 units."""
        return build_topology(self.units.geometry)

    @property
    def has_weighted(self) -> bool:
        """Whether a weighted list or a weighted population was imported."""
        return self.practices.weighted_list is not None or self.units.weighted is not None


@dataclass
class Project:
    """What one project file holds."""

    name: str
    area: StudyArea
    scenarios: list[Scenario] = field(default_factory=list)
    registers: Registers = field(default_factory=Registers)
    """The catalogue of services and the table of sectors, the same in every scenario."""

    @property
    def services(self) -> tuple[Service, ...]:
        """The catalogue in its order."""
        return tuple(sorted(self.registers.of("service", Service), key=lambda s: (s.order, s.id)))

    @property
    def hierarchies(self) -> tuple[Hierarchy, ...]:
        """Larger areas from look-ups."""
        return self.registers.of("hierarchy", Hierarchy)

    def follow_hierarchies(self) -> None:
        """Let the units lie in the larger areas of the look-ups that the registers hold now."""
        units = self.area.units
        self.area.units = units.with_parents(with_hierarchies(units.parents, self.hierarchies, units.codes))

    def scenario(self, id_or_name: str) -> Scenario:
        """The scenario of this id or, compared without case, of this name.

        Raises:
            EditError: the project has no such scenario; the names it has are listed.
        """
        for scenario in self.scenarios:
            if scenario.id == id_or_name:
                return scenario
        wanted = id_or_name.strip().casefold()
        for scenario in self.scenarios:
            if scenario.name.casefold() == wanted:
                return scenario
        names = ", ".join(f"“{s.name}”" for s in self.scenarios) or "none yet"
        raise EditError(
            f"The project has no scenario “{id_or_name}”.",
            why=f"It has: {names}.",
            remedy="Name one of these, or add a scenario first.",
        )
