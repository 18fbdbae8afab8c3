"""The lines that figures of the matrix give: offer, providers, tiers, settings, phases, sectors, levels."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workbench.metrics.services.matrix import MatrixRow
from workbench.metrics.services.overview import ServiceFigures
from workbench.metrics.services.sector_mix import MIX_COLUMNS, NO_PROVIDER, NOT_OFFERED, column_of
from workbench.metrics.services.tiers import SettingMove, TierShift
from workbench.models.impossible import parse_date
from workbench.models.scope import CellKey, Scope
from workbench.ui import formats
from workbench.ui.services.findings import (
    Finding,
    FindingGroup,
    age_words,
    missing_groups,
)

CONTRACT_MONTHS = 12
"""Contracts that end within a year are told of."""


def findings(figures: ServiceFigures, *, today: date) -> tuple[FindingGroup, ...]:
    """Everything that the matrix says; groups without a line are left out."""
    groups = [
        *missing_groups(figures),
        FindingGroup("Offered to some people only", tuple(_parity(figures))),
        FindingGroup("Coverage below 100%", tuple(_coverage(figures))),
        FindingGroup("Different providers for one service", tuple(_fragmentation(figures))),
        FindingGroup("Could be delivered nearer to people", tuple(map(_tier, figures.could_be_lower))),
        FindingGroup(
            "Nearer to people than usual",
            tuple(_tier(shift) for shift in figures.tier_shifts if shift.levels < 0),
        ),
        FindingGroup(
            "Moves out of hospital",
            tuple(_move(move) for move in figures.setting_moves if move.out_of_hospital),
        ),
        FindingGroup(
            "Other changes of setting",
            tuple(_move(move) for move in figures.setting_moves if not move.out_of_hospital),
        ),
        FindingGroup("Phases", tuple(_phases(figures))),
        FindingGroup("Roles that change", tuple(_roles(figures))),
        FindingGroup("Sectors of the providers", tuple(_sectors(figures))),
        FindingGroup("Integration, 0 to 4", tuple(_integration(figures))),
        FindingGroup("Contracts ending within a year", tuple(_contracts(figures, today))),
        FindingGroup("Exceptions due for review", tuple(_reviews(figures, today))),
    ]
    return tuple(group for group in groups if group.findings)


def _first(rows: Iterable[MatrixRow]) -> CellKey | None:
    return next((row.key for row in rows), None)


def _parity(figures: ServiceFigures) -> list[Finding]:
    """The least offered first (R27)."""
    names = {service.id: service.name for service in figures.matrix.services}
    lacking = [one for one in figures.parity.values() if formats.known(one.whole) and one.whole < 1]
    found = []
    for one in sorted(lacking, key=lambda one: one.whole):
        rows = figures.matrix.by_service[one.service, one.age]
        less = _first(row for row in rows if row.cell.scope in (Scope.OUT, Scope.PARTIAL))
        part = f", {formats.percent(one.part, 0)} in part" if one.part else ""
        words = f"{one.age.words.lower()}, {formats.percent(one.whole, 0)} of people{part}"
        found.append(Finding(names[one.service], words, less))
    return found


def _coverage(figures: ServiceFigures) -> list[Finding]:
    groups: dict[tuple[str, str], CellKey] = {}
    for row in figures.matrix.rows:
        if row.cell.scope in (Scope.OUT, Scope.PARTIAL):
            groups.setdefault((row.service.group, row.key.locality), row.key)
    found = []
    for one in figures.coverage:
        if one.inside < one.applicable:
            part = f", {formats.number(one.partial)} in part" if one.partial else ""
            words = f"{formats.number(one.inside)} of {formats.number(one.applicable)} in scope{part}"
            found.append(Finding(one.group, words, groups.get((one.group, one.locality)), one.locality))
    return found


def _fragmentation(figures: ServiceFigures) -> list[Finding]:
    """Leads to the rarest of the parallel models (R32)."""
    found = []
    for one in figures.providers:
        if one.parallel:
            rarest = min(one.models, key=lambda model: len(model[1]))
            words = ", ".join(
                (
                    formats.count(len(one.providers), "provider"),
                    f"{formats.number(len(one.models))} models",
                    formats.count(len(one.sites), "site"),
                )
            )
            found.append(Finding(one.name, words, rarest[1][0]))
    return found


def _tier(shift: TierShift) -> Finding:
    words = f"{age_words(shift.key)}, {str(shift.tier).lower()}, usually {str(shift.usual).lower()}"
    return Finding(shift.service, words, shift.key, shift.key.locality)


def _move(move: SettingMove) -> Finding:
    words = f"{age_words(move.key)}, {str(move.now).lower()} now, {str(move.planned).lower()} planned"
    return Finding(move.service, words, move.key, move.key.locality)


def _phases(figures: ServiceFigures) -> list[Finding]:
    """A line a phase with the people reached by then (R36); none where no cell has a phase."""
    phasing = figures.phasing
    found = []
    offered = figures.matrix.offered
    for phase in phasing.phases:
        words = (
            f"{formats.count(len(phase.joining), 'locality joins', 'localities join')},"
            f" {formats.people(phase.cumulative_people)} by then,"
            f" {formats.percent(phase.cumulative_share, 0)}"
        )
        at = _first(row for row in offered if row.cell.phase == phase.phase)
        found.append(Finding(f"Phase {phase.phase}: {formats.count(phase.cells, 'cell')}", words, at))
    if found and phasing.without_phase:
        at = _first(row for row in offered if row.cell.phase is None)
        found.append(Finding(f"Without a phase: {formats.count(phasing.without_phase, 'cell')}", "", at))
    return found


def _roles(figures: ServiceFigures) -> list[Finding]:
    return [
        Finding(
            one.service,
            f"{age_words(one.key)}, {str(one.role or 'not recorded').lower()},"
            f" {str(one.next_role).lower()} from phase {one.next_phase}",
            one.key,
            one.key.locality,
        )
        for one in figures.role_changes
    ]


def _sectors(figures: ServiceFigures) -> list[Finding]:
    """How many cells each sector delivers (R15); none where no cell has a provider."""
    total, cells = figures.sector_mix.total, len(figures.matrix.rows)
    if not any(count for name, count in total.items() if name not in (NO_PROVIDER, NOT_OFFERED)):
        return []
    first: dict[str, CellKey] = {}
    for row in figures.matrix.rows:
        name = column_of(row.cell.delivered_by, figures.organisations) if row.offered else NOT_OFFERED
        first.setdefault(name, row.key)
    return [
        Finding(name, f"{formats.number(total[name])} of {formats.count(cells, 'cell')}", first.get(name))
        for name in MIX_COLUMNS
        if total[name]
    ]


def _integration(figures: ServiceFigures) -> list[Finding]:
    """Means by locality (R37) and the scores of three pairs of sectors (R73)."""

    def words(now: float, planned: float, digits: int) -> str:
        parts = ((now, "now"), (planned, "planned"))
        return ", ".join(
            f"{formats.number(value, digits, unknown='not recorded')} {word}" for value, word in parts
        )

    recorded = {
        row.key.locality: row.key
        for row in reversed(figures.matrix.offered)
        if row.cell.integration_now is not None or row.cell.integration_planned is not None
    }
    found = [
        Finding("Mean level", words(one.now, one.planned, 1), recorded.get(code), code)
        for code, one in figures.integration.items()
        if one.cells_now or one.cells_planned
    ]
    pairs = [
        Finding(f"{one.pair} together", f"{words(one.now, one.planned, 2)}, of 1")
        for one in figures.integration_scores
        if formats.known(one.now) or formats.known(one.planned)
    ]
    return [*found, *pairs]


def _contracts(figures: ServiceFigures, today: date) -> list[Finding]:
    return [
        Finding(
            one.service,
            f"{age_words(one.key)}, {'ended' if one.ended else 'ends'} {formats.date_text(one.ends)}",
            one.key,
            one.key.locality,
        )
        for one in figures.contracts_ending(on=today, months=CONTRACT_MONTHS)
    ]


def _reviews(figures: ServiceFigures, today: date) -> list[Finding]:
    return [
        Finding(
            one.service,
            f"{age_words(one.key)}, due {formats.date_text(parse_date(one.review_date))}",
            one.key,
            one.key.locality,
        )
        for one in figures.exceptions
        if one.review_due(today)
    ]
