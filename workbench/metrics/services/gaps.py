"""Gaps (R5, R11, R23, R34, R35, R44): what is still missing, and the cell or locality it speaks of."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import NamedTuple

from workbench.metrics.organisations import Organisations
from workbench.metrics.services.links import LocalityLinks
from workbench.metrics.services.matrix import Matrix, MatrixRow
from workbench.models.providers import Sector
from workbench.models.registers import Lead
from workbench.models.scenario import Scenario
from workbench.models.scope import CellKey, Scope, problem_of
from workbench.models.services import Service, Tier


class GapKind(StrEnum):
    """What is missing. The words are those of lists and workbooks."""

    NO_PROVIDER = "No provider"
    PROVIDER_NOT_KNOWN = "Provider not known"
    NO_ACCOUNTABLE = "No accountable organisation"
    ACCOUNTABLE_NOT_PARTNER = "Accountable organisation is no partner"
    OUT_INCOMPLETE = "Out without reason, decider or date"
    VARIATION_WITHOUT_REASON = "Local variation without a reason"
    VACANT_LEAD = "Vacant lead"
    MISSING_SECTOR = "Missing sector"
    INCOMPLETE = "Incomplete locality"
    EMPTY_GROUP = "No services"


class Gap(NamedTuple):
    """One thing that is missing. ``what`` names it in the plainest words.

    ``key`` is set where it speaks of a cell, ``locality`` where of a cell or a locality; both are empty
    where it speaks of the catalogue.
    """

    kind: GapKind
    what: str
    key: CellKey | None = None
    locality: str = ""


def all_gaps(
    matrix: Matrix, scenario: Scenario, organisations: Organisations, links: tuple[LocalityLinks, ...]
) -> tuple[Gap, ...]:
    """Every gap: of cells in the matrix's order, then of localities, then of the catalogue."""
    return (
        *cell_gaps(matrix, organisations),
        *lead_gaps(matrix, scenario),
        *sector_gaps(matrix, links),
        *catalogue_gaps(matrix.services),
    )


def gap_counts(gaps: tuple[Gap, ...]) -> dict[GapKind, int]:
    """Number of gaps of each kind."""
    counted = Counter(gap.kind for gap in gaps)
    return {kind: counted[kind] for kind in GapKind}


def gaps_by_cell(gaps: tuple[Gap, ...]) -> dict[CellKey, tuple[Gap, ...]]:
    """Gaps of each cell that has any."""
    found: dict[CellKey, list[Gap]] = {}
    for gap in gaps:
        if gap.key is not None:
            found.setdefault(gap.key, []).append(gap)
    return {key: tuple(items) for key, items in found.items()}


def number_of_gaps(
    matrix: Matrix, scenario: Scenario, organisations: Organisations, links: tuple[LocalityLinks, ...]
) -> int:
    """How many there are, as many as ``all_gaps`` lists.

    An England-size matrix has hundreds of thousands of cells and most lack the same: like cells are judged
    once and none is named.
    """
    rows = {id(row.cell): row for row in matrix.rows}
    like = Counter(id(row.cell) for row in matrix.rows)
    of_cells = sum(number * len(_lacks(rows[cell], organisations)) for cell, number in like.items())
    others = (*lead_gaps(matrix, scenario), *sector_gaps(matrix, links), *catalogue_gaps(matrix.services))
    return of_cells + len(others)


def cell_gaps(matrix: Matrix, organisations: Organisations) -> tuple[Gap, ...]:
    """Gaps of cells: provider and accountable organisation where in scope (R44, R11), reason where out."""
    return tuple(
        Gap(kind, f"{row.service.name}: {code}" if code else row.service.name, row.key, row.key.locality)
        for row in matrix.rows
        for kind, code in _lacks(row, organisations)
    )


