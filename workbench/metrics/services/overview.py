"""Everything that the matrix says, at one moment: each part is worked out when it is first asked for."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from workbench.metrics.figures import ScenarioFigures
from workbench.metrics.organisations import Organisations
from workbench.metrics.services.checklist import LocalityChecklist, checklists
from workbench.metrics.services.contracts import (
    EndingContract,
    ProcurementMarker,
    contracts_ending,
    procurement_markers,
)
from workbench.metrics.services.counts import MatrixCounts, counts_by_locality, matrix_counts
from workbench.metrics.services.exceptions import ScopeException, exceptions, local_variations
from workbench.metrics.services.fragmentation import ServiceProviders, service_providers
from workbench.metrics.services.gaps import Gap, GapKind, all_gaps, gap_counts, gaps_by_cell, number_of_gaps
from workbench.metrics.services.hub_distance import HubDistance, hub_distances
from workbench.metrics.services.integration import (
    IntegrationAverage,
    IntegrationScore,
    integration_by_locality,
    integration_scores,
)
from workbench.metrics.services.links import LocalityLinks, locality_links
from workbench.metrics.services.matrix import Matrix, MatrixRow, read_matrix
from workbench.metrics.services.parity import Coverage, OfferParity, coverage, offer_parity
from workbench.metrics.services.phasing import Phasing, RoleChange, phasing, role_changes
from workbench.metrics.services.provider_changes import ProviderChange, provider_changes_in_phase_1
from workbench.metrics.services.register_issues import RegisterIssue, register_issues
from workbench.metrics.services.sector_mix import SectorMix, sector_mix
from workbench.metrics.services.tags import TagCount, tag_counts
from workbench.metrics.services.teams import LocalityStaff, TeamShare, staff_by_locality, team_shares
from workbench.metrics.services.tiers import (
    SettingMove,
    TierShift,
    could_be_lower,
    setting_moves,
    tier_shifts,
)
from workbench.models.project import Project
from workbench.models.scenario import Scenario
from workbench.models.scope import CellKey
from workbench.models.services import AgeGroup


class ServiceFigures:
    """What the matrix of a scenario says. Made anew after each edit: the parts do not follow changes."""

    def __init__(self, project: Project, scenario: Scenario, figures: ScenarioFigures) -> None:
        self._project = project
        self._scenario = scenario
        self.matrix: Matrix = read_matrix(project, scenario, figures)
        self.organisations = Organisations(project.area, scenario, project.registers)

    @cached_property
    def counts(self) -> MatrixCounts:
        """Counts of the whole matrix."""
        return matrix_counts(self.matrix)

    @cached_property
    def counts_by_locality(self) -> dict[str, MatrixCounts]:
        """Counts of each locality."""
        return counts_by_locality(self.matrix)

    @cached_property
    def exceptions(self) -> tuple[ScopeException, ...]:
        """Cells that are out of scope."""
        return exceptions(self.matrix)

    @cached_property
    def local_variations(self) -> tuple[MatrixRow, ...]:
        """Cells that vary from the standard offer."""
        return local_variations(self.matrix)

    @cached_property
    def parity(self) -> dict[tuple[str, AgeGroup], OfferParity]:
        """Offer parity by service id and age group."""
        return {(parity.service, parity.age): parity for parity in offer_parity(self.matrix)}

    @cached_property
    def hub_distances(self) -> tuple[HubDistance, ...]:
        """Kilometres to the hub of each locality."""
        return hub_distances(self._project.area, self._scenario)

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """Coverage of groups by locality."""
        return coverage(self.matrix)

    @cached_property
    def providers(self) -> tuple[ServiceProviders, ...]:
        """Providers, sites and parallel models of each service."""
        return service_providers(self.matrix, self.organisations)

    @cached_property
    def tier_shifts(self) -> tuple[TierShift, ...]:
        """Cells at another tier than usual."""
        return tier_shifts(self.matrix)

    @cached_property
    def could_be_lower(self) -> tuple[TierShift, ...]:
        """Cells that could be delivered lower."""
        return could_be_lower(self.matrix)

    @cached_property
    def setting_moves(self) -> tuple[SettingMove, ...]:
        """Cells whose setting changes."""
        return setting_moves(self.matrix)

    @cached_property
    def phasing(self) -> Phasing:
        """Phases with cumulative people."""
        return phasing(self.matrix)

    @cached_property
    def role_changes(self) -> tuple[RoleChange, ...]:
        """Cells whose role changes after their first phase."""
        return role_changes(self.matrix)

    @cached_property
    def sector_mix(self) -> SectorMix:
        """Sectors by service and locality."""
        return sector_mix(self.matrix, self.organisations)

    @cached_property
    def integration(self) -> dict[str, IntegrationAverage]:
        """Mean integration levels by locality."""
        return integration_by_locality(self.matrix)

    @cached_property
    def integration_scores(self) -> tuple[IntegrationScore, ...]:
        """The three pairs of sectors."""
        return integration_scores(self.matrix)

    @cached_property
    def tags(self) -> tuple[TagCount, ...]:
        """Prevention, self-care and empowerment by locality."""
        return tag_counts(self.matrix)

    @cached_property
    def procurement(self) -> tuple[ProcurementMarker, ...]:
        """Markers of procurement and of the independent sector."""
        return procurement_markers(self.matrix, self.organisations)

    def contracts_ending(self, *, on: date, months: int) -> tuple[EndingContract, ...]:
        """Contracts that end within some months."""
        return contracts_ending(self.matrix, on=on, months=months)

    @cached_property
    def links(self) -> tuple[LocalityLinks, ...]:
        """What each locality links, and whether it is complete."""
        return locality_links(self._project, self._scenario, self.organisations)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Everything that is missing."""
        return all_gaps(self.matrix, self._scenario, self.organisations, self.links)

    @cached_property
    def number_of_gaps(self) -> int:
        """How many things are missing, counted without listing them."""
        return number_of_gaps(self.matrix, self._scenario, self.organisations, self.links)

    @cached_property
    def gap_counts(self) -> dict[GapKind, int]:
        """Number of gaps of each kind."""
        return gap_counts(self.gaps)

    @cached_property
    def gaps_by_cell(self) -> dict[CellKey, tuple[Gap, ...]]:
        """Gaps of each cell that has any."""
        return gaps_by_cell(self.gaps)

    @cached_property
    def provider_changes(self) -> tuple[ProviderChange, ...]:
        """Changes of provider in phase 1 since the scenario was copied."""
        return provider_changes_in_phase_1(self._project, self._scenario, self.matrix)

    @cached_property
    def team_shares(self) -> tuple[TeamShare, ...]:
        """Teams by locality."""
        return team_shares(self.matrix, self._scenario)

    @cached_property
    def staff(self) -> tuple[LocalityStaff, ...]:
        """Staff by locality, and for 10,000 people."""
        return staff_by_locality(self.matrix, self._scenario)

    @cached_property
    def checklists(self) -> tuple[LocalityChecklist, ...]:
        """The Primary Care Home checklist by locality."""
        return checklists(self.matrix, self._scenario)

    @cached_property
    def register_issues(self) -> tuple[RegisterIssue, ...]:
        """What partners and teams leave open."""
        return register_issues(self._scenario)