def _lacks(row: MatrixRow, organisations: Organisations) -> list[tuple[GapKind, str]]:
    """What a cell lacks, with the organisation that it is about or nothing; the service plays no part."""
    cell = row.cell
    if not row.offered:
        incomplete = cell.scope is Scope.OUT and problem_of(cell)
        return [(GapKind.OUT_INCOMPLETE, "")] if incomplete else []
    found: list[tuple[GapKind, str]] = []
    if not cell.delivered_by:
        found.append((GapKind.NO_PROVIDER, ""))
    found += [
        (GapKind.PROVIDER_NOT_KNOWN, code) for code in cell.delivered_by if not organisations.known(code)
    ]
    if not cell.accountable.strip():
        found.append((GapKind.NO_ACCOUNTABLE, ""))
    elif cell.accountable not in organisations.partners:
        found.append((GapKind.ACCOUNTABLE_NOT_PARTNER, cell.accountable))
    if cell.local_variation and not cell.variation_reason.strip():
        found.append((GapKind.VARIATION_WITHOUT_REASON, ""))
    return found


def lead_gaps(matrix: Matrix, scenario: Scenario) -> tuple[Gap, ...]:
    """Lead roles that nobody holds (R35); a locality without any lead role is one gap."""
    leads = scenario.registers.of("lead", Lead)
    found: list[Gap] = []
    for locality in matrix.localities:
        here = [lead for lead in leads if lead.locality == locality.code]
        if not here:
            found.append(Gap(GapKind.VACANT_LEAD, "No lead role", locality=locality.code))
        found += [
            Gap(GapKind.VACANT_LEAD, lead.role, locality=locality.code)
            for lead in here
            if not lead.organisation.strip()
        ]
    return tuple(found)


def sector_gaps(matrix: Matrix, links: tuple[LocalityLinks, ...]) -> tuple[Gap, ...]:
    """Sectors that services in scope of a locality usually come from and that it does not link (R5, R61).

    What a complete locality needs is told of as one gap a locality, beside the sectors.
    """
    offered: dict[str, set[str]] = {locality.code: set() for locality in matrix.localities}
    for row in matrix.offered:
        offered[row.key.locality].add(row.key.service)
    sectors_of: dict[frozenset[str], set[Sector]] = {}  # most localities offer the same
    found: list[Gap] = []
    for linked in links:
        some = frozenset(offered[linked.locality])
        if some not in sectors_of:
            sectors_of[some] = {
                sector for service in matrix.services if service.id in some for sector in service.sectors
            }
        wanted = sectors_of[some]
        if linked.missing:
            found.append(Gap(GapKind.INCOMPLETE, ", ".join(linked.missing), locality=linked.locality))
        found += [
            Gap(GapKind.MISSING_SECTOR, str(sector), locality=linked.locality)
            for sector in Sector
            if sector in wanted and sector is not Sector.UNKNOWN and not linked.links(sector)
        ]
    return tuple(found)


PARTS_OF_THE_SYSTEM: tuple[tuple[str, frozenset[Sector]], ...] = (
    ("Primary care", frozenset({Sector.PRIMARY_CARE})),
    ("Community care", frozenset({Sector.COMMUNITY})),
    ("Local hospital", frozenset({Sector.ACUTE})),
    ("Mental health", frozenset({Sector.MENTAL_HEALTH})),
    ("Social care", frozenset({Sector.ADULT_SOCIAL_CARE, Sector.CHILDREN_SOCIAL_CARE})),
    ("Public health", frozenset({Sector.PUBLIC_HEALTH})),
    ("Voluntary sector", frozenset({Sector.VOLUNTARY})),
)
"""What one system covers (R34). Independent is a sector of providers, not a group of services."""


def catalogue_gaps(services: tuple[Service, ...]) -> tuple[Gap, ...]:
    """Parts of the system that have no group of services in the catalogue (R34).

    A group belongs to the part that the first usual provider of most of its services is of, so that
    groups may be renamed; the local hospital needs a group with a service below system tier.
    """
    groups: dict[str, list[Service]] = {}
    for service in services:
        groups.setdefault(service.group, []).append(service)
    covered = {_main_sector(members) for members in groups.values()}
    return tuple(
        Gap(GapKind.EMPTY_GROUP, words)
        for words, sectors in PARTS_OF_THE_SYSTEM
        if covered.isdisjoint(sectors)
    )


def _main_sector(services: list[Service]) -> Sector | None:
    if all(service.tier is Tier.SYSTEM for service in services):
        return None
    leading = Counter(service.sectors[0] for service in services if service.sectors)
    return leading.most_common(1)[0][0] if leading else None
